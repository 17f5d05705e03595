//! `dateline export`, and the formats of `search` that programs and papers
//! read: JSON, JSON Lines, CSV, Markdown. Rows are written as they are read.

use super::args::{Column, Common, ExportArgs, Format};
use super::columns::{CITATION, Row, rows};
use super::csv_rows::CsvRows;
use super::exit::Exit;
use super::place;
use super::{markdown, out, search};
use crate::search::{Hit, Listing, Response};
use crate::store::Record;
use serde_json::Value;
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;

/// `dateline export`: all results of a query, by default as JSON Lines.
pub(super) fn run(common: &Common, args: &ExportArgs) -> anyhow::Result<Exit> {
    let request = search::request(common, &args.query, &args.ask, 0, usize::MAX)?;
    let snapshot = place::snapshot(common)?;
    let listing = Listing::open(&snapshot, &request)?;
    let format = search::format(common, args.format, Format::Json, Format::Jsonl)?;
    write(common, &listing, format, &args.ask.fields)
}

/// Writes the hits of a listing to stdout.
pub(super) fn write(
    common: &Common,
    listing: &Listing<'_>,
    format: Format,
    fields: &[Column],
) -> anyhow::Result<Exit> {
    let head = listing.head();
    if format != Format::Json && !common.quiet {
        anstream::eprint!("{}", search::notes(head));
    }
    if format == Format::Text {
        search::check_columns(format, fields)?;
        let mut out = anstream::stdout().lock();
        each(listing, &mut |hit, _| Ok(writeln!(out, "{}", search::hit(&hit))?))?;
        out.write_all(search::foot(head, true, common.quiet).as_bytes())?;
        out.flush()?;
    } else {
        let mut writer =
            Rows::begin(BufWriter::new(std::io::stdout().lock()), format, fields, head)?;
        each(listing, &mut |hit, record| writer.write(&hit, record))?;
        writer.end()?;
    }
    Ok(if head.total == 0 { Exit::Nothing } else { Exit::Done })
}

/// Gives out hits until one can't be written.
fn each(
    listing: &Listing<'_>,
    write: &mut dyn FnMut(Hit, &Record) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut outcome = Ok(());
    listing.each(&mut |hit, record| match write(hit, record) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            outcome = Err(error);
            ControlFlow::Break(())
        }
    })?;
    outcome
}

/// What writes rows in one format.
struct Rows<W: Write> {
    columns: Vec<Column>,
    /// In JSON without `--fields` a hit is written as `search --json` has it.
    whole: bool,
    to: To<W>,
}

enum To<W: Write> {
    Json { out: W, rest: String, is_first: bool },
    Jsonl(W),
    Csv(Box<CsvRows<W>>),
    Markdown { out: W, cites: bool },
}

impl<W: Write> Rows<W> {
    fn begin(
        mut out: W,
        format: Format,
        fields: &[Column],
        head: &Response,
    ) -> anyhow::Result<Self> {
        let columns = if fields.is_empty() { CITATION.to_vec() } else { fields.to_vec() };
        let to = match format {
            Format::Json | Format::Text => {
                // a quote within a string is escaped, so this is the key and nothing else
                let head = out::to_json(head)?;
                let (before, rest) = head.split_once("\"hits\":[]").unwrap_or((&head, "}"));
                write!(out, "{before}\"hits\":[")?;
                To::Json { out, rest: format!("]{rest}\n"), is_first: true }
            }
            Format::Jsonl => To::Jsonl(out),
            Format::Csv => {
                To::Csv(Box::new(CsvRows::begin(out, columns.iter().map(|c| c.name()))?))
            }
            Format::Markdown => To::Markdown { out, cites: fields.is_empty() },
        };
        Ok(Self { columns, whole: fields.is_empty(), to })
    }

    fn write(&mut self, hit: &Hit, record: &Record) -> anyhow::Result<()> {
        match &mut self.to {
            To::Json { out, is_first, .. } => {
                let mut put = |json: String| {
                    let comma = if std::mem::take(is_first) { "" } else { "," };
                    write!(out, "{comma}{json}")
                };
                if self.whole {
                    put(out::to_json(hit)?)?;
                } else {
                    for row in rows(hit, record, &self.columns)? {
                        put(out::to_json(&row)?)?;
                    }
                }
            }
            To::Jsonl(out) => {
                for row in rows(hit, record, &self.columns)? {
                    writeln!(out, "{}", out::to_json(&row)?)?;
                }
            }
            To::Csv(writer) => {
                for Row(row) in rows(hit, record, &self.columns)? {
                    writer.write(row.iter().map(|(_, value)| cell(value)))?;
                }
            }
            To::Markdown { out, cites } => {
                let rows = rows(hit, record, &self.columns)?;
                for (at, row) in rows.iter().enumerate() {
                    let text = markdown::quotation(hit, hit.passages.get(at), row, *cites);
                    out.write_all(text.as_bytes())?;
                }
            }
        }
        Ok(())
    }

    fn end(self) -> anyhow::Result<()> {
        match self.to {
            To::Json { mut out, rest, .. } => {
                out.write_all(rest.as_bytes())?;
                out.flush()?;
            }
            To::Jsonl(mut out) | To::Markdown { mut out, .. } => out.flush()?,
            To::Csv(writer) => writer.end()?,
        }
        Ok(())
    }
}

/// A value as a cell of CSV.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
