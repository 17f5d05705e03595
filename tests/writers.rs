//! One process writes at a time.
//!
//! 1. A second writer ends with status 2; its message names the index and the first one's process id.
//! 2. Searching goes on meanwhile.
//! 3. When the first has ended, the second may write, and both have their articles in.
//! 4. A holder that is killed lets go of the lock, and what it had not committed is not there.

mod program;

use program::{Place, Ran, line};
use std::io::Write;
use std::process::{Child, ChildStdin, Stdio};
use std::time::{Duration, Instant};

/// A writer that holds the index open until its input ends.
fn holder(place: &Place) -> (Child, ChildStdin) {
    let mut child = place
        .command(["index", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let input = child.stdin.take().unwrap();
    let began = Instant::now();
    let name = format!("process {} ", child.id());
    while !std::fs::read_to_string(place.at("index/writer.lock"))
        .is_ok_and(|lock| lock.starts_with(&name))
    {
        assert!(began.elapsed() < Duration::from_secs(30), "the first writer never took the lock");
        std::thread::sleep(Duration::from_millis(5));
    }
    (child, input)
}

#[test]
fn the_second_writer_is_told_who_the_first_is() {
    let place = Place::new();
    place.write("a.jsonl", line("a", "Ferry", "Fog."));
    place.write("b.jsonl", line("b", "Tram", "Sun."));
    place.run(["index", "a.jsonl"]).status(0);

    let (child, mut input) = holder(&place);
    let pid = child.id().to_string();
    place.run(["index", "b.jsonl"]).status(2).says(&[
        "`index`",
        &format!("process {pid}"),
        "wait for it",
    ]);
    place.run(["search", "ferry"]).status(0);
    place.run(["check"]).status(0);
    place.run(["stats"]).status(0);
    // asking did not take the lock away from its holder
    place.run(["index", "b.jsonl"]).status(2).says(&[&pid]);

    input.write_all(line("p", "Bridge", "Rain.").as_bytes()).unwrap();
    drop(input);
    Ran::from(child.wait_with_output().unwrap()).status(0);
    place.run(["index", "b.jsonl"]).status(0);
    for id in ["a", "b", "p"] {
        place.run(["show", id]).status(0);
    }
}

#[test]
fn a_killed_holder_lets_go() {
    let place = Place::new();
    place.write("b.jsonl", line("b", "Tram", "Sun."));
    let (mut child, mut input) = holder(&place);
    input.write_all(line("p", "Bridge", "Rain.").as_bytes()).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    place.run(["index", "b.jsonl"]).status(0);
    place.run(["show", "b"]).status(0);
    place.run(["show", "p"]).status(1);
    place.run(["check"]).status(0);
}

#[test]
fn of_many_at_once_each_writes_or_is_told_to_wait() {
    let place = Place::new();
    let names: Vec<String> = (0..6).map(|i| format!("n{i}.jsonl")).collect();
    for (i, name) in names.iter().enumerate() {
        place.write(name, line(&format!("n{i}"), "Ferry", "Fog."));
    }
    let start = |name: &String| {
        let mut command = place.command(["index", name.as_str()]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let children: Vec<Child> = names.iter().map(start).collect();
    let mut written = 0;
    for (i, child) in children.into_iter().enumerate() {
        let ran = Ran::from(child.wait_with_output().unwrap());
        match ran.code {
            0 => {
                place.run(["show", &format!("n{i}")]).status(0);
                written += 1;
            }
            _ => drop(ran.status(2).says(&["`index`", "wait for it"])),
        }
    }
    assert!(written >= 1);
    place.run(["check"]).status(0);
    for name in &names {
        place.run(["index", name]).status(0);
    }
    assert_eq!(place.json(["stats"], 0)["articles"], 6);
}
