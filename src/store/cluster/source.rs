//! An article as the cluster keeps it: a document of JSON that a person can read in any of the
//! cluster's own tools, and the terms it is found by.

use super::mapping::{BESIDE, BETWEEN, NOTHING};
use crate::article::{Article, DateOrigin, Day, Interval, Origin, Precision, Published, Zone};
use crate::enrich::{Enriched, sentences};
use crate::schema::{LEAD_WORDS, TermCache, Words, end_of_kind, normalise};
use crate::store::document::{AnnotationTerm, headline_copy, record_of};
use crate::store::written::written_form;
use crate::store::{Document, Record, StoreError};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use tantivy::directory::OwnedBytes;

/// At the first word of a sentence; with [`end_of_kind`] at its last.
pub(super) const SENTENCE: &str = "^sentence";
/// At the first word of a paragraph; with [`end_of_kind`] at its last.
pub(super) const PARAGRAPH: &str = "^paragraph";
/// At the first word of the lead; with [`end_of_kind`] at its last.
pub(super) const LEAD: &str = "^lead";
/// From here on stands what was counted before: the second copy of the headline.
pub(super) const AGAIN: &str = "^again";
/// A word that folds to no term still has its position.
const NO_TERM: &str = "^";

/// At the word of what begins and ends there.
pub(super) fn one_word(kind: &str) -> String {
    format!("{kind}.")
}

/// How a word is written, as a term beside the word in small letters.
pub(super) fn as_written(form: &str) -> String {
    format!("={form}")
}

/// What the cluster gives back of an article.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Source {
    pub(super) id: String,
    headline: String,
    body: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    /// The language that the text is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<String>,
    /// The language that the record claims.
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dateline: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    topic: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    place: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) from: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) to: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    second: Option<u32>,
    precision: Precision,
    zone: Zone,
    origin: DateOrigin,
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<u64>,
    pub(super) file: String,
    /// Words of the body.
    pub(super) length: u32,
    pub(super) digest: String,
    pub(super) text_digest: String,
    /// Kind and key of each entity.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) entity: Vec<String>,
    /// The names as they are written, and what else they are called: terms of the annotation stream.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) name: Vec<String>,
    /// How often each of them stands there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) times: Vec<u32>,
    /// Of body and headline, and where what was counted begins again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    annotation: Vec<String>,
}

/// What an article is found by, beside what is given back of it.
#[derive(Serialize)]
struct Found<'a> {
    #[serde(flatten)]
    source: &'a Source,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<String>,
    /// Words as they count for the score.
    tokens: u32,
    when: BTreeSet<&'a str>,
    words: Terms,
}

/// Terms, a space between two positions; of several values each by itself.
#[derive(Serialize)]
struct Terms {
    text: Vec<String>,
    form: Vec<String>,
    headline: String,
    headline_form: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    by: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    source: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    section: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    url: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    topic: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    place: Vec<String>,
}

/// Makes articles into the cluster's documents.
pub(super) struct Writes {
    stems: TermCache,
}

impl Writes {
    pub(super) fn new() -> Self {
        Self { stems: TermCache::new(true) }
    }

    /// The cluster's document of an article, as JSON in one line.
    pub(super) fn json(&mut self, document: &Document) -> Result<Vec<u8>, serde_json::Error> {
        let source = Source::of(document);
        let article = &document.article;
        let headline = stems(&article.headline, &mut self.stems);
        let headline_form = forms(&article.headline);
        let mut text = vec![stems(&article.body, &mut self.stems)];
        let mut form = vec![forms(&article.body)];
        for _ in document.repeated() {
            text.push(headline.clone());
            form.push(headline_form.clone());
        }
        let known = |value: &Option<String>| value.as_deref().map_or_else(String::new, folded);
        let all = |values: &[String]| values.iter().map(|value| folded(value)).collect();
        let terms = document.annotations.iter().map(|(_, term)| term.as_str());
        let days = document.published().interval;
        let found = Found {
            date: days.filter(|days| days.from == days.to).map(|days| days.from.to_string()),
            year: days.and_then(Interval::year_or_decade),
            tokens: text.iter().map(|terms| terms.split(' ').count() as u32).sum(),
            when: terms.filter(|term| term.starts_with("when:")).collect(),
            words: Terms {
                text,
                form,
                headline,
                headline_form,
                by: known(&article.byline),
                source: known(&article.outlet),
                section: known(&article.section),
                url: known(&article.url),
                topic: all(&article.topics),
                place: all(&article.places),
            },
            source: &source,
        };
        serde_json::to_vec(&found)
    }
}

/// `person:soleimani, qassem`, or `organisation=dod⇥department of defense`.
fn is_name(term: &str) -> bool {
    let kind = |at: usize| matches!(&term[..at], "person" | "organisation" | "place" | "other");
    term.find([':', '=']).is_some_and(kind)
}

/// A term without the signs that part terms: a name may be written with them.
fn without_signs(term: &str) -> String {
    let sign = |c| match c {
        BESIDE => '¦',
        BETWEEN => '\'',
        '\n' => ' ',
        c => c,
    };
    term.chars().map(sign).collect()
}

fn put(out: &mut String, term: &str) {
    if !out.is_empty() {
        out.push(' ');
    }
    if term.is_empty() || term.contains(char::is_whitespace) {
        out.push_str(NO_TERM);
    } else {
        out.push_str(term);
    }
}

fn stems(text: &str, cache: &mut TermCache) -> String {
    let mut out = String::with_capacity(text.len());
    let mut term = String::new();
    for word in Words::new(text) {
        cache.term(text, word, &mut term);
        put(&mut out, &term);
    }
    out
}

fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in Words::new(text) {
        put(&mut out, &normalise(&text[word.start..word.end], false));
    }
    out
}

/// The words in small letters, and beside those that are written otherwise as they are written.
fn forms(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 5 / 4);
    for word in Words::new(text) {
        let raw = &text[word.start..word.end];
        let small = normalise(raw, false);
        let written = written_form(raw);
        if written == small {
            put(&mut out, &small);
        } else {
            put(
                &mut out,
                &format!("{small}{BESIDE}{WRITTEN_OTHERWISE}{BESIDE}{}", as_written(&written)),
            );
        }
    }
    out
}

/// Beside a word in small letters that is not written in them.
pub(super) const WRITTEN_OTHERWISE: &str = "=";

/// A text of the annotation stream: a line for each of so many positions.
fn lines(terms: &[(u32, &str)], positions: u32) -> String {
    let mut sorted = terms.to_vec();
    sorted.sort_by_key(|&(position, _)| position);
    let mut out = String::with_capacity(2 * positions as usize + 16 * terms.len());
    let mut rest = sorted.as_slice();
    for position in 0..positions {
        let here = rest.iter().take_while(|(at, _)| *at == position).count();
        if position > 0 {
            out.push(BETWEEN);
        }
        if here == 0 {
            out.push_str(NOTHING);
        }
        for (number, (_, term)) in rest[..here].iter().enumerate() {
            if number > 0 {
                out.push(BESIDE);
            }
            out.push_str(term);
        }
        rest = &rest[here..];
    }
    out
}

/// The terms of the stream of a body or a headline: what was found, and its sentences,
/// paragraphs and lead as things of their own.
fn stream(
    found: &[AnnotationTerm],
    sentences: &[(u32, bool)],
    lead: u32,
    positions: u32,
) -> String {
    let mut marks: Vec<(u32, String)> = Vec::new();
    let mut mark = |kind: &str, start: u32, last: u32| {
        marks.push((start, kind.to_owned()));
        marks.push((last, end_of_kind(kind)));
        if start == last {
            marks.push((start, one_word(kind)));
        }
    };
    let mut spans = |kind: &str, starts: &[u32]| {
        for (number, &start) in starts.iter().enumerate() {
            let next = starts.get(number + 1).copied().unwrap_or(positions);
            mark(kind, start, next.max(start + 1) - 1);
        }
    };
    let opening: Vec<u32> = sentences.iter().filter(|s| s.1).map(|s| s.0).collect();
    let sentences: Vec<u32> = sentences.iter().map(|sentence| sentence.0).collect();
    spans(SENTENCE, &sentences);
    spans(PARAGRAPH, &opening);
    if lead > 0 {
        mark(LEAD, 0, lead - 1);
    }
    let here: FxHashSet<(u32, &str)> =
        found.iter().map(|(at, term)| (*at, term.as_str())).collect();
    for (position, term) in found {
        // what has an end here as well as its beginning; only a kind has an end
        if here.contains(&(*position, end_of_kind(term).as_str())) {
            marks.push((*position, one_word(term)));
        }
    }
    let mut terms: Vec<(u32, &str)> =
        found.iter().map(|(position, term)| (*position, term.as_str())).collect();
    terms.extend(marks.iter().map(|(position, term)| (*position, term.as_str())));
    lines(&terms, positions)
}

impl Source {
    fn of(document: &Document) -> Self {
        let article = &document.article;
        let published = document.published();
        let words = document.words;
        let first = headline_copy(article.body.len(), words);
        let found = document.annotations.iter().map(|(at, term)| (*at, without_signs(term)));
        let found: Vec<AnnotationTerm> = found.collect();
        let mut names: BTreeMap<String, u32> = BTreeMap::new();
        for (_, term) in found.iter().filter(|(_, term)| is_name(term)) {
            *names.entry(term.clone()).or_default() += 1;
        }
        let split = found.into_iter().partition(|(at, _)| *at < words);
        let (in_body, after): (Vec<AnnotationTerm>, Vec<AnnotationTerm>) = split;
        let in_headline: Vec<AnnotationTerm> =
            after.into_iter().map(|(at, term)| (at.saturating_sub(first), term)).collect();
        let headline_words = Words::new(&article.headline).count() as u32;
        let lead = words.min(LEAD_WORDS as u32);
        let mut annotation = vec![stream(&in_body, &document.sentences, lead, words)];
        if headline_words > 0 {
            // a headline is a sentence and a paragraph of its own
            annotation.push(stream(&in_headline, &[(0, true)], 0, headline_words));
        }
        annotation.push(AGAIN.to_owned());
        Self {
            id: article.id.clone(),
            headline: article.headline.clone(),
            body: article.body.clone(),
            by: article.byline.clone(),
            source: article.outlet.clone(),
            section: article.section.clone(),
            url: article.url.clone(),
            lang: document.language.clone(),
            language: article.language.clone(),
            dateline: article.dateline.clone(),
            topic: article.topics.clone(),
            place: article.places.clone(),
            from: published.interval.map(|days| days.from.number()),
            to: published.interval.map(|days| days.to.number()),
            second: published.second_of_day,
            precision: published.precision,
            zone: published.zone,
            origin: published.origin,
            path: article.origin.path.clone(),
            record: article.origin.record,
            file: document.file.clone(),
            length: words,
            digest: hex(document.digest),
            text_digest: hex(document.text_digest),
            entity: document.entities.clone(),
            times: names.values().copied().collect(),
            name: names.into_keys().collect(),
            annotation,
        }
    }

    /// Its headline.
    pub(super) fn headline(&self) -> &str {
        &self.headline
    }

    /// The text of the article.
    pub(super) fn body(&self) -> &str {
        &self.body
    }

    /// What was found in the body, as an index of one's own has it.
    pub(super) fn annotations(&self) -> Vec<AnnotationTerm> {
        let mut out = Vec::new();
        for (position, line) in
            self.annotation.first().into_iter().flat_map(|body| body.split(BETWEEN)).enumerate()
        {
            if line == NOTHING {
                continue;
            }
            let terms = line.split(BESIDE).filter(|term| !term.starts_with('^'));
            out.extend(terms.map(|term| (position as u32, term.to_owned())));
        }
        out
    }

    /// The article in the form in which a local index stores it.
    pub(super) fn record(&self) -> Result<Record, StoreError> {
        Record::open(OwnedBytes::new(record_of(&self.enriched())))
    }

    /// The article as it was read.
    pub(super) fn article(&self) -> Article {
        let interval = self
            .from
            .zip(self.to)
            .map(|(from, to)| Interval { from: Day::from_number(from), to: Day::from_number(to) });
        let published = Published {
            interval,
            second_of_day: self.second,
            precision: self.precision,
            zone: self.zone,
            origin: self.origin,
            order: None,
        };
        Article {
            id: self.id.clone(),
            headline: self.headline.clone(),
            byline: self.by.clone(),
            outlet: self.source.clone(),
            section: self.section.clone(),
            url: self.url.clone(),
            language: self.language.clone(),
            topics: self.topic.clone(),
            places: self.place.clone(),
            dateline: self.dateline.clone(),
            published,
            date_doubt: None,
            body: self.body.clone(),
            origin: Origin { path: self.path.clone(), record: self.record },
        }
    }

    /// The article without what was found in it.
    pub(super) fn document(&self) -> Document {
        Document::new(self.enriched(), &self.file)
    }

    fn enriched(&self) -> Enriched {
        let article = self.article();
        Enriched {
            sentences: sentences(&article.body),
            language: self.lang.clone(),
            dates: Vec::new(),
            names: Vec::new(),
            headline_names: Vec::new(),
            entities: Vec::new(),
            quotes: Vec::new(),
            annotations: Vec::new(),
            article,
        }
    }
}

/// A digest as the cluster keeps it: its numbers have no sixty-four bits without a sign.
pub(super) fn hex(digest: u64) -> String {
    format!("{digest:016x}")
}

/// The id of the cluster's document: the article's own, of which the cluster takes 512 bytes.
pub(super) fn document_id(id: &str) -> String {
    if id.len() <= 512 && !id.is_empty() {
        return id.to_owned();
    }
    format!("digest:{}", blake3::hash(id.as_bytes()).to_hex())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enrich::enrich;
    use proptest::prelude::*;

    fn article(headline: &str, body: &str) -> Article {
        Article {
            id: "wire-1".to_owned(),
            headline: headline.to_owned(),
            body: body.to_owned(),
            outlet: Some("Transit Wire".to_owned()),
            published: crate::article::parse_date("2019-12-12").unwrap(),
            ..Article::default()
        }
    }

    fn sent(article: Article) -> serde_json::Value {
        let document = Document::new(enrich(article), "wire.jsonl");
        serde_json::from_slice(&Writes::new().json(&document).unwrap()).unwrap()
    }

    #[test]
    fn positions_of_the_streams_agree() {
        let body =
            "President Donald Trump said on Dec. 11: \u{201c}We won.\u{201d}\n\nNobody answered.";
        let out = sent(article("Talks in Doha", body));
        let words = &out["words"];
        insta::assert_snapshot!(words["text"][0].as_str().unwrap(), @r#"
        presid donald trump said on dec 11 we won nobodi answer
        "#);
        insta::assert_snapshot!(words["form"][0].as_str().unwrap(), @r#"
        president|=|=President donald|=|=Donald trump|=|=Trump said on dec|=|=Dec 11 we|=|=We won nobody|=|=Nobody answered
        "#);
        insta::assert_snapshot!(words["text"][1].as_str().unwrap(), @r#"
        talk in doha
        "#);
        let stream = out["annotation"][0].as_str().unwrap();
        assert_eq!(stream.split(BETWEEN).count(), 11);
        insta::assert_snapshot!(stream.replace(BETWEEN, "\n"), @r#"
        ^sentence|^paragraph|^lead
        person|person:trump, donald
        person/
        _
        _
        date|when:2019-12-11|when:2019-12|when:2019|when:yesterday
        date/
        quote|quote:person:trump, donald
        quote/|^sentence/|^paragraph/
        ^sentence|^paragraph
        ^sentence/|^paragraph/|^lead/
        "#);
    }

    #[test]
    fn what_comes_back_is_the_article() {
        let before =
            Document::new(enrich(article("Talks in Doha", "One.\n\nTwo of 3 May 2020.")), "f");
        let source: Source = serde_json::from_slice(&Writes::new().json(&before).unwrap()).unwrap();
        assert_eq!(source.article(), before.article);
        assert_eq!(hex(source.document().digest()), source.digest);
    }

    proptest! {
        /// A stream has as many positions as its text has words, and gives back what was put in.
        #[test]
        fn streams_are_read_back(headline in ".{0,40}", body in "(?s).{0,300}") {
            let document = Document::new(enrich(article(&headline, &body)), "f");
            let source: Source =
                serde_json::from_slice(&Writes::new().json(&document).unwrap()).unwrap();
            let value: serde_json::Value =
                serde_json::from_slice(&Writes::new().json(&document).unwrap()).unwrap();
            for field in ["text", "form"] {
                let words = value["words"][field][0].as_str().unwrap().split(' ').filter(|w| !w.is_empty());
                prop_assert_eq!(words.count(), document.words as usize);
            }
            let found: Vec<AnnotationTerm> = document
                .annotations
                .iter()
                .filter(|(at, _)| *at < document.words)
                .map(|(at, term)| (*at, without_signs(term)))
                .collect();
            let read = source.annotations();
            for term in &found {
                prop_assert!(read.contains(term), "{:?} not in {:?}", term, read);
            }
            prop_assert_eq!(source.article(), document.article);
        }
    }
}
