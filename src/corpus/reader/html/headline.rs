//! The headline, without the outlet's name that titles end or begin with.

/// What stands between a headline and an outlet's name.
const SEPARATORS: &[&str] = &[
    " | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", " / ", " ‹ ", " › ", " -- ",
    " : ", "｜", "-", "_",
];

/// The headings of a page, in order.
#[derive(Default)]
pub(super) struct Headings {
    first_level: Vec<String>,
    second_level: Vec<String>,
}

impl Headings {
    pub(super) fn len(&self) -> usize {
        self.first_level.len() + self.second_level.len()
    }

    pub(super) fn push(&mut self, is_first_level: bool, text: String) {
        if is_first_level { &mut self.first_level } else { &mut self.second_level }.push(text);
    }

    fn all(&self) -> impl Iterator<Item = &str> {
        self.first_level.iter().chain(&self.second_level).map(String::as_str)
    }
}

/// The headline: of those claimed the first that is a heading of the page too,
/// else the first; else the page's title, else its first heading.
pub(super) fn headline(
    claimed: &[String],
    title: Option<&str>,
    headings: &Headings,
    outlet: Option<&str>,
    url: Option<&str>,
) -> String {
    let outlet = Outlet::new(outlet, url);
    let claimed = || {
        claimed
            .iter()
            .filter(|text| !outlet.is(text))
            .map(|text| without_outlet(text, headings, &outlet))
    };
    let is_heading = |text: &&str| {
        let letters_of_text = letters(text);
        headings.first_level.iter().any(|heading| letters(heading) == letters_of_text)
    };
    if let Some(headline) = claimed().find(is_heading).or_else(|| claimed().next()) {
        return headline.to_owned();
    }
    let Some(title) = title.filter(|title| !outlet.is(title)) else {
        let heading = headings.all().find(|heading| !outlet.is(heading));
        return heading.unwrap_or_default().to_owned();
    };
    let shorter = without_outlet(title, headings, &outlet);
    if shorter.len() < title.len() { shorter } else { without_tail(title) }.to_owned()
}

/// `text` without parts that are the outlet's name, or down to the part that is a heading.
fn without_outlet<'t>(text: &'t str, headings: &Headings, outlet: &Outlet) -> &'t str {
    let headings = || headings.all().filter(|heading| words(heading) >= 2 && !outlet.is(heading));
    for heading in headings() {
        if let Some(rest) = text.strip_prefix(heading)
            && SEPARATORS.iter().any(|sep| rest.starts_with(sep))
        {
            return &text[..heading.len()];
        }
    }
    for heading in headings() {
        if let Some(rest) = text.strip_suffix(heading)
            && SEPARATORS.iter().any(|sep| rest.ends_with(sep))
        {
            return &text[rest.len()..];
        }
    }
    let mut text = text;
    while let Some((head, tail)) = split_last(text).filter(|(_, tail)| outlet.is(tail)) {
        debug_assert!(tail.len() < text.len());
        text = head;
    }
    while let Some((_, tail)) = split_first(text).filter(|(head, _)| outlet.is(head)) {
        text = tail;
    }
    text
}

/// `title` without a last part that looks like the name of an outlet we do not know.
fn without_tail(title: &str) -> &str {
    match split_last(title) {
        // a hyphen in a word is no separator unless we know what follows
        Some((head, tail)) if !title[head.len()..].starts_with(' ') => {
            debug_assert!(!tail.is_empty());
            title
        }
        Some((head, tail)) if words(head) >= 3 && words(tail) <= 5 && words(tail) < words(head) => {
            head
        }
        _ => title,
    }
}

fn split_last(text: &str) -> Option<(&str, &str)> {
    let (at, sep) = SEPARATORS.iter().filter_map(|sep| Some((text.rfind(sep)?, *sep))).max()?;
    let (head, tail) = (text[..at].trim(), text[at + sep.len()..].trim());
    (!head.is_empty() && !tail.is_empty()).then_some((head, tail))
}

fn split_first(text: &str) -> Option<(&str, &str)> {
    let (at, sep) = SEPARATORS.iter().filter_map(|sep| Some((text.find(sep)?, *sep))).min()?;
    let (head, tail) = (text[..at].trim(), text[at + sep.len()..].trim());
    (!head.is_empty() && !tail.is_empty()).then_some((head, tail))
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// What an outlet is called, as far as a page tells.
struct Outlet {
    name: String,
    /// `theguardian` of `www.theguardian.com`.
    host: String,
}

impl Outlet {
    fn new(name: Option<&str>, url: Option<&str>) -> Self {
        let host = url.and_then(|url| url.split("://").nth(1)).unwrap_or("");
        let host = host.split(['/', '?', ':']).next().unwrap_or("");
        let labels: Vec<&str> = host.split('.').filter(|label| *label != "www").collect();
        // the longest label but the last: `bbc` of `bbc.co.uk`, `example` of `news.example.com`
        let host = labels[..labels.len().saturating_sub(1)].iter().max_by_key(|label| label.len());
        Self { name: letters(name.unwrap_or("")), host: letters(host.unwrap_or(&"")) }
    }

    /// Whether `text` is the outlet's name.
    fn is(&self, text: &str) -> bool {
        let text = letters(text);
        let is_domain = self.host.len() >= 3
            && text.starts_with(&self.host)
            && text.len() < self.host.len() + 6;
        !text.is_empty()
            && (text == self.name
                || is_domain
                || text.len() >= 3 && self.host.len() >= 3 && self.host.contains(&text)
                || self.name.len() >= 4
                    && text.contains(&self.name)
                    && text.len() < self.name.len() * 2
                || text.len() >= 4 && self.name.contains(&text))
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(claimed: Option<&str>, title: &str, h1: &[&str], outlet: &str) -> String {
        let mut headings = Headings::default();
        h1.iter().for_each(|text| headings.push(true, (*text).to_owned()));
        let url = Some("https://www.harbour-gazette.example/a");
        let claimed: Vec<String> = claimed.iter().map(|text| (*text).to_owned()).collect();
        headline(&claimed, Some(title), &headings, Some(outlet), url)
    }

    #[test]
    fn the_outlet_is_no_part_of_it() {
        let plain = "Ferries stop as ice closes in";
        for title in [
            "Ferries stop as ice closes in | The Gazette",
            "Ferries stop as ice closes in - Gazette",
            "The Gazette — Ferries stop as ice closes in",
            "Ferries stop as ice closes in – Harbour Gazette",
            "Ferries stop as ice closes in | Shipping | The Gazette",
            "Ferries stop as ice closes in | Somebody's Site",
        ] {
            assert_eq!(of(None, title, &[plain], "The Gazette"), plain, "{title}");
        }
        assert_eq!(of(None, "Ferries stop as ice closes in | A B C", &[], ""), plain);
        assert_eq!(of(Some("Ferries stop | The Gazette"), "x", &[], "The Gazette"), "Ferries stop");
    }

    #[test]
    fn a_dash_within_a_headline_stays() {
        let dashed = "Ferries stop – and nobody knows for how long";
        assert_eq!(of(Some(dashed), "x", &[], "The Gazette"), dashed);
        assert_eq!(of(None, dashed, &[dashed], "The Gazette"), dashed);
    }

    #[test]
    fn an_outlet_alone_is_no_headline() {
        let heading = "Ferries stop as ice closes in";
        assert_eq!(
            of(Some("The Gazette"), "The Gazette", &["The Gazette", heading], "The Gazette"),
            heading
        );
    }
}
