//! Orders and pages.

use crate::articles::generated;
use crate::both::{Both, difference, today};
use crate::program::line;
use dateline::search::Request;
use dateline::store::Sort;

/// More than the cluster gives without a point in time.
const MANY: usize = 10_500;

#[test]
#[ignore = "needs a cluster: run ./check, or see tests/cluster/README.md"]
fn orders_and_pages_are_the_same() {
    let both = Both::of("stores-orders", &generated(120));
    for query in ["ferry", "*", "published:1990..2005", "source:wire", "ferry -fog"] {
        for sort in [Sort::Newest, Sort::Oldest, Sort::Relevance] {
            for (skip, take) in [(0, 10), (7, 13), (110, 20), (500, 10), (0, 0)] {
                let request = Request {
                    today: today(),
                    sort,
                    skip,
                    take,
                    count: true,
                    ..Request::new(query)
                };
                let mut answers = both.ask(&request).map(Result::unwrap);
                if sort == Sort::Relevance {
                    crate::both::settle(&mut answers);
                }
                let [local, far] = answers;
                let fault = difference("", &local, &far);
                assert_eq!(fault, None, "{query} by {sort:?}, {take} from {skip}");
            }
        }
    }
}

#[test]
#[ignore = "needs a cluster: run ./check, or see tests/cluster/README.md"]
fn pages_beyond_ten_thousand_hits_are_the_same() {
    let text = |number: usize| format!("Fog {} {}.", "n".repeat(1 + number % 5), number % 7);
    let lines: String =
        (0..MANY).map(|number| line(&format!("d{number:05}"), "Ferry", &text(number))).collect();
    let both = Both::of("stores-deep", &lines);
    for (query, sort, skip, take) in [
        ("fog", Sort::Relevance, 9_995, 10),
        ("fog", Sort::Newest, 10_000, 5),
        ("*", Sort::Relevance, 10_400, 200),
        ("*", Sort::Oldest, 0, MANY),
        ("nnn", Sort::Relevance, 0, 20_000),
    ] {
        let request =
            Request { today: today(), sort, skip, take, passages: 0, ..Request::new(query) };
        let mut answers = both.ask(&request).map(Result::unwrap);
        if sort == Sort::Relevance {
            crate::both::settle(&mut answers);
        }
        let [local, far] = answers;
        assert_eq!(difference("", &local, &far), None, "{query} by {sort:?}, {take} from {skip}");
    }
    // an export of everything reads on from a point in time
    let [local, far] = both.text(&["export", "fog", "--passages", "0"]);
    let ids = |out: &str| {
        let id = |line: &str| {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            row["id"].as_str().unwrap().to_owned()
        };
        let mut ids: Vec<String> = out.lines().map(id).collect();
        ids.sort();
        ids
    };
    assert_eq!(ids(&local).len(), MANY, "{:.300}", local);
    assert!(ids(&local) == ids(&far), "{:.300}\n{:.300}", local, far);
}
