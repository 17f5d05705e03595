//! Judgements as JSON: `{"topic": {"doc": grade}}`.
//!
//! Read pair by pair and not into a map, which would keep the last of two equal
//! names without a word.

use super::super::error::EvalError;
use super::Judgements;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;

/// An object as the pairs that stand in it, in their order.
struct Pairs<T>(Vec<(String, T)>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Pairs<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Collect<T> {
            type Value = Pairs<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object {\"topic\": {\"doc\": grade}}")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Collect(PhantomData))
    }
}

/// Reads the object.
pub(super) fn read(text: &str, into: &mut Judgements) -> Result<(), EvalError> {
    let topics: Pairs<Pairs<Value>> = serde_json::from_str(text)
        .map_err(|source| EvalError::Json { path: into.warnings.path().to_path_buf(), source })?;
    for (topic, judged) in topics.0 {
        for (doc, grade) in judged.0 {
            match grade {
                Value::Number(number) => into.add_graded(0, &topic, &doc, &number.to_string()),
                Value::String(number) => into.add_graded(0, &topic, &doc, &number),
                Value::Bool(is_relevant) => into.add(0, &topic, &doc, i64::from(is_relevant)),
                _ => into.skip(0, format!("topic {topic}: {doc} has no grade; skipped")),
            }
        }
    }
    Ok(())
}
