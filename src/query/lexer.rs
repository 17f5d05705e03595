//! Characters to tokens. Curly, low and full-width quotes are quotes, as are
//! full-width brackets; everything else is for the parser.

use super::operator::proximity;
use super::tree::Near;
use crate::schema::Field;

/// A token and where it begins, in characters of the query.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) at: usize,
    pub(super) kind: Kind,
    /// Whether no space stands before it.
    pub(super) glued: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Open,
    Close,
    Plus,
    Minus,
    And,
    Or,
    Not,
    /// A field's name, without its colon; the value follows without a space.
    Field(String),
    /// The text between quotes.
    Quoted(String),
    /// A quote that is never closed.
    StrayQuote,
    Word(String),
    /// `{person}`, without its braces.
    Annotation(String),
    /// `NEAR/5` and its kin, as typed and as read.
    Near(Near, String),
    /// `~2` right after a phrase or a word.
    Tilde(Option<u32>),
    /// `^2.5` right after anything.
    Caret(Option<f32>),
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ff02}' | '«' | '»')
}

fn is_open(c: char) -> bool {
    matches!(c, '(' | '（')
}

fn is_close(c: char) -> bool {
    matches!(c, ')' | '）')
}

/// Splits a query into tokens.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        let begins = at == 0
            || chars[at - 1].is_whitespace()
            || is_open(chars[at - 1])
            || matches!(out.last(), Some(Token { kind: Kind::Plus | Kind::Minus, .. }));
        let follows = chars.get(at + 1).is_some_and(|c| !c.is_whitespace());
        let start = at;
        at += 1;
        let kind = match c {
            _ if c.is_whitespace() => continue,
            _ if is_open(c) => Kind::Open,
            _ if is_close(c) => Kind::Close,
            _ if is_quote(c) => match (at..chars.len()).find(|&i| is_quote(chars[i])) {
                Some(end) => {
                    let text = chars[at..end].iter().collect();
                    at = end + 1;
                    Kind::Quoted(text)
                }
                None => Kind::StrayQuote,
            },
            '+' if begins && follows => Kind::Plus,
            '-' | '\u{2212}' if begins && follows => Kind::Minus,
            '{' => match annotation(&chars, at) {
                Some(end) => {
                    let text: String = chars[at..end].iter().collect();
                    at = end + 1;
                    Kind::Annotation(crate::article::one_line(&text))
                }
                None => {
                    skip_word(&chars, &mut at);
                    word(&chars[start..at], &mut at, start)
                }
            },
            '~' if !begins => {
                let digits = number(&chars, &mut at, false);
                Kind::Tilde(digits.parse().ok())
            }
            '^' if !begins => {
                let digits = number(&chars, &mut at, true);
                Kind::Caret(digits.parse().ok())
            }
            _ => {
                skip_word(&chars, &mut at);
                match out.last() {
                    Some(Token { kind: Kind::Field(name), .. }) if !begins && is_verbatim(name) => {
                        Kind::Word(chars[start..at].iter().collect())
                    }
                    _ => word(&chars[start..at], &mut at, start),
                }
            }
        };
        let glued = start > 0 && !chars[start - 1].is_whitespace();
        out.push(Token { at: start, kind, glued });
    }
    out
}

/// Whether a value of the field may hold colons and what else means something
/// elsewhere: `id:urn:wire:17`.
fn is_verbatim(field: &str) -> bool {
    Field::from_name(field).is_some_and(|field| field.is_whole() || field == Field::Url)
}

fn skip_word(chars: &[char], at: &mut usize) {
    while *at < chars.len() && !ends_word(chars[*at]) {
        *at += 1;
    }
}

/// Where the braces that open before `at` close; `None` if they hold no term.
fn annotation(chars: &[char], at: usize) -> Option<usize> {
    const LONGEST: usize = 200;
    let inside = |c: char| !matches!(c, '{' | '}') && !is_quote(c);
    let end = at + chars[at..].iter().take(LONGEST).take_while(|&&c| inside(c)).count();
    let closed = chars.get(end) == Some(&'}');
    (closed && chars[at..end].iter().any(|c| c.is_alphanumeric())).then_some(end)
}

fn ends_word(c: char) -> bool {
    c.is_whitespace() || is_open(c) || is_close(c) || is_quote(c) || matches!(c, '^' | '~')
}

/// An operator, a field's name (then `at` goes back to the value), or a word.
fn word(chars: &[char], at: &mut usize, start: usize) -> Kind {
    let text: String = chars.iter().collect();
    match text.as_str() {
        "AND" | "&&" => return Kind::And,
        "OR" | "||" => return Kind::Or,
        "NOT" => return Kind::Not,
        _ => {}
    }
    if let Some(near) = proximity(&text) {
        return Kind::Near(near, text);
    }
    // Factiva: hd=moon
    if let Some((name, value)) = text.split_once('=')
        && !value.starts_with('=')
        && let Some(field) = super::operator::factiva_field(name)
    {
        *at = start + name.chars().count() + 1;
        return Kind::Field(field.to_owned());
    }
    let colon = chars.iter().position(|&c| c == ':' || c == '：');
    if let Some(colon) = colon.filter(|&colon| colon > 0) {
        let name = &chars[..colon];
        // the colon of `headline:` ends the name; what follows is a token of its own
        if name[0].is_ascii_alphabetic()
            && name.iter().all(|c| c.is_ascii_alphabetic() || *c == '-')
            && chars.get(colon + 1) != Some(&'/')
        {
            *at = start + colon + 1;
            return Kind::Field(name.iter().collect::<String>().to_ascii_lowercase());
        }
    }
    Kind::Word(text)
}

fn number(chars: &[char], at: &mut usize, fraction: bool) -> String {
    let start = *at;
    while chars.get(*at).is_some_and(|c| c.is_ascii_digit() || (fraction && *c == '.')) {
        *at += 1;
    }
    chars[start..*at].iter().collect()
}
