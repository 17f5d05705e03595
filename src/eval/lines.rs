//! The text of an evaluation file and its lines.
//!
//! Old collections are in Latin-1, come from DOS and carry byte order marks. A
//! mark says what a file is in (UTF-8, UTF-16); without one it is UTF-8, or else
//! windows-1252, which is noted. Lines end with `\n`, `\r\n` or `\r`.

use super::error::{EvalError, Warnings};
use std::borrow::Cow;
use std::fs;
use std::path::Path;

/// The bytes of the file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, EvalError> {
    fs::read(path).map_err(|source| EvalError::Read { path: path.to_owned(), source })
}

/// The bytes as text with `\n` at the ends of lines.
pub(super) fn text<'b>(bytes: &'b [u8], warnings: &mut Warnings) -> Cow<'b, str> {
    let text = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode_with_bom_removal(bytes).0,
        None => match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(error) => {
                let line = 1 + bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count();
                warnings.add(line, "not UTF-8 here; the file was read as windows-1252");
                encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0
            }
        },
    };
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text }
}

/// The lines that are more than white space, with their numbers.
pub(super) fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.split('\n').enumerate().map(|(at, line)| (at + 1, line));
    lines.filter(|(_, line)| !line.trim().is_empty())
}

/// The first lines, by which a format is told: at most `most`.
pub(super) fn sample(text: &str, most: usize) -> Vec<&str> {
    numbered(text).map(|(_, line)| line).take(most).collect()
}

/// An id as it stands in a column. White space parts columns, so it is written as
/// in a URL (`%20`); judgements and runs do the same with the ids they hold, and so
/// agree.
pub(super) fn column(id: &str) -> Cow<'_, str> {
    if !id.contains(|c: char| c.is_ascii_whitespace()) {
        return Cow::Borrowed(id);
    }
    let mut out = String::with_capacity(id.len() + 8);
    for c in id.chars() {
        if c.is_ascii_whitespace() {
            out.push_str(&format!("%{:02X}", c as u32));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Words parted by one space each.
pub(super) fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The id of a numbered topic: `051` in the topics of TREC 1 and `001` in
/// Cranfield's is `51` and `1` in their judgements.
pub(super) fn without_zeros(id: &str) -> &str {
    let is_number = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    match id.trim_start_matches('0') {
        "" if is_number => "0",
        rest if is_number => rest,
        _ => id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_returns_and_old_character_sets_are_read() {
        let mut warnings = Warnings::new(Path::new("x"));
        assert_eq!(text(b"\xef\xbb\xbfa\r\nb\rc", &mut warnings), "a\nb\nc");
        assert_eq!(text(b"\xff\xfea\0\n\0", &mut warnings), "a\n");
        assert!(warnings.load((), true, "").unwrap().warnings.is_empty());
        let mut warnings = Warnings::new(Path::new("x"));
        assert_eq!(text(b"a\ncaf\xe9", &mut warnings), "a\ncaf\u{e9}");
        assert_eq!(warnings.load((), true, "").unwrap().warnings[0].line, 2);
    }

    #[test]
    fn ids_lose_zeros_only_where_they_are_numbers() {
        assert_eq!(
            ["051", "0", "00", "MB051", "0a", ""].map(without_zeros),
            ["51", "0", "0", "MB051", "0a", ""]
        );
    }

    #[test]
    fn white_space_in_an_id_is_written_as_in_a_url() {
        assert_eq!(column("2019/a b.txt"), "2019/a%20b.txt");
        assert_eq!(column("a\tb"), "a%09b");
    }
}
