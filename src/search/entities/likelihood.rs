//! How telling it is that two things stand in the same articles.
//!
//! The log-likelihood ratio of Dunning, "Accurate Methods for the Statistics of Surprise and
//! Coincidence", Computational Linguistics 19(1), 1993: how much better the articles are explained
//! by a name being more (or less) frequent beside another than by its being equally frequent
//! everywhere. Unlike a quotient of frequencies it does not put what stands in one article first.

/// G² of a name in `with` of `beside` articles and in `all` of `total`, these among them; below
/// zero where it is rarer beside than elsewhere.
pub(super) fn telling(with: u64, beside: u64, all: u64, total: u64) -> f64 {
    let (elsewhere, others) = (all.saturating_sub(with), total.saturating_sub(beside));
    let cells = [
        (with, beside, all),
        (beside.saturating_sub(with), beside, total.saturating_sub(all)),
        (elsewhere, others, all),
        (others.saturating_sub(elsewhere), others, total.saturating_sub(all)),
    ];
    let cell = |(seen, row, column): (u64, u64, u64)| {
        if seen == 0 {
            return 0.0;
        }
        let expected = row as f64 * column as f64 / total as f64;
        seen as f64 * (seen as f64 / expected).ln()
    };
    let ratio = (2.0 * cells.into_iter().map(cell).sum::<f64>()).max(0.0);
    let rarer = (with as f64) * (others as f64) < (elsewhere as f64) * (beside as f64);
    if rarer { 0.0 - ratio } else { ratio }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_dunning_has_it() {
        // his table: "the swiss" 110 of 2552 bigrams of "the", 111 rest, of 31777
        let found = telling(110, 2552, 221, 31_777);
        assert!((found - 270.72).abs() < 0.01, "{found}");
        assert!(telling(5, 100, 50, 1000).abs() < 1e-9);
        assert!(telling(1, 100, 500, 1000) < 0.0);
        assert!(telling(9, 10, 10, 1000) > telling(1, 10, 1, 1000));
        for (with, beside, all, total) in [(0, 0, 0, 0), (0, 5, 0, 5), (5, 5, 5, 5), (3, 3, 7, 7)] {
            assert!(telling(with, beside, all, total).is_finite());
        }
    }
}
