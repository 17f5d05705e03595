//! The fast way against the slow way, on random corpora and queries.
//!
//! 1. Matches read from postings are the matches of the re-tokenised text.
//! 2. Passages and highlights made from either are the same.
//! 3. `body[start..end]`, in characters, is the passage; every highlight lies in it.
//! 4. The order of hits does not depend on how the index is cut into segments.
//! 5. The first three that pruning finds are the first three of all.

use dateline::article::{Article, Origin, Published, char_offset, parse_date};
use dateline::enrich::enrich;
use dateline::query::parse;
use dateline::search::{Aliases, Request, choose, light, read, search};
use dateline::store::{
    Document, Found, LocalStore, Match, Snapshot, Sort, WriterOptions, leaves, matches_in_enriched,
};
use proptest::prelude::*;

/// Words that meet often, stems that meet, accents, joints and abbreviations.
const WORDS: &[&str] = &[
    "Taliban",
    "talks",
    "talk",
    "peace",
    "peaceful",
    "U.S.",
    "Gen.",
    "Soleimani's",
    "café",
    "resign",
    "resigned",
    "resignation",
    "bounty",
    "bounties",
    "in",
    "the",
    "said.",
    "said",
    "1,000",
    "$1.5",
    "govern-\nment",
    "government",
    "Kabul.",
    "\n\n",
    "“No,”",
    "he",
    "東京",
    "l'élection",
    "élection",
    "and,",
    "Dec.",
    "11",
    "?",
    "Moscow",
    "A",
    "B.",
    "Tuesday",
    "May",
    "2019",
    "in 1912,",
    "yesterday",
    "two years ago",
    "Qassem Soleimani,",
    "Gen. Soleimani of Iran",
    "“Peace talks,” said Eve McDonald.",
    "Eve McDonald said: “Soleimani resigned.”",
    "the Department of Defense (DOD)",
];

fn text(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(WORDS), 0..most).prop_map(|words| words.join(" "))
}

fn query() -> impl Strategy<Value = String> {
    let word = prop::sample::select(WORDS).prop_map(|word| word.replace('\n', ""));
    let part = prop_oneof![
        4 => word.clone(),
        2 => (word.clone(), word.clone()).prop_map(|(a, b)| format!("\"{a} {b}\"")),
        1 => (word.clone(), word.clone(), 1..4u32).prop_map(|(a, b, n)| format!("\"{a} {b}\"~{n}")),
        1 => Just("resig*".to_owned()),
        1 => prop::sample::select(vec![
            "re*ed", "t?lk", "*es", "govern*", "peacef*", "=Talks", "=talk", "=\"peace talks\"",
            "talc~1", "talbian~2", "bounty~1", "\"resig* peace\"~4", "lead:(talks OR \"the peace\")",
        ]).prop_map(str::to_owned),
        2 => (word.clone(), prop::sample::select(vec![
            "NEAR/2", "NEAR/5", "pre/3", "w/s", "w/p", "NOT NEAR/3", "NOT w/s", "NOT pre/2",
        ]), word.clone()).prop_map(|(a, near, b)| format!("({a} {near} {b})")),
        1 => (word.clone(), word.clone(), word.clone())
            .prop_map(|(a, b, c)| format!("(({a} NEAR/4 \"{b}\") w/s ({c} OR resig*))")),
        1 => Just("lead:peace".to_owned()),
        2 => prop::sample::select(vec![
            "when:2019", "when:2019-05", "when:<2000", "when:2010s", "when:yesterday", "{date}",
            "when:unresolved", "when:2016..2019-12-10", "(talks NEAR/5 when:2019)",
            "(peace w/s {date})", "(when:1912 pre/9 (he OR when:2019))", "(talks NOT NEAR/4 {date})",
        ]).prop_map(str::to_owned),
        2 => prop::sample::select(vec![
            "who:soleimani", "who:\"qassem soleimani\"", "{person}", "(talks NEAR/5 {person})",
            "\"{person} said\"", "\"said {person}\"~2", "said:talks", "said-by:mcdonald",
            "said:(peace OR who:soleimani)", "(said:peace said-by:mcdonald)", "org:dod", "place:iran",
            "(who:mcdonald w/s who:soleimani)", "(peace NOT w/s {organisation})", "said:\"peace talks\"",
        ]).prop_map(str::to_owned),
        1 => word.prop_map(|word| format!("-{word}")),
    ];
    prop::collection::vec(part, 1..5).prop_map(|parts| parts.join(" "))
}

fn build(articles: &[(String, String)], commits: &[usize]) -> (tempfile::TempDir, Snapshot) {
    let directory = tempfile::tempdir().unwrap();
    let store = LocalStore::open_or_create(directory.path()).unwrap();
    let mut writer = store.writer(WriterOptions { threads: 1, memory: 40 << 20 }).unwrap();
    for (number, (headline, body)) in articles.iter().enumerate() {
        let article = Article {
            id: format!("a{number:03}"),
            headline: headline.clone(),
            body: body.clone(),
            origin: Origin { path: "f".into(), record: None },
            published: match number % 3 {
                0 => Published::unknown(),
                _ => parse_date("2019-12-11").unwrap(),
            },
            ..Article::default()
        };
        writer.add(&Document::new(enrich(article), "f")).unwrap();
        if commits.contains(&number) {
            writer.commit("").unwrap();
        }
    }
    writer.commit("").unwrap();
    writer.finish().unwrap();
    let snapshot = Snapshot::from(store.snapshot().unwrap());
    (directory, snapshot)
}

fn corpus() -> impl Strategy<Value = Vec<(String, String)>> {
    prop::collection::vec((text(5), text(120)), 1..14)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn positions_equal_retokenised_text(articles in corpus(), queries in prop::collection::vec(query(), 6)) {
        let (_directory, snapshot) = build(&articles, &[3, 7]);
        for query in queries {
            let leaves = leaves(&read(&snapshot, &query, None, &Aliases::default()).unwrap().query);
            let weights = snapshot.weights(&leaves).unwrap();
            let mut notes = Vec::new();
            let every = snapshot.rank(&parse("").query, Sort::Relevance, 0, 100, &mut notes).unwrap();
            prop_assert_eq!(every.hits.len(), articles.len());
            let addresses: Vec<_> = every.hits.iter().map(|hit| hit.article).collect();
            let mut from_postings: Vec<Found> = vec![Found::default(); addresses.len()];
            snapshot.matches(&leaves, &addresses, &mut |rank, found| from_postings[rank] = found.clone()).unwrap();
            for (address, mut fast) in addresses.into_iter().zip(from_postings) {
                let record = snapshot.record(address).unwrap();
                let body = record.body().unwrap();
                fast.keep_before(record.words());
                let (article, _) = record.about().unwrap();
                let enriched = enrich(Article { body: body.clone(), ..article });
                let slow = matches_in_enriched(&enriched, &leaves);
                prop_assert_eq!(&fast, &slow, "{} in {:?}", query, body);
                let sentences = record.sentences().unwrap();
                let passages = |found: &[Match]| choose(&sentences, body.len(), found, &weights, 3);
                prop_assert_eq!(passages(&fast.matches), passages(&slow.matches));
                // a passage lit by itself is lit as it is within the whole body
                for window in passages(&fast.matches) {
                    let first = sentences[window.first];
                    let end = sentences.get(window.last).map_or(body.len(), |s| s.byte as usize);
                    let start = first.byte as usize;
                    let alone: Vec<_> = light(&body[start..end], first.position, &fast.lit)
                        .into_iter().map(|lit| lit.start + start..lit.end + start).collect();
                    let words = (first.position, dateline::schema::Words::new(&body[..end]).count() as u32);
                    let inside: Vec<Match> = slow.lit.iter().copied()
                        .filter(|found| found.start >= words.0 && found.end <= words.1).collect();
                    let within = light(&body, 0, &inside);
                    prop_assert_eq!(alone, within, "{} in {:?}", query, &body[start..end]);
                }
            }
        }
    }

    #[test]
    fn offsets_are_those_of_the_body(articles in corpus(), query in query()) {
        let (_directory, snapshot) = build(&articles, &[]);
        let request = Request { passages: 3, ..Request::new(query) };
        for hit in search(&snapshot, &request).unwrap().hits {
            let address = snapshot.find(&hit.id).unwrap().unwrap();
            let body: Vec<char> = snapshot.record(address).unwrap().body().unwrap().chars().collect();
            for passage in hit.passages {
                let cut: String = body[passage.start..passage.end].iter().collect();
                prop_assert_eq!(&cut, &passage.text);
                prop_assert_eq!(passage.end - passage.start, char_offset(&cut, cut.len()));
                for span in passage.highlights {
                    prop_assert!(passage.start <= span.start && span.start < span.end && span.end <= passage.end);
                    prop_assert!(body[span.start].is_alphanumeric());
                }
            }
        }
    }

    #[test]
    fn segments_change_nothing(articles in corpus(), queries in prop::collection::vec(query(), 4)) {
        let (_one, whole) = build(&articles, &[]);
        let (_two, cut) = build(&articles, &[0, 1, 4, 9]);
        for query in queries {
            let ids = |snapshot: &Snapshot, take| -> Vec<(String, f32)> {
                let answer = search(snapshot, &Request { take, passages: 0, ..Request::new(query.as_str()) }).unwrap();
                answer.hits.into_iter().map(|hit| (hit.id, hit.score)).collect()
            };
            let expected = ids(&whole, 100);
            prop_assert_eq!(&expected, &ids(&cut, 100), "{}", query);
            // the first three of all are the three asked for
            let first: Vec<_> = expected.into_iter().take(3).collect();
            prop_assert_eq!(first, ids(&cut, 3), "{}", query);
        }
    }
}
