//! The user's own list of who is called what.
//!
//! ```text
//! file  = { line "\n" }
//! line  = "" | "#" anything | name { TAB name }     the first is what it is called
//! ```
//!
//! All names of a line are one, and nothing else is: what the index itself would
//! take for the same is not, where the list speaks of it.

use crate::schema::name_key;
use rustc_hash::FxHashMap;

/// Who is called what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aliases {
    lines: Vec<Vec<String>>,
    /// The line of a name by its words, folded.
    line_of: FxHashMap<String, usize>,
}

/// A list of aliases can't be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AliasError {
    /// A name stands in two lines.
    #[error("line {line}: `{name}` stands in line {first} too; write all names of one in one line")]
    Twice {
        /// The later line, from 1.
        line: usize,
        /// The name.
        name: String,
        /// The earlier line.
        first: usize,
    },
}

impl Aliases {
    /// Reads a list; a byte-order mark and line ends of Windows are taken off.
    ///
    /// ```
    /// use dateline::search::Aliases;
    /// let aliases = Aliases::parse("Qassem Soleimani\tQasem Soleimani\tKasim Süleymani\n").unwrap();
    /// assert_eq!(aliases.of("kasim suleymani").unwrap()[0], "Qassem Soleimani");
    /// ```
    ///
    /// # Errors
    /// [`AliasError::Twice`].
    pub fn parse(text: &str) -> Result<Self, AliasError> {
        let mut out = Self::default();
        let mut numbers = Vec::new();
        for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            if line.trim_start().starts_with('#') {
                continue;
            }
            let names = line.split('\t').map(str::trim).filter(|name| !folded(name).is_empty());
            let names: Vec<String> = names.map(str::to_owned).collect();
            if names.is_empty() {
                continue;
            }
            for name in &names {
                let line = out.lines.len();
                match out.line_of.insert(folded(name), line) {
                    Some(first) if first != line => {
                        return Err(AliasError::Twice {
                            line: number + 1,
                            name: name.clone(),
                            first: numbers[first],
                        });
                    }
                    _ => {}
                }
            }
            numbers.push(number + 1);
            out.lines.push(names);
        }
        Ok(out)
    }

    /// The names of the line that `name` stands in, its first one first.
    #[must_use]
    pub fn of(&self, name: &str) -> Option<&[String]> {
        let line = self.line_of.get(&folded(name))?;
        Some(&self.lines[*line])
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

/// A name by its words alone, whatever it names.
fn folded(name: &str) -> String {
    name_key("", &name.replace('.', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_in_one_line() {
        let text = "\u{feff}# whom we mean\r\nEve McDonald\tE. McDonald\r\n\r\nDOD\tPentagon\r\n";
        let aliases = Aliases::parse(text).unwrap();
        assert_eq!(aliases.of("e mcdonald").unwrap(), ["Eve McDonald", "E. McDonald"]);
        assert_eq!(aliases.of("PENTAGON").unwrap()[0], "DOD");
        assert_eq!(aliases.of("McDonald"), None);
        let error = Aliases::parse("# x\nA B\tC\n\nD\tc\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "line 4: `c` stands in line 2 too; write all names of one in one line"
        );
    }
}
