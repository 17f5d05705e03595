//! Prints a query in its own language, fully grouped: `read_as`.

use super::tree::{Days, Occur, Query};
use crate::schema::Field;
use std::fmt::{Display, Formatter, Result};

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::All => f.write_str("*"),
            Self::Nothing => f.write_str("()"),
            Self::Word(field, word) if field.is_whole() => write!(f, "{}:\"{word}\"", field.name()),
            Self::Word(field, word) => write!(f, "{}{word}", prefix(*field)),
            Self::Phrase(field, words, 0) => write!(f, "{}\"{words}\"", prefix(*field)),
            Self::Phrase(field, words, slop) => write!(f, "{}\"{words}\"~{slop}", prefix(*field)),
            Self::Prefix(field, stem) => write!(f, "{}{stem}*", prefix(*field)),
            Self::Published(days) => match days {
                Days::Unknown => f.write_str("published:?"),
                Days::Within { from, to } => {
                    let day = |day: &Option<_>| {
                        day.map_or(String::new(), |d: crate::article::Day| d.to_string())
                    };
                    match (from, to) {
                        (Some(a), Some(b)) if a == b => write!(f, "published:{a}"),
                        _ => write!(f, "published:{}..{}", day(from), day(to)),
                    }
                }
            },
            Self::Bag(clauses) => {
                for (i, clause) in clauses.iter().enumerate() {
                    let sign = match clause.occur {
                        Occur::Should => "",
                        Occur::Must => "+",
                        Occur::Not => "-",
                    };
                    let space = if i == 0 { "" } else { " " };
                    write!(f, "{space}{sign}")?;
                    grouped(&clause.query, f)?;
                }
                Ok(())
            }
            Self::And(parts) => chain(parts, " AND ", f),
            Self::Or(parts) => chain(parts, " OR ", f),
            Self::Boost(inner, weight) => {
                grouped(inner, f)?;
                write!(f, "^{weight}")
            }
        }
    }
}

fn prefix(field: Field) -> String {
    if field == Field::Text { String::new() } else { format!("{}:", field.name()) }
}

fn chain(parts: &[Query], operator: &str, f: &mut Formatter<'_>) -> Result {
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            f.write_str(operator)?;
        }
        grouped(part, f)?;
    }
    Ok(())
}

fn grouped(query: &Query, f: &mut Formatter<'_>) -> Result {
    if matches!(query, Query::Bag(_) | Query::And(_) | Query::Or(_)) {
        write!(f, "({query})")
    } else {
        write!(f, "{query}")
    }
}
