//! The order in which topics are shown: 2 before 10.

use std::cmp::Ordering;

/// Ids by their numbers where both are numbers, numbers before words, words by
/// their bytes. Ids that are the same number (`1`, `01`) go by their bytes.
#[must_use]
pub fn by_number(a: &str, b: &str) -> Ordering {
    match (a.parse::<u64>(), b.parse::<u64>()) {
        (Ok(x), Ok(y)) => x.cmp(&y).then_with(|| a.cmp(b)),
        (Ok(_), Err(_)) => Ordering::Less,
        (Err(_), Ok(_)) => Ordering::Greater,
        (Err(_), Err(_)) => a.cmp(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_comes_before_ten() {
        let mut ids = ["b", "10", "2", "a", "02"];
        ids.sort_by(|a, b| by_number(a, b));
        assert_eq!(ids, ["02", "2", "10", "a", "b"]);
    }
}
