//! Tells text from data that is no text, and says what the data looks like.

/// What every file of a kind begins with.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "PDF"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"Obj\x01", "Avro"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x89HDF\r\n\x1a\n", "HDF5"),
    (b"\x93NUMPY", "a NumPy array"),
    (b"\x80\x02", "a Python pickle"),
    (b"\x80\x03", "a Python pickle"),
    (b"\x80\x04", "a Python pickle"),
    (b"\x80\x05", "a Python pickle"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\0asm", "a program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"{\\rtf", "RTF"),
    (b"%!PS", "PostScript"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x04\x22\x4d\x18", "lz4"),
    (b"\x1f\x9d", "compress (.Z)"),
    (b"!<arch>\n", "an ar archive"),
    (b"WARC/1.", "a WARC web archive"),
];

/// The same for signatures that are letters, which a text may begin with too:
/// they count only if the rest is data.
const WORDS: &[(&[u8], &str)] = &[
    (b"PAR1", "Parquet"),
    (b"ARROW1", "Arrow"),
    (b"FEA1", "Feather"),
    (b"ORC", "ORC"),
    (b"LZIP", "lzip"),
    (b"ID3", "MP3 audio"),
    (b"OggS", "Ogg audio"),
    (b"fLaC", "FLAC audio"),
    (b"RIFF", "audio or video (RIFF)"),
];

/// What `head`, the first bytes of a stream, looks like, if not like text in
/// some character set.
pub(super) fn looks_like(head: &[u8]) -> Option<&'static str> {
    let of = |table: &[(&[u8], &'static str)]| {
        table.iter().find(|(signature, _)| head.starts_with(signature)).map(|(_, name)| *name)
    };
    if let Some(name) = of(SIGNATURES) {
        return Some(name);
    }
    if head.get(4..8) == Some(b"ftyp") {
        return Some("an MP4 video");
    }
    if super::charset::is_wide(head) || !is_data(head) {
        return None;
    }
    of(WORDS).or(Some("binary data"))
}

/// Whether there are more control characters than any text has. Old wire
/// services framed their stories with a few (SOH, STX, ETX), which pass; a NUL
/// here and there in a text passes too.
fn is_data(head: &[u8]) -> bool {
    let nuls = memchr::memchr_iter(0, head).count();
    let controls = head
        .iter()
        .filter(|&&b| (b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b)) || b == 0x7f)
        .count();
    nuls * 100 > head.len() || controls * 10 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_is_named_and_text_passes() {
        assert_eq!(looks_like(b"%PDF-1.4\n1 0 obj"), Some("PDF"));
        assert_eq!(looks_like(b"PAR1\x15\x04\x15\0\0\0\x4c"), Some("Parquet"));
        assert_eq!(looks_like(b"\0\0\0 ftypisom\0\0"), Some("an MP4 video"));
        assert_eq!(looks_like(&[0, 1, 2, 3, 4, 5, 6, 7]), Some("binary data"));
        for text in
            ["ORCHARDS flood as rivers rise", "ID3 is a tag; RIFF is another", "", "caf\u{e9}"]
        {
            assert_eq!(looks_like(text.as_bytes()), None, "{text}");
        }
        // a wire story between its control characters
        assert_eq!(
            looks_like(b"\x01r0412 ap\x02\nKABUL, Dec. 11 (AP) - A blast shook the base.\x03"),
            None
        );
    }
}
