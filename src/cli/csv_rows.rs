//! CSV as RFC 4180 has it, whose cells steer no terminal, and what a passage is cited by.

use crate::search::Hit;
use std::io::Write;

/// The columns of [`cited`].
pub(super) const CITED: [&str; 8] =
    ["quote", "outlet", "headline", "published", "url", "id", "start", "end"];

/// A table on its way out.
pub(super) struct CsvRows<W: Write>(csv::Writer<W>);

impl<W: Write> CsvRows<W> {
    /// Writes the names of the columns.
    pub(super) fn begin<S: AsRef<str>>(
        out: W,
        columns: impl IntoIterator<Item = S>,
    ) -> std::io::Result<Self> {
        let writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        let mut rows = Self(writer);
        rows.write(columns)?;
        Ok(rows)
    }

    /// Writes a row.
    pub(super) fn write<S: AsRef<str>>(
        &mut self,
        cells: impl IntoIterator<Item = S>,
    ) -> std::io::Result<()> {
        let cells = cells.into_iter().map(|cell| steerless(cell.as_ref()));
        self.0.write_record(cells).map_err(unwritten)
    }

    /// Writes what is held back.
    pub(super) fn end(mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}

/// What the first passage of a hit is cited by; empty cells where there is none.
pub(super) fn cited(hit: Option<&Hit>) -> [String; 8] {
    let passage = hit.and_then(|hit| hit.passages.first());
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    let number = |number: Option<usize>| number.map_or_else(String::new, |n| n.to_string());
    [
        text(passage.map(|passage| &passage.text)),
        text(hit.and_then(|hit| hit.source.as_ref())),
        text(hit.map(|hit| &hit.headline)),
        text(hit.and_then(|hit| hit.published.date.as_ref())),
        text(hit.and_then(|hit| hit.url.as_ref())),
        text(hit.map(|hit| &hit.id)),
        number(passage.map(|passage| passage.start)),
        number(passage.map(|passage| passage.end)),
    ]
}

/// Why a row was not written: the system's word for it, by which a reader that has gone is known.
fn unwritten(error: csv::Error) -> std::io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => std::io::Error::other(format!("{other:?}")),
    }
}

/// Text for a cell. Control characters, which could steer a terminal, are spaces, so that offsets
/// still count; line breaks and tabs stay.
fn steerless(text: &str) -> String {
    let steers = |c: char| c.is_control() && c != '\n' && c != '\t';
    text.replace(steers, " ")
}
