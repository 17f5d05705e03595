//! Who wrote it, out of what bylines look like.

/// Words before a name.
const LEADS: &[&str] = &[
    "written by: ",
    "written by ",
    "posted by ",
    "published by ",
    "reported by ",
    "story by ",
    "by: ",
    "by ",
    "von: ",
    "von ",
    "por: ",
    "por ",
    "par ",
    "door ",
    "text: ",
    "author: ",
    "authors: ",
    "autor: ",
    "autorin: ",
    "auteur : ",
];
/// Accounts that nobody's name is on.
const NOBODY: &[&str] = &[
    "admin",
    "administrator",
    "anonymous",
    "editor",
    "guest",
    "publisher",
    "root",
    "super user",
    "unknown",
    "user",
    "webmaster",
];

/// The first byline that names somebody other than the outlet, else the first.
pub(super) fn choose(bylines: &[String], outlet: Option<&str>) -> Option<String> {
    let mut first = None;
    for byline in bylines.iter().filter_map(|text| clean(text)) {
        if !outlet.is_some_and(|outlet| outlet.eq_ignore_ascii_case(&byline)) {
            return Some(byline);
        }
        first = first.or(Some(byline));
    }
    first
}

/// A claimed byline without its lead; `None` where it names nobody.
pub(super) fn clean(text: &str) -> Option<String> {
    let mut rest = text.trim();
    while let Some(shorter) = LEADS.iter().find_map(|lead| after_lead(rest, lead)) {
        rest = shorter;
    }
    let rest = rest.trim_matches([' ', ',', ';', '|', ':', '-', '–', '—']);
    let is_address = rest.contains("://") || rest.starts_with("www.");
    let names_nobody = NOBODY.iter().any(|nobody| rest.eq_ignore_ascii_case(nobody));
    (rest.chars().any(char::is_alphabetic) && !is_address && !names_nobody).then(|| rest.to_owned())
}

/// A byline as a reader sees it: up to the date or the mark that follows the
/// name; `None` if it does not look like names. A page that marks somebody as
/// `author` may call him what it likes, a class alone wants a capital.
pub(super) fn seen(text: &str, is_marked: bool) -> Option<String> {
    let cut = text.find(['|', '•', '·', '(', '–', '—', '/']).unwrap_or(text.len());
    let cut = text[..cut].find(" - ").unwrap_or(cut);
    let name = clean(without_date(&text[..cut]))?;
    let words = name.split_whitespace().count();
    let has_digits = name.bytes().any(|b| b.is_ascii_digit());
    let has_address = name.contains('@') || name.contains("http");
    // a label or a sentence
    let is_other = name.contains([':', '?', '!', '"', '“']) || name.starts_with("Posted");
    // CJK has no capitals
    let is_name =
        is_marked || name.chars().any(|c| c.is_uppercase() || !c.is_lowercase() && c > '\u{2e80}');
    let is_short = words <= 12 && name.chars().count() >= 3;
    (is_short && is_name && !has_digits && !has_address && !is_other).then_some(name)
}

/// `text` up to a date: `von Eva Heide am 21. April`, `Ann Ames, Dec 12`.
fn without_date(text: &str) -> &str {
    let Some(digit) = text.find(|c: char| c.is_ascii_digit()) else { return text };
    let mut rest = text[..digit].trim_end_matches(|c: char| !c.is_whitespace());
    while let Some(last) = rest.split_whitespace().next_back() {
        let is_month = MONTHS.iter().any(|month| {
            last.get(..month.len()).is_some_and(|start| start.eq_ignore_ascii_case(month))
                && last.len() <= 10
        });
        let is_small = last.chars().all(|c| !c.is_alphabetic() || c.is_lowercase());
        if !is_month && !is_small {
            break;
        }
        rest = rest.trim_end().trim_end_matches(last);
    }
    rest
}

const MONTHS: &[&str] = &[
    "jan", "feb", "mar", "mär", "apr", "may", "mai", "jun", "jul", "aug", "sep", "oct", "okt",
    "nov", "dec", "dez",
];

/// `text` behind `lead`, if a name follows: `von Anna`, but not `von der Leyen`.
fn after_lead<'t>(text: &'t str, lead: &str) -> Option<&'t str> {
    let head = text.get(..lead.len())?;
    let rest = text[lead.len()..].trim_start();
    let named = rest.chars().next().is_some_and(|c| !c.is_lowercase());
    (head.eq_ignore_ascii_case(lead) && (named || lead.starts_with("by"))).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_are_not_names() {
        assert_eq!(clean("By Ann Ames"), Some("Ann Ames".into()));
        assert_eq!(clean("Written by: Ann Ames,"), Some("Ann Ames".into()));
        assert_eq!(clean("von der Heide"), Some("von der Heide".into()));
        assert_eq!(clean("Von Eva Heide"), Some("Eva Heide".into()));
        assert_eq!(clean("admin"), None);
        assert_eq!(clean("https://n.example/ann"), None);
    }

    #[test]
    fn a_person_is_preferred_to_the_outlet() {
        let bylines = ["The Gazette".to_owned(), "Ann Ames".to_owned()];
        assert_eq!(choose(&bylines, Some("The Gazette")), Some("Ann Ames".into()));
        assert_eq!(choose(&bylines[..1], Some("the gazette")), Some("The Gazette".into()));
        assert_eq!(choose(&[], None), None);
    }

    #[test]
    fn what_follows_a_name_is_cut() {
        let ann = || Some("Ann Ames".to_owned());
        assert_eq!(seen("By Ann Ames | 11 December 2019", false), ann());
        assert_eq!(seen("By Ann Ames, 11 December 2019", false), ann());
        assert_eq!(seen("Ann Ames December 11, 2019", false), ann());
        assert_eq!(seen("VON Ann Ames am 21. April 2020", false), ann());
        assert_eq!(seen("read all her stories", false), None);
        assert_eq!(seen("11 December 2019", false), None);
        assert_eq!(seen("harbourmouse", true), Some("harbourmouse".into()));
        assert_eq!(seen("记者 王小明", false), Some("记者 王小明".into()));
    }
}
