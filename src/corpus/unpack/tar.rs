//! Members of a tar, one after the other, as they stream by.

use super::buffered::Buffered;
use super::guard::Exact;
use super::{Place, Unpacker, drain};
use std::cell::Cell;
use tar::EntryType;

impl Unpacker<'_> {
    /// Reads the members of a tar; whether it was read to its end. Folders,
    /// links and devices hold no text and count as nothing.
    pub(super) fn tar(&mut self, source: &mut Buffered<'_>, place: &Place) -> bool {
        let below = source.seen().broken;
        let is_cut = Cell::new(false);
        let mut members = 0;
        let mut archive = tar::Archive::new(&mut *source);
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
            let kind = entry.header().entry_type();
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
        drop(archive);
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
