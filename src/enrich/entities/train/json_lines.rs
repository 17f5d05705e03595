//! Training data as JSON Lines, a text a line, in the words that `annotate`
//! prints with the text added:
//!
//! ```json
//! {"text":"Maria Okonkwo left.","entities":[{"start":0,"end":13,"kind":"person"}]}
//! ```
//! Offsets count characters; `label` is read as `kind` is, `body` as `text`.

use super::labelled::{Labelled, kind};
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    #[serde(alias = "body")]
    text: String,
    #[serde(default)]
    entities: Vec<Entity>,
}

#[derive(Deserialize)]
struct Entity {
    start: usize,
    end: usize,
    #[serde(alias = "label")]
    kind: String,
}

/// The texts in a file of JSON Lines; or the number of the line that can't be
/// read, and why.
pub(super) fn read(file: &str) -> Result<Vec<Labelled>, (usize, String)> {
    let lines = (1..).zip(file.lines()).filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| match serde_json::from_str(line) {
            Ok(line) => {
                labelled(line).ok_or((number, "an entity is outside of its text".to_owned()))
            }
            Err(error) => Err((number, error.to_string())),
        })
        .collect()
}

fn labelled(line: Line) -> Option<Labelled> {
    let Line { text, mut entities } = line;
    let bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
    let byte = |character: usize| Some(u32::try_from(*bytes.get(character)?).unwrap_or(u32::MAX));
    entities.sort_by_key(|entity| entity.start);
    let mut names = Vec::new();
    for entity in entities {
        if let Some(kind) = kind(&entity.kind) {
            names.push((byte(entity.start)?..byte(entity.end)?, kind));
        }
    }
    let starts = crate::enrich::sentences(&text).iter().map(|sentence| sentence.start).collect();
    Some(Labelled { text, starts, names })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enrich::EntityKind;

    #[test]
    fn offsets_are_characters() {
        let line = r#"{"body":"Žižka left. Orr stayed.","entities":[{"start":12,"end":15,"label":"PER"}]}"#;
        let texts = read(line).unwrap();
        assert_eq!(texts[0].names, [(14..17, EntityKind::Person)]);
        assert_eq!(texts[0].starts.len(), 2);
    }

    #[test]
    fn a_broken_line_is_named() {
        assert_eq!(read("\n{").unwrap_err().0, 2);
        let outside = r#"{"text":"Orr","entities":[{"start":0,"end":9,"kind":"person"}]}"#;
        assert_eq!(read(outside).unwrap_err().0, 1);
    }
}
