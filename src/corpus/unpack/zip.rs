//! Members of a zip, in the order of its directory.
//!
//! A zip's directory is at its end. One that has lost it (a broken download) is
//! read from its front, member by member, as far as it goes.

use super::buffered::{Buffered, Seen};
use super::guard::Guard;
use super::{Place, Unpacker};
use std::io::{self, Read, Seek};
use std::rc::Rc;
use zip::ZipArchive;
use zip::read::ZipFile;

/// How much of a zip that can't be sought in is kept in memory; more goes to a
/// temporary file without a name.
const SPOOL_MEMORY_BYTES: usize = 16 << 20;

/// Zips that are documents: (a member that all have, what to call it).
const DOCUMENTS: &[(&str, &str)] = &[
    ("[Content_Types].xml", "an Office document (docx, xlsx, pptx)"),
    ("mimetype", "an EPUB or OpenDocument file"),
    ("META-INF/MANIFEST.MF", "a Java archive"),
];

impl Unpacker<'_> {
    /// Reads a zip that lies in a stream.
    pub(super) fn spooled_zip(&mut self, source: &mut Buffered<'_>, place: &Place) -> bool {
        let limit = self.options.max_spool_bytes;
        let mut spool = tempfile::SpooledTempFile::new(SPOOL_MEMORY_BYTES);
        let copied = io::copy(&mut source.take(limit.saturating_add(1)), &mut spool);
        if let Ok(bytes) = copied
            && bytes > limit
        {
            let reason = format!(
                "a zip within a pipe or another archive may have {limit} bytes; unpack it first"
            );
            self.reject(&place.path, None, reason);
            return false;
        }
        if let Err(error) = spool.rewind() {
            return self.broken(place, 0, &error);
        }
        let is_whole = self.zip(spool, place);
        match copied {
            Err(error) if is_whole => self.broken(place, 0, &error),
            _ => is_whole,
        }
    }

    /// Reads the members of a zip; whether all of it was read.
    pub(super) fn zip<R: Read + Seek>(&mut self, mut reader: R, place: &Place) -> bool {
        let mut archive = match ZipArchive::new(&mut reader) {
            Ok(archive) => archive,
            Err(error) => return self.zip_from_front(&mut reader, place, &error.to_string()),
        };
        for (member, kind) in DOCUMENTS {
            if archive.index_for_name(member).is_some() {
                let reason = format!("not a text format that dateline reads (looks like {kind})");
                self.reject(&place.path, None, reason);
                return true;
            }
        }
        let mut is_whole = true;
        for index in 0..archive.len() {
            if !self.is_going() {
                break;
            }
            let Ok(entry) = archive.by_index_data(index) else { continue };
            if entry.is_dir() || entry.is_symlink() {
                continue;
            }
            let name = member_name(entry.name(), entry.name_raw());
            let is_encrypted = entry.encrypted();
            let Some(member) = self.member(place, &name) else { continue };
            if is_encrypted {
                let reason = "is encrypted; unpack the archive with its password first";
                self.reject(&member.path, None, reason.to_owned());
                continue;
            }
            match archive.by_index(index) {
                Ok(file) => is_whole &= self.zip_member(file, &member),
                Err(error) => {
                    self.reject(&member.path, None, format!("cannot be unpacked: {error}"));
                    is_whole = false;
                }
            }
        }
        is_whole
    }

    fn zip_from_front<R: Read + Seek>(
        &mut self,
        reader: &mut R,
        place: &Place,
        cause: &str,
    ) -> bool {
        if let Err(error) = reader.rewind() {
            return self.broken(place, 0, &error);
        }
        let mut members = 0;
        while self.is_going() {
            let file = match zip::read::read_zipfile_from_stream(reader) {
                Ok(Some(file)) => file,
                Ok(None) | Err(_) => break,
            };
            members += 1;
            let name = member_name(file.name(), file.name_raw());
            let Some(member) = self.member(place, &name) else { continue };
            if !self.zip_member(file, &member) {
                return false;
            }
        }
        self.cut_off(place, members, cause)
    }

    fn zip_member<R: Read>(&mut self, file: ZipFile<'_, R>, place: &Place) -> bool {
        let seen = Seen::default();
        // the member's packed size as the directory has it; a lie is caught by
        // the file's own size, against which all members together are held
        seen.taken.set(file.compressed_size());
        self.stream(&mut Guard::new(file, seen, Rc::clone(&self.whole), self.options), place)
    }
}

fn member_name(decoded: zip::result::ZipResult<std::borrow::Cow<'_, str>>, raw: &[u8]) -> String {
    decoded.map_or_else(|_| String::from_utf8_lossy(raw).into_owned(), std::borrow::Cow::into_owned)
}
