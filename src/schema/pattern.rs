//! Patterns of a word: `*` is any letters, `?` is one.

use super::term::normalise;

/// A pattern with its letters folded as those of words are.
#[must_use]
pub fn fold_pattern(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut letters = String::new();
    for c in pattern.chars() {
        if matches!(c, '*' | '?') {
            out.push_str(&normalise(&std::mem::take(&mut letters), false));
            out.push(c);
        } else {
            letters.push(c);
        }
    }
    out.push_str(&normalise(&letters, false));
    out
}

/// Whether a pattern matches a whole word. Both are folded.
#[must_use]
pub fn matches_pattern(pattern: &str, word: &str) -> bool {
    let (pattern, word): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), word.chars().collect());
    let (mut p, mut w) = (0, 0);
    // where to go on after the last star, taking in one letter more
    let mut again = None;
    while w < word.len() {
        match pattern.get(p) {
            Some('*') => {
                again = Some((p + 1, w));
                p += 1;
            }
            Some(&c) if c == '?' || c == word[w] => {
                p += 1;
                w += 1;
            }
            _ => match again {
                Some((after, from)) => {
                    p = after;
                    w = from + 1;
                    again = Some((after, from + 1));
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|&c| c == '*')
}

#[cfg(test)]
mod tests {
    use super::matches_pattern as matches;
    use proptest::prelude::*;

    #[test]
    fn patterns() {
        for (pattern, word, expected) in [
            ("resign*", "resigned", true),
            ("resign*", "resin", false),
            ("wom?n", "women", true),
            ("wom?n", "womn", false),
            ("*gate", "watergate", true),
            ("*gate", "gateway", false),
            ("organi*ation", "organisation", true),
            ("a*b*c", "axxbyybzc", true),
            ("a*b*c", "axxbyyb", false),
            ("*", "", true),
        ] {
            assert_eq!(matches(pattern, word), expected, "{pattern} {word}");
        }
    }

    proptest! {
        // the same as the plain definition, by recursion
        #[test]
        fn matching_is_as_defined(pattern in "[ab*?]{0,7}", word in "[ab]{0,8}") {
            fn slow(p: &[u8], w: &[u8]) -> bool {
                match (p.first(), w.first()) {
                    (None, None) => true,
                    (Some(b'*'), _) => slow(&p[1..], w) || (!w.is_empty() && slow(p, &w[1..])),
                    (Some(b'?'), Some(_)) => slow(&p[1..], &w[1..]),
                    (Some(a), Some(b)) if a == b => slow(&p[1..], &w[1..]),
                    _ => false,
                }
            }
            prop_assert_eq!(matches(&pattern, &word), slow(pattern.as_bytes(), word.as_bytes()));
        }
    }
}
