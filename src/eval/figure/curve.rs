//! The curve of precision over recall.
//!
//! Topics have different numbers of relevant articles, so the curve is read off at
//! given shares of them. Between, precision is interpolated: the highest at this
//! recall or any beyond.
//!
//! ```text
//! ranking   + - - + +    R = 4    precision at each +: 1, 1/2, 3/5
//! at recall 0.25: 1      at 0.5: 3/5 (two are found at rank 4, better is at rank 5)
//! at recall 0.75: 3/5    at 1: 0 (the fourth was not retrieved)
//! ```

use super::{Graded, quotient};

impl Graded {
    /// For each number of relevant articles found, from 0, the highest precision at
    /// any rank where as many are found or more.
    fn best_precisions(&self) -> Vec<f64> {
        let mut found = self.relevant_in(usize::MAX);
        let mut best = vec![0.0; found + 1];
        let mut highest = 0.0_f64;
        for (at, is_relevant) in self.relevance().enumerate().collect::<Vec<_>>().iter().rev() {
            if *is_relevant {
                highest = highest.max(quotient(found, at + 1));
                best[found] = highest;
                found -= 1;
            }
        }
        best[0] = highest;
        best
    }

    /// The curve at a recall.
    fn at(&self, best: &[f64], recall: f64) -> f64 {
        let needed = (recall * self.relevant as f64 + 0.9) as usize;
        best.get(needed).copied().unwrap_or(0.0)
    }

    /// Interpolated precision at a recall.
    pub(super) fn interpolated_precision(&self, recall: f64) -> f64 {
        self.at(&self.best_precisions(), recall)
    }

    /// The mean over eleven levels of recall.
    pub(super) fn eleven_points(&self) -> f64 {
        let best = self.best_precisions();
        (0..=10).map(|tenth| self.at(&best, f64::from(tenth) / 10.0)).sum::<f64>() / 11.0
    }
}
