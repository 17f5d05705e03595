//! Measures that ask only whether an article is relevant, and where it stands.
//!
//! ```text
//! ranking   + - + - -     R = 3        precision at 1: 1/1, at 3: 2/3
//! average precision = (1/1 + 2/3) / 3 = 0.5556
//! ```

use super::{Graded, quotient};

impl Graded {
    /// Average precision of the first `k`.
    pub(super) fn average_precision(&self, k: usize) -> f64 {
        let (mut found, mut sum) = (0, 0.0);
        for (at, is_relevant) in self.relevance().take(k).enumerate() {
            if is_relevant {
                found += 1;
                sum += quotient(found, at + 1);
            }
        }
        if self.relevant == 0 { 0.0 } else { sum / self.relevant as f64 }
    }

    /// One by the first rank that is relevant.
    pub(super) fn reciprocal_rank(&self) -> f64 {
        let first = self.relevance().position(|is_relevant| is_relevant);
        first.map_or(0.0, |at| quotient(1, at + 1))
    }

    /// Precision and recall of the whole set in one; `x` weighs recall.
    pub(super) fn set_f(&self, x: f64) -> f64 {
        let found = self.relevant_in(usize::MAX);
        let precision = quotient(found, self.grades.len());
        let recall = quotient(found, self.relevant);
        let lower = recall + x * precision;
        if lower == 0.0 { 0.0 } else { (x + 1.0) * precision * recall / lower }
    }

    /// The share of the first `k` that is judged.
    pub(super) fn judged(&self, k: usize) -> f64 {
        let first = &self.grades[..self.grades.len().min(k)];
        quotient(first.iter().filter(|grade| **grade >= 0).count(), first.len())
    }
}
