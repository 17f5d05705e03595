//! Holm's correction (Holm, "A simple sequentially rejective multiple test
//! procedure", Scandinavian Journal of Statistics 6, 1979): of many comparisons
//! between equals some look significant. The smallest p is multiplied by their
//! number, the next by one less, and none gets smaller than one before it.
//!
//! ```text
//! .01 .04 .03   sorted .01 .03 .04   times 3 2 1   .03 .06 .04   corrected .03 .06 .06
//! ```

/// The corrected values, in the order of the values given.
pub(super) fn holm(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut corrected = vec![0.0; values.len()];
    let mut least = 0.0f64;
    for (before, at) in order.into_iter().enumerate() {
        let times = (values.len() - before) as f64;
        least = least.max((values[at] * times).min(1.0));
        corrected[at] = least;
    }
    corrected
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_worked_example() {
        assert_eq!(holm(&[0.01, 0.04, 0.03]), [0.03, 0.06, 0.06]);
        assert_eq!(holm(&[]), [0.0; 0]);
        assert_eq!(holm(&[0.7, 0.9]), [1.0, 1.0]);
    }

    proptest! {
        /// What the correction comes from: a comparison counts if every group that
        /// it is in does, and a group does if its smallest p, times its size, is
        /// small enough (closed testing with Bonferroni's bound).
        #[test]
        fn it_is_bonferroni_in_every_group(values in prop::collection::vec(0.0..1.0f64, 1..8)) {
            let corrected = holm(&values);
            for (at, found) in corrected.iter().enumerate() {
                let groups = (1u32..1 << values.len()).filter(|group| group >> at & 1 == 1);
                let worst = groups.map(|group| {
                    let of_group = values.iter().enumerate().filter(|(i, _)| group >> i & 1 == 1);
                    let smallest = of_group.map(|(_, &value)| value).fold(1.0, f64::min);
                    (smallest * f64::from(group.count_ones())).min(1.0)
                });
                let worst = worst.fold(0.0, f64::max);
                prop_assert!((found - worst).abs() < 1e-15, "{} {}", found, worst);
            }
        }
    }
}
