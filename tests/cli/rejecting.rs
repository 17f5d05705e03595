//! 1. A bad record, a truncated gzip, a truncated tar, a climbing path and a
//!    binary file are each reported with path, record and reason; status 3.
//! 2. Everything else is indexed.
//! 3. Without `--json` the message names them too.
//! 4. An unchanged file whose records were rejected is not read again; the report remembers.
//! 5. No bytes make the program fail.

use crate::program::{Place, line};
use flate2::{Compression, write::GzEncoder};
use serde_json::Value;
use std::io::Write;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A tar of these members; names are written as they are, however bad.
fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, content) in members {
        let mut header = tar::Header::new_ustar();
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        tar.append(&header, *content).unwrap();
    }
    tar.into_inner().unwrap()
}

/// Many different lines: no compression makes them small.
fn lines(prefix: &str, count: usize) -> String {
    (0..count)
        .map(|i| {
            let noise = i.wrapping_mul(2_654_435_761) % 1_000_003;
            line(
                &format!("{prefix}{i}"),
                &format!("Ferry {noise}"),
                &format!("Fog number {noise} rose."),
            )
        })
        .collect()
}

fn has(place: &Place, id: &str) -> bool {
    let answer = place.run(["--json", "show", id]);
    assert!(matches!(answer.code, 0 | 1), "{}", answer.err);
    answer.code == 0
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_indexed() {
    let place = Place::new();
    let good = line("ok-1", "Ferry", "Fog.");
    place.write(
        "in/broken.jsonl",
        format!("{good}{{\"id\": \"bad\", \"body\": oops\n{}", line("ok-3", "Tram", "Sun.")),
    );
    let packed = gzip(lines("gz-", 2000).as_bytes());
    place.write("in/cut.jsonl.gz", &packed[..packed.len() / 2]);
    let story = "Whole story\n\nKABUL, Dec. 11 — All of it is here.\n";
    let long = lines("long", 200);
    let whole = tar(&[("whole.txt", story.as_bytes()), ("long.jsonl", long.as_bytes())]);
    place.write("in/cut.tar", &whole[..whole.len() / 2]);
    let climbing = tar(&[
        ("../../etc/climber.txt", b"Never read\n\nNot a word of it."),
        ("honest.jsonl", line("ok-honest", "Bridge", "Rain.").as_bytes()),
    ]);
    place.write("in/climbing.tar", climbing);
    let picture: Vec<u8> =
        b"\x89PNG\r\n\x1a\n".iter().copied().chain((0..=255).cycle().take(3000)).collect();
    place.write("in/photo.png", picture);
    place.write("in/plain.txt", "Tram returns\n\nThe tram is back.\n");

    let report = place.json(["index", "in"], 3);
    let rejected = report["rejected"].as_array().unwrap();
    assert_eq!(report["rejected_total"], rejected.len());
    let of = |path: &str| -> Vec<&Value> {
        rejected.iter().filter(|r| r["path"].as_str().unwrap().starts_with(path)).collect()
    };
    for path in
        ["in/broken.jsonl", "in/cut.jsonl.gz", "in/cut.tar", "in/climbing.tar", "in/photo.png"]
    {
        let those = of(path);
        assert_eq!(those.len(), 1, "{path} in {rejected:#?}");
        assert!(those[0]["reason"].as_str().unwrap().len() > 8, "{rejected:#?}");
        assert!(those[0]["record"].is_u64() || those[0]["record"].is_null());
    }
    assert_eq!(of("in/plain.txt").len(), 0);
    assert_eq!(of("in/broken.jsonl")[0]["record"], 2);
    assert!(of("in/broken.jsonl")[0]["reason"].as_str().unwrap().contains("column"));
    assert_eq!(of("in/climbing.tar")[0]["path"], "in/climbing.tar!../../etc/climber.txt");
    assert!(of("in/photo.png")[0]["reason"].as_str().unwrap().contains("PNG"));

    assert!(has(&place, "ok-1") && has(&place, "ok-3") && has(&place, "ok-honest"));
    assert!(has(&place, "gz-0"), "what came before the break in the gzip");
    assert!(has(&place, "in/cut.tar!whole.txt"), "what came before the break in the tar");
    assert!(has(&place, "in/plain.txt"));
    assert!(!has(&place, "bad") && !has(&place, "in/climbing.tar!../../etc/climber.txt"));
    place.run(["search", "climber"]).status(1);

    let again = place.json(["index", "in"], 0);
    assert_eq!(again["rejected_before"], rejected.len());
    assert_eq!(again["read"], 0);
}

#[test]
fn the_message_names_path_record_and_reason() {
    let place = Place::new();
    place.write("b.jsonl", "{\"id\": oops\n");
    place.run(["index", "b.jsonl"]).status(3).says(&["b.jsonl#1: ", "line 1, column"]);
    let quiet = place.run(["index", "--quiet", "b.jsonl", "--max-record", "1K"]).status(3);
    assert!(quiet.out.is_empty(), "{}", quiet.out);
    quiet.says(&["b.jsonl#1: "]);
}

#[test]
fn no_bytes_make_it_fail() {
    let place = Place::new();
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut noise = |length: usize| -> Vec<u8> {
        let step = |_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state as u8
        };
        (0..length).map(step).collect()
    };
    let starts: [&[u8]; 8] = [
        b"",
        b"\x1f\x8b\x08",
        b"PK\x03\x04",
        b"BZh91AY&SY",
        b"\xfd7zXZ\0",
        b"\x28\xb5\x2f\xfd",
        b"{\"a\":",
        b"<DOC>",
    ];
    for (i, start) in starts.iter().enumerate() {
        for name in
            ["bin", "json", "jsonl", "csv", "tsv", "html", "md", "sgm", "trec", "tar", "zip", "txt"]
        {
            place.write(&format!("noise/{i}.{name}"), [start, noise(700).as_slice()].concat());
        }
        place.write(&format!("noise/{i}.empty"), b"");
    }
    let ran = place.run(["--json", "index", "noise"]);
    assert!(matches!(ran.code, 0 | 3), "{}: {}", ran.code, ran.err);
    assert!(ran.json()["rejected_total"].as_u64().unwrap() > 20);
    place.run(["check"]).status(0);
}
