//! What a stream is packed in, from its first bytes. A name is never believed:
//! `.gz` files are unpacked by servers and browsers and keep their names.

/// A packing that is undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstd,
    Bzip2,
    Xz,
    Tar,
    Zip,
}

/// The packing of a stream that begins with `head`; `None` for any other stream.
pub(super) fn packing(head: &[u8]) -> Option<Packing> {
    if head.starts_with(b"\x1f\x8b") {
        return Some(Packing::Gzip);
    }
    if head.starts_with(b"\x28\xb5\x2f\xfd") || is_skippable_zstd_frame(head) {
        return Some(Packing::Zstd);
    }
    // "BZh", the level, then the magic of a block or of an empty stream's end
    if head.starts_with(b"BZh")
        && head.get(3).is_some_and(|level| (b'1'..=b'9').contains(level))
        && matches!(head.get(4..10), Some(b"1AY&SY" | b"\x17rE8P\x90") | None)
    {
        return Some(Packing::Bzip2);
    }
    if head.starts_with(b"\xfd7zXZ\0") {
        return Some(Packing::Xz);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Some(Packing::Zip);
    }
    is_tar(head).then_some(Packing::Tar)
}

/// pzstd and seekable zstd files begin with a frame of notes to the decoder.
fn is_skippable_zstd_frame(head: &[u8]) -> bool {
    matches!(head.get(..4), Some([0x50..=0x5f, 0x2a, 0x4d, 0x18]))
}

/// A tar's first header holds the sum of its own bytes, with blanks where the
/// sum is written. (The `ustar` magic is not in tars of before 1988.)
fn is_tar(head: &[u8]) -> bool {
    let Some(header) = head.get(..512) else { return false };
    let Ok(digits) = std::str::from_utf8(&header[148..156]) else { return false };
    let digits = digits.trim_matches([' ', '\0']);
    let Ok(claimed) = u32::from_str_radix(digits, 8) else { return false };
    let sum: u32 = header.iter().map(|&b| u32::from(b)).sum();
    let field: u32 = header[148..156].iter().map(|&b| u32::from(b)).sum();
    header[0] != 0 && sum - field + 8 * u32::from(b' ') == claimed
}

/// `name` without the extension of a compression: `a.jsonl.gz` is `a.jsonl`.
pub(super) fn without_compression(name: &str) -> String {
    for (packed, plain) in
        [(".tgz", ".tar"), (".tbz2", ".tar"), (".tbz", ".tar"), (".txz", ".tar"), (".tzst", ".tar")]
    {
        if let Some(stem) = name.strip_suffix(packed) {
            return format!("{stem}{plain}");
        }
    }
    for packed in [".gz", ".gzip", ".zst", ".zstd", ".bz2", ".bz", ".xz"] {
        if let Some(stem) = name.strip_suffix(packed) {
            return stem.to_owned();
        }
    }
    name.to_owned()
}

/// Whether a member's path leads out of its archive. Nothing is ever written,
/// but an archive made to overwrite files is not one to quote from.
pub(super) fn climbs_out(path: &str) -> bool {
    let bytes = path.as_bytes();
    let has_drive = bytes.len() > 1 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':';
    if has_drive || path.starts_with(['/', '\\']) {
        return true;
    }
    let mut depth = 0i64;
    for part in path.split(['/', '\\']) {
        match part {
            ".." => depth -= 1,
            "" | "." => {}
            _ => depth += 1,
        }
        if depth < 0 {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bytes_tell() {
        assert_eq!(packing(b"\x1f\x8b\x08\0"), Some(Packing::Gzip));
        assert_eq!(packing(b"BZh91AY&SY"), Some(Packing::Bzip2));
        // a text may begin like that
        assert_eq!(packing(b"BZh9 was the code of the broadcast"), None);
        assert_eq!(packing(b"\x52\x2a\x4d\x18\x04\0\0\0"), Some(Packing::Zstd));
        assert_eq!(packing(&[0; 1024]), None);
        assert_eq!(packing(&[b'0'; 600]), None);
    }

    #[test]
    fn names_lose_the_extension_of_a_compression() {
        assert_eq!(without_compression("a.jsonl.gz"), "a.jsonl");
        assert_eq!(without_compression("wire.tgz"), "wire.tar");
        assert_eq!(without_compression("a.json"), "a.json");
    }

    #[test]
    fn paths_that_climb_out_are_seen() {
        for path in ["../x", "/etc/x", "a/../../x", "C:\\x", "c:x", "\\\\host\\x", "a\\..\\..\\x"] {
            assert!(climbs_out(path), "{path}");
        }
        for path in ["a/b", "./a", "a/../b", "a..b", "..a/x", ""] {
            assert!(!climbs_out(path), "{path}");
        }
    }
}
