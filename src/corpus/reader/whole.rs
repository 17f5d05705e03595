//! The limit on the length of a record, for streams that are one record and
//! in the words of the rejection.

use super::{Sink, Source};
use std::io::{BufRead, Read};

/// The whole stream as text; `None` if it is longer than a record may be,
/// which the sink was told.
pub(super) fn whole(
    source: &Source<'_>,
    input: &mut dyn BufRead,
    sink: &mut dyn Sink,
) -> std::io::Result<Option<String>> {
    let longest = source.max_record_bytes as u64;
    let mut bytes = Vec::new();
    (&mut *input).take(longest.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > longest {
        // the rest is read only to name its length, and kept nowhere
        let length = bytes.len() as u64 + std::io::copy(input, &mut std::io::sink())?;
        sink.reject(None, too_long(length, source));
        return Ok(None);
    }
    let text = String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    Ok(Some(text))
}

/// Why a record of this many bytes was rejected.
pub(super) fn too_long(bytes: u64, source: &Source<'_>) -> String {
    format!(
        "it is {bytes} bytes long and {} are allowed; raise --max-record to read it",
        source.max_record_bytes
    )
}
