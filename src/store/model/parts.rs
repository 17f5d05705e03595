//! Names, parameters, bounds and defaults of everything that a model is made of.

use super::{Bm25f, Dependence, Feedback, Formula, Smoothing};
use crate::schema::HEADLINE_WEIGHT;

/// A number that a part of a model can be given.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parameter {
    pub(super) name: &'static str,
    pub(super) default: f64,
    pub(super) least: f64,
    pub(super) most: f64,
    /// Whether it counts something.
    pub(super) whole: bool,
}

const fn number(name: &'static str, default: f64, least: f64, most: f64) -> Parameter {
    Parameter { name, default, least, most, whole: false }
}

const fn count(name: &'static str, default: u32, most: u32) -> Parameter {
    Parameter { name, default: default as f64, least: 1.0, most: most as f64, whole: true }
}

/// A name with its `N` parameters.
pub(super) struct Part<const N: usize> {
    pub(super) name: &'static str,
    pub(super) parameters: [Parameter; N],
}

impl<const N: usize> Part<N> {
    pub(super) fn defaults(&self) -> [f64; N] {
        std::array::from_fn(|at| self.parameters[at].default)
    }
}

const MANY: f64 = 1e6;

pub(super) const BM25: Part<2> =
    Part { name: "bm25", parameters: [number("k1", 0.9, 0.0, 1000.0), number("b", 0.4, 0.0, 1.0)] };
pub(super) const BM25F: Part<4> = Part {
    name: "bm25f",
    parameters: [
        number("k1", 1.2, 0.0, 1000.0),
        number("b", 0.75, 0.0, 1.0),
        number("headline", HEADLINE_WEIGHT as f64, 0.0, 100.0),
        number("lead", 0.0, 0.0, 100.0),
    ],
};
pub(super) const DPH: Part<0> = Part { name: "dph", parameters: [] };
pub(super) const PL2: Part<1> = Part { name: "pl2", parameters: [number("c", 2.0, 0.01, 1000.0)] };
pub(super) const LGD: Part<1> = Part { name: "lgd", parameters: [number("c", 0.5, 0.01, 1000.0)] };
pub(super) const QL: Part<1> = Part { name: "ql", parameters: [number("mu", 500.0, 0.01, MANY)] };
pub(super) const QLJM: Part<1> =
    Part { name: "qljm", parameters: [number("lambda", 0.7, 0.001, 0.999)] };

pub(super) const SDM: Part<4> = Part {
    name: "sdm",
    parameters: [
        number("word", 0.85, 0.0, 1.0),
        number("row", 0.1, 0.0, 1.0),
        number("near", 0.05, 0.0, 1.0),
        count("window", 8, 1000),
    ],
};

pub(super) const RM3: Part<3> = Part {
    name: "rm3",
    parameters: [
        count("docs", 5, 1000),
        count("terms", 40, 1000),
        number("weight", 0.4, 0.0, 0.99),
    ],
};
pub(super) const BO1: Part<3> = Part {
    name: "bo1",
    parameters: [
        count("docs", 10, 1000),
        count("terms", 20, 1000),
        number("weight", 0.5, 0.0, 10.0),
    ],
};
pub(super) const ROCCHIO: Part<4> = Part {
    name: "rocchio",
    parameters: [
        count("docs", 10, 1000),
        count("terms", 40, 1000),
        number("alpha", 1.0, 0.01, 100.0),
        number("beta", 0.75, 0.0, 100.0),
    ],
};

pub(super) const SMOOTH: Part<3> = Part {
    name: "smooth",
    parameters: [count("docs", 100, 1000), count("near", 10, 100), number("weight", 0.4, 0.0, 1.0)],
};

/// The constant of reciprocal-rank fusion that its paper found to do well: see
/// [`super::Order::Fused`].
pub const RRF_K: f64 = 60.0;
/// What models are fused with.
pub(super) const RRF: Part<1> = Part { name: "rrf", parameters: [number("k", RRF_K, 0.0, MANY)] };

/// A part as the grammar sees it, whatever its number of parameters.
pub(super) trait AnyPart: Sync {
    fn name(&self) -> &'static str;
    fn parameters(&self) -> &[Parameter];
}

impl<const N: usize> AnyPart for Part<N> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }
}

/// All formulas, in the order in which a message names them.
pub(super) const FORMULAS: [&dyn AnyPart; 7] = [&BM25F, &BM25, &DPH, &PL2, &LGD, &QL, &QLJM];
/// All ways of feedback.
pub(super) const FEEDBACK: [&dyn AnyPart; 3] = [&RM3, &BO1, &ROCCHIO];

/// A formula from its name and all its numbers.
pub(super) fn formula(name: &str, given: &[f64]) -> Option<Formula> {
    Some(match (name, given) {
        ("bm25", &[k1, b]) => Formula::Bm25 { k1, b },
        ("bm25f", &[k1, b, headline, lead]) => Formula::Bm25f(Bm25f { k1, b, headline, lead }),
        ("dph", &[]) => Formula::Dph,
        ("pl2", &[c]) => Formula::Pl2 { c },
        ("lgd", &[c]) => Formula::Lgd { c },
        ("ql", &[mu]) => Formula::Ql { mu },
        ("qljm", &[lambda]) => Formula::Qljm { lambda },
        _ => return None,
    })
}

/// A formula's part and its numbers: the other way round.
pub(super) fn of_formula(formula: Formula) -> (&'static dyn AnyPart, Vec<f64>) {
    match formula {
        Formula::Bm25 { k1, b } => (&BM25, vec![k1, b]),
        Formula::Bm25f(Bm25f { k1, b, headline, lead }) => (&BM25F, vec![k1, b, headline, lead]),
        Formula::Dph => (&DPH, Vec::new()),
        Formula::Pl2 { c } => (&PL2, vec![c]),
        Formula::Lgd { c } => (&LGD, vec![c]),
        Formula::Ql { mu } => (&QL, vec![mu]),
        Formula::Qljm { lambda } => (&QLJM, vec![lambda]),
    }
}

/// Feedback from its name and all its numbers.
pub(super) fn feedback(name: &str, given: &[f64]) -> Option<Feedback> {
    Some(match (name, given) {
        ("rm3", &[docs, terms, weight]) => {
            Feedback::Rm3 { docs: docs as usize, terms: terms as usize, weight }
        }
        ("bo1", &[docs, terms, weight]) => {
            Feedback::Bo1 { docs: docs as usize, terms: terms as usize, weight }
        }
        ("rocchio", &[docs, terms, alpha, beta]) => {
            Feedback::Rocchio { docs: docs as usize, terms: terms as usize, alpha, beta }
        }
        _ => return None,
    })
}

/// The other way round.
pub(super) fn of_feedback(feedback: Feedback) -> (&'static dyn AnyPart, Vec<f64>) {
    match feedback {
        Feedback::Rm3 { docs, terms, weight } => (&RM3, vec![docs as f64, terms as f64, weight]),
        Feedback::Bo1 { docs, terms, weight } => (&BO1, vec![docs as f64, terms as f64, weight]),
        Feedback::Rocchio { docs, terms, alpha, beta } => {
            (&ROCCHIO, vec![docs as f64, terms as f64, alpha, beta])
        }
    }
}

/// Dependence from all its numbers.
pub(super) fn dependence([word, row, near, window]: [f64; 4]) -> Dependence {
    Dependence { word, row, near, window: window as u32 }
}

/// Smoothing from all its numbers.
pub(super) fn smoothing([docs, near, weight]: [f64; 3]) -> Smoothing {
    Smoothing { docs: docs as usize, near: near as usize, weight }
}
