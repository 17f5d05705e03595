//! Names and the articles that they share as GraphML (<http://graphml.graphdrawing.org>), for Gephi
//! and the like:
//!
//! ```text
//! <graphml> <key …/>* <graph>
//!   <node id="n0"> label kind articles mentions first last </node>
//!   <edge source="n0" target="n1"> weight </edge>
//! ```

use crate::search::Entities;
use std::fmt::Write as _;
use std::io::{BufWriter, Write};

/// What nodes and edges say: for what, name, type.
const KEYS: [(&str, &str, &str); 7] = [
    ("node", "label", "string"),
    ("node", "kind", "string"),
    ("node", "articles", "long"),
    ("node", "mentions", "long"),
    ("node", "first", "string"),
    ("node", "last", "string"),
    ("edge", "weight", "double"),
];

/// Prints a graph.
pub(super) fn print(answer: &Entities) -> anyhow::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    write(&mut out, answer)?;
    out.flush()?;
    Ok(())
}

fn write(out: &mut impl Write, answer: &Entities) -> std::io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">")?;
    for (of, name, kind) in KEYS {
        writeln!(
            out,
            "  <key id=\"{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
        )?;
    }
    writeln!(out, "  <graph id=\"names\" edgedefault=\"undirected\">")?;
    for (number, entity) in answer.entities.iter().enumerate() {
        let mut data = String::new();
        let mut put = |key: &str, value: &str| {
            let _ = write!(data, "<data key=\"{key}\">{}</data>", escaped(value));
        };
        put("label", &entity.name);
        put("kind", entity.kind);
        put("articles", &entity.articles.to_string());
        put("mentions", &entity.mentions.to_string());
        for (key, day) in [("first", &entity.first), ("last", &entity.last)] {
            if let Some(day) = day {
                put(key, day);
            }
        }
        writeln!(out, "    <node id=\"n{number}\">{data}</node>")?;
    }
    for (number, edge) in answer.edges.iter().enumerate() {
        writeln!(
            out,
            "    <edge id=\"e{number}\" source=\"n{}\" target=\"n{}\"><data key=\"weight\">{}</data></edge>",
            edge.source, edge.target, edge.articles
        )?;
    }
    writeln!(out, "  </graph>\n</graphml>")
}

/// Text that XML shows as it stands; what XML can't hold is a space.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold() {
        assert_eq!(
            escaped("AT&T <\u{1b}[1m> \"x\"\u{ffff}"),
            "AT&amp;T &lt; [1m&gt; &quot;x&quot; "
        );
    }
}
