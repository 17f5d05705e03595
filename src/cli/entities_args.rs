//! The arguments of `dateline entities`.

use crate::enrich::EntityKind;
use crate::store::Per;
use clap::{Args as ClapArgs, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Names of one person, organisation or place are put together: full and short forms, initials, \
acronyms; where nothing tells two apart they stay apart. --aliases FILE has the last word.\n\n\
Examples:\n\
\x20 dateline entities taliban --kind person\n\
\x20 dateline entities --near 'Qassem Soleimani'\n\
\x20 dateline entities moon --over-time year\n\
\x20 dateline entities -n 100 --format graphml > names.graphml     (Gephi opens it)\n\
\x20 dateline entities --list names.txt --format csv > found.csv"
)]
pub(super) struct EntitiesArgs {
    /// The query; without one, everything
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    /// What is counted
    #[arg(
        long = "kind",
        value_enum,
        value_delimiter = ',',
        value_name = "KIND,…",
        default_value = "person,organisation,place"
    )]
    pub(super) kinds: Vec<NameKind>,
    /// Only articles that name this person, organisation or place too: who and what else do they name?
    #[arg(long, value_name = "NAME")]
    pub(super) near: Option<String>,
    /// What comes first: what most articles name, or what is named beside NAME more often than
    /// chance would have it [default: articles; telling with --near]
    #[arg(long, value_enum, value_name = "ORDER")]
    pub(super) sort: Option<First>,
    /// Count the articles of each by day, month or year of publication; auto is the finest that fits
    #[arg(
        long,
        value_enum,
        value_name = "UNIT",
        num_args = 0..=1,
        default_missing_value = "auto"
    )]
    pub(super) over_time: Option<Unit>,
    /// How many [default: 20 in text, 100 in graphml, otherwise all]
    #[arg(short = 'n', long = "limit", value_name = "N")]
    pub(super) limit: Option<usize>,
    /// Hold a list of names against the index, one a line (# begins a comment; - is standard input):
    /// each with its articles and its best passage. What is no name of the articles is looked for as words
    #[arg(long, value_name = "FILE", conflicts_with_all = ["kinds", "near", "sort", "over_time", "limit"])]
    pub(super) list: Option<PathBuf>,
    /// Format [default: text]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) format: Option<EntitiesFormat>,
    /// Never use a pager
    #[arg(long)]
    pub(super) no_pager: bool,
}

/// What a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum NameKind {
    /// People
    Person,
    /// Firms, agencies, parties, courts, clubs
    #[value(alias = "organization", alias = "org")]
    Organisation,
    /// Countries, towns, waters, buildings
    #[value(alias = "location")]
    Place,
    /// Nationalities, events, works, laws
    Other,
}

impl From<NameKind> for EntityKind {
    fn from(kind: NameKind) -> Self {
        match kind {
            NameKind::Person => Self::Person,
            NameKind::Organisation => Self::Organisation,
            NameKind::Place => Self::Place,
            NameKind::Other => Self::Other,
        }
    }
}

/// What comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum First {
    Articles,
    Telling,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Unit {
    Day,
    Month,
    Year,
    Auto,
}

impl Unit {
    /// None for the finest that fits.
    pub(super) fn per(self) -> Option<Per> {
        match self {
            Self::Day => Some(Per::Day),
            Self::Month => Some(Per::Month),
            Self::Year => Some(Per::Year),
            Self::Auto => None,
        }
    }
}

/// The form of a table of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum EntitiesFormat {
    /// For a person
    Text,
    /// One object, as with --json
    Json,
    /// A row a name, or with --over-time a row a name and date (RFC 4180)
    Csv,
    /// A graph: names, and how many articles name two of them both
    Graphml,
}
