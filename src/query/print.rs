//! Prints a query in its own language, fully grouped: `read_as`.

use super::tree::{Days, Near, Occur, Query};
use crate::article::Day;
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
            Self::Wild(field, pattern) => write!(f, "{}{pattern}", prefix(*field)),
            Self::Fuzzy(field, word, edits) => write!(f, "{}{word}~{edits}", prefix(*field)),
            Self::Exact(field, text) if is_one_word(text) => {
                write!(f, "{}={text}", prefix(*field))
            }
            Self::Exact(field, text) => write!(f, "{}=\"{text}\"", prefix(*field)),
            Self::Annotation(terms) => write!(f, "{{{}}}", terms.join("|")),
            Self::Named(named) => write!(f, "{named}"),
            Self::Near { left, near: Near::Inside, right, .. } => {
                let speaker = match right.as_ref() {
                    Self::Named(speaker) => Some(speaker),
                    _ => None,
                };
                f.write_str("said:")?;
                match left.as_ref() {
                    leaf @ (Self::Word(..) | Self::Phrase(..)) => write!(f, "{leaf}")?,
                    group => write!(f, "({group})")?,
                }
                speaker.map_or(Ok(()), |speaker| write!(f, " AND {speaker}"))
            }
            Self::Near { left, near, refused, right } => {
                grouped(left, f)?;
                f.write_str(if *refused { " NOT " } else { " " })?;
                match near {
                    Near::Words(words) => write!(f, "NEAR/{words} ")?,
                    Near::Ordered(words) => write!(f, "pre/{words} ")?,
                    Near::Sentence => f.write_str("w/s ")?,
                    Near::Paragraph => f.write_str("w/p ")?,
                    Near::Inside => {}
                }
                grouped(right, f)
            }
            Self::AtLeast(times, inner) => write!(f, "atleast{times}({inner})"),
            Self::Length(from, to) => match (from, to) {
                (Some(from), None) => write!(f, "length>={from}"),
                (None, Some(to)) => write!(f, "length<={to}"),
                (from, to) => {
                    write!(f, "length:{}..{}", from.unwrap_or(0), to.unwrap_or(u32::MAX))
                }
            },
            Self::Published(days) => write!(f, "published:{days}"),
            Self::When(spoken) => write!(f, "{spoken}"),
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

impl Display for Days {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let Self::Within { from, to } = self else { return f.write_str("?") };
        if let (Some(from), Some(to)) = (from, to)
            && from == to
        {
            return write!(f, "{from}");
        }
        let day = |day: &Option<Day>| day.map_or(String::new(), |day| day.to_string());
        write!(f, "{}..{}", day(from), day(to))
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
    if query.is_group() { write!(f, "({query})") } else { write!(f, "{query}") }
}

/// Whether `=text` reads back as one word without quotes.
fn is_one_word(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '.' | '&'))
}
