//! Pairs of words of a query as wishes of their own: sequential dependence.
//!
//! ```text
//! flow of heat   →   flow^0.85 of^0.2125 heat^0.85 "flow heat"~1^0.1 (flow NEAR/7 heat)^0.05
//! ```
//!
//! Pairs are made of words that follow each other when function words are left
//! out; a phrase may hold as many words as were left out. Metzler and Croft
//! ([`crate::store::Dependence`]) count windows of 8 words for two, which is 7
//! words apart.

use super::function_words;
use crate::query::{Clause, Near, Occur, Query};
use crate::schema::Field;
use crate::store::Dependence;

/// The query with its pairs; as it is where it has none.
pub(super) fn with_pairs(query: &Query, weights: Dependence) -> Query {
    match query {
        Query::And(parts) => {
            let one = parts.iter().filter(|part| part.is_scored()).count() == 1;
            let part = |part: &Query| if one { with_pairs(part, weights) } else { part.clone() };
            Query::And(parts.iter().map(part).collect())
        }
        Query::Bag(clauses) => in_bag(clauses, weights),
        other => other.clone(),
    }
}

fn in_bag(clauses: &[Clause], weights: Dependence) -> Query {
    let words: Vec<(usize, &str)> = clauses.iter().enumerate().filter_map(word).collect();
    let weighed = |clause: &Clause| {
        if clause.occur == Occur::Not || !clause.query.is_scored() {
            return clause.clone();
        }
        Clause { query: boosted(clause.query.clone(), weights.word), ..clause.clone() }
    };
    let mut out: Vec<Clause> = clauses.iter().map(weighed).collect();
    let wish = |query, weight| Clause { occur: Occur::Should, query: boosted(query, weight) };
    let pairs = words.windows(2).filter(|pair| pair[0].1 != pair[1].1);
    for pair in pairs {
        let [(at, left), (next, right)] = [pair[0], pair[1]];
        if weights.row > 0.0 {
            let between = (next - at - 1) as u32;
            let row = Query::Phrase(Field::Text, format!("{left} {right}"), between);
            out.push(wish(row, weights.row));
        }
        if weights.near > 0.0 {
            let word = |text: &str| Box::new(Query::Word(Field::Text, text.to_owned()));
            let near = Near::Words(weights.window.saturating_sub(1).max(1));
            out.push(wish(
                Query::Near { left: word(left), near, refused: false, right: word(right) },
                weights.near,
            ));
        }
    }
    Query::Bag(out)
}

/// A word that is no function word, with its place.
fn word((at, clause): (usize, &Clause)) -> Option<(usize, &str)> {
    match &clause.query {
        Query::Word(Field::Text, text) if clause.occur != Occur::Not => {
            let function = function_words::is_function_word(&text.to_lowercase());
            (!function).then_some((at, text))
        }
        _ => None,
    }
}

fn boosted(query: Query, weight: f64) -> Query {
    match query {
        Query::Boost(inner, before) => Query::Boost(inner, before * weight as f32),
        query if weight == 1.0 => query,
        query => Query::Boost(Box::new(query), weight as f32),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;
    use crate::store::{Formula, Model, Order};

    fn pairs(text: &str) -> String {
        let model: Model = "bm25f+sdm".parse().unwrap();
        let Order::One(ranker) = model.order else { return String::new() };
        let query = function_words::weighed(&parse(text).query, Formula::default());
        with_pairs(&query, ranker.dependence.unwrap()).to_string()
    }

    #[test]
    fn neighbours_make_pairs() {
        insta::assert_snapshot!(pairs("flow of heat"), @r#"flow^0.85 of^0.2125 heat^0.85 "flow heat"~1^0.1 (flow NEAR/7 heat)^0.05"#);
        insta::assert_snapshot!(pairs("+kabul -bomb talks source:ap"), @r#"(+kabul^0.85 -bomb talks^0.85 "kabul talks"~1^0.1 (kabul NEAR/7 talks)^0.05) AND source:ap"#);
        insta::assert_snapshot!(pairs("kabul"), @"kabul");
        insta::assert_snapshot!(pairs("kabul OR talks"), @"kabul OR talks");
    }
}
