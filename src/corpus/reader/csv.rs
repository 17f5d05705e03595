//! Tables: CSV, TSV and the semicolons and bars that spreadsheets write, with a
//! first row that names the columns.
//!
//! Quotes are those of RFC 4180 (`"a ""quoted"" word"`, line breaks within).
//! The separator is the one that makes the most known names of the first row.

use super::fields::{Claim, Draft, Field, Names};
use super::lines::text_of;
use super::{Reader, Sink, Source};
use csv::{ByteRecord, ReaderBuilder};
use std::io::{self, BufRead, Read};

/// Separators, and in which order they are tried.
const SEPARATORS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// The extensions in use.
const EXTENSIONS: &[&str] = &[".csv", ".tsv", ".tab", ".psv"];

/// How much of the first row is looked at.
const HEAD_BYTES: usize = 8 << 10;

/// See the module.
pub(super) struct Csv;

impl Reader for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn recognises(&self, head: &str, file_name: &str) -> bool {
        if EXTENSIONS.iter().any(|extension| file_name.ends_with(extension)) {
            return true;
        }
        let (separator, known) = separator(head, &Names::new(&[]));
        let columns = first_row(head, separator);
        let names = Names::new(&[]);
        let has_text = columns
            .iter()
            .any(|name| matches!(names.claim(name), Some((Field::Body | Field::Headline, _))));
        // a sentence may have one such word between commas, not half of its words
        has_text && known >= 2 && known * 2 >= columns.len()
    }

    fn read(
        &self,
        source: &Source<'_>,
        input: &mut dyn BufRead,
        sink: &mut dyn Sink,
    ) -> io::Result<()> {
        let names = Names::new(source.fields);
        let max = source.max_record_bytes as u64;
        let head = input.fill_buf()?;
        let head = String::from_utf8_lossy(&head[..head.len().min(HEAD_BYTES)]).into_owned();
        let (separator, _) = separator(&head, &names);
        let mut reader = ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(Limited { input, given: 0, allowed: u64::MAX });
        let mut row = ByteRecord::new();
        let mut columns: Vec<Option<Claim>> = Vec::new();
        let mut number = 0;
        loop {
            // what is in the reader's own buffer was given for rows before
            let limited = reader.get_mut();
            limited.allowed = limited.given.saturating_add(max);
            match reader.read_byte_record(&mut row) {
                Ok(true) => number += 1,
                Ok(false) => return Ok(()),
                Err(error) => return Err(broken(error, number + 1, max)),
            }
            if number == 1 {
                columns = row
                    .iter()
                    .map(|name| names.claim(String::from_utf8_lossy(name).trim()))
                    .collect();
                let has_text = columns
                    .iter()
                    .any(|claim| matches!(claim, Some((Field::Body | Field::Headline, _))));
                if !has_text {
                    sink.reject(None, headerless(&row));
                    return Ok(());
                }
                continue;
            }
            let is_going = if row.len() == columns.len() {
                match article(&row, &columns, &names) {
                    Ok(mut article) => {
                        // the row of names is no record
                        article.origin.record = Some(number - 1);
                        sink.article(article)
                    }
                    Err(reason) => sink.reject(Some(number - 1), format!("row {number}: {reason}")),
                }
            } else {
                let (values, named) = (row.len(), columns.len());
                let reason = format!(
                    "row {number}: the first row names {named} columns, this one has {values}"
                );
                sink.reject(Some(number - 1), reason)
            };
            if !is_going {
                return Ok(());
            }
        }
    }
}

fn article(
    row: &ByteRecord,
    columns: &[Option<Claim>],
    names: &Names,
) -> Result<crate::article::Article, String> {
    let mut draft = Draft::new();
    for (claim, value) in columns.iter().zip(row) {
        if let Some(claim) = *claim
            && draft.wants(claim)
        {
            draft.put(claim, vec![text_of(value).into_owned()]);
        }
    }
    draft.finish(names)
}

fn headerless(row: &ByteRecord) -> String {
    let first = row.iter().take(6).map(String::from_utf8_lossy).collect::<Vec<_>>().join(", ");
    let first: String = first.chars().take(120).collect();
    format!(
        "no column is named body, text, content, headline or title (the first row is: {first}); \
         add a first row with the columns' names, or name one with --field body=COLUMN"
    )
}

fn broken(error: csv::Error, row: u64, max: u64) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error)
            if error.get_ref().is_some_and(|cause| cause.is::<RowTooLong>()) =>
        {
            let cause = format!(
                "row {row} has over {max} bytes: is a quote left open in it? if not, raise \
                 --max-record to read it"
            );
            io::Error::new(io::ErrorKind::InvalidData, cause)
        }
        csv::ErrorKind::Io(error) => error,
        other => io::Error::new(io::ErrorKind::InvalidData, format!("row {row}: {other:?}")),
    }
}

/// The separator of a table, and how many names of its first row are known with it.
fn separator(head: &str, names: &Names) -> (u8, usize) {
    let mut best = (SEPARATORS[0], 0, 0);
    for separator in SEPARATORS {
        let columns = first_row(head, separator);
        let known = columns.iter().filter(|name| names.claim(name).is_some()).count();
        if (known, columns.len()) > (best.1, best.2) {
            best = (separator, known, columns.len());
        }
    }
    (best.0, best.1)
}

fn first_row(head: &str, separator: u8) -> Vec<String> {
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(head.as_bytes());
    let mut row = ByteRecord::new();
    match reader.read_byte_record(&mut row) {
        Ok(true) => {
            row.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect()
        }
        _ => Vec::new(),
    }
}

/// More was asked for than a row may have: a quote that is never closed would
/// take the whole file for one field.
#[derive(Debug, thiserror::Error)]
#[error("the row is too long")]
struct RowTooLong;

/// Gives no more than is allowed.
struct Limited<'r> {
    input: &'r mut dyn BufRead,
    given: u64,
    allowed: u64,
}

impl Read for Limited<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.given >= self.allowed {
            return Err(io::Error::other(RowTooLong));
        }
        let n = self.input.read(into)?;
        self.given += n as u64;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    #[derive(Default)]
    struct Log(Vec<String>);

    impl Sink for Log {
        fn article(&mut self, article: Article) -> bool {
            self.0.push(format!(
                "{:?}: {:?} {:?} {:?}",
                article.origin.record, article.id, article.headline, article.body
            ));
            true
        }
        fn reject(&mut self, record: Option<u64>, reason: String) -> bool {
            self.0.push(format!("{record:?}! {reason}"));
            true
        }
    }

    fn read(table: &str, fields: &[(&str, &str)], max_record_bytes: usize) -> String {
        let fields: Vec<_> =
            fields.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        let mut log = Log::default();
        let source = Source { fields: &fields, max_record_bytes };
        if let Err(error) = Csv.read(&source, &mut table.as_bytes(), &mut log) {
            log.0.push(error.to_string());
        }
        log.0.join("\n")
    }

    #[test]
    fn every_separator_and_quoted_line_breaks_are_read() {
        let expected = "Some(1): \"a\" \"One, two\" \"\\nFirst \\\"line\\\",\\nsecond. \"\nSome(2): \"b\" \"\" \"Third.\"";
        for separator in [",", "\t", ";", "|"] {
            let table = "id,Title,Published At,Text\na,\"One, two\",2019-12-11,\"\nFirst \"\"line\"\",\nsecond. \"\nb,,,Third.\n";
            let table = match separator {
                "," => table.to_owned(),
                other => table
                    .replace("One, two", "One# two")
                    .replace("\"\",\n", "\"\"#\n")
                    .replace(',', other)
                    .replace('#', ","),
            };
            assert_eq!(read(&table, &[], 1 << 20), expected, "{separator:?}");
            assert!(Csv.recognises(&table, ""), "{separator:?}");
        }
    }

    #[test]
    fn ragged_rows_and_missing_names_are_reported() {
        insta::assert_snapshot!(read("id,body\na,A\nb,B,more\nc\n\nd,D\ne,\n", &[], 1 << 20), @r#"
        Some(1): "a" "" "A"
        Some(2)! row 3: the first row names 2 columns, this one has 3
        Some(3)! row 4: the first row names 2 columns, this one has 1
        Some(4): "d" "" "D"
        Some(5)! row 6: its body is blank and it has no headline
        "#);
        insta::assert_snapshot!(read("1,A ferry sank.\n2,A ferry rose.\n", &[], 1 << 20), @"None! no column is named body, text, content, headline or title (the first row is: 1, A ferry sank.); add a first row with the columns' names, or name one with --field body=COLUMN");
        assert_eq!(
            read("nr,story_text\n1,A\n", &[("body", "story_text"), ("id", "nr")], 1 << 20),
            "Some(1): \"1\" \"\" \"A\""
        );
    }

    #[test]
    fn a_quote_left_open_takes_no_more_than_a_record() {
        let table = format!("id,body\na,A\nb,\"B\n{}", "c,C\n".repeat(20_000));
        insta::assert_snapshot!(read(&table, &[], 10_000), @r#"
        Some(1): "a" "" "A"
        row 3 has over 10000 bytes: is a quote left open in it? if not, raise --max-record to read it
        "#);
    }

    #[test]
    fn prose_is_no_table() {
        for text in [
            "Title, text and body were lost.\nMore.",
            "body\nof one column",
            "KABUL, Dec. 11 (AP)",
            "",
        ] {
            assert!(!Csv.recognises(text, "a.txt"), "{text}");
        }
    }
}
