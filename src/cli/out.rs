//! Where output goes: stdout, or a pager before it.

use anyhow::Context;
use std::io::{IsTerminal, Write};
use std::process::{Child, Command, Stdio};

/// Prints an answer: plain when stdout is no terminal, through a pager when it
/// is longer than the terminal.
pub(super) fn print(text: &str, paged: bool) -> anyhow::Result<()> {
    let terminal = std::io::stdout().is_terminal();
    if paged
        && terminal
        && text.lines().count() >= height()
        && let Some(pager) = pager()
    {
        return through(pager, text);
    }
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Gives the text to a pager and waits until it is left.
fn through(mut pager: Child, text: &str) -> anyhow::Result<()> {
    if let Some(mut input) = pager.stdin.take() {
        let colours = anstream::AutoStream::choice(&std::io::stdout());
        let text = match colours {
            anstream::ColorChoice::Never => anstream::adapter::strip_str(text).to_string(),
            _ => text.to_owned(),
        };
        // a pager that is left early closes its end
        let _ = input.write_all(text.as_bytes());
    }
    pager.wait().context("the pager could not be waited for")?;
    Ok(())
}

/// Prints one JSON value and a line end.
pub(super) fn print_json(value: &impl serde::Serialize) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(to_json(value)?.as_bytes())?;
    out.write_all(b"\n")?;
    out.flush()?;
    Ok(())
}

/// A value as JSON on one line. serde_json escapes the control characters below
/// the space; DEL and those of ISO 6429's second set, which a terminal obeys
/// too, are escaped here: they stand in strings only, where that is the same.
pub(super) fn to_json(value: &impl serde::Serialize) -> std::io::Result<String> {
    let json = serde_json::to_string(value)?;
    if !json.contains(char::is_control) {
        return Ok(json);
    }
    let mut out = String::with_capacity(json.len() + 16);
    for letter in json.chars() {
        if letter.is_control() {
            out.push_str(&format!("\\u{:04x}", u32::from(letter)));
        } else {
            out.push(letter);
        }
    }
    Ok(out)
}

/// `$DATELINE_PAGER`, `$PAGER` or `less`, as git does it: colours through, no
/// pager for one screen, what was shown stays.
fn pager() -> Option<Child> {
    let named = std::env::var("DATELINE_PAGER").or_else(|_| std::env::var("PAGER"));
    let named = named.unwrap_or_else(|_| "less".to_owned());
    let mut words = named.split_whitespace();
    let program = words.next().filter(|program| *program != "cat")?;
    let mut command = Command::new(program);
    command.args(words).stdin(Stdio::piped());
    if std::env::var_os("LESS").is_none() {
        command.env("LESS", "FRX");
    }
    command.spawn().ok()
}

fn height() -> usize {
    terminal_size::terminal_size().map_or(24, |(_, height)| usize::from(height.0))
}

/// Columns to write in: the terminal's, at most what is comfortable to read.
pub(super) fn width() -> usize {
    let columns = terminal_size::terminal_size().map_or(88, |(width, _)| usize::from(width.0));
    columns.clamp(40, 100)
}
