//! 1. `stats` has articles, index_bytes and format, and they are right.
//! 2. `check` says that a sound index is sound.
//! 3. A byte that flips in any file of a segment is found: status 2, the file is
//!    named; a file that is cut or gone, too. No damage makes a command panic.
//! 4. `demo` runs without anything, leaves nothing behind, and keeps what it is told to keep.

use crate::program::{Place, line};

#[test]
fn figures() {
    let place = Place::with_samples();
    let stats = place.json(["stats"], 0);
    assert_eq!(stats["articles"], place.json(["search", "*"], 0)["total"]);
    assert!(stats["format"].as_u64().unwrap() >= 1);
    let on_disk: u64 = std::fs::read_dir(place.index())
        .unwrap()
        .map(|entry| entry.unwrap().metadata().unwrap().len())
        .sum();
    assert_eq!(stats["index_bytes"], on_disk);
    let text = place.run(["stats"]).status(0).out;
    assert!(text.contains("articles") && text.contains("Transit Wire"), "{text}");
}

#[test]
fn a_sound_index() {
    let place = Place::with_samples();
    let health = place.json(["check"], 0);
    assert_eq!(health["problems"], serde_json::json!([]));
    assert_eq!(health["articles"], place.json(["search", "*"], 0)["total"]);
    assert!(place.run(["check"]).status(0).out.contains("the index is sound"));
}

#[test]
fn damage_is_found() {
    let place = Place::new();
    let records: String = (0..200)
        .map(|i| {
            line(
                &format!("r{i}"),
                &format!("Ferry {i}"),
                &format!("Fog of day {i} lay on the harbour."),
            )
        })
        .collect();
    place.write("a.jsonl", records);
    place.run(["index", "a.jsonl", "--threads", "1"]).status(0);
    let files: Vec<_> = std::fs::read_dir(place.index())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            matches!(
                path.extension().and_then(|e| e.to_str()),
                Some("idx" | "pos" | "term" | "store" | "fast" | "fieldnorm")
            )
        })
        .collect();
    assert!(files.len() >= 6, "{files:?}");
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        let whole = std::fs::read(&file).unwrap();
        for at in [0, whole.len() / 2, whole.len() - 1] {
            let mut flipped = whole.clone();
            flipped[at] ^= 0x10;
            std::fs::write(&file, &flipped).unwrap();
            let ran = place.run(["check"]).status(2);
            assert!(
                ran.out.contains(&name) || ran.err.contains(&name),
                "{name}@{at}: {}{}",
                ran.out,
                ran.err
            );
            // nor may a search on a damaged index panic
            for arguments in
                [&["search", "fog"] as &[&str], &["show", "r7"], &["stats"], &["search", "*"]]
            {
                let ran = place.run(arguments.iter().copied());
                assert!(
                    (0..=2).contains(&ran.code) && !ran.err.contains("panicked"),
                    "{name}@{at} {arguments:?}: {}",
                    ran.err
                );
            }
        }
        std::fs::write(&file, &whole[..whole.len() / 2]).unwrap();
        place.run(["check"]).status(2);
        std::fs::remove_file(&file).unwrap();
        let ran = place.run(["check"]).status(2);
        assert!(
            ran.out.contains(&name) || ran.err.contains(&name),
            "{name}: {}{}",
            ran.out,
            ran.err
        );
        std::fs::write(&file, &whole).unwrap();
    }
    place.run(["check"]).status(0);
}

#[test]
fn the_demo() {
    let place = Place::new();
    let temporary = place.at("tmp");
    std::fs::create_dir(&temporary).unwrap();
    let output = place.command(["demo"]).env("TMPDIR", &temporary).output().unwrap();
    let ran = crate::program::Ran::from(output).status(0);
    assert!(ran.out.contains("dateline search") && ran.out.contains("next:"), "{}", ran.out);
    assert_eq!(std::fs::read_dir(&temporary).unwrap().count(), 0);
    place.run(["demo", "--keep", "kept"]).status(0);
    place.run(["search", "moon", "--index", "kept/index"]).status(0);
    assert!(place.json(["demo"], 0)["searches"].as_array().unwrap().len() >= 3);
}
