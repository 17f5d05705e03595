//! Binary preference: are relevant articles above those judged not relevant?
//!
//! What is not judged is passed over, which is what makes the measure fit for
//! incomplete judgements. Of `N` articles judged not relevant only the first `R`
//! in the ranking count.
//!
//! ```text
//! ranking  + - ? + -     R = 2, N = 3     above the first +: 0, the second: 1
//! bpref = ((1 - 0/2) + (1 - 1/2)) / 2 = 0.75
//! ```

use super::{Graded, quotient};

impl Graded {
    /// See [`Measure::Bpref`](super::Measure::Bpref).
    pub(super) fn bpref(&self) -> f64 {
        let most = self.judged_not_relevant.min(self.relevant);
        let (mut above, mut sum) = (0, 0.0);
        for grade in &self.grades {
            if *grade >= self.level {
                sum += 1.0 - quotient(above.min(self.relevant), most);
            } else if *grade >= 0 {
                above += 1;
            }
        }
        if self.relevant == 0 { 0.0 } else { sum / self.relevant as f64 }
    }
}
