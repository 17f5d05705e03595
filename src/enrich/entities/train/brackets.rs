//! Training data as prose with brackets, a sentence a line:
//!
//! ```text
//! # source: ours
//! [PER Maria Okonkwo] of the [ORG Ministry of Health] left [LOC Lagos].
//! ```
//! A line that begins with `#` is a comment; an empty one begins another text.
//! `[PER:okonkwo Maria Okonkwo]` has the name of its cluster, which is left out.

use super::labelled::{Labelled, SENTENCES, kind};

/// The texts in a file of bracketed prose; or the number of the line that can't
/// be read, and why.
pub(super) fn read(file: &str) -> Result<Vec<Labelled>, (usize, &'static str)> {
    let mut out = Vec::new();
    let mut text = Labelled::default();
    for (number, line) in (1..).zip(file.lines()) {
        if line.starts_with('#') {
            continue;
        }
        if line.trim().is_empty() || text.starts.len() >= SENTENCES {
            out.push(std::mem::take(&mut text));
        }
        if !line.trim().is_empty() {
            append(&mut text, line.trim()).map_err(|why| (number, why))?;
        }
    }
    out.push(text);
    out.retain(|text| !text.is_empty());
    Ok(out)
}

fn append(text: &mut Labelled, line: &str) -> Result<(), &'static str> {
    text.begin_sentence();
    let mut rest = line;
    while let Some((before, from)) = rest.split_once('[') {
        let (inside, after) = from.split_once(']').ok_or("a bracket is not closed")?;
        let (mark, name) = inside.split_once(' ').ok_or("a bracket has no name in it")?;
        let label = mark.split_once(':').map_or(mark, |(label, _)| label);
        let kind = kind(label).ok_or("a bracket has no known kind")?;
        text.push(before);
        text.push_name(name, kind);
        rest = after;
    }
    text.push(rest);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enrich::EntityKind;

    #[test]
    fn brackets_become_names() {
        let texts =
            read("# ours\n[PER Maria Okonkwo] left [LOC:lagos Lagos].\nShe waved.\n\nOrr.\n")
                .unwrap();
        assert_eq!(texts.len(), 2);
        assert_eq!(texts[0].text, "Maria Okonkwo left Lagos.\nShe waved.");
        assert_eq!(texts[0].starts, [0, 26]);
        assert_eq!(texts[0].names, [(0..13, EntityKind::Person), (19..24, EntityKind::Place)]);
    }

    #[test]
    fn a_broken_line_is_named() {
        assert_eq!(read("One.\n[PER Orr left."), Err((2, "a bracket is not closed")));
        assert_eq!(read("[XYZ Orr] left."), Err((1, "a bracket has no known kind")));
    }
}
