//! What tells an index from others, for the manifest of a run and the report of a
//! bench: from the columns and the ends of the files, no text is read.

use super::snapshot::Snapshot;
use crate::store::{Address, StoreError};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

impl Snapshot {
    /// The id of each article and a digest of its text, in no order.
    ///
    /// # Errors
    /// Where the columns are not there.
    pub fn text_digests(&self) -> Result<Vec<(String, u64)>, StoreError> {
        let mut out = Vec::with_capacity(self.len() as usize);
        for (ordinal, segment) in self.searcher.segment_readers().iter().enumerate() {
            let digests = self.segments[ordinal].text_digest.as_ref();
            for document in segment.doc_ids_alive() {
                let id = self.id(Address { segment: ordinal as u32, document });
                let digest = digests.and_then(|digests| digests.first(document));
                out.push(id.zip(digest).ok_or(StoreError::Corrupt)?);
            }
        }
        Ok(out)
    }

    /// A digest of the kind, length and checksum of the files of all segments, in
    /// hexadecimal: which index it is. The same articles indexed again may have
    /// another one.
    ///
    /// # Errors
    /// Where the directory of the index can't be read.
    pub fn files_digest(&self) -> Result<String, StoreError> {
        digest_of(&self.path).map_err(|error| self.failed(&error.into()))
    }
}

/// Of a segment's file, so many bytes at its end hold its checksum.
const FOOTER: u64 = 256;

/// A digest of the files of all segments: their ends, where the engine writes a
/// checksum of the rest. Files are named by chance, so names do not count.
fn digest_of(directory: &Path) -> io::Result<String> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(directory)? {
        let path = entry?.path();
        let Some(extension) = path.extension().and_then(|name| name.to_str()) else { continue };
        let stem = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        // a segment is named by 32 hexadecimal digits; a file of removals adds a number
        let segment = stem.split('.').next().unwrap_or_default();
        if segment.len() != 32 || !segment.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            continue;
        }
        let mut file = std::fs::File::open(&path)?;
        let bytes = file.metadata()?.len();
        file.seek(SeekFrom::Start(bytes.saturating_sub(FOOTER)))?;
        let mut end = Vec::new();
        file.take(FOOTER).read_to_end(&mut end)?;
        files.push((extension.to_owned(), bytes, end));
    }
    files.sort();
    let mut hasher = blake3::Hasher::new();
    for (extension, bytes, end) in files {
        hasher.update(extension.as_bytes()).update(b"\0").update(&bytes.to_le_bytes());
        hasher.update(&(end.len() as u64).to_le_bytes()).update(&end);
    }
    Ok(hasher.finalize().to_hex().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_segments_do_not_count() {
        let digest = |files: &[(&str, &str)]| {
            let directory = tempfile::tempdir().unwrap();
            for (name, text) in files {
                std::fs::write(directory.path().join(name), text).unwrap();
            }
            digest_of(directory.path()).unwrap()
        };
        let (a, b) = ("0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210");
        let one = digest(&[(&format!("{a}.idx"), "text"), ("meta.json", "{}")]);
        assert_eq!(one, digest(&[(&format!("{b}.idx"), "text"), ("meta.json", "{ }")]));
        assert_ne!(one, digest(&[(&format!("{a}.idx"), "other")]));
        assert_ne!(one, digest(&[(&format!("{a}.pos"), "text")]));
        let two = [(&*format!("{a}.idx"), "text"), (&*format!("{b}.idx"), "more")];
        assert_ne!(one, digest(&two));
    }
}
