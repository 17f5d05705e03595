//! The word before the names of a byline: "By", and what other languages say.

/// English, Spanish and Portuguese, French, German, Italian, Dutch, Norwegian
/// and Swedish.
const LEADS: &[&str] = &["by", "por", "par", "von", "di", "door", "av"];

/// The names of a byline that begins with such a word; `None` if it does not.
///
/// Other than "By", these words are parts of names too. One is a lead only where
/// a first name and a last name follow: `Von Anna Roth`, but not `Von Trier` or
/// `von der Heide`.
pub(super) fn without_lead(byline: &str) -> Option<&str> {
    let (lead, rest) = byline.split_once([' ', ':', '\u{a0}'])?;
    if !LEADS.iter().any(|known| known.eq_ignore_ascii_case(lead)) {
        return None;
    }
    let names = rest.trim_start_matches([' ', ':', '\u{a0}']);
    let is_sure = lead.eq_ignore_ascii_case("by") || byline[lead.len()..].starts_with(':');
    let mut words = names.split_whitespace();
    let has_names = words.next().is_some_and(|first| first.starts_with(char::is_uppercase))
        && words.count() > 0;
    (is_sure || has_names).then_some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lead_of_several_languages_is_no_name() {
        for byline in [
            "By Anna Roth",
            "BY: Anna Roth",
            "Por Anna Roth",
            "par Anna Roth",
            "Von Anna Roth",
            "VON: Anna Roth",
            "Di Anna Roth",
            "Door Anna Roth",
            "Av Anna Roth",
        ] {
            assert_eq!(without_lead(byline), Some("Anna Roth"), "{byline}");
        }
        assert_eq!(without_lead("By anna"), Some("anna"));
    }

    #[test]
    fn a_name_keeps_its_own_words() {
        for byline in ["Von Trier", "von der Heide", "Di Maggio", "Byron Katz", "Parker Roth", "By"]
        {
            assert_eq!(without_lead(byline), None, "{byline}");
        }
    }
}
