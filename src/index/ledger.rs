//! Which files are in the index, and as of when.
//!
//! Of an index in a directory, an append-only file of JSON lines beside it. A
//! commit notes the file's name and how many of its bytes hold; what stands
//! after them was written for a commit that never came and is cut off. So the
//! ledger is part of the commit without being inside it. Of an index in a
//! cluster, a small index beside it.

use super::IndexError;
use super::shard::Shard;
#[cfg(feature = "cluster")]
use crate::store::ClusterStore;
use crate::store::Store;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
#[cfg(feature = "cluster")]
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// What is known of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    /// Its size.
    pub(super) bytes: u64,
    /// Its time of change, in nanoseconds since 1970.
    pub(super) modified_ns: i128,
    /// Digest of the options it was read with.
    pub(super) options: u64,
    /// Articles read from it.
    pub(super) articles: u64,
    /// Records left out.
    pub(super) rejected: u64,
    /// Those of its articles that belong to other shares of the corpus.
    #[serde(default, skip_serializing_if = "is_none")]
    pub(super) elsewhere: u64,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_none(number: &u64) -> bool {
    *number == 0
}

impl Entry {
    /// Whether both speak of the same content, read in the same way.
    pub(super) fn is_of_same_file(&self, other: &Self) -> bool {
        let file = |entry: &Self| (entry.bytes, entry.modified_ns, entry.options);
        file(self) == file(other)
    }
}

#[derive(Serialize, Deserialize)]
struct Line {
    file: String,
    /// The share of the corpus that was read of it.
    #[serde(default, skip_serializing_if = "Shard::is_whole")]
    shard: Shard,
    /// `None`: its articles were removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<Entry>,
}

/// What a commit notes of the ledger.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Note {
    ledger: String,
    bytes: u64,
}

/// The ledger of an index that is being written.
pub(super) struct Ledger {
    keeper: Keeper,
    // by digest of the name: names are long, and there may be millions
    entries: FxHashMap<u128, Entry>,
}

/// Where its lines are kept.
enum Keeper {
    File(Lines),
    /// Beside the index in its cluster, so that a run goes on from any machine. Nothing there is
    /// one with a commit, and need not be: lines are written after the articles that they speak
    /// of, and an article that is sent again is there once.
    #[cfg(feature = "cluster")]
    Cluster {
        store: ClusterStore,
        shard: Shard,
        /// Names of all files, by digest.
        names: BTreeMap<u128, String>,
        waiting: Vec<(String, Option<String>)>,
    },
}

/// The append-only file of an index in a directory.
struct Lines {
    directory: PathBuf,
    name: String,
    file: BufWriter<File>,
    bytes: u64,
    lines: u64,
}

/// A ledger of which less than half holds is written anew, above this many lines.
const LEAST_LINES: u64 = 1000;

fn key(file: &str) -> u128 {
    let mut first = [0; 16];
    first.copy_from_slice(&blake3::hash(file.as_bytes()).as_bytes()[..16]);
    u128::from_le_bytes(first)
}

impl Ledger {
    /// The ledger of an index, of the share of a corpus that this run reads.
    #[cfg_attr(not(feature = "cluster"), allow(unused_variables))]
    pub(super) fn of(store: &Store, shard: Shard) -> Result<Self, IndexError> {
        match store {
            Store::Local(local) => Self::open(local.path(), &local.note()?),
            #[cfg(feature = "cluster")]
            Store::Cluster(store) => {
                let (mut entries, mut names) = (FxHashMap::default(), BTreeMap::new());
                for text in store.ledger_lines()? {
                    let Ok(Line { file, shard: of, entry: Some(entry) }) =
                        serde_json::from_str(&text)
                    else {
                        continue;
                    };
                    if of == shard {
                        entries.insert(key(&file), entry);
                        names.insert(key(&file), file);
                    }
                }
                let keeper =
                    Keeper::Cluster { store: store.clone(), shard, names, waiting: Vec::new() };
                Ok(Self { keeper, entries })
            }
        }
    }

    /// Opens the ledger that the last commit noted, cut to what it noted.
    pub(super) fn open(directory: &Path, note: &str) -> Result<Self, IndexError> {
        let mut entries = FxHashMap::default();
        let lines = Lines::open(directory, note, &mut entries)?;
        Ok(Self { keeper: Keeper::File(lines), entries })
    }

    /// What is known of a file.
    pub(super) fn get(&self, file: &str) -> Option<Entry> {
        self.entries.get(&key(file)).copied()
    }

    /// Writes down a file, or that it is gone. Holds from the next commit on.
    pub(super) fn put(&mut self, file: &str, entry: Option<Entry>) -> Result<(), IndexError> {
        match &mut self.keeper {
            Keeper::File(lines) => lines.put(file, entry)?,
            #[cfg(feature = "cluster")]
            Keeper::Cluster { store, shard, names, waiting } => {
                match entry {
                    Some(_) => names.insert(key(file), file.to_owned()),
                    None => names.remove(&key(file)),
                };
                let line = Line { file: file.to_owned(), shard: *shard, entry };
                let text = entry.map(|_| serde_json::to_string(&line)).transpose();
                let unwritten = |error| IndexError::Ledger {
                    path: PathBuf::from(store.shown()),
                    source: std::io::Error::from(error),
                };
                let place = format!("{:032x}-{shard}", key(file)).replace('/', "-");
                waiting.push((place, text.map_err(unwritten)?));
            }
        }
        match entry {
            Some(entry) => self.entries.insert(key(file), entry),
            None => self.entries.remove(&key(file)),
        };
        Ok(())
    }

    /// Makes all that was written down safe on disk and gives the note that a
    /// commit must carry.
    pub(super) fn seal(&mut self) -> Result<String, IndexError> {
        match &mut self.keeper {
            Keeper::File(lines) => lines.seal(&self.entries),
            #[cfg(feature = "cluster")]
            Keeper::Cluster { .. } => Ok(String::new()),
        }
    }

    /// Does what follows a commit: in a directory, removes ledgers that no commit notes any more;
    /// in a cluster, writes the lines of the files whose articles are there now.
    pub(super) fn committed(&mut self) -> Result<(), IndexError> {
        match &mut self.keeper {
            Keeper::File(lines) => lines.sweep(),
            #[cfg(feature = "cluster")]
            Keeper::Cluster { store, waiting, .. } => {
                store.write_ledger(waiting)?;
                waiting.clear();
            }
        }
        Ok(())
    }

    /// Names of all files that are in the index.
    pub(super) fn files(&mut self) -> Result<Vec<String>, IndexError> {
        match &mut self.keeper {
            Keeper::File(lines) => lines.files(&self.entries),
            #[cfg(feature = "cluster")]
            Keeper::Cluster { names, .. } => Ok(names.values().cloned().collect()),
        }
    }
}

impl Lines {
    fn open(
        directory: &Path,
        note: &str,
        entries: &mut FxHashMap<u128, Entry>,
    ) -> Result<Self, IndexError> {
        let note: Note = serde_json::from_str(note).unwrap_or_default();
        let fresh = note.ledger.is_empty();
        let name = if fresh { "ledger-0.jsonl".to_owned() } else { note.ledger };
        let path = directory.join(&name);
        let failed = |source| IndexError::Ledger { path: path.clone(), source };
        let mut lines = 0;
        if !fresh {
            let held = File::open(&path).map_err(failed)?;
            for line in BufReader::new(std::io::Read::take(held, note.bytes)).lines() {
                let line: Line = serde_json::from_str(&line.map_err(failed)?)
                    .map_err(|error| failed(error.into()))?;
                lines += 1;
                match line.entry {
                    Some(entry) => entries.insert(key(&line.file), entry),
                    None => entries.remove(&key(&line.file)),
                };
            }
        }
        let file = OpenOptions::new().create(true).append(true).open(&path).map_err(failed)?;
        file.set_len(note.bytes).map_err(failed)?;
        let directory = directory.to_owned();
        Ok(Self { directory, name, file: BufWriter::new(file), bytes: note.bytes, lines })
    }

    fn failed(&self, source: std::io::Error) -> IndexError {
        IndexError::Ledger { path: self.directory.join(&self.name), source }
    }

    fn put(&mut self, file: &str, entry: Option<Entry>) -> Result<(), IndexError> {
        let line = Line { file: file.to_owned(), shard: Shard::default(), entry };
        let mut text = serde_json::to_string(&line).map_err(|error| self.failed(error.into()))?;
        text.push('\n');
        self.file.write_all(text.as_bytes()).map_err(|error| self.failed(error))?;
        self.bytes += text.len() as u64;
        self.lines += 1;
        Ok(())
    }

    fn seal(&mut self, entries: &FxHashMap<u128, Entry>) -> Result<String, IndexError> {
        if self.lines > LEAST_LINES && self.lines > 2 * entries.len() as u64 {
            self.compact(entries)?;
        }
        self.file.flush().map_err(|error| self.failed(error))?;
        self.file.get_ref().sync_data().map_err(|error| self.failed(error))?;
        let note = Note { ledger: self.name.clone(), bytes: self.bytes };
        serde_json::to_string(&note).map_err(|error| self.failed(error.into()))
    }

    fn sweep(&self) {
        let Ok(entries) = std::fs::read_dir(&self.directory) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with("ledger-") && name != self.name {
                // left over is only untidy
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }

    /// In the order they came.
    fn files(&mut self, entries: &FxHashMap<u128, Entry>) -> Result<Vec<String>, IndexError> {
        self.file.flush().map_err(|error| self.failed(error))?;
        let path = self.directory.join(&self.name);
        let held = File::open(path).map_err(|error| self.failed(error))?;
        let mut seen = rustc_hash::FxHashSet::default();
        let mut files = Vec::new();
        for line in BufReader::new(held).lines() {
            let text = line.map_err(|error| self.failed(error))?;
            let line: Line =
                serde_json::from_str(&text).map_err(|error| self.failed(error.into()))?;
            if entries.contains_key(&key(&line.file)) && seen.insert(key(&line.file)) {
                files.push(line.file);
            }
        }
        Ok(files)
    }

    /// Writes the lines that hold to a new file; the old one stays for the last commit.
    fn compact(&mut self, entries: &FxHashMap<u128, Entry>) -> Result<(), IndexError> {
        let files = self.files(entries)?;
        let number: u64 =
            self.name.bytes().filter(u8::is_ascii_digit).fold(0, |number, digit| {
                number.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'))
            });
        self.name = format!("ledger-{}.jsonl", number + 1);
        let path = self.directory.join(&self.name);
        self.file = BufWriter::new(File::create(path).map_err(|error| self.failed(error))?);
        self.bytes = 0;
        self.lines = 0;
        for file in files {
            self.put(&file, entries.get(&key(&file)).copied())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(articles: u64) -> Entry {
        Entry { bytes: 1, modified_ns: -5, options: 7, articles, rejected: 0, elsewhere: 0 }
    }

    fn lines(ledger: &Ledger) -> u64 {
        match &ledger.keeper {
            Keeper::File(lines) => lines.lines,
            #[cfg(feature = "cluster")]
            Keeper::Cluster { .. } => unreachable!(),
        }
    }

    #[test]
    fn what_no_commit_noted_is_cut_off() {
        let directory = tempfile::tempdir().unwrap();
        let mut ledger = Ledger::open(directory.path(), "").unwrap();
        ledger.put("a", Some(entry(1))).unwrap();
        let note = ledger.seal().unwrap();
        ledger.put("b", Some(entry(2))).unwrap();
        ledger.seal().unwrap();
        drop(ledger);
        let mut ledger = Ledger::open(directory.path(), &note).unwrap();
        assert_eq!(ledger.get("a"), Some(entry(1)));
        assert_eq!(ledger.get("b"), None);
        assert_eq!(ledger.files().unwrap(), ["a"]);
    }

    #[test]
    fn a_ledger_mostly_of_old_lines_is_written_anew() {
        let directory = tempfile::tempdir().unwrap();
        let mut ledger = Ledger::open(directory.path(), "").unwrap();
        for round in 0..=LEAST_LINES {
            ledger.put("a", Some(entry(round))).unwrap();
        }
        ledger.put("b", Some(entry(1))).unwrap();
        ledger.put("b", None).unwrap();
        let note = ledger.seal().unwrap();
        assert_eq!(lines(&ledger), 1);
        ledger.committed().unwrap();
        drop(ledger);
        let ledger = Ledger::open(directory.path(), &note).unwrap();
        assert_eq!(ledger.get("a"), Some(entry(LEAST_LINES)));
        assert_eq!(ledger.get("b"), None);
        assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 1);
    }
}
