//! Topics in, a run out: what an index answers to each of them.

use super::{EvalError, Run, Topic};
use crate::article::Day;
use crate::search::{Request, SearchError, ranked_ids};
use crate::store::{Model, Snapshot};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How topics are asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// How articles are scored.
    pub model: Model,
    /// How many articles a topic.
    pub depth: usize,
    /// Whether a topic's text is the query language; if not, it is words.
    pub query_language: bool,
    /// The day on which dates such as `yesterday` are meant, in the query language.
    pub today: Option<Day>,
    /// Topics that are asked at a time. The run is the same with any number.
    pub threads: usize,
}

impl Default for Ranking {
    /// The default model to depth 1000, which is TREC's; words; one thread.
    fn default() -> Self {
        let model = Model::default();
        Self { model, depth: 1000, query_language: false, today: None, threads: 1 }
    }
}

/// Ids with their scores, best first.
type Answer = Result<Vec<(String, f32)>, SearchError>;

/// Asks an index all topics. `progress` is told how many are answered. Articles
/// with the same score are in the order of their ids.
///
/// # Errors
/// Where the index can't be read.
pub fn rank(
    snapshot: &Snapshot,
    topics: &[Topic],
    how: &Ranking,
    tag: &str,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Run, EvalError> {
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    let answers: Mutex<Vec<(usize, Answer)>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..how.threads.clamp(1, topics.len().max(1)) {
            scope.spawn(|| {
                while let Some((at, topic)) = {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    topics.get(at).map(|topic| (at, topic))
                } {
                    let answer = ranked_ids(snapshot, &how.request(topic));
                    answers.lock().unwrap_or_else(PoisonError::into_inner).push((at, answer));
                    progress(done.fetch_add(1, Ordering::Relaxed) + 1);
                }
            });
        }
    });
    let mut answers = answers.into_inner().unwrap_or_else(PoisonError::into_inner);
    answers.sort_unstable_by_key(|(at, _)| *at);
    let mut run = Run::new(tag);
    for (at, answer) in answers {
        let ranking = answer?.into_iter().map(|(id, score)| (id, f64::from(score)));
        run.push(&topics[at].id, ranking)?;
    }
    Ok(run)
}

impl Ranking {
    fn request(&self, topic: &Topic) -> Request {
        Request {
            plain: !self.query_language,
            today: self.today,
            take: self.depth,
            model: self.model.clone(),
            count: false,
            passages: 0,
            ..Request::new(topic.text.clone())
        }
    }
}
