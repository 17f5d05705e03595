//! The fast ways against the slow one: every article scored by the engine's
//! own cursors, nothing pruned. Same ids, same scores to the bit, same order,
//! same count, for any cut into segments and with articles removed.

use super::open::LocalStore;
use super::snapshot::Snapshot;
use super::writer::WriterOptions;
use crate::article::Article;
use crate::enrich::enrich;
use crate::query::parse;
use crate::store::{Document, Sort};
use proptest::prelude::*;

/// Words by rank: the first stands in most articles, the last in few.
const WORDS: [&str; 12] = [
    "government",
    "minister",
    "people",
    "harbour",
    "treaty",
    "railway",
    "flood",
    "embassy",
    "ferry",
    "drought",
    "sanctions",
    "zeppelin",
];

/// Numbers that look like chance and are the same everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }
}

/// An index of made-up articles, cut where `cuts` says, every `gone`th removed.
pub(super) fn index(
    articles: u64,
    seed: u64,
    cuts: &[u64],
    gone: u64,
) -> (tempfile::TempDir, Snapshot) {
    let directory = tempfile::tempdir().unwrap();
    let store = LocalStore::open_or_create(directory.path()).unwrap();
    let mut writer = store.writer(WriterOptions { threads: 1, memory: 40 << 20 }).unwrap();
    let mut dice = Dice(seed | 1);
    // ids don't follow the order of documents
    let id = |number: u64| format!("a{:05}", number * 7919 % 99991);
    for number in 0..articles {
        let length = 2 + dice.below(if number % 50 == 0 { 400 } else { 24 });
        let mut body = String::new();
        for _ in 0..length {
            let rank = dice.below(WORDS.len() as u64).min(dice.below(WORDS.len() as u64 + 4));
            body.push_str(WORDS[rank as usize]);
            body.push_str(if dice.below(9) == 0 { ". " } else { " " });
        }
        let article = Article {
            id: id(number),
            headline: WORDS[dice.below(WORDS.len() as u64) as usize].into(),
            body,
            ..Article::default()
        };
        writer.add(&Document::new(enrich(article), "f")).unwrap();
        if cuts.contains(&number) {
            writer.commit("").unwrap();
        }
    }
    writer.commit("").unwrap();
    if gone > 0 {
        (0..articles).filter(|number| number % gone == 0).for_each(|n| writer.remove_id(&id(n)));
        writer.commit("").unwrap();
    }
    let snapshot = store.snapshot().unwrap();
    // merges would cut it otherwise than asked for
    drop(writer);
    (directory, snapshot)
}

fn hold(snapshot: &Snapshot, text: &str, skip: usize, take: usize) -> Result<(), TestCaseError> {
    let query = parse(text).query;
    let all = snapshot.len() as usize;
    let slow = snapshot
        .rank_in_general(&query, Sort::Relevance, 0, all, &mut Vec::new())
        .map_err(|error| TestCaseError::fail(error.to_string()))?;
    let fast = super::fast::rank(snapshot, &query, skip, take, true)
        .map_err(|error| TestCaseError::fail(error.to_string()))?;
    let Some(fast) = fast else {
        // beside a condition on another field the words are a group in a group
        if text.contains("headline:") && text.contains(' ') {
            return Ok(());
        }
        return Err(TestCaseError::fail(format!("{text} did not go the fast way")));
    };
    prop_assert_eq!(fast.total, slow.total, "{}", text);
    let seen = |hits: &[crate::store::Scored]| -> Vec<(String, u32)> {
        hits.iter()
            .map(|hit| (snapshot.id(hit.article).unwrap_or_default(), hit.score.to_bits()))
            .collect()
    };
    let wanted: Vec<_> = slow.hits.into_iter().skip(skip).take(take).collect();
    prop_assert_eq!(seen(&fast.hits), seen(&wanted), "{}", text);
    let uncounted = super::fast::rank(snapshot, &query, skip, take, false)
        .map_err(|error| TestCaseError::fail(error.to_string()))?
        .unwrap_or_default();
    prop_assert_eq!(seen(&uncounted.hits), seen(&wanted), "{} uncounted", text);
    prop_assert!(uncounted.total <= slow.total, "{}", text);
    prop_assert!(uncounted.at_least || uncounted.total == slow.total, "{}", text);
    Ok(())
}

/// Operators whose operands all must be there.
fn near() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&["NEAR/1", "NEAR/3", "pre/2", "w/s", "w/p", "NEAR/40"][..])
}

fn queries() -> impl Strategy<Value = String> {
    let word = || {
        prop_oneof![
            12 => prop::sample::select(&WORDS[..]).prop_map(str::to_owned),
            1 => Just("absent".to_owned()),
            1 => prop::sample::select(&WORDS[..]).prop_map(|word| format!("headline:{word}")),
            3 => (prop::sample::select(&WORDS[..]), prop::sample::select(&["0.25", "0.0371", "1.7"][..]))
                .prop_map(|(word, weight)| format!("{word}^{weight}")),
        ]
    };
    let plain = || prop::sample::select(&WORDS[..]).prop_map(str::to_owned);
    let join = |words: Vec<String>, by: &str| words.join(by);
    prop_oneof![
        word(),
        prop::collection::vec(word(), 2..5).prop_map(move |words| join(words, " ")),
        prop::collection::vec(word(), 2..4).prop_map(move |words| join(words, " AND ")),
        prop::collection::vec(word(), 2..4).prop_map(move |words| join(words, " OR ")),
        (word(), prop::collection::vec(word(), 1..3))
            .prop_map(move |(needed, words)| format!("+{needed} {}", join(words, " "))),
        prop::collection::vec(plain(), 2..4)
            .prop_map(move |words| format!("\"{}\"", join(words, " "))),
        (plain(), near(), plain()).prop_map(|(a, near, b)| format!("{a} {near} {b}")),
        (plain(), near(), plain(), near(), plain())
            .prop_map(|(a, near, b, then, c)| format!("({a} {near} {b}) {then} \"{c} {a}\"")),
        (prop::collection::vec(plain(), 2..4), 1..4u32)
            .prop_map(move |(words, slop)| format!("\"{}\"~{slop}", join(words, " "))),
        (plain(), 2..4u32).prop_map(|(word, times)| format!("atleast{times}({word})")),
        (plain(), plain()).prop_map(|(a, b)| format!("lead:({a} NEAR/4 {b})")),
        plain().prop_map(|word| format!("lead:{word}")),
        (plain(), plain()).prop_map(|(a, b)| format!("headline:\"{a} {b}\"~2")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn fast_and_slow_agree(
        articles in 1u64..3000,
        seed in any::<u64>(),
        cuts in prop::collection::vec(0u64..3000, 0..4),
        gone in prop_oneof![Just(0u64), 2u64..40],
        texts in prop::collection::vec((queries(), 0usize..12, 1usize..12), 40),
    ) {
        let (_directory, snapshot) = index(articles, seed, &cuts, gone);
        for (text, skip, take) in texts {
            hold(&snapshot, &text, skip, take)?;
        }
    }
}

#[test]
fn long_lists_agree_over_many_windows() {
    // lists of many full blocks, which chance would seldom make long enough
    let (_directory, snapshot) = index(9000, 77, &[100, 6000], 13);
    for text in [
        "government",
        "zeppelin",
        "government minister",
        "zeppelin ferry government",
        "government AND minister",
        "+zeppelin government",
        "\"government minister\"",
        "\"people people\"",
        "\"government minister people\"",
        "headline:ferry ferry",
        "treaty^0.0371",
        "zeppelin^1.7 government^0.25",
        "government NEAR/3 minister",
        "people NEAR/2 people",
        "zeppelin w/s government",
        "\"flood railway\"~3",
    ] {
        for (skip, take) in [(0, 10), (0, 1), (25, 10), (0, 5000)] {
            hold(&snapshot, text, skip, take).unwrap();
        }
    }
}

#[test]
fn nothing_asked_for_is_still_counted() {
    let (_directory, snapshot) = index(300, 5, &[90], 0);
    for text in ["government", "government ferry", "government AND ferry", "\"minister people\""] {
        hold(&snapshot, text, 0, 0).unwrap();
    }
}
