//! 1. A missing index: status 2, the message names it and the command that makes one.
//! 2. An unknown path: status 2, nothing is read.
//! 3. A wrong `--field`, `--format` or `--memory`: status 2, the message names what there is.
//! 4. A directory of other things, a file in the place of an index, an index of
//!    another format or another program: status 2, and nothing in it is touched.
//! 5. No query, an unknown command, an unknown option: status 2 and usage.
//! 6. With `--json`, trouble still prints nothing on stdout.

use crate::program::{Place, line};

#[test]
fn a_missing_index() {
    let place = Place::new();
    let commands: [&[&str]; 5] =
        [&["search", "x"], &["show", "x"], &["stats"], &["check"], &["--json", "search", "x"]];
    for arguments in commands {
        let ran = place.run(arguments.iter().copied().chain(["--index", "nowhere"])).status(2);
        assert!(ran.out.is_empty(), "{}", ran.out);
        ran.says(&["nowhere", "dateline index PATH --index nowhere"]);
    }
    assert!(!place.at("nowhere").try_exists().unwrap());
}

#[test]
fn the_index_of_the_environment() {
    let place = Place::new();
    let output =
        place.command(["search", "x"]).env("DATELINE_INDEX", "elsewhere").output().unwrap();
    crate::program::Ran::from(output).status(2).says(&["`elsewhere`"]);
}

#[test]
fn an_unknown_path() {
    let place = Place::new();
    place.write("a.jsonl", line("a", "Ferry", "Fog."));
    let ran = place.run(["--json", "index", "a.jsonl", "no/such/file.txt"]).status(2);
    assert!(ran.out.is_empty(), "{}", ran.out);
    ran.says(&["no/such/file.txt"]);
    // not even the path that is there: a mistyped one should not cost an hour of the others
    let after = place.run(["search", "ferry"]);
    assert!(matches!(after.code, 1 | 2), "{}", after.out);
}

#[test]
fn wrong_options() {
    let place = Place::new();
    place.write("a.jsonl", line("a", "Ferry", "Fog."));
    for (arguments, says) in [
        (["--field", "colour=hue"], ["colour", "headline"]),
        (["--field", "headline"], ["--field", "headline=title_display"]),
        (["--format", "docx"], ["docx", "jsonl"]),
        (["--memory", "lots"], ["lots", "512M"]),
        (["--commit-every", "soon"], ["soon", "0.5"]),
    ] {
        let ran = place.run(["index", "a.jsonl"].into_iter().chain(arguments)).status(2);
        ran.says(&says);
    }
    let usage: [&[&str]; 4] =
        [&["search"], &["index"], &["find", "x"], &["search", "x", "--colour"]];
    for arguments in usage {
        place.run(arguments.iter().copied()).status(2).says(&["Usage"]);
    }
}

#[test]
fn a_directory_of_other_things() {
    let place = Place::new();
    place.write("a.jsonl", line("a", "Ferry", "Fog."));
    place.write("photos/cat.jpg", "meow");
    place
        .run(["index", "a.jsonl", "--index", "photos"])
        .status(2)
        .says(&["photos", "cat.jpg", "--index"]);
    let names: Vec<_> = std::fs::read_dir(place.at("photos")).unwrap().collect();
    assert_eq!(names.len(), 1);
}

#[test]
fn a_file_in_the_place_of_an_index() {
    let place = Place::new();
    place.write("a.jsonl", line("a", "Ferry", "Fog."));
    let commands: [&[&str]; 2] = [&["index", "a.jsonl"], &["search", "x"]];
    for arguments in commands {
        let ran = place.run(arguments.iter().copied().chain(["--index", "a.jsonl"])).status(2);
        ran.says(&["`a.jsonl`", "--index"]);
    }
    assert_eq!(std::fs::read_to_string(place.at("a.jsonl")).unwrap(), line("a", "Ferry", "Fog."));
}

#[test]
fn an_index_of_another_format_or_program() {
    let place = Place::new();
    place.write("a.jsonl", line("a", "Ferry", "Fog."));
    place.run(["index", "a.jsonl"]).status(0);
    let meta = std::fs::read_to_string(place.at("index/meta.json")).unwrap();
    let own = format!("\\\"format\\\":{}", dateline::schema::FORMAT);
    let newer = meta.replace(&own, "\\\"format\\\":9999");
    assert_ne!(meta, newer);
    place.write("index/meta.json", newer);
    for command in [["search", "x"], ["index", "a.jsonl"]] {
        place.run(command).status(2).says(&["format 9999", "update dateline"]);
    }
    let other = meta.replace(&own, "\\\"other\\\":1");
    place.write("index/meta.json", other);
    place.run(["search", "x"]).status(2).says(&["index", "--index"]);
    place.write("index/meta.json", "not even JSON");
    place.run(["search", "x"]).status(2).says(&["index"]);
}
