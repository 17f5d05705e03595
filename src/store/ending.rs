//! What the English stemmer takes off the end of a word: the other side of
//! Porter2's rules, put together as the stemmer takes them apart.
//!
//! ```text
//! organizations   =  organ + ization + s        ize, made of ization (step 2), taken off (step 4)
//! critically      =  critic + ally              al, made of ally
//! ```

use std::sync::LazyLock;

/// What the last steps take off, and what the steps before them turn into it
/// (Porter, "Snowball: English stemmer", steps 2 to 4).
const TAKEN: [&[&str]; 22] = [
    &[
        "", "ative", "ful", "ness", "fulness", "less", "lessness", "iness", "ship", "eful",
        "eness", "eing",
    ],
    &["al", "alize", "alism", "ality", "ally", "alizer", "alization", "alise", "alisation"],
    &["ial", "ially", "iality", "ual", "ually"],
    &["ance", "ancy"],
    &["ence", "ency", "ential", "entially"],
    &["er", "eer", "ery", "ier", "iest", "est"],
    &["ic", "icate", "ication", "icator", "icative", "icity", "ical", "ically", "icism", "icize"],
    &["able", "eable", "ably", "ability"],
    &["ible", "ibly", "ibility"],
    &["ant", "antly"],
    &["ement", "eement", "ment", "mental", "mentally"],
    &["ent", "ently", "entative", "entation"],
    &["ism", "ist", "istic", "istically"],
    &["ate", "ation", "ator", "ational", "ationally", "ately", "atory", "ative", "atively"],
    &["ity", "ility"],
    &["ous", "ously", "ousness", "ious", "iously", "eous", "eously"],
    &["ive", "iveness", "ivity", "ively"],
    &["ize", "izer", "ization", "ise", "iser", "isation"],
    &["ion", "ional", "ionally", "ionality", "ionate", "ionately", "ioned"],
    &["or", "ory", "ary"],
    &["y", "ly", "ily"],
    &["e", "ed", "edly", "edness", "ing", "ingly", "ian", "ially"],
];

/// All endings, each once.
pub(super) static ENDINGS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut all = Vec::new();
    for ending in TAKEN.iter().copied().flatten().copied() {
        all.push(ending.to_owned());
        let (stem, inflections): (&str, &[&str]) = if let Some(stem) = ending.strip_suffix('e') {
            (stem, &["es", "ed", "ing", "ings", "ely", "edly", "ingly", "er", "ers"])
        } else if let Some(stem) = ending.strip_suffix('y') {
            (stem, &["ies", "ied", "ying", "iness", "ily"])
        } else {
            (ending, &["s", "es", "ed", "ing", "ings", "ly", "edly", "ingly", "ness"])
        };
        all.extend(inflections.iter().map(|inflection| format!("{stem}{inflection}")));
    }
    all.sort_unstable();
    all.dedup();
    all
});
