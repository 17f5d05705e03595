//! Members of a tar, one after the other, as they stream by.

use super::buffered::Buffered;
use super::guard::Exact;
use super::{Place, Unpacker, drain};
use std::cell::Cell;
use std::io::{self, Read};
use tar::EntryType;

/// The most that may lie between two members: long names and PAX notes, which
/// the tar crate reads into memory whatever length they claim. Paths end at
/// 4 KiB on every system; notes of 1 MiB have not been seen.
const MAX_NOTES_BYTES: u64 = 1 << 20;

/// Gives the tar crate no more than is allowed.
struct Allowed<'a, R> {
    inner: R,
    left: &'a Cell<u64>,
}

impl<R: Read> Read for Allowed<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let left = self.left.get();
        if left == 0 {
            let cause = "over a megabyte of notes on one member";
            return Err(io::Error::new(io::ErrorKind::InvalidData, cause));
        }
        let room = into.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let n = self.inner.read(&mut into[..room])?;
        self.left.set(left - n as u64);
        Ok(n)
    }
}

impl Unpacker<'_> {
    /// Reads the members of a tar; whether it was read to its end. Folders,
    /// links and devices hold no text and count as nothing.
    pub(super) fn tar(&mut self, source: &mut Buffered<'_>, place: &Place) -> bool {
        let below = source.seen().broken;
        let is_cut = Cell::new(false);
        let mut members = 0;
        let allowed = Cell::new(MAX_NOTES_BYTES);
        let mut archive = tar::Archive::new(Allowed { inner: &mut *source, left: &allowed });
        let entries = match archive.entries() {
            Ok(entries) => entries,
            Err(error) => return self.broken(place, 0, &error),
        };
        for entry in entries {
            if !self.is_going() {
                return true;
            }
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => return self.cut_off(place, members, &error.to_string()),
            };
            members += 1;
            // on the way to the next header lies what is not read of this member
            let kind = entry.header().entry_type();
            let stored = match kind {
                // its size is that with all the holes
                EntryType::GNUSparse => entry.header().entry_size().unwrap_or(0),
                _ => entry.size(),
            };
            allowed.set(stored.saturating_add(MAX_NOTES_BYTES));
            if !matches!(kind, EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse) {
                continue;
            }
            let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            let Some(member) = self.member(place, &name) else { continue };
            let length = entry.size();
            let is_whole = self.stream(&mut Exact::new(entry, length, &is_cut), &member);
            // then the member's report has said it, and there is no way on
            if !is_whole && (below.get() || is_cut.get()) {
                return false;
            }
        }
        if !self.is_going() {
            return true;
        }
        match drain(source) {
            Ok(()) => true,
            Err(error) => self.cut_off(place, members, &error.to_string()),
        }
    }

    /// Reports that an archive ended before its end; `false`, for its caller to return.
    pub(super) fn cut_off(&mut self, place: &Place, members: u64, cause: &str) -> bool {
        let reason = format!("the archive breaks off after {members} members: {cause}");
        self.reject(&place.path, None, reason);
        false
    }
}
