//! Which reader a stream is for.

use super::reader::{READERS, Reader, by_name};
use super::xml;

/// The reader for a stream that begins with `head` and whose file is called
/// `file_name`. `format` forces one, by name.
///
/// The first of [`READERS`] that recognises the stream has it; text that none
/// does is plain text, unless it is XML.
///
/// # Errors
/// Where none is; why, and the remedy.
pub(super) fn choose(
    head: &str,
    file_name: &str,
    format: Option<&str>,
) -> Result<&'static dyn Reader, String> {
    let unknown = || "in no format that dateline knows; name one with --format".to_owned();
    if let Some(format) = format {
        return by_name(format).ok_or_else(unknown);
    }
    let recognised = READERS.iter().copied().find(|reader| reader.recognises(head, file_name));
    let reader = recognised.or_else(|| by_name("txt")).ok_or_else(unknown)?;
    match xml::looks_like(head, file_name) {
        Some(kind) if reader.name() == "txt" => {
            Err(format!("an XML format that dateline does not read yet ({kind})"))
        }
        _ => Ok(reader),
    }
}
