//! Which reader a stream is for.

use super::reader::{READERS, Reader, by_name};

/// The reader for a stream that begins with `head` and whose file is called
/// `file_name`. `format` forces one, by name.
///
/// The first of [`READERS`] that recognises the stream has it; text that none
/// does is plain text.
pub(super) fn choose(
    head: &str,
    file_name: &str,
    format: Option<&str>,
) -> Option<&'static dyn Reader> {
    if let Some(format) = format {
        return by_name(format);
    }
    let recognised = READERS.iter().copied().find(|reader| reader.recognises(head, file_name));
    recognised.or_else(|| by_name("txt"))
}
