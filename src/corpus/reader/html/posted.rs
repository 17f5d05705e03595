//! Sentences that say when the page itself was put up, as the templates of weblogs write them.
//!
//! ```text
//! This entry was posted on Wednesday, December 11th, 2019 at 10:15 am and is filed under Ice.
//! Dieser Beitrag wurde am 11. Dezember 2019 um 10:15 Uhr veröffentlicht …
//! Hofheim | Wiesbaden, 11. November 2021
//! ```
//!
//! A text may say of anything else that it was published. So the first kind is
//! believed only where it speaks of itself ("this entry") or holds a link to
//! its own category; the second only as a paragraph of its own.

use crate::article::{Precision, date_in_line};

/// Of a sentence so many bytes are looked at; a template's is no longer.
pub(super) const LONGEST: usize = 400;

/// How texts begin that speak of themselves.
const OF_ITSELF: &[&str] = &[
    "this entry",
    "this post",
    "this article",
    "this story",
    "dieser beitrag",
    "dieser artikel",
    "dieser eintrag",
    "cet article",
    "ce billet",
    "cette entrée",
    "esta entrada",
    "este artículo",
    "este artigo",
    "este post",
    "questo articolo",
    "questo post",
];

/// Beginnings of words that say it was put up.
const PUT_UP: &[&str] = &[
    "posted",
    "published",
    "gepostet",
    "veröffentlicht",
    "geschrieben",
    "erstellt",
    "publié",
    "posté",
    "publicad",
    "pubblicat",
    "postad",
];

/// Beginnings of words that say that it was changed.
const CHANGED: &[&str] = &[
    "updated",
    "modified",
    "edited",
    "aktualisiert",
    "geändert",
    "bearbeitet",
    "modifié",
    "mis",
    "actualizad",
    "atualizad",
    "aggiornat",
];

/// Whether a text begins as one that speaks of itself.
pub(super) fn is_of_itself(text: &str) -> bool {
    // the longest beginning has 15 letters
    let start: String = text.trim_start().chars().take(16).flat_map(char::to_lowercase).collect();
    OF_ITSELF.iter().any(|words| start.starts_with(words))
}

/// The day on which a sentence says that it was put up.
pub(super) fn day_put_up(sentence: &str) -> Option<String> {
    let lower = sentence.to_lowercase();
    let says = |words: &[&str]| {
        lower.split_whitespace().any(|word| words.iter().any(|start| word.starts_with(start)))
    };
    if !says(PUT_UP) || says(CHANGED) {
        return None;
    }
    day_in(sentence)
}

/// The first day in a sentence.
fn day_in(sentence: &str) -> Option<String> {
    /// `Wednesday, 11 de diciembre de 2019`
    const MOST_WORDS: usize = 6;
    let words: Vec<&str> = sentence.split_whitespace().collect();
    (0..words.len()).find_map(|from| {
        let most = MOST_WORDS.min(words.len() - from);
        (1..=most).rev().find_map(|count| {
            let candidate = words[from..from + count].join(" ");
            let candidate = candidate.trim_matches([',', '.', ';', '(', ')']);
            date_in_line(candidate)
                .filter(|date| date.precision <= Precision::Day)
                .map(|_| candidate.to_owned())
        })
    })
}

/// The day in a paragraph that names where and when a report was filed, and says nothing else.
pub(super) fn day_filed(paragraph: &str) -> Option<String> {
    const LONGEST_PLACE: usize = 60;
    /// Small words within names of places: `Hofheim am Taunus`, `Rio de Janeiro`.
    const SMALL: &[&str] = &[
        "am", "an", "der", "den", "im", "in", "ob", "de", "del", "do", "da", "la", "le", "sur",
        "upon", "and", "und", "et",
    ];
    let (place, day) = paragraph.trim().split_once(", ")?;
    let day = day.trim_end_matches([':', '.', '-', '–', '—', ' ']);
    let is_place = place.len() <= LONGEST_PLACE
        && place.starts_with(char::is_uppercase)
        && place.split([' ', '\u{a0}']).all(|word| {
            word.starts_with(char::is_uppercase)
                || matches!(word, "|" | "/" | "&" | "-" | "–")
                || SMALL.contains(&word)
        })
        && !place.bytes().any(|byte| byte.is_ascii_digit());
    let is_day = date_in_line(day).is_some_and(|date| date.precision <= Precision::Day);
    (is_place && is_day).then(|| day.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: Option<String>) -> Option<String> {
        date_in_line(&text?)?.date()
    }

    #[test]
    fn a_template_says_when_it_was_put_up() {
        for sentence in [
            "This entry was posted on Wednesday, December 11th, 2019 at 10:15 am and is filed under Ice.",
            "Ice wurde am 11. Dezember 2019 um 10:15 Uhr gepostet und unter Eis abgelegt.",
            "Cet article a été publié le 11 décembre 2019 dans Glace.",
            "Esta entrada fue publicada el 11 de diciembre de 2019.",
        ] {
            assert_eq!(date(day_put_up(sentence)).as_deref(), Some("2019-12-11"), "{sentence}");
        }
        for none in [
            "This entry was posted by Ann Ames in Ice.",
            "This entry was posted on May 3.",
            "This article was last updated on 11 December 2019, published before.",
            "The ferry sank on 11 December 2019.",
        ] {
            assert_eq!(day_put_up(none), None, "{none}");
        }
        assert!(is_of_itself(" This entry was") && is_of_itself("Dieser Beitrag"));
        assert!(!is_of_itself("The study was published") && !is_of_itself(""));
    }

    #[test]
    fn a_paragraph_that_is_a_dateline_has_its_day() {
        for (paragraph, day) in [
            ("Hofheim am Taunus | Wiesbaden, 11. November 2021", "11. November 2021"),
            ("London, 11 December 2019.", "11 December 2019"),
            ("Rio de Janeiro, 11 de dezembro de 2019 –", "11 de dezembro de 2019"),
            ("Berlin, den 11. Dezember 2019", "den 11. Dezember 2019"),
        ] {
            assert_eq!(day_filed(paragraph).as_deref(), Some(day), "{paragraph}");
        }
        for none in [
            "We meet in Berlin, 11 December 2019",
            "London, 11 December",
            "London, May 2019",
            "Photo 7, 11 December 2019",
            "11 December 2019",
        ] {
            assert_eq!(day_filed(none), None, "{none}");
        }
    }
}
