//! Small indexes of each format number, committed and opened.
//!
//! 1. An index of the format that this version writes opens, and gives the
//!    articles and passages that were put into it.
//! 2. One of an older format is refused with the remedy, never misread.
//!
//! After a change of the format, add one for the new number:
//! `cat corpus/samples/transit-wire/jsonl/*.jsonl | dateline index - --index tests/formats/N`

use dateline::schema::FORMAT;
use dateline::search::{Request, search};
use dateline::store::LocalStore;
use std::path::PathBuf;

#[test]
fn committed_indexes_open() {
    let home = PathBuf::from("tests/formats");
    let mut formats: Vec<u32> = std::fs::read_dir(&home)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().parse().unwrap())
        .collect();
    formats.sort_unstable();
    assert_eq!(formats.last(), Some(&FORMAT), "no committed index of format {FORMAT}");
    for format in formats {
        if format < FORMAT {
            let refusal =
                LocalStore::open(&home.join(format.to_string())).err().unwrap().to_string();
            assert!(refusal.contains(&format!("format {format}, older")), "{refusal}");
            assert!(refusal.contains("dateline index"), "{refusal}");
            continue;
        }
        let store = LocalStore::open(&home.join(format.to_string())).unwrap();
        let health = store.check_health().unwrap();
        assert_eq!(health.problems, Vec::<String>::new());
        assert!(health.articles > 5);
        let answer = search(&store.snapshot().unwrap().into(), &Request::new("bagram")).unwrap();
        let hit = &answer.hits[0];
        assert_eq!(hit.source.as_deref(), Some("Transit Wire"));
        assert_eq!(hit.published.date.as_deref(), Some("2019-12-11"));
        let passage = &hit.passages[0];
        assert!(passage.text.contains("Bagram") && !passage.highlights.is_empty());
    }
}
