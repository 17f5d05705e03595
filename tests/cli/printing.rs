//! 1. `--color always` colours, `never` and a pipe do not, and `NO_COLOR` is obeyed.
//! 2. A reader that goes (`| head`) is success, for every command that prints, and nothing is said of it.
//! 3. Completions and manual pages know the commands.
//! 4. `--help` and `--version` are on stdout with status 0.
//! 5. `--json` is one line on stdout and nothing else.

use crate::program::{Place, Ran, line};
use std::io::Read;
use std::process::Stdio;

#[test]
fn colours() {
    let place = Place::with_samples();
    let always = place.run(["search", "moon", "--color", "always"]).status(0).out;
    assert!(always.contains("\u{1b}["));
    for arguments in [&["search", "moon", "--color", "never"] as &[&str], &["search", "moon"]] {
        let out = place.run(arguments.iter().copied()).status(0).out;
        assert!(!out.contains('\u{1b}'), "{out}");
    }
    for (variable, value, coloured) in
        [("NO_COLOR", "1", false), ("NO_COLOR", "", false), ("CLICOLOR_FORCE", "1", true)]
    {
        let out = place.command(["search", "moon"]).env(variable, value).output().unwrap();
        assert_eq!(Ran::from(out).status(0).out.contains('\u{1b}'), coloured, "{variable}={value}");
    }
    // what is said outright counts more than a variable
    let out = place
        .command(["search", "moon", "--color", "always"])
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    assert!(Ran::from(out).status(0).out.contains('\u{1b}'));
    // an error, too
    let err = place.run(["search", "x", "--index", "none", "--color", "always"]).status(2).err;
    assert!(err.contains("\u{1b}["), "{err:?}");
    assert!(!place.run(["search", "x", "--index", "none"]).status(2).err.contains('\u{1b}'));
}

#[test]
fn a_reader_that_goes_is_success() {
    let place = Place::new();
    let long = "The ferry sails again after a week of fog. ".repeat(20_000);
    let records: String = (0..40).map(|i| line(&format!("r{i}"), "Ferry", &long)).collect();
    place.write("a.jsonl", records);
    place.run(["index", "a.jsonl"]).status(0);
    let commands: [&[&str]; 8] = [
        &["--json", "show", "r1"],
        &["show", "r1"],
        &["--json", "search", "ferry", "-n", "40", "--passages", "10"],
        &["search", "ferry", "-n", "40", "--passages", "10"],
        &["completions", "zsh"],
        &["man"],
        &["stats"],
        &["check"],
    ];
    for arguments in commands {
        // closed before anything is written, and after the first bytes
        for read in [0, 10] {
            let mut child = place
                .command(arguments.iter().copied())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            let mut stdout = child.stdout.take().unwrap();
            let mut some = vec![0; read];
            stdout.read_exact(&mut some).unwrap();
            drop(stdout);
            let ran = Ran::from(child.wait_with_output().unwrap()).status(0);
            assert_eq!(ran.err, "", "{arguments:?}");
        }
    }
}

#[test]
fn completions() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish"] {
        let script = place.run(["completions", shell]).status(0).out;
        for word in ["dateline", "index", "search", "delete-missing", "show"] {
            assert!(script.contains(word), "no {word} for {shell}");
        }
    }
    place.run(["completions", "tcsh"]).status(2).says(&["bash", "fish"]);
}

#[test]
fn manual_pages() {
    let place = Place::new();
    let page = place.run(["man"]).status(0).out;
    assert!(page.contains(".TH dateline") && page.contains("search"), "{page}");
    place.run(["man", "pages"]).status(0);
    let mut names: Vec<_> = std::fs::read_dir(place.at("pages"))
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert!(
        names.contains(&"dateline.1".to_owned()) && names.contains(&"dateline-search.1".to_owned()),
        "{names:?}"
    );
    place.write("file", "");
    place.run(["man", "file"]).status(2).says(&["file"]);
}

#[test]
fn help_and_version() {
    let place = Place::new();
    let help = place.run(["--help"]).status(0);
    assert!(
        help.out.contains("Exit status: 0 found or done, 1 nothing found") && help.err.is_empty()
    );
    for command in ["index", "search", "suggest", "show", "stats", "check", "bench", "demo"] {
        let help = place.run([command, "--help"]).status(0);
        assert!(help.out.contains("Usage: dateline"), "{}", help.out);
    }
    assert!(place.run(["--version"]).status(0).out.starts_with("dateline "));
}

#[test]
fn json_is_one_line_and_nothing_else() {
    let place = Place::with_samples();
    let samples = crate::program::samples();
    let commands: [&[&str]; 6] = [
        &["index", samples.to_str().unwrap()],
        &["search", "moon ("],
        &["search", "xylophonist"],
        &["show", "mp-k-21544"],
        &["stats"],
        &["check"],
    ];
    for arguments in commands {
        let ran = place.run(["--json"].into_iter().chain(arguments.iter().copied()));
        assert!(
            ran.out.ends_with('\n') && ran.out.lines().count() == 1,
            "{arguments:?}: {}",
            ran.out
        );
        ran.json();
        assert_eq!(ran.err, "", "{arguments:?}");
    }
}
