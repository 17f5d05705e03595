//! The figures of one topic.
//!
//! [`Graded`] is what all measures see: the grades down the ranking, and what was
//! there to be found. [`Graded::figure`] sends each measure to its family.

mod binary;
mod curve;
mod gain;
mod preference;

use super::measure::Measure;
use super::qrels::Qrels;
use super::run_file::Retrieved;

/// Stands for "not judged" among grades, as any negative grade does.
const NOT_JUDGED: i64 = -1;

/// The smallest average precision that the geometric mean takes. trec_eval's
/// number: zero would make the mean zero whatever the other topics are.
const LEAST_IN_GEOMETRIC_MEAN: f64 = 0.00001;

/// A ranking as its judgements, and the judgements that there are.
pub(super) struct Graded {
    /// Down the ranking; negative where not judged.
    grades: Vec<i64>,
    /// Grades above zero of all judgements, highest first.
    ideal: Vec<i64>,
    /// How many articles are relevant.
    relevant: usize,
    /// How many are judged and not relevant.
    judged_not_relevant: usize,
    /// The lowest grade that is relevant.
    level: i64,
}

impl Graded {
    /// Looks up the grades of the first `depth` of a ranking. With `judged_only`,
    /// what is not judged is then taken out and the rest moves up.
    pub(super) fn new(
        ranking: &[Retrieved],
        qrels: &Qrels,
        topic: &str,
        level: i64,
        depth: usize,
        judged_only: bool,
    ) -> Self {
        // below zero, what is not judged would be relevant
        let level = level.max(0);
        let of = |found: &Retrieved| qrels.grade(topic, &found.doc).unwrap_or(NOT_JUDGED);
        let mut grades: Vec<i64> = ranking.iter().take(depth).map(of).collect();
        if judged_only {
            grades.retain(|grade| *grade >= 0);
        }
        let all = || qrels.judgements(topic).map(|(_, grade)| grade).filter(|grade| *grade >= 0);
        let mut ideal: Vec<i64> = all().filter(|grade| *grade > 0).collect();
        ideal.sort_unstable_by(|a, b| b.cmp(a));
        let relevant = all().filter(|grade| *grade >= level).count();
        let judged_not_relevant = all().count() - relevant;
        Self { grades, ideal, relevant, judged_not_relevant, level }
    }

    /// Whether each of the ranking is relevant.
    fn relevance(&self) -> impl DoubleEndedIterator<Item = bool> {
        self.grades.iter().map(|grade| *grade >= self.level)
    }

    /// How many of the first `k` are relevant.
    fn relevant_in(&self, k: usize) -> usize {
        self.relevance().take(k).filter(|is_relevant| *is_relevant).count()
    }

    /// The value of a measure. See [`Measure`] for what each is.
    pub(super) fn figure(&self, measure: Measure) -> f64 {
        let (retrieved, all) = (self.grades.len(), usize::MAX);
        match measure {
            Measure::NumQ => 1.0,
            Measure::NumRet => retrieved as f64,
            Measure::NumRel => self.relevant as f64,
            Measure::NumRelRet => self.relevant_in(all) as f64,
            Measure::Map => self.average_precision(all),
            Measure::GmMap => self.average_precision(all).max(LEAST_IN_GEOMETRIC_MEAN).ln(),
            Measure::MapCut(k) => self.average_precision(k),
            Measure::Precision(k) => quotient(self.relevant_in(k), k),
            Measure::Recall(k) => quotient(self.relevant_in(k), self.relevant),
            Measure::Success(k) => f64::from(u8::from(self.relevant_in(k) > 0)),
            Measure::RPrec => quotient(self.relevant_in(self.relevant), self.relevant),
            Measure::RecipRank => self.reciprocal_rank(),
            Measure::Bpref => self.bpref(),
            Measure::Ndcg => self.ndcg(all),
            Measure::NdcgCut(k) => self.ndcg(k),
            Measure::SetP => quotient(self.relevant_in(all), retrieved),
            Measure::SetRecall => quotient(self.relevant_in(all), self.relevant),
            Measure::SetF(x) => self.set_f(f64::from(x) / 100.0),
            Measure::IprecAtRecall(r) => self.interpolated_precision(f64::from(r) / 100.0),
            Measure::ElevenPtAvg => self.eleven_points(),
            Measure::Judged(k) => self.judged(k),
        }
    }
}

/// The value of a measure where a topic has no ranking at all: nothing, and for
/// the geometric mean the least that it takes.
pub(super) fn figure_of_nothing(measure: Measure) -> f64 {
    match measure {
        Measure::NumQ => 1.0,
        Measure::GmMap => LEAST_IN_GEOMETRIC_MEAN.ln(),
        _ => 0.0,
    }
}

/// `0` where there is nothing to divide by.
fn quotient(upper: usize, lower: usize) -> f64 {
    if lower == 0 { 0.0 } else { upper as f64 / lower as f64 }
}
#[cfg(test)]
mod oracle;
