//! What only the inside of the store can show: the annotation stream, a disk
//! that fails at the Nth write, an index of an unknown format.

use super::mapping::ANNOTATION;
use super::open::LocalStore;
use super::writer::WriterOptions;
use crate::article::Article;
use crate::enrich::{Annotation, enrich, enrich_unnamed};
use crate::schema::FORMAT;
use crate::store::{Document, StoreError};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, RamDirectory, TerminatingWrite,
    WatchCallback, WatchHandle, WritePtr,
};
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Term};

const OPTIONS: WriterOptions = WriterOptions { threads: 1, memory: 40 << 20 };

fn article(id: &str, body: &str) -> Article {
    Article {
        id: id.into(),
        headline: "A headline".into(),
        body: body.into(),
        ..Article::default()
    }
}

#[test]
fn annotations_stand_at_the_positions_of_the_body() {
    let directory = tempfile::tempdir().unwrap();
    let store = LocalStore::open_or_create(directory.path()).unwrap();
    let body = "KABUL — Maj. Gen. Qassem Soleimani’s men left. Soleimani said «no» — on Dec. 11.";
    let place = |text: &str, nth: usize| {
        let start = body.match_indices(text).nth(nth).unwrap().0;
        (start as u32, (start + text.len()) as u32)
    };
    let mut enriched = enrich_unnamed(article("a", body));
    for (range, term) in [
        (place("Qassem Soleimani", 0), "person:qassem soleimani"),
        (place("Soleimani", 1), "person:qassem soleimani"),
        (place("Dec. 11", 0), "date:2019-12-11"),
        // on no word: no position to stand at
        (place("—", 1), "dash"),
    ] {
        let kind = term.split(':').next().unwrap_or_default();
        let (start, end) = range;
        enriched.annotations.push(Annotation { start, end, kind, terms: vec![term.into()] });
    }
    enriched.annotations.sort_by_key(|annotation| annotation.start);
    let mut writer = store.writer(OPTIONS).unwrap();
    writer.add(&Document::new(enriched, "f")).unwrap();
    writer.commit("").unwrap();

    let snapshot = store.snapshot().unwrap();
    let reader = snapshot.searcher.segment_reader(0);
    let column = reader.schema().get_field(ANNOTATION).unwrap();
    let positions = |term: &str| {
        let index = reader.inverted_index(column).unwrap();
        let term = Term::from_field_text(column, term);
        let found = index.read_postings(&term, IndexRecordOption::WithFreqsAndPositions).unwrap();
        let mut positions = Vec::new();
        if let Some(mut postings) = found {
            assert_eq!(postings.doc(), 0);
            postings.positions(&mut positions);
        }
        positions
    };
    // 0 KABUL, 1 Maj, 2 Gen, 3 Qassem, 4 Soleimani's, 5 men, 6 left, 7 Soleimani, 8 said, 9 no, 10 on, 11 Dec, 12 11
    assert_eq!(positions("person:qassem soleimani"), [3, 7]);
    assert_eq!(positions("date:2019-12-11"), [11]);
    // the kind stands at the first word of each, its end at the last
    assert_eq!(positions("person"), [3, 7]);
    assert_eq!(positions("person/"), [4, 7]);
    assert_eq!(positions("date"), [11]);
    assert_eq!(positions("date/"), [12]);
    assert_eq!(positions("dash"), Vec::<u32>::new());
    // the same coordinates as the words themselves
    let leaves = crate::store::leaves(&crate::query::parse("soleimani").query);
    let found = snapshot.find("a").unwrap().unwrap();
    snapshot
        .matches(&leaves, &[found], &mut |_, matches| {
            // past the body's 13 words stands the headline
            let starts =
                matches.matches.iter().map(|found| found.start).filter(|&start| start < 13);
            let starts: Vec<u32> = starts.collect();
            assert_eq!(starts, [4, 7]);
        })
        .unwrap();
    // and the body's length norm knows nothing of them
    let text = reader.schema().get_field("text").unwrap();
    let headline = 2 * 2;
    assert_eq!(reader.inverted_index(text).unwrap().total_num_tokens(), 13 + headline);
}

#[test]
fn an_index_of_an_unknown_format_is_refused_with_the_remedy() {
    let directory = tempfile::tempdir().unwrap();
    let store = LocalStore::open_or_create(directory.path()).unwrap();
    let mut writer = store.writer(OPTIONS).unwrap();
    writer.add(&Document::new(enrich(article("a", "A body.")), "f")).unwrap();
    writer.commit("").unwrap();
    drop(writer);
    let meta = directory.path().join("meta.json");
    let text = std::fs::read_to_string(&meta).unwrap();
    let newer = text.replace(&format!(r#"\"format\":{FORMAT}"#), r#"\"format\":99"#);
    assert_ne!(text, newer);
    std::fs::write(&meta, newer).unwrap();
    let Err(error) = LocalStore::open(directory.path()) else { panic!("it was opened") };
    assert!(matches!(error, StoreError::Format(..)));
    let message = error.to_string();
    assert!(message.contains("format 99") && message.contains("update dateline"), "{message}");
}

/// A directory whose writes fail once so many bytes have been written.
#[derive(Clone)]
struct Failing {
    inner: RamDirectory,
    left: Arc<AtomicI64>,
}

impl Failing {
    fn full(&self, bytes: usize) -> io::Result<()> {
        if self.left.fetch_sub(bytes as i64, Ordering::SeqCst) < bytes as i64 {
            return Err(io::Error::from(io::ErrorKind::StorageFull));
        }
        Ok(())
    }
}

impl std::fmt::Debug for Failing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Failing")
    }
}

struct FailingWrite {
    directory: Failing,
    inner: Box<dyn TerminatingWrite + Send + Sync>,
}

impl Write for FailingWrite {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.directory.full(bytes.len())?;
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl TerminatingWrite for FailingWrite {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        self.inner.terminate_ref(token)
    }
}

impl Directory for Failing {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.inner.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.inner.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.inner.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let inner = self.inner.open_write(path)?.into_inner().map_err(|error| {
            OpenWriteError::wrap_io_error(error.into_error(), PathBuf::from(path))
        })?;
        Ok(BufWriter::new(Box::new(FailingWrite { directory: self.clone(), inner })))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.inner.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.full(data.len())?;
        self.inner.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.inner.sync_directory()
    }

    fn watch(&self, watch_callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.inner.watch(watch_callback)
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.inner.acquire_lock(lock)
    }
}

#[test]
fn a_disk_that_fills_at_any_byte_leaves_the_last_commit() {
    // how many bytes two commits take when nothing fails
    let run = |room: i64| -> (u64, bool, i64) {
        let home = tempfile::tempdir().unwrap();
        let disk =
            Failing { inner: RamDirectory::create(), left: Arc::new(AtomicI64::new(1 << 30)) };
        let store = LocalStore::create_in(home.path(), disk.clone()).unwrap();
        let mut writer = store.writer(OPTIONS).unwrap();
        for number in 0..20 {
            writer
                .add(&Document::new(enrich(article(&format!("a{number}"), "First.")), "f"))
                .unwrap();
        }
        writer.commit("one").unwrap();
        disk.left.store(room, Ordering::SeqCst);
        let mut second = || -> Result<(), StoreError> {
            for number in 0..40 {
                writer
                    .add(&Document::new(enrich(article(&format!("b{number}"), "Second.")), "f"))?;
            }
            writer.commit("two")
        };
        let outcome = second();
        if let Err(error) = &outcome {
            let message = error.to_string();
            assert!(!message.is_empty());
        }
        let used = room - disk.left.load(Ordering::SeqCst);
        drop(writer);
        disk.left.store(1 << 30, Ordering::SeqCst);
        let snapshot = store.snapshot().unwrap();
        let (len, note) = (snapshot.len(), store.note().unwrap());
        assert_eq!(note == "two", len == 60, "note {note}, {len} articles");
        assert!(snapshot.find("a7").unwrap().is_some());
        (len, outcome.is_ok(), used)
    };
    let (len, done, bytes) = run(1 << 30);
    assert_eq!((len, done), (60, true));
    let mut failures = 0;
    for room in (0..bytes).step_by((bytes / 40).max(1) as usize) {
        let (len, done, _) = run(room);
        assert!(len == 20 || len == 60, "{room} bytes of room: {len} articles");
        assert!(!done || len == 60, "a commit was reported that is not there");
        failures += u32::from(!done);
    }
    assert!(failures > 20, "the disk was meant to fail");
}
