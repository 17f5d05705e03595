//! The number of the index format.

/// The format that this version writes and reads. It changes with anything an
/// older index would misread: fields, terms, positions, the stored record.
pub const FORMAT: u32 = 5;

/// How a text becomes terms, for the manifest of a run: what changes here changes
/// scores.
pub const ANALYSER: &str = "dateline words: case and diacritics folded, possessives cut, English Porter2 stems; no stop list";

/// An index in a format that this version does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnknownFormat {
    /// Written by a newer version.
    #[error(
        "the index has format {0}, newer than the format {FORMAT} of this dateline; \
         update dateline, or build the index again with `dateline index`"
    )]
    Newer(u32),
    /// Written by an older version.
    #[error(
        "the index has format {0}, older than the format {FORMAT} of this dateline; \
         build it again from its sources with `dateline index` into a fresh directory"
    )]
    Older(u32),
}

/// Refuses a format other than [`FORMAT`].
///
/// # Errors
/// [`UnknownFormat`] says whether it is newer or older, and what helps.
pub fn check_format(found: u32) -> Result<(), UnknownFormat> {
    match found.cmp(&FORMAT) {
        std::cmp::Ordering::Equal => Ok(()),
        std::cmp::Ordering::Greater => Err(UnknownFormat::Newer(found)),
        std::cmp::Ordering::Less => Err(UnknownFormat::Older(found)),
    }
}
