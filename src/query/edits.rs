//! How far two words are apart, as `~1` and `~2` count it.

/// Edits between two words: a letter more, less or changed, or two neighbours
/// exchanged; no letter is edited twice (Damerau, "A technique for computer
/// detection and correction of spelling errors", CACM 1964).
///
/// ```
/// use dateline::query::edits_between;
/// assert_eq!(edits_between("soliemani", "soleimani"), 1);
/// ```
#[must_use]
pub fn edits_between(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    rows[0] = (0..=b.len()).collect();
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            let mut edits =
                (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                edits = edits.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = edits;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        for (a, b, edits) in [
            ("talks", "talks", 0),
            ("tlaks", "talks", 1),
            ("talk", "talks", 1),
            ("bonty", "county", 2),
            ("", "ab", 2),
            ("ca", "abc", 3),
        ] {
            assert_eq!(edits_between(a, b), edits, "{a} {b}");
            assert_eq!(edits_between(b, a), edits, "{b} {a}");
        }
    }
}
