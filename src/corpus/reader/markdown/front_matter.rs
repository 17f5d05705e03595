//! The YAML block above a Markdown text.

use crate::article::one_line;
use crate::corpus::reader::fields::Field;
use crate::corpus::sgml::decode_into;
use serde_json::{Map, Value};

/// The front matter and the text after it. TOML front matter is cut off
/// unread; a block without an end is text.
pub(super) fn split(text: &str) -> (Option<&str>, &str) {
    let text = text.trim_start_matches('\u{feff}').trim_start_matches(['\n', '\r']);
    let is_fence = |line: &str, fences: &[&str]| fences.contains(&line.trim_end());
    let Some((first, rest)) = text.split_once('\n') else { return (None, text) };
    let ends: &[&str] = match first.trim_end() {
        "---" => &["---", "..."],
        "+++" => &["+++"],
        _ => return (None, text),
    };
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if is_fence(line, ends) {
            let yaml = (ends.len() == 2).then(|| &rest[..at]);
            return (yaml, &rest[at + line.len()..]);
        }
        at += line.len();
    }
    (None, text)
}

/// What a front matter says, by lower-case name.
#[derive(Default)]
pub(super) struct FrontMatter {
    values: Map<String, Value>,
    /// The user's names: (our field, the name or path in the file).
    own_names: Vec<(Field, String)>,
}

impl FrontMatter {
    /// Reads YAML; what is none (an unquoted colon or `@` is common) is read
    /// line by line as far as that goes.
    pub(super) fn read(yaml: &str, own_names: Vec<(Field, String)>) -> Self {
        let values = match serde_saphyr::from_str::<Value>(yaml) {
            Ok(Value::Object(values)) => values,
            _ => by_line(yaml),
        };
        Self {
            values: values.into_iter().map(|(name, value)| (name.to_lowercase(), value)).collect(),
            own_names,
        }
    }

    /// The first of the names that has a value.
    fn find(&self, field: Field, names: &[&str]) -> Option<&Value> {
        let own = self.own_names.iter().filter(|(ours, _)| *ours == field).map(|(_, name)| name);
        let mut values = own
            .map(|name| self.at_path(name))
            .chain(names.iter().map(|name| self.values.get(*name)))
            .flatten();
        values.find(|value| text_of(value).is_some())
    }

    /// The value of a name, or of one within objects (`meta.title`).
    fn at_path(&self, path: &str) -> Option<&Value> {
        if let Some(value) = self.values.get(&path.to_lowercase()) {
            return Some(value);
        }
        let mut names = path.split('.');
        let first = self.values.get(&names.next()?.to_lowercase())?;
        names.try_fold(first, |value, name| {
            let fields = value.as_object()?;
            Some(fields.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?.1)
        })
    }

    /// A field that the user has named, character for character.
    pub(super) fn text_as_is(&self, field: Field) -> Option<String> {
        self.find(field, &[])?.as_str().map(str::to_owned)
    }

    /// A field as one line; of a list, its values with commas.
    pub(super) fn text(&self, field: Field, names: &[&str]) -> Option<String> {
        text_of(self.find(field, names)?)
    }

    /// A field as a list; a text is split at its commas.
    pub(super) fn list(&self, field: Field, names: &[&str]) -> Vec<String> {
        match self.find(field, names) {
            None => Vec::new(),
            Some(Value::Array(values)) => values.iter().filter_map(text_of).collect(),
            Some(value) => {
                let text = text_of(value).unwrap_or_default();
                text.split(',')
                    .map(str::trim)
                    .filter(|part| !part.is_empty())
                    .map(str::to_owned)
                    .collect()
            }
        }
    }
}

fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => {
            let mut decoded = String::with_capacity(text.len());
            decode_into(text, &mut decoded);
            one_line(&decoded)
        }
        Value::Number(number) => number.to_string(),
        Value::Array(values) => values.iter().filter_map(text_of).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => {
            ["name", "display_name", "title"].iter().find_map(|name| text_of(fields.get(*name)?))?
        }
        Value::Bool(_) | Value::Null => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// `name: value` lines and `- item` lines below a name.
fn by_line(yaml: &str) -> Map<String, Value> {
    let mut values = Map::new();
    let mut last: Option<String> = None;
    for line in yaml.lines() {
        if let Some(item) = line.trim_start().strip_prefix("- ") {
            let Some(name) = &last else { continue };
            let item = Value::String(unquoted(item).to_owned());
            match values.get_mut(name) {
                Some(Value::Array(items)) => items.push(item),
                _ => {
                    values.insert(name.clone(), Value::Array(vec![item]));
                }
            }
        } else if let Some((name, value)) = line.split_once(':')
            && !name.is_empty()
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
        {
            let value = unquoted(value);
            let list = value.strip_prefix('[').and_then(|value| value.strip_suffix(']'));
            let value = match list {
                Some(items) => {
                    items.split(',').map(|item| Value::String(unquoted(item).to_owned())).collect()
                }
                None => Value::String(value.to_owned()),
            };
            values.insert(name.to_owned(), value);
            last = Some(name.to_owned());
        }
    }
    values
}

fn unquoted(value: &str) -> &str {
    let value = value.trim();
    let within = |quote| value.strip_prefix(quote).and_then(|value| value.strip_suffix(quote));
    within('"').or_else(|| within('\'')).unwrap_or(value)
}
