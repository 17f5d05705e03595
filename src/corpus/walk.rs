//! Finds the files of a corpus: user paths become a stable, sorted stream of
//! [`Found`]. Opens nothing.
//!
//! The order is the byte order of whole paths, folder by folder, so that the
//! same corpus is read the same way on every machine. Symbolic links are
//! followed (corpora are kept as trees of links by git-annex and DVC); a link
//! back to a folder that is being walked is passed over.

use super::{Error, Rejected};
use crate::article::Origin;
use std::cmp::Ordering;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use walkdir::{DirEntry, WalkDir};

/// The path that stands for standard input.
pub(super) const STDIN: &str = "-";

/// A file that may hold articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What to open; `-` is standard input.
    pub path: PathBuf,
    /// The path for messages and for [`Origin::path`]; bytes that are not
    /// UTF-8 show as U+FFFD.
    pub display: String,
    /// Its size; 0 where it has none (standard input, a pipe).
    pub bytes: u64,
    /// Its time of last change in nanoseconds since 1970; 0 where unknown.
    pub modified_ns: i128,
}

impl Found {
    /// Standard input.
    #[must_use]
    pub fn stdin() -> Self {
        Self { path: STDIN.into(), display: STDIN.to_owned(), bytes: 0, modified_ns: 0 }
    }

    pub(super) fn is_stdin(&self) -> bool {
        self.path.as_os_str() == STDIN
    }
}

/// Looks for the files under `paths` (files, folders, `-`), in the order given.
///
/// Hidden files and what editors and systems leave behind are passed over,
/// except where `paths` names them. What cannot be listed comes as an `Err` in
/// its place.
///
/// # Errors
/// Where one of `paths` is not there: nothing is read then, since a mistyped
/// path should not cost an hour of indexing the others.
pub fn find(paths: &[PathBuf]) -> Result<Finds, Error> {
    for path in paths {
        if path.as_os_str() == STDIN {
            continue;
        }
        if let Err(source) = std::fs::metadata(path) {
            return Err(Error::Path { path: path.clone(), source });
        }
    }
    Ok(Finds { roots: Vec::from(paths).into_iter(), walk: None })
}

/// The files found, in stable order. See [`find`].
#[derive(Debug)]
pub struct Finds {
    roots: std::vec::IntoIter<PathBuf>,
    walk: Option<walkdir::IntoIter>,
}

impl Iterator for Finds {
    type Item = Result<Found, Rejected>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Some(walk) = &mut self.walk else {
                let root = self.roots.next()?;
                if root.as_os_str() == STDIN {
                    return Some(Ok(Found::stdin()));
                }
                self.walk =
                    Some(WalkDir::new(root).follow_links(true).sort_by(by_path).into_iter());
                continue;
            };
            let entry = match walk.next() {
                None => {
                    self.walk = None;
                    continue;
                }
                Some(Ok(entry)) => entry,
                // everything below is reached by way of the ancestor
                Some(Err(error)) if error.loop_ancestor().is_some() => continue,
                Some(Err(error)) => {
                    if error.path().and_then(Path::file_name).is_some_and(is_left_over) {
                        continue;
                    }
                    return Some(Err(unreadable(&error)));
                }
            };
            let is_folder = entry.file_type().is_dir();
            let is_named_by_user = entry.depth() == 0;
            if !is_named_by_user && is_left_over(entry.file_name()) {
                if is_folder {
                    walk.skip_current_dir();
                }
                continue;
            }
            // a pipe is read if the user names it (`<(zcat …)`), never found by chance
            if is_folder || !(entry.file_type().is_file() || is_named_by_user) {
                continue;
            }
            return Some(match entry.metadata() {
                Ok(metadata) => Ok(found(entry.into_path(), &metadata)),
                Err(error) => Err(unreadable(&error)),
            });
        }
    }
}

fn found(path: PathBuf, metadata: &std::fs::Metadata) -> Found {
    let modified_ns = metadata.modified().map_or(0, |time| {
        match time.duration_since(SystemTime::UNIX_EPOCH) {
            // a span of u64 seconds in nanoseconds is far within i128
            Ok(after) => after.as_nanos() as i128,
            Err(before) => -(before.duration().as_nanos() as i128),
        }
    });
    let display = path.to_string_lossy().into_owned();
    Found { path, display, bytes: metadata.len(), modified_ns }
}

fn unreadable(error: &walkdir::Error) -> Rejected {
    let path = error.path().map(|path| path.to_string_lossy().into_owned()).unwrap_or_default();
    let cause = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
    Rejected { origin: Origin { path, record: None }, reason: format!("cannot be read: {cause}") }
}

/// The byte order of the full paths, in which a folder `a` is `a/` and so comes
/// after a file `a.txt`.
fn by_path(a: &DirEntry, b: &DirEntry) -> Ordering {
    fn key(entry: &DirEntry) -> impl Iterator<Item = u8> + '_ {
        let slash = entry.file_type().is_dir().then_some(b'/');
        entry.file_name().as_encoded_bytes().iter().copied().chain(slash)
    }
    key(a).cmp(key(b))
}

/// Whether a file is hidden or was left behind by an editor or a system.
/// Holds for members of archives too.
pub(super) fn is_left_over(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.starts_with(b".")
        || name.ends_with(b"~")
        || (name.len() > 1 && name.starts_with(b"#") && name.ends_with(b"#"))
        || matches!(name, b"__MACOSX" | b"Thumbs.db" | b"desktop.ini")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn names(paths: &[PathBuf], root: &Path) -> Vec<String> {
        find(paths)
            .unwrap()
            .map(|found| {
                let path = found.unwrap().path;
                path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/")
            })
            .collect()
    }

    #[test]
    fn files_come_in_byte_order_of_their_paths_without_left_overs() {
        let root = tempfile::tempdir().unwrap();
        for path in [
            "b/z.txt",
            "b/a.txt",
            "a.txt",
            "b.txt",
            "b-c/x",
            "B.txt",
            ".git/config",
            "b/x~",
            "b/.DS_Store",
        ] {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let found = names(&[root.path().into()], root.path());
        assert_eq!(found, ["B.txt", "a.txt", "b-c/x", "b.txt", "b/a.txt", "b/z.txt"]);
        let mut sorted = found.clone();
        sorted.sort();
        assert_eq!(found, sorted);
        // what is named is read, hidden or not, and in the order it is named
        let named = [root.path().join(".git/config"), STDIN.into(), root.path().join("a.txt")];
        assert_eq!(names(&named, root.path()), [".git/config", "-", "a.txt"]);
    }

    #[test]
    fn a_missing_path_is_an_error_that_names_it() {
        let error = find(&["no/such/place".into()]).unwrap_err();
        // what the system said is the source, which whoever shows the error adds
        assert_eq!(error.to_string(), "cannot read no/such/place");
        assert!(std::error::Error::source(&error).is_some());
    }

    #[test]
    fn size_and_time_of_change_are_known() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("a"), "12345").unwrap();
        let found = find(&[root.path().into()]).unwrap().next().unwrap().unwrap();
        assert_eq!(found.bytes, 5);
        assert!(found.modified_ns > 1_600_000_000_000_000_000);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_loops_end() {
        use std::os::unix::fs::symlink;
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("a")).unwrap();
        fs::write(root.path().join("a/x"), "x").unwrap();
        symlink(root.path(), root.path().join("a/up")).unwrap();
        symlink(root.path().join("a/x"), root.path().join("y")).unwrap();
        assert_eq!(names(&[root.path().into()], root.path()), ["a/x", "y"]);

        symlink(root.path().join("gone"), root.path().join("z")).unwrap();
        let rejected: Vec<_> =
            find(&[root.path().into()]).unwrap().filter_map(Result::err).collect();
        assert_eq!(rejected.len(), 1);
        assert!(rejected[0].origin.path.ends_with('z'), "{rejected:?}");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_name_that_is_not_utf8_is_found() {
        use std::os::unix::ffi::OsStrExt;
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join(OsStr::from_bytes(b"caf\xe9.txt")), "x").unwrap();
        let found = find(&[root.path().into()]).unwrap().next().unwrap().unwrap();
        assert!(found.display.ends_with("caf\u{fffd}.txt"));
        assert_eq!(fs::read(found.path).unwrap(), b"x");
    }

    #[cfg(unix)]
    #[test]
    fn an_unreadable_folder_is_reported_and_the_rest_found() {
        use std::os::unix::fs::PermissionsExt;
        let root = tempfile::tempdir().unwrap();
        let shut = root.path().join("a");
        fs::create_dir(&shut).unwrap();
        fs::write(root.path().join("b"), "x").unwrap();
        fs::set_permissions(&shut, fs::Permissions::from_mode(0o000)).unwrap();
        if fs::read_dir(&shut).is_ok() {
            return; // root reads everything
        }
        let all: Vec<_> = find(&[root.path().into()]).unwrap().collect();
        fs::set_permissions(&shut, fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(all.len(), 2);
        assert!(all[0].as_ref().unwrap_err().reason.starts_with("cannot be read"));
        assert!(all[1].is_ok());
    }
}
