//! One JSON object becomes an article, in one pass and without a tree of values:
//! values of no interest are passed over, the others go straight to their place.

use super::fields::{Claim, Draft, Names};
use super::lenient;
use crate::article::Article;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Objects whose members count as the record's own: Elasticsearch hits, the
/// Guardian's API, JSON:API.
const TRANSPARENT: &[&str] = &["_source", "fields", "attributes"];

/// What the text is within an object that stands for a text or a name:
/// `{"name": "Ann Roe"}`, `{"rendered": "<p>…"}`, MongoDB's `{"$oid": "5f…"}`.
const TELLING: &[&str] = &[
    "name",
    "rendered",
    "text",
    "content",
    "value",
    "full",
    "#text",
    "$oid",
    "$date",
    "$numberLong",
];

/// Why a record is none.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is no JSON, or no object.
    Syntax {
        /// What is wrong.
        reason: String,
        /// Line within the record, from 1.
        line: usize,
        /// Column (byte) within that line, from 1.
        column: usize,
    },
    /// It is no article.
    NoArticle(String),
}

/// Reads a record.
pub(super) fn record(json: &str, names: &Names) -> Result<Article, Fault> {
    let draft = match parse(json, names) {
        Ok(draft) => draft,
        Err(error) => {
            let repaired = lenient::repair(json).and_then(|json| parse(&json, names).ok());
            repaired.ok_or_else(|| syntax(&error))?
        }
    };
    draft.finish(names).map_err(Fault::NoArticle)
}

fn parse(json: &str, names: &Names) -> serde_json::Result<Draft> {
    let mut draft = Draft::new();
    let mut deserializer = serde_json::Deserializer::from_str(json);
    Members { names, draft: &mut draft, path: "", is_record: true }
        .deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(draft)
}

fn syntax(error: &serde_json::Error) -> Fault {
    let said = error.to_string();
    let reason = said.rsplit_once(" at line ").map_or(said.as_str(), |(reason, _)| reason);
    // serde's words are about types, which tell a user nothing
    let reason = if reason.starts_with("invalid type") {
        "not an object".to_owned()
    } else {
        reason.replace("EOF while parsing", "it ends within")
    };
    Fault::Syntax { reason, line: error.line(), column: error.column().max(1) }
}

/// The members of the record or of an object within it.
struct Members<'n, 'd> {
    names: &'n Names,
    draft: &'d mut Draft,
    /// Where in the record, without the objects that are transparent; names of
    /// members are looked up behind it.
    path: &'d str,
    is_record: bool,
}

/// What is to be done with the value of a key.
enum Action {
    Take(Claim),
    Enter(String),
    PassOver,
}

impl<'de> DeserializeSeed<'de> for Members<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.is_record {
            deserializer.deserialize_map(self)
        } else {
            deserializer.deserialize_any(self)
        }
    }
}

impl<'de> Visitor<'de> for Members<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the fields of an article")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        loop {
            let key = Key { names: self.names, draft: self.draft, path: self.path };
            match map.next_key_seed(key)? {
                None => return Ok(()),
                Some(Action::PassOver) => {
                    map.next_value::<IgnoredAny>()?;
                }
                Some(Action::Take(claim)) => {
                    let mut values = Vec::new();
                    map.next_value_seed(Values(&mut values))?;
                    self.draft.put(claim, values);
                }
                Some(Action::Enter(path)) => {
                    let (names, path) = (self.names, path.as_str());
                    let draft = &mut *self.draft;
                    map.next_value_seed(Members { names, draft, path, is_record: false })?;
                }
            }
        }
    }

    // within a record, what is no object has no members: nothing to do
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }
    fn visit_str<E: serde::de::Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        Ok(())
    }
}

/// A key, looked up where it lies.
struct Key<'n> {
    names: &'n Names,
    draft: &'n Draft,
    path: &'n str,
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = Action;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Action, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = Action;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Action, E> {
        let full = if self.path.is_empty() {
            std::borrow::Cow::Borrowed(name)
        } else {
            std::borrow::Cow::Owned(format!("{}.{name}", self.path))
        };
        if self.names.is_path(&full) {
            return Ok(Action::Enter(full.into_owned()));
        }
        // before `_source` is taken for a `source`
        if TRANSPARENT.contains(&&*full) {
            return Ok(Action::Enter(full.into_owned()));
        }
        let is_transparent = TRANSPARENT.contains(&self.path);
        let plain = || if is_transparent { self.names.claim(name) } else { None };
        match self.names.claim(&full).or_else(plain) {
            Some(claim) if self.draft.wants(claim) => Ok(Action::Take(claim)),
            Some(_) => Ok(Action::PassOver),
            None => Ok(Action::PassOver),
        }
    }
}

/// The texts in a value: itself, its elements, what is telling in an object.
struct Values<'v>(&'v mut Vec<String>);

impl<'de> DeserializeSeed<'de> for Values<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Values<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        self.0.push(text.to_owned());
        Ok(())
    }

    fn visit_string<E: serde::de::Error>(self, text: String) -> Result<(), E> {
        self.0.push(text);
        Ok(())
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<(), E> {
        self.0.push(number.to_string());
        Ok(())
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<(), E> {
        self.0.push(number.to_string());
        Ok(())
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<(), E> {
        self.0.push(number.to_string());
        Ok(())
    }

    // `true` and `null` say nothing that an article has
    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Values(&mut *self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let before = self.0.len();
        while let Some(name) = map.next_key::<std::borrow::Cow<'_, str>>()? {
            let is_open = self.0.len() == before;
            if is_open && TELLING.contains(&&*name) {
                map.next_value_seed(Values(&mut *self.0))?;
                let is_blank = |value: &String| value.trim().is_empty();
                if self.0[before..].iter().all(is_blank) {
                    self.0.truncate(before);
                }
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Article, Fault> {
        record(json, &Names::new(&[]))
    }

    #[test]
    fn values_of_any_shape_are_read() {
        let article = read(
            r#"{"_id": {"$oid": "5f01"}, "title": {"rendered": "Ferry \"resumes\""}, "source": {"id": null, "name": "The Packet"},
                "authors": [{"name": "Ann Roe", "id": 7}, "Bo Lee"], "content": ["One.", "Two."], "score": {"deep": [1, {"x": []}]},
                "tags": [{"name": "ports"}, "strikes, sea"], "category": null, "url": "https://n.example/7"}"#,
        )
        .unwrap();
        insta::assert_debug_snapshot!((
            &article.id, &article.headline, &article.outlet, &article.byline, &article.body, &article.topics, &article.section
        ), @r#"
        (
            "5f01",
            "Ferry \"resumes\"",
            Some(
                "The Packet",
            ),
            Some(
                "Ann Roe, Bo Lee",
            ),
            "One.\n\nTwo.",
            [
                "ports",
                "strikes, sea",
            ],
            None,
        )
        "#);
    }

    #[test]
    fn ids_may_be_numbers_and_members_may_lie_in_a_source() {
        let article =
            read(r#"{"_id": 1234567890123456789, "_source": {"headline": "H", "body": "B"}}"#)
                .unwrap();
        assert_eq!(
            (&*article.id, &*article.headline, &*article.body),
            ("1234567890123456789", "H", "B")
        );
    }

    #[test]
    fn a_body_is_kept_character_for_character() {
        let body = "\n\n  First \u{e9}\u{1f6a2}.\r\n\tSecond. \u{0}\u{fffd} \n";
        let json = serde_json::json!({ "body": body }).to_string();
        assert_eq!(read(&json).unwrap().body, body);
    }

    #[test]
    fn paths_set_by_the_user_are_followed() {
        let fields = [
            ("body".to_owned(), "story.text.plain".to_owned()),
            ("headline".to_owned(), "h".to_owned()),
        ];
        let names = Names::new(&fields);
        let json = r#"{"body": "not this", "story": {"text": {"plain": "this", "html": "<p>"}, "h": "no"}, "h": "yes"}"#;
        let article = record(json, &names).unwrap();
        assert_eq!((&*article.body, &*article.headline), ("this", "yes"));
    }

    #[test]
    fn faults_say_where_and_what_to_do() {
        insta::assert_debug_snapshot!(
            [r#"{"body": "x"#, r#"{"body": "x",}"#, r#"["body"]"#, r#"{"author": "x"}"#, r#"{"body": " "}"#]
                .map(|json| read(json).unwrap_err()), @r#"
                [
                    Syntax {
                        reason: "it ends within a string",
                        line: 1,
                        column: 11,
                    },
                    Syntax {
                        reason: "trailing comma",
                        line: 1,
                        column: 14,
                    },
                    Syntax {
                        reason: "not an object",
                        line: 1,
                        column: 1,
                    },
                    NoArticle(
                        "no body: none of body|text|content|contents|maintext|articleBody found; name it with --field body=NAME",
                    ),
                    NoArticle(
                        "its body is blank and it has no headline",
                    ),
                ]
                "#);
    }

    #[test]
    fn what_python_writes_is_read() {
        let article = read(r#"{"body": "half \ud83d pair", "score": NaN}"#).unwrap();
        assert_eq!(article.body, "half \u{fffd} pair");
    }
}
