//! Acronyms: which letters a name may be shortened to, and which mentions look
//! like such letters.

use super::site::Site;

/// The letters of a mention that looks like an acronym (`DOD`, `U.N.`, `DoD`,
/// `MÁV`), in small letters: one word, mostly capitals.
pub(super) fn letters_of(surface: &str) -> Option<String> {
    if surface.contains(char::is_whitespace) {
        return None;
    }
    let mut letters = String::new();
    let (mut capitals, mut small) = (0, 0);
    for letter in surface.chars() {
        match letter {
            '.' | '-' | '&' => continue,
            _ if letter.is_uppercase() => capitals += 1,
            _ if letter.is_lowercase() => small += 1,
            _ if letter.is_numeric() => {}
            _ => return None,
        }
        letters.extend(letter.to_lowercase());
    }
    (2..=10).contains(&(capitals + small)).then_some(())?;
    (capitals >= 2 && capitals > small).then_some(letters)
}

/// The acronyms that a name of several words may have: of its capitalised
/// words, of all its words, each with and without a leading country.
pub(super) fn of_name(surface: &str) -> Vec<String> {
    let words: Vec<&str> = surface
        .split(|c: char| c.is_whitespace() || c == '-' || c == '/')
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '&' && c != '.'))
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() < 2 || words.len() > 12 {
        return Vec::new();
    }
    let mut out: Vec<String> = Vec::new();
    let mut push = |word: String| {
        if word.chars().count() > 1 && !out.contains(&word) {
            out.push(word);
        }
    };
    let country = usize::from(words.len() > 2 && is_country(words[0]));
    // the VA is the Department of Veterans Affairs
    let of = match words[country..] {
        [first, "of" | "for", _, _, ..] if is_sort_of_body(first) => country + 2,
        _ => country,
    };
    for words in [&words[..], &words[country..], &words[of..]] {
        let capitalised = || {
            words
                .iter()
                .filter(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric()))
        };
        push(initials(capitalised().copied()));
        push(initials(words.iter().copied().filter(|word| *word != "&")));
        // HM Revenue & Customs: HMRC
        push(
            capitalised()
                .map(|word| {
                    if word.len() < 5 && word.chars().all(|c| c.is_uppercase()) {
                        word.to_lowercase()
                    } else {
                        let mut letters = initials(std::iter::once(*word));
                        // the Association of Southeast Asian Nations
                        if matches!(
                            &word.to_lowercase()[..],
                            "southeast" | "southwest" | "northeast" | "northwest"
                        ) {
                            letters.push(word.chars().nth(5).unwrap_or('e'));
                        }
                        letters
                    }
                })
                .collect(),
        );
    }
    out
}

fn initials<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.filter_map(|word| word.chars().next()).flat_map(char::to_lowercase).collect()
}

fn is_sort_of_body(word: &str) -> bool {
    matches!(word, "Department" | "Ministry" | "Office" | "Bureau" | "Agency" | "Board" | "Court")
}

fn is_country(word: &str) -> bool {
    matches!(
        word,
        "U.N." | "UN" | "EU" | "U.S." | "US" | "U.K." | "UK" | "American" | "British" | "National"
    )
}

/// Whether one mention explains the next: `Department of Defense (DOD)`,
/// `AFAD (Disaster and Emergency Management Presidency)`, `the X, known as Y`.
pub(super) fn explains(one: &Site<'_>, two: &Site<'_>) -> bool {
    if one.in_headline != two.in_headline || one.end > two.start {
        return false;
    }
    let Some(between) = one.text.get(one.end..two.start) else { return false };
    if between.len() > 40 {
        return false;
    }
    let between = between.trim_end_matches(['“', '"', '‘', '\'']);
    let bracket = matches!(between.trim(), "(" | "(the")
        && two.after().starts_with([')', ',', ';', '”', '"', '’', '\'']);
    let words = between.trim_start_matches([',', ' ']).trim_end();
    let named = matches!(
        words,
        "known as"
            | "better known as"
            | "also known as"
            | "known by its initials as"
            | "known as the"
            | "or"
            | "known by its initials"
            | "called"
            | "abbreviated"
            | "abbreviated as"
    ) && between.starts_with(',')
        || words == "known as"
        || words == "also known as"
        || words == "better known as";
    let short = two.after();
    let for_short = words.is_empty()
        && between.starts_with(',')
        && (short.starts_with(" for short") || short.starts_with(", for short"));
    if for_short {
        return true;
    }
    // "the National Disaster Mitigation Agency, BNPB, opened": no list
    if between == ", "
        && one.words.len() > 2
        && letters_of(two.surface()).is_some_and(|letters| letters.len() > 2)
        && two.after().starts_with(", ")
        && two.after()[2..].starts_with(char::is_lowercase)
        && !["and ", "or ", "as well"].iter().any(|word| two.after()[2..].starts_with(word))
        && !one.before().trim_end().trim_end_matches("the").trim_end().ends_with(',')
    {
        return true;
    }
    if !(bracket || named) {
        return false;
    }
    letters_of(two.surface()).is_some() != letters_of(one.surface()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_of_names() {
        for (name, acronym) in [
            ("Department of Defense", "dod"),
            ("U.S. Environmental Protection Agency", "epa"),
            ("HM Revenue & Customs", "hmrc"),
            ("General Directorate of Water", "gdow"),
            ("World Health Organization", "who"),
            ("Department of Veterans Affairs", "va"),
            ("Association of Southeast Asian Nations", "asean"),
            ("U.N. Office for the Coordination of Humanitarian Affairs", "ocha"),
            ("Public and Commercial Services Union", "pcsu"),
        ] {
            assert!(of_name(name).iter().any(|found| found == acronym), "{name}");
        }
    }

    #[test]
    fn what_looks_like_an_acronym() {
        assert_eq!(letters_of("W.H.O.").as_deref(), Some("who"));
        assert_eq!(letters_of("DoD").as_deref(), Some("dod"));
        assert_eq!(letters_of("MÁV").as_deref(), Some("máv"));
        assert_eq!(letters_of("Slack"), None);
        assert_eq!(letters_of("IG Metall"), None);
    }
}
