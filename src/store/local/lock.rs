//! One writer at a time, and a message that names the one who is writing.

use crate::store::StoreError;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

/// Name of the lock file in an index.
pub(super) const LOCK_FILE: &str = "writer.lock";

/// Held while writing; the system lets go of it when the process ends, however it ends.
pub(super) struct WriterLock {
    _file: File,
}

impl WriterLock {
    /// Takes the lock and writes down who has it.
    pub(super) fn take(directory: &Path) -> Result<Self, StoreError> {
        let io = |source| StoreError::Io { path: directory.to_owned(), source };
        let path = directory.join(LOCK_FILE);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(io)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                // unreadable on systems whose locks forbid reading: then unnamed
                let _ = file.read_to_string(&mut holder);
                let holder = match holder.trim() {
                    "" => "another process".to_owned(),
                    named => named.to_owned(),
                };
                return Err(StoreError::Locked { path: directory.to_owned(), holder });
            }
            Err(TryLockError::Error(source)) => return Err(io(source)),
        }
        let command: Vec<String> =
            std::env::args_os().map(|arg| arg.to_string_lossy().into_owned()).collect();
        let line = format!("process {} (`{}`)", std::process::id(), command.join(" "));
        file.set_len(0).and_then(|()| file.rewind()).map_err(io)?;
        file.write_all(line.as_bytes()).map_err(io)?;
        Ok(Self { _file: file })
    }
}
