//! Every query that there is a row for, asked of both stores.

use crate::articles::{examples_and_tables, generated, samples};
use crate::both::{Both, difference, settle, today};
use crate::page::{PAGE, rows};
use dateline::query::{Query, parse_on};
use dateline::schema::Field;
use dateline::search::Request;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// How a query is answered by the cluster.
#[derive(Clone, Debug, PartialEq)]
enum Alike {
    /// The same in all.
    All,
    /// The same but for scores and the order that they make.
    ButScores,
    /// The same articles; which places count as evidence differs.
    Articles,
    /// Refused, and this is named.
    Refused(String),
}

impl Alike {
    /// How a query should be answered that no row of `differs.txt` is about: what has to be looked
    /// for by places is scored by the words that it holds.
    fn of(query: &Query) -> Self {
        let all = |parts: &mut dyn Iterator<Item = &Query>| {
            parts.map(Self::of).find(|alike| *alike != Self::All).unwrap_or(Self::All)
        };
        let scored = |field: &Field| field.is_stemmed() && *field != Field::Text;
        match query {
            Query::Word(field, _) | Query::Phrase(field, ..) if scored(field) => Self::ButScores,
            Query::Phrase(Field::Text, _, 1..) => Self::ButScores,
            // a pattern in it, or an annotation
            Query::Phrase(_, text, _) if text.contains(['*', '?', '{']) => Self::ButScores,
            Query::Word(..) | Query::Phrase(..) => Self::All,
            Query::Wild(field, _) | Query::Fuzzy(field, ..) if !field.is_stemmed() => Self::All,
            Query::All | Query::Nothing | Query::Length(..) | Query::Published(_) => Self::All,
            Query::Bag(clauses) => all(&mut clauses.iter().map(|clause| &clause.query)),
            Query::And(parts) | Query::Or(parts) => all(&mut parts.iter()),
            Query::Boost(inner, _) => Self::of(inner),
            _ => Self::ButScores,
        }
    }
}

/// The rows of a table here, without remarks.
fn table(path: &str) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let rows = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.map(str::to_owned).collect()
}

/// `set | query` and `refused | query | what`.
fn differing() -> BTreeMap<String, Alike> {
    let read = |row: String| {
        let (kind, rest) = row.split_once(" | ").unwrap();
        match kind {
            "set" => (rest.to_owned(), Alike::Articles),
            "refused" => {
                let (query, what) = rest.rsplit_once(" | ").unwrap();
                (query.to_owned(), Alike::Refused(what.to_owned()))
            }
            other => panic!("`{other}` in tests/stores/differs.txt"),
        }
    };
    table("tests/stores/differs.txt").into_iter().map(read).collect()
}

/// All queries, each once.
fn all() -> Vec<String> {
    let mut queries = table("tests/stores/queries.txt");
    let folder = std::fs::read_dir("tests/queries").unwrap();
    let mut paths: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|end| end == "txt")) {
        let rows = table(path.to_str().unwrap());
        // queries with escapes are about the parser
        let first = |row: &String| row.split(" | ").next().unwrap().trim().to_owned();
        queries.extend(rows.iter().map(first).filter(|query| !query.contains("\\u{")));
    }
    for row in rows(&std::fs::read_to_string(PAGE).unwrap()) {
        let cell = ["form", "typed"].into_iter().find(|heading| row.cell(heading).is_some());
        queries.extend(cell.and_then(|heading| row.code(heading)).map(str::to_owned));
    }
    let mut seen = BTreeSet::new();
    queries.retain(|query| seen.insert(query.clone()));
    queries
}

/// Hits by their ids, without scores and ranks; with nothing else but the ids, and without notes,
/// if asked for.
fn by_id(answer: &mut Value, bare: bool) {
    if bare {
        answer["query"]["notes"] = Value::Null;
    }
    // what a cluster says of itself
    if let Some(notes) = answer["query"]["notes"].as_array_mut() {
        let of_cluster = |note: &Value| {
            let message = note["message"].as_str().unwrap_or_default();
            message.starts_with("a cluster knows the shortest places only")
        };
        notes.retain(|note| !of_cluster(note));
    }
    let hits = answer["hits"].as_array_mut().unwrap();
    for hit in hits.iter_mut() {
        if bare {
            *hit = json!({"id": hit["id"]});
            continue;
        }
        (hit["score"], hit["rank"]) = (Value::Null, Value::Null);
        for passage in hit["passages"].as_array_mut().unwrap() {
            passage["score"] = Value::Null;
        }
    }
    hits.sort_by(|a, b| a["id"].as_str().cmp(&b["id"].as_str()));
}

/// What does not hold of a query, in words.
fn fault(both: &Both, query: &str, alike: &Alike) -> Option<String> {
    let take = if *alike == Alike::All { 40 } else { 2000 };
    let request = Request { today: today(), passages: 5, take, ..Request::new(query) };
    let [local, far] = both.ask(&request);
    let local = match local {
        Ok(local) => local,
        Err(error) => return Some(format!("refused by the local index: {error}")),
    };
    let far = match (alike, far) {
        (Alike::Refused(what), Err(error)) => {
            let told =
                error.starts_with(what.as_str()) && error.contains("can't be asked of a cluster");
            return (!told).then(|| format!("refused, but not for `{what}`: {error}"));
        }
        (Alike::Refused(_), Ok(_)) => return Some("it is answered".to_owned()),
        (_, Err(error)) => return Some(format!("refused: {error}")),
        (_, Ok(far)) => far,
    };
    let mut answers = [local, far];
    match alike {
        Alike::ButScores | Alike::Articles => {
            answers.iter_mut().for_each(|answer| by_id(answer, *alike == Alike::Articles));
        }
        _ => settle(&mut answers),
    }
    let [local, far] = &answers;
    difference("", local, far)
}

#[test]
#[ignore = "needs a cluster: run ./check, or see tests/cluster/README.md"]
fn every_query_is_answered_alike() {
    let articles = examples_and_tables() + &samples() + &generated(300);
    let both = Both::of("stores-queries", &articles);
    let queries = all();
    let differing = differing();
    assert!(queries.len() >= 400, "only {} queries", queries.len());
    for query in differing.keys() {
        assert!(queries.contains(query), "`{query}` of differs.txt is no query of a table");
    }
    let mut same = 0;
    let wrong: Vec<String> = queries
        .iter()
        .filter_map(|query| {
            let usual = Alike::of(&parse_on(query, today()).query);
            let alike = differing.get(query).unwrap_or(&usual);
            if *alike == Alike::All {
                same += 1;
            }
            let fault = fault(&both, query, alike)?;
            Some(format!("{query}  ({alike:?})\n    {fault}"))
        })
        .collect();
    eprintln!("{} queries, {same} of them with the same scores", queries.len());
    assert!(same >= 300, "only {same} with the same scores");
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), queries.len(), wrong.join("\n"));
}
