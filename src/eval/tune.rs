//! A grid search over a model's parameters, with cross-validation.
//!
//! ```text
//! grid  := axis { "," axis }
//! axis  := [ step "." ] name "=" range          k1=0.4..2.0:0.2   rm3.docs=5..20:5   b=0.3|0.55|0.75
//! range := from ".." to ":" by | value { "|" value }
//! ```
//!
//! Every point of the grid is asked all topics once. Topics are dealt into folds by
//! a digest of their ids; for each fold the point is chosen that is best on the
//! other folds, and its figures on this one are kept:
//!
//! ```text
//!            fold 1   fold 2   fold 3
//! k1=0.9      .40      .31      .38       chosen for fold 1: best on 2 and 3
//! k1=1.2      .39      .35      .37       the mean of the kept figures is what
//! k1=1.6      .36      .33      .39       parameters chosen like this are worth
//! ```
//!
//! The best point on all topics is told too; its figure there is too good to be
//! true, which is what the folds are for.

use super::{EvalError, EvalOptions, Measure, Qrels, Ranking, Topic, evaluate, rank};
use crate::store::{Model, Snapshot};
use serde::Serialize;
use std::collections::BTreeMap;
use std::str::FromStr;

/// A grid of more points is a mistake in a step.
const MOST_POINTS: usize = 10_000;

/// A grid that can't be read, or a search that can't be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TuneError {
    /// An axis is none.
    #[error("`{0}` is no axis of a grid; write k1=0.4..2.0:0.2 or b=0.3|0.55|0.75")]
    Axis(String),
    /// Too many points.
    #[error("the grid has {points} points, more than {MOST_POINTS}; take larger steps")]
    TooLarge {
        /// How many.
        points: usize,
    },
    /// The model has no such part, or is no formula with steps.
    #[error("`{model}` has no part `{part}` whose `{name}` could be varied; name one of its parts")]
    NoPart {
        /// The model.
        model: String,
        /// What was named.
        part: String,
        /// Its parameter.
        name: String,
    },
    /// A point of the grid is no model.
    #[error("{model}: {message}")]
    Model {
        /// As it was made.
        model: String,
        /// Why it is none.
        message: String,
    },
    /// Fewer topics than folds.
    #[error(
        "{topics} judged topics can't be dealt into {folds} folds; write --folds 2 to --folds {topics}"
    )]
    Folds {
        /// Topics with judgements.
        topics: usize,
        /// As asked for.
        folds: usize,
    },
}

/// The values of one parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// The step that it is of (`rm3`); of the formula where there is none.
    pub step: Option<String>,
    /// Its name.
    pub name: String,
    /// Its values, as they are written into the model.
    pub values: Vec<String>,
}

/// What is searched.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid(Vec<Axis>);

impl FromStr for Grid {
    type Err = TuneError;

    fn from_str(text: &str) -> Result<Self, TuneError> {
        let axes = text.split(',').map(axis).collect::<Result<Vec<_>, _>>()?;
        let points =
            axes.iter().fold(1usize, |points, axis| points.saturating_mul(axis.values.len()));
        if points > MOST_POINTS {
            return Err(TuneError::TooLarge { points });
        }
        Ok(Self(axes))
    }
}

fn axis(text: &str) -> Result<Axis, TuneError> {
    let wrong = || TuneError::Axis(text.trim().to_owned());
    let (name, values) = text.trim().split_once('=').ok_or_else(wrong)?;
    let (step, name) = match name.split_once('.') {
        Some((step, name)) => (Some(step.trim().to_lowercase()), name),
        None => (None, name),
    };
    let name = name.trim().to_lowercase();
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|value| value.is_finite());
    let values = match values.split_once("..") {
        None => values
            .split('|')
            .map(|value| number(value).map(|_| value.trim().to_owned()))
            .collect::<Option<Vec<_>>>()
            .ok_or_else(wrong)?,
        Some((from, rest)) => {
            let (to, by) = rest.split_once(':').ok_or_else(wrong)?;
            let decimals =
                [from, by].map(|value| value.trim().split_once('.').map_or(0, |d| d.1.len()));
            let decimals = decimals[0].max(decimals[1]);
            let (from, to, by) = number(from)
                .zip(number(to))
                .zip(number(by))
                .map(|((f, t), b)| (f, t, b))
                .ok_or_else(wrong)?;
            if by <= 0.0 || to < from {
                return Err(wrong());
            }
            let steps = ((to - from) / by + 1e-9).floor();
            if steps >= MOST_POINTS as f64 {
                return Err(TuneError::TooLarge { points: MOST_POINTS + 1 });
            }
            // each from the first, so that errors don't add up
            (0..=steps as usize).map(|n| format!("{:.decimals$}", from + n as f64 * by)).collect()
        }
    };
    if name.is_empty() || values.is_empty() {
        return Err(wrong());
    }
    Ok(Axis { step, name, values })
}

impl Grid {
    /// The models of all points, in the order of the grid: the last axis changes first.
    ///
    /// # Errors
    /// Where the model has no such part, or a value is out of its bounds.
    pub fn models(&self, base: &Model) -> Result<Vec<Model>, TuneError> {
        let count: usize = self.0.iter().map(|axis| axis.values.len()).product();
        let point = |number: usize| {
            let mut left = number;
            let value = |axis: &Axis| {
                let at = left % axis.values.len();
                left /= axis.values.len();
                at
            };
            let mut places: Vec<usize> = self.0.iter().rev().map(value).collect();
            places.reverse();
            let values = self.0.iter().zip(&places);
            let values: Vec<&str> = values.map(|(axis, &at)| axis.values[at].as_str()).collect();
            self.model(base, &values)
        };
        (0..count).map(point).collect()
    }

    fn model(&self, base: &Model, point: &[&str]) -> Result<Model, TuneError> {
        let written = base.to_string();
        let mut parts: Vec<(String, BTreeMap<String, String>)> = parts(&written);
        for (axis, value) in self.0.iter().zip(point) {
            let place = match &axis.step {
                None => Some(0),
                Some(step) => parts.iter().position(|(name, _)| name == step),
            };
            let part =
                place.and_then(|place| parts.get_mut(place)).filter(|(name, _)| name != "rrf");
            let Some((_, numbers)) = part else {
                let part = axis.step.clone().unwrap_or_else(|| "formula".to_owned());
                return Err(TuneError::NoPart { model: written, part, name: axis.name.clone() });
            };
            numbers.insert(axis.name.clone(), (*value).to_owned());
        }
        let text = parts.iter().map(|(name, numbers)| {
            let numbers: Vec<String> =
                numbers.iter().map(|(name, value)| format!("{name}={value}")).collect();
            if numbers.is_empty() { name.clone() } else { format!("{name}({})", numbers.join(",")) }
        });
        let text = text.collect::<Vec<_>>().join("+");
        text.parse().map_err(|error: <Model as FromStr>::Err| TuneError::Model {
            model: text.clone(),
            message: error.to_string(),
        })
    }
}

/// The parts of a model as it prints itself, each with its numbers; a fusion is one part.
fn parts(model: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let mut depth = 0;
    let pieces = model.split(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == '+' && depth == 0
    });
    pieces
        .map(|piece| match piece.split_once('(') {
            Some((name, numbers)) if name != "rrf" => {
                let numbers = numbers.trim_end_matches(')').split(',');
                let pairs = numbers.filter_map(|pair| pair.split_once('='));
                let own =
                    |(name, value): (&str, &str)| (name.trim().to_owned(), value.trim().to_owned());
                (name.to_owned(), pairs.map(own).collect())
            }
            Some((name, _)) => (name.to_owned(), BTreeMap::new()),
            None => (piece.to_owned(), BTreeMap::new()),
        })
        .collect()
}

/// A fold and what was chosen for it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fold {
    /// Topics in it.
    pub topics: usize,
    /// The model that is best on the other folds.
    pub model: String,
    /// Its mean on the other folds.
    pub others: f64,
    /// Its mean on this one.
    pub held_out: f64,
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tuned {
    /// What is made best.
    pub measure: String,
    /// Points of the grid.
    pub points: usize,
    /// Topics with judgements.
    pub topics: usize,
    /// The model before, and its mean over all topics.
    pub base: (String, f64),
    /// The mean over all topics, each with the parameters that were chosen without it.
    pub cross_validated: f64,
    /// The folds.
    pub folds: Vec<Fold>,
    /// The best point on all topics, and its mean there, which no other topics will see.
    pub best: (String, f64),
    /// All points with their means over all topics, best first.
    pub all: Vec<(String, f64)>,
}

/// Searches a grid. `progress` is told how many points are done.
///
/// # Errors
/// Where a point is no model, where there are fewer topics than folds, where the
/// index can't be read.
pub fn tune(
    snapshot: &Snapshot,
    topics: &[Topic],
    qrels: &Qrels,
    (grid, measure, folds): (&Grid, Measure, usize),
    base: &Ranking,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Tuned, EvalError> {
    let models = grid.models(&base.model)?;
    let mut topics: Vec<Topic> =
        topics.iter().filter(|topic| qrels.has_topic(&topic.id)).cloned().collect();
    // dealt by a digest: neighbours in a file are often about the same
    topics.sort_by_cached_key(|topic| *blake3::hash(topic.id.as_bytes()).as_bytes());
    if folds < 2 || topics.len() < folds {
        return Err(TuneError::Folds { topics: topics.len(), folds }.into());
    }
    let figures = |model: &Model| -> Result<Vec<f64>, EvalError> {
        let how = Ranking { model: model.clone(), ..base.clone() };
        let run = rank(snapshot, &topics, &how, "", &|_| {})?;
        let options = EvalOptions { complete: true, ..EvalOptions::default() };
        let found = evaluate(&run, qrels, &[measure], &options);
        let found: BTreeMap<&str, f64> = found.per_topic(measure).collect();
        Ok(topics
            .iter()
            .map(|topic| found.get(topic.id.as_str()).copied().unwrap_or(0.0))
            .collect())
    };
    let before = figures(&base.model)?;
    let mut points = Vec::with_capacity(models.len());
    for (done, model) in models.iter().enumerate() {
        progress(done, models.len());
        points.push(figures(model)?);
    }
    let mean = |figures: &[f64], of: &dyn Fn(usize) -> bool| -> f64 {
        let (sum, count) = figures
            .iter()
            .enumerate()
            .filter(|(topic, _)| of(*topic))
            .fold((0.0, 0usize), |(sum, count), (_, figure)| (sum + figure, count + 1));
        sum / count.max(1) as f64
    };
    // of equals the first of the grid
    let best = |of: &dyn Fn(usize) -> bool| -> (usize, f64) {
        points.iter().enumerate().fold((0, f64::NEG_INFINITY), |best, (point, figures)| {
            let mean = mean(figures, of);
            if mean > best.1 { (point, mean) } else { best }
        })
    };
    let mut kept = vec![0.0; topics.len()];
    let mut out = Vec::with_capacity(folds);
    for fold in 0..folds {
        let (point, others) = best(&|topic| topic % folds != fold);
        let own = |topic: usize| topic % folds == fold;
        for topic in (0..topics.len()).filter(|&topic| own(topic)) {
            kept[topic] = points[point][topic];
        }
        out.push(Fold {
            topics: (0..topics.len()).filter(|&topic| own(topic)).count(),
            model: models[point].to_string(),
            others,
            held_out: mean(&points[point], &own),
        });
    }
    let (point, figure) = best(&|_| true);
    let mut all: Vec<(String, f64)> = models
        .iter()
        .zip(&points)
        .map(|(model, figures)| (model.to_string(), mean(figures, &|_| true)))
        .collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1));
    Ok(Tuned {
        measure: measure.to_string(),
        points: models.len(),
        topics: topics.len(),
        base: (base.model.to_string(), mean(&before, &|_| true)),
        cross_validated: mean(&kept, &|_| true),
        folds: out,
        best: (models[point].to_string(), figure),
        all,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<String> {
        text.parse::<Grid>().unwrap().0[0].values.clone()
    }

    #[test]
    fn ranges_end_where_they_say_and_have_no_rounding_in_them() {
        assert_eq!(values("k1=0.4..1.0:0.2"), ["0.4", "0.6", "0.8", "1.0"]);
        assert_eq!(values("b=0.1..0.3:0.05"), ["0.10", "0.15", "0.20", "0.25", "0.30"]);
        assert_eq!(values("mu=500|1000 | 2000"), ["500", "1000", "2000"]);
        assert_eq!(values("rm3.docs=5..12:5"), ["5", "10"]);
    }

    #[test]
    fn what_is_no_grid_is_said() {
        for text in
            ["", "k1", "k1=", "=1..2:1", "k1=2..1:0.1", "k1=1..2:0", "k1=1..2", "k1=a|b", "k1=NaN"]
        {
            let error = text.parse::<Grid>().unwrap_err();
            assert!(error.to_string().contains("is no axis"), "{text}: {error}");
        }
        assert!(matches!("k1=0..1:0.00001".parse::<Grid>(), Err(TuneError::TooLarge { .. })));
        assert!(matches!(
            "k1=0..1:0.001,b=0..1:0.001".parse::<Grid>(),
            Err(TuneError::TooLarge { points: 1_002_001 })
        ));
    }

    #[test]
    fn the_parts_of_a_model() {
        let named = |text: &str| {
            let parts = parts(text);
            parts
                .into_iter()
                .map(|(name, numbers)| format!("{name}{numbers:?}"))
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(
            named("bm25(k1=1.6,b=0.5)+rm3(docs=5)"),
            r#"bm25{"b": "0.5", "k1": "1.6"} rm3{"docs": "5"}"#
        );
        assert_eq!(named("rrf(bm25+rm3,dph,k=60)+smooth"), "rrf{} smooth{}");
    }

    #[test]
    fn a_part_that_the_model_lacks_is_named() {
        let grid: Grid = "rm3.docs=5|10".parse().unwrap();
        let error = grid.models(&Model::default()).unwrap_err();
        assert!(error.to_string().contains("no part `rm3`"), "{error}");
    }
}
