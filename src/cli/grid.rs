//! A small table of text and figures, printed for a terminal, in Markdown or in
//! LaTeX. Owns alignment and escaping; what stands in the cells is others'.

use super::{markdown, render};
use crate::article::one_line;
use crate::eval::Mark;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// The space between two columns of a terminal.
const GAP: &str = "  ";

/// A table with what is to say below it.
pub(super) struct Grid {
    /// The names of the columns.
    pub(super) header: Vec<String>,
    /// So many of the first columns are names, which stand to the left and are
    /// repeated where a terminal is too narrow for all columns.
    pub(super) names: usize,
    /// Rows of as many cells as the header has.
    pub(super) rows: Vec<Vec<Cell>>,
    /// What marks and figures mean, a sentence each.
    pub(super) notes: Vec<String>,
}

/// A cell: `0.4312 +0.0213†`.
#[derive(Clone, Default)]
pub(super) struct Cell {
    /// A name or a figure.
    pub(super) text: String,
    /// Whether the text stands out.
    pub(super) bold: bool,
    /// A figure with its sign that belongs to it.
    pub(super) difference: Option<String>,
    /// Whether the difference is more than luck.
    pub(super) mark: Mark,
}

impl Cell {
    /// A cell of text alone.
    pub(super) fn plain(text: impl Into<String>) -> Cell {
        Cell { text: text.into(), ..Cell::default() }
    }

    /// As a terminal shows it, without style, and how wide that is. All cells of
    /// a column keep a place for a mark where one of them has a difference.
    fn shown(&self, marked: bool) -> (String, String) {
        let text = render::harmless(&one_line(&self.text));
        let mut after = String::new();
        if let Some(difference) = &self.difference {
            let _ = write!(after, " {difference}");
        }
        if marked {
            after.push_str(match self.mark {
                Mark::None => " ",
                mark => sign(mark),
            });
        }
        (text, after)
    }
}

/// The usual sign of a mark.
pub(super) fn sign(mark: Mark) -> &'static str {
    match mark {
        Mark::None => "",
        Mark::Significant => "†",
        Mark::Highly => "‡",
    }
}

impl Grid {
    /// For a terminal of so many columns; columns that do not fit go below, after
    /// the names again.
    pub(super) fn text(&self, width: usize) -> String {
        let columns = self.header.len();
        let marked = |at: usize| self.rows.iter().any(|row| row[at].mark != Mark::None);
        let marked: Vec<bool> = (0..columns).map(marked).collect();
        let cell_width = |row: &Vec<Cell>, at: usize| {
            let (text, after) = row[at].shown(marked[at]);
            text.width() + after.width()
        };
        let room = |at: usize| {
            let cells = self.rows.iter().map(|row| cell_width(row, at));
            cells.chain([self.title(at).width()]).max().unwrap_or(0)
        };
        let rooms: Vec<usize> = (0..columns).map(room).collect();
        let mut out = String::new();
        for shown in self.blocks(&rooms, width) {
            if !out.is_empty() {
                out.push('\n');
            }
            let titles: Vec<String> =
                shown.iter().map(|&at| self.aligned(at, &self.title(at), "", rooms[at])).collect();
            let line = titles.join(GAP);
            let _ = writeln!(out, "{}", render::styled(line.trim_end(), render::FAINT));
            for row in &self.rows {
                let cells = shown.iter().map(|&at| {
                    let (text, after) = row[at].shown(marked[at]);
                    let plain = self.aligned(at, &text, &after, rooms[at]);
                    if row[at].bold && !text.is_empty() {
                        plain.replacen(&text, &render::styled(&text, render::HEADLINE), 1)
                    } else {
                        plain
                    }
                });
                let line = cells.collect::<Vec<_>>().join(GAP);
                let _ = writeln!(out, "{}", line.trim_end());
            }
        }
        for note in &self.notes {
            let note = render::harmless(&one_line(note));
            for line in textwrap::wrap(&note, width.max(20)) {
                let _ = writeln!(out, "{}", render::styled(&line, render::FAINT));
            }
        }
        out
    }

    fn title(&self, at: usize) -> String {
        render::harmless(&one_line(&self.header[at]))
    }

    fn aligned(&self, at: usize, text: &str, after: &str, room: usize) -> String {
        let space = " ".repeat(room.saturating_sub(text.width() + after.width()));
        if at < self.names {
            format!("{text}{after}{space}")
        } else {
            format!("{space}{text}{after}")
        }
    }

    /// Which columns stand beside each other.
    fn blocks(&self, rooms: &[usize], width: usize) -> Vec<Vec<usize>> {
        let names: Vec<usize> = (0..self.names).collect();
        let taken = |at: usize| rooms[at] + GAP.len();
        let start: usize = names.iter().map(|&at| taken(at)).sum();
        let mut blocks = Vec::new();
        let mut used = start;
        let mut block = names.clone();
        for (at, room) in rooms.iter().enumerate().skip(self.names) {
            // the last column has no gap after it
            if used + room > width && block.len() > self.names {
                blocks.push(std::mem::replace(&mut block, names.clone()));
                used = start;
            }
            block.push(at);
            used += taken(at);
        }
        blocks.push(block);
        blocks
    }

    /// As a table of GitHub's Markdown.
    pub(super) fn markdown(&self) -> String {
        let mut out = String::new();
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        out.push_str(&line(self.header.iter().map(|title| markdown::escaped(title)).collect()));
        let rule = |at: usize| if at < self.names { "---" } else { "---:" };
        let rules: Vec<&str> = (0..self.header.len()).map(rule).collect();
        let _ = writeln!(out, "|{}|", rules.join("|"));
        for row in &self.rows {
            let cells = row.iter().map(|cell| {
                let text = markdown::escaped(&cell.text);
                let text = if cell.bold { format!("**{text}**") } else { text };
                let difference = cell.difference.as_ref();
                let difference = difference.map(|d| format!(" {}", markdown::escaped(d)));
                format!("{text}{}{}", difference.unwrap_or_default(), sign(cell.mark))
            });
            out.push_str(&line(cells.collect()));
        }
        for note in &self.notes {
            let _ = write!(out, "\n{}\n", markdown::escaped(note));
        }
        out
    }

    /// As a table of LaTeX with the rules of booktabs; the notes are its caption.
    pub(super) fn latex(&self) -> String {
        let mut out = String::from("% needs \\usepackage{booktabs}\n\\begin{table}\n\\centering\n");
        let column = |at: usize| if at < self.names { 'l' } else { 'r' };
        let columns: String = (0..self.header.len()).map(column).collect();
        let _ = writeln!(out, "\\begin{{tabular}}{{{columns}}}\n\\toprule");
        let titles: Vec<String> = self.header.iter().map(|title| tex(title)).collect();
        let _ = writeln!(out, "{} \\\\\n\\midrule", titles.join(" & "));
        for row in &self.rows {
            let cells = row.iter().map(|cell| {
                let text = tex(&cell.text);
                let text = if cell.bold { format!("\\textbf{{{text}}}") } else { text };
                let difference = cell.difference.as_ref().map(|d| format!(" {}", tex(d)));
                // a mark takes no room, so that figures stay below each other
                let mark = match cell.mark {
                    Mark::None => String::new(),
                    mark => format!("\\rlap{{{}}}", tex(sign(mark))),
                };
                format!("{text}{}{mark}", difference.unwrap_or_default())
            });
            let _ = writeln!(out, "{} \\\\", cells.collect::<Vec<_>>().join(" & "));
        }
        out.push_str("\\bottomrule\n\\end{tabular}\n");
        if !self.notes.is_empty() {
            let notes: Vec<String> = self.notes.iter().map(|note| tex(note)).collect();
            let _ = writeln!(out, "\\caption{{{}}}", notes.join(" "));
        }
        out.push_str("\\end{table}\n");
        out
    }
}

/// Text that LaTeX shows as it stands; a minus before a digit is a minus.
fn tex(text: &str) -> String {
    let text = render::harmless(&one_line(text));
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    for (at, &letter) in letters.iter().enumerate() {
        let number = letters.get(at + 1).is_some_and(char::is_ascii_digit)
            && at.checked_sub(1).is_none_or(|before| " [(".contains(letters[before]));
        match letter {
            '+' | '-' if number => {
                let _ = write!(out, "${letter}$");
            }
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '<' | '>' | '|' => {
                let _ = write!(out, "${letter}$");
            }
            '{' | '}' | '$' | '&' | '#' | '_' | '%' => {
                let _ = write!(out, "\\{letter}");
            }
            '†' => out.push_str("$^{\\dagger}$"),
            '‡' => out.push_str("$^{\\ddagger}$"),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(text: &str, difference: &str, mark: Mark) -> Cell {
        Cell { text: text.into(), bold: true, difference: Some(difference.into()), mark }
    }

    fn grid() -> Grid {
        Grid {
            header: vec!["measure".into(), "a|b".into(), "c_d".into()],
            names: 1,
            rows: vec![
                vec![
                    Cell::plain("P_10"),
                    Cell::plain("0.5000"),
                    figure("0.6000", "+0.1000", Mark::Highly),
                ],
                vec![
                    Cell::plain("map"),
                    Cell::plain("0.2500"),
                    figure("0.2000", "-0.0500", Mark::None),
                ],
            ],
            notes: vec!["‡ p < 0.01, 100% of\x1b[31m topics.".into()],
        }
    }

    fn plain(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }

    #[test]
    fn a_terminal() {
        insta::assert_snapshot!(plain(&grid().text(80)), @"
    measure     a|b              c_d
    P_10     0.5000  0.6000 +0.1000‡
    map      0.2500  0.2000 -0.0500
    ‡ p < 0.01, 100% of [31m topics.
    ");
        // the marks are styled apart from what pads them
        assert!(grid().text(80).contains("\u{1b}[1m0.6000\u{1b}[0m +0.1000‡"));
    }

    #[test]
    fn a_narrow_terminal_has_the_names_twice() {
        insta::assert_snapshot!(plain(&grid().text(24)), @"
    measure     a|b
    P_10     0.5000
    map      0.2500

    measure              c_d
    P_10     0.6000 +0.1000‡
    map      0.2000 -0.0500
    ‡ p < 0.01, 100% of [31m
    topics.
    ");
    }

    #[test]
    fn markdown() {
        insta::assert_snapshot!(grid().markdown(), @r"
    | measure | a\|b | c\_d |
    |---|---:|---:|
    | P\_10 | 0.5000 | **0.6000** +0.1000‡ |
    | map | 0.2500 | **0.2000** -0.0500 |

    ‡ p \< 0.01, 100% of \[31m topics.
    ");
    }

    #[test]
    fn latex() {
        insta::assert_snapshot!(grid().latex(), @r"
    % needs \usepackage{booktabs}
    \begin{table}
    \centering
    \begin{tabular}{lrr}
    \toprule
    measure & a$|$b & c\_d \\
    \midrule
    P\_10 & 0.5000 & \textbf{0.6000} $+$0.1000\rlap{$^{\ddagger}$} \\
    map & 0.2500 & \textbf{0.2000} $-$0.0500 \\
    \bottomrule
    \end{tabular}
    \caption{$^{\ddagger}$ p $<$ 0.01, 100\% of [31m topics.}
    \end{table}
    ");
    }

    #[test]
    fn nothing_steers_latex() {
        assert_eq!(
            tex("\\input{x} 5% $y_1^2$ #~&"),
            "\\textbackslash{}input\\{x\\} 5\\% \\$y\\_1\\textasciicircum{}2\\$ \\#\\textasciitilde{}\\&"
        );
        assert_eq!(tex("bm25+rm3-x -0.5 [-0.1, +0.2]"), "bm25+rm3-x $-$0.5 [$-$0.1, $+$0.2]");
    }
}
