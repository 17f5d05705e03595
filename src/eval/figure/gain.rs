//! Cumulated gain: better articles count more, lower ranks count less.
//!
//! ```text
//! grades   2 0 1         judged 2 1 1
//! gain = 2/log2(2) + 1/log2(4) = 2.5    best = 2/log2(2) + 1/log2(3) + 1/log2(4) = 3.1309
//! ndcg = 0.7985
//! ```

use super::Graded;

/// The sum of `grade / log2(rank + 1)`; grades below zero are zero.
fn discounted(grades: &[i64]) -> f64 {
    let gain = |(at, grade): (usize, &i64)| (*grade).max(0) as f64 / ((at + 2) as f64).log2();
    grades.iter().enumerate().map(gain).sum()
}

impl Graded {
    /// Of the first `k`.
    pub(super) fn ndcg(&self, k: usize) -> f64 {
        let first = |grades: &[i64]| discounted(&grades[..grades.len().min(k)]);
        let best = first(&self.ideal);
        if best == 0.0 { 0.0 } else { first(&self.grades) / best }
    }
}
