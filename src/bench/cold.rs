//! Cold caches: what of an index is in memory is dropped, as far as a program
//! without rights of its own can, and what was left is said.
//!
//! Our own caches and the mapping of the files go with the
//! [`crate::store::Snapshot`]; only then does the system give up their pages
//! (`posix_fadvise`, `POSIX_FADV_DONTNEED`: pages that are mapped or not yet
//! written stay). It may decline without a word, as in a file system that lies
//! in memory, so some pages are looked at: a read that must not wait
//! (`RWF_NOWAIT`) succeeds only for what is in memory.

use serde::Serialize;
use std::io;
use std::path::{Path, PathBuf};

/// How often caches are dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Cold {
    /// Before each counted round.
    Round,
    /// Before each query of the counted rounds.
    Query,
}

/// What was dropped before each round or query, and what was not.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Dropped {
    /// How often.
    pub each: Cold,
    /// In words, what was dropped.
    pub dropped: Vec<&'static str>,
    /// In words, what was not.
    pub kept: Vec<&'static str>,
    /// Files of the index whose pages the system was asked to drop.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Files of which it could not be asked, each with the reason; the last time.
    pub refused: Vec<String>,
    /// Pages that were looked at after the first time; 0 where the system does not tell.
    pub pages_looked_at: usize,
    /// Of them, those that were still in memory.
    pub pages_left: usize,
    /// Of them, those that were in memory again when the index had been opened.
    pub pages_opened: usize,
    /// How long it took to open the index again, in microseconds, the mean. No
    /// query's time holds it, but what opening has touched is in memory again.
    pub open_us: f64,
    #[serde(skip)]
    looked: bool,
}

const OURS: &str = "the program's own caches";
const MAPPED: &str = "the mapped files of the index";
const PAGES: &str = "the index in the system's page cache";
const NEVER: [&str; 4] = [
    "the program itself",
    "names and sizes of files",
    "caches of the disk and of what is below a virtual machine",
    "what opening the index has touched",
];

impl Dropped {
    /// Nothing dropped yet.
    pub(super) fn new(each: Cold) -> Self {
        Self {
            each,
            dropped: vec![OURS, MAPPED],
            kept: NEVER.to_vec(),
            files: 0,
            bytes: 0,
            refused: Vec::new(),
            pages_looked_at: 0,
            pages_left: 0,
            pages_opened: 0,
            open_us: 0.0,
            looked: false,
        }
    }

    /// Drops the pages of the index in a directory, which nothing may have
    /// mapped; the first time, looks at whether they have gone.
    pub(super) fn drop_pages(&mut self, directory: &Path) {
        (self.files, self.bytes) = (0, 0);
        self.refused.clear();
        let paths = match files(directory) {
            Ok(paths) => paths,
            Err(error) => return self.refused.push(format!("{}: {error}", directory.display())),
        };
        for path in &paths {
            match system::drop_pages(path) {
                Ok(bytes) => {
                    self.files += 1;
                    self.bytes += bytes;
                }
                Err(error) => self.refused.push(format!("{}: {error}", path.display())),
            }
        }
        if !self.looked {
            self.looked = true;
            let pages = look(&paths);
            (self.pages_looked_at, self.pages_left) = (pages.looked_at, pages.in_memory);
            // one page in fifty may have been read again by another process
            let gone = self.files > 0 && self.pages_left * 50 <= self.pages_looked_at;
            if gone { self.dropped.push(PAGES) } else { self.kept.insert(0, PAGES) }
        }
    }

    /// Drops what the system has read ahead while the index was opened: pages that
    /// nobody has touched go although their file is mapped.
    pub(super) fn drop_read_ahead(&self, directory: &Path) {
        for path in files(directory).unwrap_or_default() {
            let _ = system::drop_pages(&path);
        }
    }

    /// Looks at what opening the index has left in memory. Looking reads pages
    /// too, so the index is to be dropped once more.
    pub(super) fn look_when_open(&mut self, directory: &Path) {
        self.drop_read_ahead(directory);
        self.pages_opened = look(&files(directory).unwrap_or_default()).in_memory;
    }
}

/// The files of a directory, in order.
fn files(directory: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<_> =
        std::fs::read_dir(directory)?.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.is_file());
    paths.sort();
    Ok(paths)
}

/// Pages of some files.
#[derive(Clone, Copy, Debug, Default)]
struct Pages {
    looked_at: usize,
    in_memory: usize,
}

/// Looks at some pages of each file; what can't be told is not counted.
fn look(paths: &[PathBuf]) -> Pages {
    let mut all = Pages::default();
    for path in paths {
        let pages = system::look(path).unwrap_or_default();
        all.looked_at += pages.looked_at;
        all.in_memory += pages.in_memory;
        // a look has read what it looked at
        let _ = system::drop_pages(path);
    }
    all
}

#[cfg(target_os = "linux")]
mod system {
    use super::Pages;
    use rustix::fs::{Advice, fadvise};
    use rustix::io::{Errno, ReadWriteFlags, preadv2};
    use std::fs::File;
    use std::io::{self, IoSliceMut};
    use std::path::Path;

    /// Pages of a file that are looked at.
    const LOOKED_AT: u64 = 64;
    const PAGE: u64 = 4096;

    /// Asks the system to drop the pages of a file; gives its length.
    pub(super) fn drop_pages(path: &Path) -> io::Result<u64> {
        let file = File::open(path)?;
        // what is not written yet can't be dropped; on a medium that can't be written all is
        let _ = file.sync_data();
        fadvise(&file, 0, None, Advice::DontNeed)?;
        Ok(file.metadata()?.len())
    }

    pub(super) fn look(path: &Path) -> io::Result<Pages> {
        let file = File::open(path)?;
        // so that a look does not have the system read ahead
        fadvise(&file, 0, None, Advice::Random)?;
        let pages = file.metadata()?.len().div_ceil(PAGE);
        let mut found = Pages::default();
        for at in 0..pages.min(LOOKED_AT) {
            let page = at * pages / pages.min(LOOKED_AT);
            if let Some(is) = in_memory(&file, page * PAGE) {
                found.looked_at += 1;
                found.in_memory += usize::from(is);
            }
        }
        Ok(found)
    }

    /// Whether a byte of a file can be read without waiting; none where that can't be told.
    fn in_memory(file: &File, offset: u64) -> Option<bool> {
        let mut byte = [0];
        match preadv2(file, &mut [IoSliceMut::new(&mut byte)], offset, ReadWriteFlags::NOWAIT) {
            Ok(read) => Some(read > 0),
            Err(Errno::AGAIN) => Some(false),
            Err(_) => None,
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use super::Pages;
    use std::io;
    use std::path::Path;

    pub(super) fn drop_pages(_: &Path) -> io::Result<u64> {
        Err(io::Error::new(io::ErrorKind::Unsupported, "pages can be dropped on Linux only"))
    }

    pub(super) fn look(_: &Path) -> io::Result<Pages> {
        Ok(Pages::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_it_did() {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("a"), vec![7; 300_000]).unwrap();
        std::fs::write(directory.path().join("empty"), "").unwrap();
        std::fs::create_dir(directory.path().join("folder")).unwrap();
        let mut dropped = Dropped::new(Cold::Round);
        dropped.drop_pages(directory.path());
        let said = dropped.clone();
        dropped.drop_pages(directory.path());
        assert_eq!(dropped, said, "a second time says the same");
        assert_ne!(said.dropped.contains(&PAGES), said.kept.contains(&PAGES));
        if cfg!(target_os = "linux") {
            assert_eq!((said.files, said.bytes), (2, 300_000));
            assert!(said.pages_left <= said.pages_looked_at && said.pages_looked_at <= 64);
        } else {
            assert_eq!((said.files, said.refused.len()), (0, 2));
        }
    }

    #[test]
    fn a_directory_that_is_gone() {
        let mut dropped = Dropped::new(Cold::Query);
        dropped.drop_pages(Path::new("no such directory"));
        assert_eq!((dropped.files, dropped.refused.len()), (0, 1));
    }
}
