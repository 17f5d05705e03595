//! 1. The bundled corpus is indexed without a rejection, and the report has the contract's keys.
//! 2. A second run reads nothing again.
//! 3. A changed file is read again and its records replaced; a touched one is read and changes nothing.
//! 4. A record that is gone from a changed file is gone from the index, the others stay.
//! 5. `--delete-missing` removes what is gone, under the paths named only.
//! 6. A record with a known id in another file replaces the older one.
//! 7. A record that moves to another file is kept, whichever file is read first.
//! 8. The same relative name in two folders is two files, and the index itself is none of the corpus.
//! 9. Standard input is indexed.
//! 10. `--field` and `--format` are obeyed, and a file is read again when they change.

use crate::program::{Place, line, samples};
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::Write;
use std::process::Stdio;

/// Ids and headlines of all articles.
fn all(place: &Place) -> BTreeSet<(String, String)> {
    let answer = place.run(["--json", "search", "*", "-n", "1000"]).json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let hits = answer["hits"].as_array().unwrap();
    assert_eq!(answer["total"], hits.len());
    hits.iter().map(|hit| (text(&hit["id"]), text(&hit["headline"]))).collect()
}

fn pairs<const N: usize>(pairs: [(&str, &str); N]) -> BTreeSet<(String, String)> {
    pairs.into_iter().map(|(id, headline)| (id.to_owned(), headline.to_owned())).collect()
}

/// What a report says of `keys`.
fn counts<const N: usize>(report: &Value, keys: [&str; N]) -> [u64; N] {
    keys.map(|key| report[key].as_u64().unwrap_or_else(|| panic!("no {key} in {report}")))
}

#[test]
fn the_samples_are_indexed_and_a_second_run_reads_nothing() {
    let place = Place::new();
    let corpus = samples();
    let corpus = corpus.to_str().unwrap();
    let report = place.json(["index", corpus], 0);
    let expected = include_str!("../../corpus/expected.tsv").lines().count() as u64 - 1;
    assert_eq!(report["rejected"], serde_json::json!([]));
    let [read, indexed, replaced, unchanged, files] =
        counts(&report, ["read", "indexed", "replaced", "unchanged", "files"]);
    assert_eq!((read, indexed + replaced, unchanged), (expected, expected, 0));
    assert!(report["bytes"].as_u64().unwrap() > 100_000);
    assert!(report["peak_rss_bytes"].is_u64() || report["peak_rss_bytes"].is_null());
    for key in ["seconds", "articles_per_s", "mb_per_s"] {
        assert!(report[key].as_f64().unwrap() > 0.0, "{key}");
    }
    assert_eq!(all(&place).len() as u64, indexed);

    let again = place.json(["index", corpus], 0);
    let keys = ["read", "indexed", "replaced", "removed", "bytes", "files_unchanged", "files"];
    assert_eq!(counts(&again, keys), [0, 0, 0, 0, 0, files, files]);
    assert_eq!(again["unchanged"], read);
}

#[test]
fn a_changed_file_is_read_again_and_only_that() {
    let place = Place::new();
    place.write("news/a.jsonl", line("a1", "Ferry late", "Fog.") + &line("a2", "Bridge", "Rain."));
    place.write("news/b.jsonl", line("b1", "Tram", "Sun."));
    place.run(["index", "news"]).status(0);

    place.write(
        "news/a.jsonl",
        line("a1", "Ferry sails", "Fog gone.") + &line("a2", "Bridge", "Rain."),
    );
    let report = place.json(["index", "news"], 0);
    let keys = ["read", "indexed", "replaced", "unchanged", "files_unchanged"];
    assert_eq!(counts(&report, keys), [2, 0, 1, 2, 1]);
    assert_eq!(all(&place), pairs([("a1", "Ferry sails"), ("a2", "Bridge"), ("b1", "Tram")]));
    // the words of the older version are gone with it
    place.run(["search", "late"]).status(1);
}

#[test]
fn a_touched_file_changes_nothing() {
    let place = Place::new();
    let path = place.write("a.jsonl", line("a1", "Ferry", "Fog."));
    place.run(["index", "a.jsonl"]).status(0);
    let hour_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
    std::fs::File::options().write(true).open(path).unwrap().set_modified(hour_ago).unwrap();
    let report = place.json(["index", "a.jsonl"], 0);
    let keys = ["read", "indexed", "replaced", "unchanged", "files_unchanged"];
    assert_eq!(counts(&report, keys), [1, 0, 0, 1, 0]);
    assert_eq!(place.json(["index", "a.jsonl"], 0)["files_unchanged"], 1);
}

#[test]
fn a_record_that_is_gone_from_its_file_is_gone() {
    let place = Place::new();
    place.write("a.jsonl", line("a1", "Ferry", "Fog.") + &line("a2", "Bridge", "Rain."));
    place.run(["index", "a.jsonl"]).status(0);
    place.write("a.jsonl", line("a2", "Bridge", "Rain."));
    assert_eq!(place.json(["index", "a.jsonl"], 0)["removed"], 1);
    assert_eq!(all(&place), pairs([("a2", "Bridge")]));
}

#[test]
fn missing_files_go_only_when_asked_and_only_under_the_paths_named() {
    let place = Place::new();
    for name in ["north/1.jsonl", "north/2.jsonl", "south/3.jsonl"] {
        place.write(name, line(&name[6..7], name, "Fog."));
    }
    place.run(["index", "north", "south"]).status(0);
    std::fs::remove_file(place.at("north/1.jsonl")).unwrap();
    std::fs::remove_file(place.at("south/3.jsonl")).unwrap();
    place.run(["index", "north", "south"]).status(0);
    assert_eq!(all(&place).len(), 3);
    assert_eq!(place.json(["index", "--delete-missing", "north"], 0)["removed"], 1);
    assert_eq!(all(&place), pairs([("2", "north/2.jsonl"), ("3", "south/3.jsonl")]));
    assert_eq!(place.json(["index", "--delete-missing", "."], 0)["removed"], 1);
    assert_eq!(all(&place), pairs([("2", "north/2.jsonl")]));
}

#[test]
fn a_known_id_in_another_file_replaces() {
    let place = Place::new();
    place.write("0815.jsonl", line("tw-41", "Attack near base", "One dead."));
    place.run(["index", "0815.jsonl"]).status(0);
    place.write("1640.jsonl", line("tw-41", "Attack kills two", "Two dead."));
    let report = place.json(["index", "1640.jsonl"], 0);
    assert_eq!(counts(&report, ["indexed", "replaced", "unchanged"]), [0, 1, 0]);
    assert_eq!(all(&place), pairs([("tw-41", "Attack kills two")]));
}

#[test]
fn a_record_that_moves_to_another_file_is_kept() {
    for (from, to) in [("1.jsonl", "2.jsonl"), ("2.jsonl", "1.jsonl")] {
        let place = Place::new();
        place.write(
            &format!("news/{from}"),
            line("x", "Ferry", "Fog.") + &line("y", "Tram", "Sun."),
        );
        place.write(&format!("news/{to}"), line("z", "Bridge", "Rain."));
        place.run(["index", "news"]).status(0);
        place.write(&format!("news/{from}"), line("y", "Tram", "Sun."));
        place.write(
            &format!("news/{to}"),
            line("z", "Bridge", "Rain.") + &line("x", "Ferry", "Fog."),
        );
        place.run(["index", "news"]).status(0);
        let three = pairs([("x", "Ferry"), ("y", "Tram"), ("z", "Bridge")]);
        assert_eq!(all(&place), three, "from {from} to {to}");
        // and it belongs to its new file now
        std::fs::remove_file(place.at(&format!("news/{from}"))).unwrap();
        place.run(["index", "--delete-missing", "news"]).status(0);
        assert_eq!(all(&place), pairs([("x", "Ferry"), ("z", "Bridge")]), "from {from} to {to}");
    }
}

#[test]
fn an_article_of_two_files_stays_while_one_of_them_has_it() {
    for how in ["file gone", "record gone"] {
        let place = Place::new();
        let old = line("x", "Ferry", "Fog.") + &line("y", "Tram", "Sun.");
        place.write("news/a.jsonl", &old);
        place.write("news/b.jsonl", line("x", "Ferry late", "Fog again."));
        place.write("news/c.jsonl", line("z", "Bridge", "Rain."));
        place.run(["index", "news"]).status(0);
        let late = pairs([("x", "Ferry late"), ("y", "Tram"), ("z", "Bridge")]);
        assert_eq!(all(&place), late, "{how}: the file read last has the say");
        if how == "file gone" {
            std::fs::remove_file(place.at("news/b.jsonl")).unwrap();
        } else {
            place.write("news/b.jsonl", line("w", "Weir", "Ice."));
        }
        let report = place.json(["index", "--delete-missing", "news"], 0);
        assert_eq!(report["removed"], 1, "{how}");
        let mut left = pairs([("x", "Ferry"), ("y", "Tram"), ("z", "Bridge")]);
        if how == "record gone" {
            left.insert(("w".into(), "Weir".into()));
        }
        assert_eq!(all(&place), left, "{how}");
        // and it is settled: the next run has nothing to do
        let report = place.json(["index", "--delete-missing", "news"], 0);
        assert_eq!(counts(&report, ["read", "removed"]), [0, 0], "{how}");
    }
}

#[test]
fn a_renamed_file_keeps_its_articles() {
    let place = Place::new();
    place.write("news/b.jsonl", line("x", "Ferry", "Fog."));
    place.run(["index", "news"]).status(0);
    for name in ["news/a.jsonl", "news/c.jsonl"] {
        let before = std::fs::read_dir(place.at("news")).unwrap().next().unwrap().unwrap().path();
        std::fs::rename(before, place.at(name)).unwrap();
        place.run(["index", "--delete-missing", "news"]).status(0);
        assert_eq!(all(&place), pairs([("x", "Ferry")]), "as {name}");
    }
}

#[test]
fn the_same_relative_name_in_two_folders_is_two_files() {
    let place = Place::new();
    for folder in ["one", "two"] {
        place.write(&format!("{folder}/wire.jsonl"), line("x", "Ferry", "Fog."));
        let index = place.index();
        let arguments = ["index", "wire.jsonl", "--index", index.to_str().unwrap()];
        assert!(
            place
                .command(arguments)
                .current_dir(place.at(folder))
                .output()
                .unwrap()
                .status
                .success()
        );
    }
    // the article is in both; the one that is left still has it
    std::fs::remove_file(place.at("one/wire.jsonl")).unwrap();
    place.run(["index", "--delete-missing", "one", "two"]).status(0);
    assert_eq!(all(&place), pairs([("x", "Ferry")]));
}

#[test]
fn standard_input_is_indexed() {
    let place = Place::new();
    let mut child = place
        .command(["index", "-", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let records = line("p1", "Ferry", "Fog.") + &line("p2", "Tram", "Sun.");
    child.stdin.take().unwrap().write_all(records.as_bytes()).unwrap();
    let ran = crate::program::Ran::from(child.wait_with_output().unwrap()).status(0);
    assert_eq!(counts(&ran.json(), ["read", "indexed"]), [2, 2]);
    assert_eq!(all(&place), pairs([("p1", "Ferry"), ("p2", "Tram")]));
}

#[test]
fn fields_and_formats_are_obeyed_and_a_change_of_them_counts() {
    let place = Place::new();
    place.write(
        "a.jsonl",
        "{\"id\":\"a\",\"title\":\"SHORT\",\"title_display\":\"Long one\",\"body\":\"Fog.\"}\n",
    );
    place.run(["index", "a.jsonl"]).status(0);
    assert_eq!(all(&place), pairs([("a", "SHORT")]));
    let report = place.json(["index", "a.jsonl", "--field", "headline=title_display"], 0);
    assert_eq!(counts(&report, ["read", "replaced"]), [1, 1]);
    assert_eq!(all(&place), pairs([("a", "Long one")]));
    place.write("b.txt", "{\"not\": \"json\"}\n\nA text in braces all the same.\n");
    place.run(["index", "b.txt", "--format", "txt"]).status(0);
    assert_eq!(all(&place).len(), 2);
}
