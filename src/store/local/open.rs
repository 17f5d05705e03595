//! A directory that is, or becomes, an index.

use super::directory::IndexDirectory;
use super::lock::WriterLock;
use super::mapping::{Columns, register, schema};
use super::snapshot::Snapshot;
use super::writer::{Writer, WriterOptions};
use crate::schema::{FORMAT, check_format};
use crate::store::StoreError;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use tantivy::store::Compressor;
use tantivy::{Index, IndexSettings};

/// What a commit says of itself, beside tantivy's own account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Payload {
    /// Number of the format.
    pub(super) format: u32,
    /// What the writer's owner wants to find again with this commit.
    pub(super) note: String,
}

/// An index in a directory.
#[derive(Clone)]
pub struct LocalStore {
    pub(super) path: PathBuf,
    pub(super) index: Index,
    pub(super) columns: Columns,
}

impl LocalStore {
    /// Opens an index that exists.
    ///
    /// # Errors
    /// [`StoreError::Missing`] where there is none, [`StoreError::Format`] where
    /// another version wrote it, [`StoreError::Foreign`] where it is not ours.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        if !path.join("meta.json").is_file() {
            return Err(StoreError::Missing(path.to_owned()));
        }
        let directory = IndexDirectory::open(path).map_err(|error| engine(path, &error.into()))?;
        let index = Index::open(directory).map_err(|error| engine(path, &error))?;
        Self::check(path, index)
    }

    /// Opens an index, or makes a new one in an empty or missing directory.
    ///
    /// # Errors
    /// As [`open`](Self::open); [`StoreError::Foreign`] also where a directory
    /// holds other things, so that nothing is mixed into them.
    pub fn open_or_create(path: &Path) -> Result<Self, StoreError> {
        if path.join("meta.json").is_file() {
            return Self::open(path);
        }
        let io = |source| StoreError::Io { path: path.to_owned(), source };
        std::fs::create_dir_all(path).map_err(io)?;
        // a directory that git keeps (README.md, .gitignore) or where a first run was
        // killed before its first commit is as good as empty
        for entry in std::fs::read_dir(path).map_err(io)? {
            let name = entry.map_err(io)?.file_name();
            let name = name.to_string_lossy();
            let ours = name.starts_with('.')
                || name.starts_with("ledger")
                || matches!(&*name, "README.md" | "meta.json" | super::lock::LOCK_FILE);
            if !ours {
                return Err(StoreError::Foreign(path.to_owned(), format!("it holds `{name}`")));
            }
        }
        // of two processes that make the index at once one would undo the other's first commit
        let _lock = WriterLock::take(path)?;
        if path.join("meta.json").is_file() {
            return Self::open(path);
        }
        let directory = IndexDirectory::open(path).map_err(|error| engine(path, &error.into()))?;
        Self::create_in(path, directory)
    }

    /// Makes a new index in a directory of tantivy's, which a test may rig to fail.
    pub(super) fn create_in(
        path: &Path,
        directory: impl tantivy::Directory,
    ) -> Result<Self, StoreError> {
        let settings = IndexSettings {
            // our records are packed already, piece by piece
            docstore_compression: Compressor::None,
            docstore_compress_dedicated_thread: false,
            docstore_blocksize: 4096,
            ..IndexSettings::default()
        };
        let index = Index::create(directory, schema(), settings).map_err(|e| engine(path, &e))?;
        Self::check(path, index)
    }

    fn check(path: &Path, index: Index) -> Result<Self, StoreError> {
        let foreign = |why: &str| StoreError::Foreign(path.to_owned(), why.to_owned());
        let metas = index.load_metas().map_err(|error| engine(path, &error))?;
        if let Some(text) = metas.payload.as_deref() {
            let payload: Payload = serde_json::from_str(text)
                .map_err(|_| foreign("another program's tantivy index"))?;
            check_format(payload.format)
                .map_err(|unknown| StoreError::Format(path.to_owned(), unknown))?;
        }
        let columns = Columns::of(&index.schema())
            .ok_or_else(|| foreign("its fields are not those of dateline"))?;
        register(index.tokenizers());
        Ok(Self { path: path.to_owned(), index, columns })
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its format.
    #[must_use]
    pub fn format(&self) -> u32 {
        FORMAT
    }

    /// What the last commit's owner noted with it; empty before the first.
    ///
    /// # Errors
    /// Where the directory can't be read.
    pub fn note(&self) -> Result<String, StoreError> {
        let metas = self.index.load_metas().map_err(|error| engine(&self.path, &error))?;
        let payload = metas.payload.and_then(|text| serde_json::from_str::<Payload>(&text).ok());
        Ok(payload.map(|payload| payload.note).unwrap_or_default())
    }

    /// The index as of the last commit, for reading.
    ///
    /// # Errors
    /// Where its files can't be opened.
    pub fn snapshot(&self) -> Result<Snapshot, StoreError> {
        Snapshot::of(self)
    }

    /// The only writer.
    ///
    /// # Errors
    /// [`StoreError::Locked`] names whoever is writing already.
    pub fn writer(&self, options: WriterOptions) -> Result<Writer, StoreError> {
        Writer::new(self, options)
    }
}

/// The system's number of an error, which tantivy may have wrapped into another or into words.
fn os_error(error: &std::io::Error) -> Option<i32> {
    error.raw_os_error().or_else(|| {
        let text = error.to_string();
        let (_, number) = text.split_once("(os error ")?;
        number.split_once(')')?.0.parse().ok()
    })
}

/// tantivy's error as ours: what the disk said is said, not quoted.
pub(super) fn engine(path: &Path, error: &tantivy::TantivyError) -> StoreError {
    use std::io::{Error, ErrorKind};
    use tantivy::TantivyError as T;
    use tantivy::directory::error::{OpenDirectoryError, OpenReadError, OpenWriteError};
    let io = |kind: ErrorKind, source: &Error| {
        let source = match os_error(source) {
            Some(code) => Error::from_raw_os_error(code),
            None => Error::new(kind, source.to_string()),
        };
        StoreError::Io { path: path.to_owned(), source }
    };
    match error {
        T::IoError(source) => io(source.kind(), source),
        T::OpenReadError(OpenReadError::IoError { io_error, .. })
        | T::OpenWriteError(OpenWriteError::IoError { io_error, .. }) => {
            io(io_error.kind(), io_error)
        }
        T::OpenDirectoryError(OpenDirectoryError::IoError { io_error, .. }) => {
            io(io_error.kind(), io_error)
        }
        // the thread's own error is lost on the way
        T::ErrorInThread(_) => StoreError::Stopped(path.to_owned()),
        other => StoreError::Engine { path: path.to_owned(), message: other.to_string() },
    }
}
