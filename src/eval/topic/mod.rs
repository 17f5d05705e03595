//! Topics: what was asked of a collection.
//!
//! The format is told from the content, in this order:
//!
//! | format | looks like | is known from |
//! |---|---|---|
//! | JSON Lines, or an array | `{"id": 1, "text": "…"}` | the first character |
//! | TREC | `<top>`, `<topic number="1">`, `<num>` | such a tag, and the first character |
//! | SMART | `.I 1`, `.W`, text (Cranfield, CISI, CACM) | the first line |
//! | FIND | `*FIND 1`, text, `*STOP` (TIME) | the first line |
//! | NPL | `1`, text, `/` | a number alone, and a slash alone |
//! | TSV | `1<TAB>text`, with or without a header | a tab in the first line |
//!
//! A topic's text is words and nothing else: nothing here knows a query language.

mod parts;
mod smart;
mod tabular;
mod trec;

use super::error::{EvalError, Loaded, Warnings};
use super::lines;
use std::collections::HashMap;
use std::path::Path;

pub use parts::{Part, PartError, Parts};

/// What is expected of a file, for messages.
const EXPECTED: &str = "topics (TREC <top>, id<TAB>text, JSON Lines, or SMART .I and *FIND)";

/// How many lines are looked at to tell the format.
const SAMPLE_LINES: usize = 200;

/// One topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its id, as judgements and runs have it: white space written as `%20`,
    /// numbers of TREC's and SMART's files without the zeros before them.
    pub id: String,
    /// What is asked: the parts that were wanted, one space between words.
    pub text: String,
    /// Where it begins in its file, from 1.
    pub line: usize,
}

/// How a file of topics is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TopicFormat {
    /// `<top>` or `<topic>` elements, with or without end tags.
    Trec,
    /// Tab-separated values.
    Tsv,
    /// A JSON object a line, or one array of them.
    Json,
    /// SMART's `.I` records.
    Smart,
    /// SMART's `*FIND` records.
    Find,
    /// NPL's numbers, texts and slashes.
    Npl,
}

/// Where a topic's id comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TopicIds {
    /// What the file calls it.
    #[default]
    Written,
    /// Its place in the file, from 1. Cranfield's judgements count its topics so.
    Sequence,
}

impl TopicIds {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Written, Self::Sequence];

    /// How it is written: in `--topic-ids` and in an experiment's file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Sequence => "sequence",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ids| ids.name() == name)
    }
}

/// What to take from a file of topics.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TopicOptions {
    /// The parts that make the text.
    pub parts: Parts,
    /// Where ids come from.
    pub ids: TopicIds,
}

/// The topics of a file, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topics {
    /// How the file was read.
    pub format: TopicFormat,
    /// The topics; their ids are distinct and their texts not empty.
    pub topics: Vec<Topic>,
}

/// A record as it stands in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Record {
    line: usize,
    id: String,
    title: String,
    description: String,
    narrative: String,
    /// Text that the format has no name for.
    text: String,
    /// The part that is the topic if nobody wants another.
    usual: Part,
}

impl Topics {
    /// Reads topics from a file.
    ///
    /// # Errors
    /// Where the file can't be read, is empty, is in no known format, or has no
    /// usable topic.
    pub fn read(path: &Path, options: &TopicOptions) -> Result<Loaded<Self>, EvalError> {
        Self::parse(&lines::read(path)?, path, options)
    }

    /// Reads topics from the bytes of a file; `path` is what messages call it.
    ///
    /// Skipped with a warning are topics without an id, without text in the parts
    /// that were wanted, and ids that came before.
    ///
    /// # Errors
    /// Where the file is empty, in no known format, or has no usable topic.
    pub fn parse(
        bytes: &[u8],
        path: &Path,
        options: &TopicOptions,
    ) -> Result<Loaded<Self>, EvalError> {
        let mut warnings = Warnings::new(path);
        let text = lines::text(bytes, &mut warnings);
        let path = || path.to_owned();
        let sample = lines::sample(&text, SAMPLE_LINES);
        if sample.is_empty() {
            return Err(EvalError::Empty { path: path(), expected: EXPECTED });
        }
        let Some(format) = recognise(&sample) else {
            return Err(EvalError::Unrecognised { path: path(), expected: EXPECTED });
        };
        let records = match format {
            TopicFormat::Trec => trec::read(&text),
            TopicFormat::Tsv => tabular::read_tsv(&text, &mut warnings),
            TopicFormat::Json => tabular::read_json(&text, &mut warnings),
            TopicFormat::Smart => smart::read_fields(&text),
            TopicFormat::Find => smart::read_find(&text),
            TopicFormat::Npl => smart::read_npl(&text),
        };
        let topics = choose(records, options, &mut warnings);
        let is_usable = !topics.is_empty();
        warnings.load(Self { format, topics }, is_usable, EXPECTED)
    }

    /// The topic with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.id == id)
    }
}

/// See the module.
fn recognise(sample: &[&str]) -> Option<TopicFormat> {
    let first = sample[0].trim();
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if first.starts_with(['{', '[']) {
        Some(TopicFormat::Json)
    } else if first.starts_with('<') && trec::is_it(sample) {
        Some(TopicFormat::Trec)
    } else if first == ".I" || first.starts_with(".I ") {
        Some(TopicFormat::Smart)
    } else if first.starts_with("*FIND") {
        Some(TopicFormat::Find)
    } else if is_number(first) && sample.iter().any(|line| line.trim() == "/") {
        Some(TopicFormat::Npl)
    } else if sample[0].contains('\t') {
        Some(TopicFormat::Tsv)
    } else {
        None
    }
}

/// Makes topics of records.
fn choose(records: Vec<Record>, options: &TopicOptions, warnings: &mut Warnings) -> Vec<Topic> {
    let mut topics: Vec<Topic> = Vec::with_capacity(records.len());
    let mut lines_of: HashMap<String, usize> = HashMap::new();
    for (at, record) in records.iter().enumerate() {
        let line = record.line;
        let text = options.parts.of(record);
        let id = match options.ids {
            TopicIds::Written => lines::column(&record.id).into_owned(),
            TopicIds::Sequence => (at + 1).to_string(),
        };
        if record.id.is_empty() && text.is_empty() {
            warnings.add(line, "a topic with neither id nor text was skipped");
        } else if id.is_empty() {
            warnings.add(line, "a topic without an id was skipped");
        } else if text.is_empty() {
            let wanted = &options.parts;
            warnings.add(line, format!("topic {id} has no text ({wanted}); it was skipped"));
        } else if let Some(first) = lines_of.get(&id) {
            let what = format!("topic {id} stands on line {first} already; this one was skipped");
            warnings.add(line, what);
        } else {
            lines_of.insert(id.clone(), line);
            topics.push(Topic { id, text, line });
        }
    }
    topics
}

#[cfg(test)]
mod tests;
