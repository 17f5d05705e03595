//! Tokens for the tagger: words as names are written with them, everything
//! else a sign of its own.
//!
//! ```text
//! word   = part { joint part } [ "." ]     "." after an initial or an abbreviation
//! part   = letters, digits, marks, "_"
//! joint  = "-"                             al-Qaeda; but NATO|-|led
//!        | "." between letters after the first or another "."   U.S, but not end.Start
//!        | "." or "," between digits       2,300.5
//!        | "&" between capitals            AT&T
//!        | "'" before more than a clitic   O'Neill
//! clitic = "'" ( "s" | "re" | "ve" | "ll" | "d" | "m" | "t" )
//! ```
//!
//! These are finer than the words of the index (`schema::Words`), whose
//! positions the store finds from the bytes of a mention.

/// A token: bytes of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Token {
    /// Its text.
    pub(super) fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }
}

/// Abbreviations that a name may begin or end with: as written, by their case.
const ABBREVIATIONS: &[&str] = &[
    "Adm", "Ala", "Apr", "Ariz", "Ark", "Assn", "Ass'n", "Attys", "Aug", "Ave", "Bldg", "Blvd",
    "Bros", "Brig", "Calif", "Capt", "Cie", "Cmdr", "Co", "Col", "Colo", "Comdr", "Conn", "Cos",
    "Corp", "Cpl", "Dec", "Del", "Dept", "Dr", "Esq", "Feb", "Fla", "Ft", "Ga", "Gen", "Gov",
    "Hon", "Ill", "Inc", "Ind", "Insp", "Jan", "Jr", "Kan", "Ky", "La", "Lieut", "Lt", "Ltd",
    "Maj", "Mar", "Mass", "Md", "Messrs", "Mfg", "Mich", "Minn", "Miss", "Mlle", "Mme", "Mo",
    "Mont", "Mr", "Mrs", "Ms", "Mt", "Neb", "Nev", "Nov", "No", "Oct", "Okla", "Ont", "Ore", "Pa",
    "Penn", "Prof", "Pty", "Pvt", "Que", "Rep", "Reps", "Rev", "Rs", "Sec", "Sen", "Sens", "Sept",
    "Sep", "Sgt", "Sr", "Ste", "St", "Supt", "Tenn", "Tex", "Univ", "Va", "Vt", "Wash", "Wis",
    "Wm", "Geo", "Chas", "Jas", "Jos", "Thos", "Wyo", "a.m", "p.m", "vs",
];

/// The longest of [`ABBREVIATIONS`], in bytes.
const LONGEST_ABBREVIATION: usize = 6;

/// Calls `emit` with the tokens of `text` in order.
pub(super) fn tokens(text: &str, mut emit: impl FnMut(Token)) {
    let mut scanner = Scanner { text, at: 0 };
    while let Some(token) = scanner.next() {
        emit(token);
    }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl Scanner<'_> {
    fn char_at(&self, byte: usize) -> Option<char> {
        match self.text.as_bytes().get(byte) {
            Some(ascii) if ascii.is_ascii() => Some(char::from(*ascii)),
            Some(_) => self.text[byte..].chars().next(),
            None => None,
        }
    }

    fn token(&mut self, start: usize, end: usize) -> Token {
        self.at = end;
        Token { start: offset(start), end: offset(end) }
    }

    fn next(&mut self) -> Option<Token> {
        let mut first = self.char_at(self.at)?;
        while first.is_whitespace() {
            self.at += first.len_utf8();
            first = self.char_at(self.at)?;
        }
        let start = self.at;
        if is_word(first) {
            let end = self.word(start);
            return Some(self.token(start, end));
        }
        if is_apostrophe(first) && start > 0 {
            let after_word = self.text[..start].chars().next_back().is_some_and(is_word);
            if let Some(end) = self.clitic(start).filter(|_| after_word) {
                return Some(self.token(start, end));
            }
        }
        // a run of one sign is one token: "..." or "--"
        let mut end = start + first.len_utf8();
        if matches!(first, '.' | '-' | '`' | '\'') {
            while self.char_at(end) == Some(first) {
                end += first.len_utf8();
            }
        }
        Some(self.token(start, end))
    }

    /// The end of a clitic that begins with the apostrophe at `start`.
    fn clitic(&self, start: usize) -> Option<usize> {
        let from = start + self.char_at(start)?.len_utf8();
        let rest = &self.text.as_bytes()[from..];
        let length = rest.iter().take(3).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let is_clitic = match length {
            1 => matches!(rest[0] | 0x20, b's' | b'd' | b'm' | b't'),
            2 => [*b"re", *b"ve", *b"ll"].contains(&[rest[0] | 0x20, rest[1] | 0x20]),
            _ => false,
        };
        let end = from + length;
        (is_clitic && !self.char_at(end).is_some_and(is_word)).then_some(end)
    }

    /// The end of the word that begins at `start`.
    fn word(&self, start: usize) -> usize {
        let mut at = start;
        let mut previous = ' ';
        let mut letters = 0;
        let mut is_dotted = false;
        let mut is_numeric = true;
        // where the last part begins, and whether a capital stands before it
        let mut has_capital = false;
        while let Some(c) = self.char_at(at) {
            if is_word(c) {
                letters += 1;
                is_numeric &= c.is_ascii_digit();
                has_capital |= c.is_uppercase();
                previous = c;
                at += c.len_utf8();
                continue;
            }
            let after = at + c.len_utf8();
            let Some(next) = self.char_at(after) else { break };
            let joins = match c {
                '-' | '\u{2010}' | '\u{2011}' => {
                    is_word(next) && !(has_capital && self.is_plain(after))
                }
                '.' if previous.is_alphabetic() && next.is_alphabetic() => {
                    let joins = letters == 1 || is_dotted;
                    is_dotted |= joins;
                    joins
                }
                '.' | ',' => previous.is_ascii_digit() && next.is_ascii_digit(),
                '&' => previous.is_uppercase() && next.is_uppercase(),
                '\'' | '\u{2019}' => next.is_alphabetic() && self.clitic(at).is_none(),
                _ => false,
            };
            if !joins {
                break;
            }
            previous = c;
            at = after;
        }
        let is_abbreviated = is_dotted
            || letters == 1 && previous.is_uppercase()
            || at - start <= LONGEST_ABBREVIATION && ABBREVIATIONS.contains(&&self.text[start..at]);
        if self.text.as_bytes().get(at) == Some(&b'.')
            && self.text.as_bytes().get(at + 1) != Some(&b'.')
            && is_abbreviated
            && !is_numeric
        {
            at += 1;
        }
        at
    }

    /// Whether the part of a word that begins here is the last and in lower
    /// case, as in `NATO-led`.
    fn is_plain(&self, from: usize) -> bool {
        let rest = &self.text.as_bytes()[from..];
        let length = rest.iter().take(16).take_while(|byte| byte.is_ascii_lowercase()).count();
        let ends = match self.char_at(from + length) {
            Some('-') => false,
            Some(c) => !is_word(c),
            None => true,
        };
        length >= 3 && ends
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_mark(c)
}

/// Marks that stand over the letter before them.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

/// A byte as it is stored; texts of more than 4 GiB don't get here.
fn offset(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        tokens(text, |token| out.push(token.of(text)));
        out
    }

    #[test]
    fn words_keep_what_names_are_written_with() {
        let shown = |text| words(text).join("|");
        assert_eq!(shown("al-Qaeda, AT&T and O'Neill."), "al-Qaeda|,|AT&T|and|O'Neill|.");
        assert_eq!(shown("The U.S. Army's NATO-led men"), "The|U.S.|Army|'s|NATO|-|led|men");
        assert_eq!(
            shown("J. K. Adeyemi Jr. paid $2,300.50."),
            "J.|K.|Adeyemi|Jr.|paid|$|2,300.50|."
        );
        assert_eq!(shown("Stratford-upon-Avon’s end.Start"), "Stratford-upon-Avon|’s|end|.|Start");
        assert_eq!(shown("They don't… wait--Orr"), "They|don|'t|…|wait|--|Orr");
        assert_eq!(shown("in Ala. and at Co..."), "in|Ala.|and|at|Co|...");
    }

    proptest! {
        #[test]
        fn tokens_are_in_order_and_leave_only_space(text in "\\PC*") {
            let mut end = 0;
            tokens(&text, |token| {
                assert!(token.start < token.end);
                assert!(text[end..token.start as usize].chars().all(char::is_whitespace));
                end = token.end as usize;
            });
            prop_assert!(text[end..].chars().all(char::is_whitespace));
        }
    }
}
