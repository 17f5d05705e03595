//! The vocabulary that every other module shares: an [`Article`], when it was
//! [`Published`], where its record came from.
//!
//! Owns what an article *is*. Knows nothing of files, of language, of indexes
//! or of queries, and uses no other module of this crate.

mod body;
mod claim;
mod day;
mod id;
mod language;
mod letter;
mod published;

pub use body::{char_offset, one_line};
pub use claim::{
    DateDoubt, DoubtReason, MonthDay, date_in_line, date_in_name, parse_date, parse_month_day,
};
pub use day::{Day, FIRST_YEAR, LAST_YEAR};
pub use id::{id_from_path, id_from_url};
pub use language::language_code;
pub(crate) use letter::plain_letters;
pub use published::{DateOrigin, DayOrder, Interval, Precision, Published, Zone};

/// One news article, as its record gives it.
///
/// Everything but `id`, `body` and `origin` may be unknown; unknown is a value
/// here (`None`, an empty list, [`Published::unknown`]), never an error.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// Stable identity: the record's own id, else one derived from the URL or
    /// the path ([`id_from_url`], [`id_from_path`]). Never empty once
    /// [`crate::corpus`] hands the article on.
    pub id: String,
    /// Headline on one line; empty where the record has none.
    pub headline: String,
    /// Who wrote it, without a leading "By".
    pub byline: Option<String>,
    /// The paper, agency, station or site that published it.
    pub outlet: Option<String>,
    /// The outlet's section or category.
    pub section: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// The language the record claims (ISO 639-1, lower case); what the text is
    /// in is found by [`crate::enrich`].
    pub language: Option<String>,
    /// The outlet's own subject codes or tags.
    pub topics: Vec<String>,
    /// The outlet's own place codes.
    pub places: Vec<String>,
    /// The place of the dateline ("KABUL" in "KABUL, Dec. 11 (AP) —"), as written.
    pub dateline: Option<String>,
    /// When it was published.
    pub published: Published,
    /// A claim of the record on its date that is not believed, where there is no
    /// other; for whoever reports on the reading, and not kept.
    pub date_doubt: Option<DateDoubt>,
    /// The text. Paragraphs are separated by blank lines or line breaks. A body
    /// that comes from a field of a record is kept character for character.
    pub body: String,
    /// The file and record it was read from.
    pub origin: Origin,
}

/// Where a record was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Origin {
    /// The file as the user named it; a member of an archive follows a `!`
    /// (`wire.tar.gz!1916/01/01.txt`).
    pub path: String,
    /// The record's number in the file, from 1; `None` where the file is one record.
    pub record: Option<u64>,
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.record {
            Some(record) => write!(f, "{}#{record}", self.path),
            None => f.write_str(&self.path),
        }
    }
}
