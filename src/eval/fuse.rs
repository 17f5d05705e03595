//! Runs made one by the ranks of their articles.

use super::natural_order::by_number;
use super::{EvalError, Run};
use crate::search::add_ranks;
use std::collections::{BTreeMap, BTreeSet};

/// Reciprocal-rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): an article's
/// score is the sum of `1/(k + rank)` over the runs that have it; `k` is 60 there.
/// Articles with one score share the mean of their ranks, and those with one sum go
/// by id. The first `depth` of each topic stay.
///
/// ```
/// use dateline::eval::{Run, fuse};
///
/// let run = |text: &str| Run::parse(text.as_bytes(), "x.run".as_ref()).map(|run| run.value);
/// let one = run("1 Q0 a 1 9 x\n1 Q0 b 2 8 x\n")?;
/// let two = run("1 Q0 b 1 9 y\n1 Q0 c 2 8 y\n")?;
/// let fused = fuse(&[&one, &two], "rrf", 60.0, 1000)?;
/// let order: Vec<&str> = fused.topics()[0].docs.iter().map(|found| found.doc.as_str()).collect();
/// assert_eq!(order, ["b", "a", "c"]);
/// # Ok::<(), dateline::eval::EvalError>(())
/// ```
///
/// # Errors
/// Never for runs that were read from files or made by [`Run::push`].
pub fn fuse(runs: &[&Run], tag: &str, k: f64, depth: usize) -> Result<Run, EvalError> {
    let topics = runs.iter().flat_map(|run| run.topics());
    let topics: BTreeSet<&str> = topics.map(|topic| topic.topic.as_str()).collect();
    let mut topics: Vec<&str> = topics.into_iter().collect();
    topics.sort_by(|a, b| by_number(a, b));
    let mut fused = Run::new(tag);
    for topic in topics {
        let mut sums: BTreeMap<&str, f64> = BTreeMap::new();
        for ranking in runs.iter().filter_map(|run| run.ranking(topic)) {
            let ranking = ranking.iter().map(|found| (found.doc.as_str(), found.score));
            add_ranks(&mut sums, ranking, k);
        }
        let mut order: Vec<(&str, f64)> = sums.into_iter().collect();
        // ids are in order already
        order.sort_by(|a, b| b.1.total_cmp(&a.1));
        let order = order.into_iter().take(depth);
        fused.push(topic, order.map(|(doc, sum)| (doc.to_owned(), sum)))?;
    }
    Ok(fused)
}
