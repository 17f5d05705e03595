//! What a run was made of: enough to make it again, or to see why it differs.
//!
//! A manifest is written beside the run file (`NAME.manifest.json`). Two runs with
//! the same `corpus`, `topics` and `ranking`, made by the same `commit`, are the
//! same byte for byte, whatever the index is laid out like.

use super::{EvalError, Parts, Ranking, Run, Topic};
use crate::schema::{ANALYSER, FORMAT};
use crate::store::Snapshot;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// What is known of an index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fingerprint {
    /// Number of articles.
    pub articles: u64,
    /// Of the ids and texts of all articles, whatever their order: the corpus.
    pub corpus: String,
    /// Of the files of the index as they lie on the disk: which one it was.
    pub index: String,
}

impl Fingerprint {
    /// Reads the columns of an index, no text.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn of(snapshot: &Snapshot) -> Result<Self, EvalError> {
        let mut articles = snapshot.text_digests()?;
        articles.sort_unstable();
        let mut corpus = blake3::Hasher::new();
        for (id, text) in &articles {
            corpus.update(&(id.len() as u64).to_le_bytes());
            corpus.update(id.as_bytes());
            corpus.update(&text.to_le_bytes());
        }
        let index = snapshot.files_digest()?;
        Ok(Self {
            articles: articles.len() as u64,
            corpus: short(&corpus),
            index: index[..32].to_owned(),
        })
    }
}

/// All that made a run.
#[derive(Clone, Debug, Serialize)]
pub struct Manifest {
    /// Version of dateline.
    pub version: &'static str,
    /// Commit that it was built from; `-changed` behind it where files had been changed.
    pub commit: Option<&'static str>,
    /// Format of the index.
    pub format: u32,
    /// How texts become terms.
    pub analyser: &'static str,
    /// The index.
    #[serde(flatten)]
    pub index: Fingerprint,
    /// The topics.
    pub topics: TopicsOut,
    /// The model with all parameters that were given.
    pub model: String,
    /// How many articles a topic.
    pub depth: usize,
    /// Whether topics were read as queries, not as words.
    pub query_language: bool,
    /// The day that dates were told from, in the query language.
    pub today: Option<String>,
    /// The run.
    pub run: RunOut,
}

/// Of the topics.
#[derive(Clone, Debug, Serialize)]
pub struct TopicsOut {
    /// Name of the file, without its folder.
    pub file: String,
    /// How many.
    pub count: usize,
    /// The parts that made their texts.
    pub parts: String,
    /// Of their ids and texts as they were asked.
    pub digest: String,
}

/// Of the run file.
#[derive(Clone, Debug, Serialize)]
pub struct RunOut {
    /// Its last column.
    pub tag: String,
    /// Lines.
    pub lines: usize,
    /// Of its bytes (BLAKE3, 16 bytes, as all digests here).
    pub digest: String,
}

impl Manifest {
    /// What is to be said of a run.
    #[must_use]
    pub fn new(
        index: Fingerprint,
        topics: (&Path, &[Topic], &Parts),
        how: &Ranking,
        run: &Run,
    ) -> Self {
        let (file, topics, parts) = topics;
        let mut asked = blake3::Hasher::new();
        for topic in topics {
            asked.update(format!("{}\t{}\n", topic.id, topic.text).as_bytes());
        }
        let mut written = blake3::Hasher::new();
        // a hasher takes all that is written to it
        let _ = run.write(&mut written);
        Self {
            version: env!("CARGO_PKG_VERSION"),
            commit: option_env!("DATELINE_COMMIT"),
            format: FORMAT,
            analyser: ANALYSER,
            index,
            topics: TopicsOut {
                file: file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
                count: topics.len(),
                parts: parts.to_string(),
                digest: short(&asked),
            },
            model: how.model.to_string(),
            depth: how.depth,
            query_language: how.query_language,
            today: how.today.filter(|_| how.query_language).map(|day| day.to_string()),
            run: RunOut {
                tag: run.tag.clone(),
                lines: run.topics().iter().map(|topic| topic.docs.len()).sum(),
                digest: short(&written),
            },
        }
    }

    /// Where the manifest of a run file lies: beside it.
    #[must_use]
    pub fn beside(run: &Path) -> PathBuf {
        let mut name = run.file_name().unwrap_or_default().to_owned();
        name.push(".manifest.json");
        run.with_file_name(name)
    }
}

fn short(hasher: &blake3::Hasher) -> String {
    hasher.finalize().to_hex()[..32].to_owned()
}
