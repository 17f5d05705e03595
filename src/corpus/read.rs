//! Reads one found file to its end: the door's [`read`] and what comes out of it.

use super::unpack::Unpacker;
use super::{Error, Found, ReadOptions, Rejected};
use crate::article::Article;

/// What comes out of a file.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly every event is an article; a box would cost each one an allocation"
)]
pub enum Event {
    /// An article, with its id and origin.
    Article(Article),
    /// A file, member or record that was left out.
    Rejected(Rejected),
    /// How many bytes of the file itself (compressed, where it is) have been
    /// taken in so far.
    Progress(u64),
}

/// Reads all articles of a file, in the order of the file. `false` from `sink`
/// ends the reading at once.
///
/// Nothing in a file is fatal: what can't be read comes as
/// [`Event::Rejected`], and the rest goes on.
///
/// # Errors
/// Where `options` name a format or a field that is none.
///
/// ```
/// use dateline::corpus::{Event, ReadOptions, find, read};
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("wire.jsonl");
/// std::fs::write(&path, r#"{"id": "a1", "title": "Ferry resumes", "body": "The ferry sails again."}"#)?;
/// for found in find(&[path])? {
///     let found = found.expect("a plain file can be listed");
///     read(&found, &ReadOptions::default(), &mut |event| {
///         if let Event::Article(article) = event {
///             assert_eq!(article.id, "a1");
///         }
///         true
///     })?;
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read(
    found: &Found,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Event) -> bool,
) -> Result<(), Error> {
    options.check()?;
    let mut unpacker = Unpacker::new(options, sink);
    if found.is_stdin() {
        unpacker.pipe(&mut std::io::stdin().lock(), &found.display);
    } else {
        match std::fs::File::open(&found.path) {
            Ok(file) => unpacker.file(file, found),
            Err(error) => unpacker.unopened(found, &error),
        }
    }
    unpacker.finish();
    Ok(())
}
