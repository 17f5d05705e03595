//! How a corpus is read, and what can be wrong with that before a byte is read.

use super::reader;
use std::path::PathBuf;

/// How to read files; [`ReadOptions::default`] suits almost every corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// Field names that the user has set, as (our field, the record's name):
    /// `("headline", "title_display")`. The record's name may be a path
    /// (`fields.bodyText`).
    pub fields: Vec<(String, String)>,
    /// The format to read everything in, by name; `None` looks at each file.
    pub format: Option<String>,
    /// The most bytes one record may have; a longer one is rejected and passed
    /// over in bounded memory. 64 MiB: ten times the longest article known to
    /// us (a day of a parliament), a tenth of a small machine.
    pub max_record_bytes: usize,
    /// The most bytes a compressed byte may become, once
    /// [`ReadOptions::ratio_grace_bytes`] have come out of a stream. 200: news
    /// compresses 3 to 10 times, logs and machine-made records up to 100 times;
    /// deflate reaches 1032, the other codecs more, on nothing but bombs.
    pub max_ratio: u64,
    /// How much may come out of a stream before its ratio counts: short
    /// stretches (a table of blanks) are no bomb, and 64 MiB costs a tenth of a
    /// second.
    pub ratio_grace_bytes: u64,
    /// The most bytes one compressed stream or member may become, whatever its
    /// ratio. 256 GiB: the largest news dumps are single streams of about 100 GB.
    pub max_stream_bytes: u64,
    /// The most bytes of a zip archive that comes from a pipe or from within
    /// another archive: it has to be laid down in a temporary file, since its
    /// directory is at its end. 4 GiB fits most temporary folders.
    pub max_spool_bytes: u64,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            fields: Vec::new(),
            format: None,
            max_record_bytes: 64 << 20,
            max_ratio: 200,
            ratio_grace_bytes: 64 << 20,
            max_stream_bytes: 256 << 30,
            max_spool_bytes: 4 << 30,
        }
    }
}

impl ReadOptions {
    /// Checks what the user has set.
    ///
    /// # Errors
    /// Where a format or a field is none of ours.
    pub fn check(&self) -> Result<(), Error> {
        if let Some(format) = &self.format
            && reader::by_name(format).is_none()
        {
            let known = formats().collect::<Vec<_>>().join(", ");
            return Err(Error::Format { name: format.clone(), known });
        }
        match reader::unknown_field(&self.fields) {
            Some(name) => {
                Err(Error::Field { name: name.to_owned(), known: reader::field_names().join(", ") })
            }
            None => Ok(()),
        }
    }
}

/// The names of the formats that are read, as `--format` takes them.
pub fn formats() -> impl Iterator<Item = &'static str> {
    reader::READERS.iter().map(|reader| reader.name())
}

/// What keeps a corpus from being read at all. A bad file or record is none:
/// that is a [`super::Rejected`].
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A path that the user named is not there or can't be looked at.
    #[error("cannot read {}", path.display())]
    Path {
        /// The path as named.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// No such format.
    #[error("no format is called `{name}`; the formats are {known}")]
    Format {
        /// The name given.
        name: String,
        /// The names there are.
        known: String,
    },
    /// No such field of ours.
    #[error("an article has no field `{name}`; the fields are {known}")]
    Field {
        /// The name given.
        name: String,
        /// The names there are.
        known: String,
    },
}
