//! Tells XML that no reader reads, so that its tags are not taken for text.
//!
//! ```text
//! head := [BOM] { "<?" … "?>" | "<!--" … "-->" | "<!DOCTYPE" … ">" } "<" root …
//! ```
//!
//! A text that merely begins with a tag is none: it takes an XML declaration, a
//! namespace on the root, a file called `.xml`, or a root that is known.

/// Root elements of what newsrooms, libraries and sites keep news in, by their
/// local name in lower case.
#[rustfmt::skip]
const ROOTS: &[(&str, &[&str])] = &[
    ("NITF", &["nitf"]),
    ("NewsML", &["newsml", "newsmessage", "newsitem", "packageitem", "knowledgeitem"]),
    ("RSS", &["rss"]),
    ("RDF", &["rdf"]),
    ("Atom", &["feed"]),
    ("TEI", &["tei", "tei.2", "teicorpus", "teicorpus.2"]),
    ("ALTO", &["alto"]),
    ("METS", &["mets"]),
    ("PAGE", &["pcgts"]),
    ("MODS", &["mods", "modscollection"]),
    ("a dump of MediaWiki", &["mediawiki"]),
    ("a site map", &["urlset", "sitemapindex"]),
];

/// What an XML stream looks like, from its first bytes and the name of its file
/// in lower case: "looks like RSS". `None` if it is no XML.
pub(super) fn looks_like(head: &str, file_name: &str) -> Option<String> {
    let mut rest = head.trim_start_matches('\u{feff}').trim_start();
    let mut is_sure = rest.starts_with("<?xml");
    loop {
        let skipped = if rest.starts_with("<?") {
            rest.split_once("?>")
        } else if rest.starts_with("<!--") {
            rest.split_once("-->")
        } else if rest.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype")) {
            // an internal subset has tags of its own
            match (rest.find('['), rest.find('>')) {
                (Some(open), Some(end)) if open < end => rest.split_once("]"),
                _ => rest.split_once('>'),
            }
        } else {
            break;
        };
        let Some((_, after)) = skipped else { break };
        rest = after.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
    }
    let tag = rest.strip_prefix('<').unwrap_or_default();
    let end = tag.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(tag.len());
    let (root, attributes) = tag.split_at(end);
    if !root.starts_with(|c: char| c.is_alphabetic() || c == '_') || root.len() > 60 {
        return is_sure.then(|| "its root element is out of sight".to_owned());
    }
    let attributes = attributes.split('>').next().unwrap_or_default();
    is_sure |= attributes.contains("xmlns") || file_name.ends_with(".xml");
    let local = root.rsplit(':').next().unwrap_or(root).to_ascii_lowercase();
    let known = ROOTS.iter().find(|(_, roots)| roots.contains(&local.as_str()));
    match known {
        // of a common word as a root more must be seen
        Some(_) if !is_sure && matches!(local.as_str(), "feed" | "tei" | "alto") => None,
        Some((format, _)) => Some(format!("looks like {format}")),
        None => is_sure.then(|| format!("its root element is `{root}`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formats_are_told_by_their_root() {
        for (head, shown) in [
            ("<?xml version=\"1.0\"?>\n<nitf change.date=\"x\">", "looks like NITF"),
            ("<!DOCTYPE nitf SYSTEM \"nitf-3-2.dtd\">\n<nitf>", "looks like NITF"),
            ("<!-- saved --><rss version=\"2.0\"><channel>", "looks like RSS"),
            ("<feed xmlns=\"http://www.w3.org/2005/Atom\">", "looks like Atom"),
            (
                "\u{feff}<?xml version='1.0'?><!DOCTYPE TEI [<!ENTITY a \"b\">]><TEI>",
                "looks like TEI",
            ),
            ("<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\">", "looks like NewsML"),
            ("<?xml version=\"1.0\"?><ns0:alto>", "looks like ALTO"),
            ("<?xml version=\"1.0\"?><letters><letter>", "its root element is `letters`"),
            ("<?xml version=\"1.0\"?>", "its root element is out of sight"),
        ] {
            assert_eq!(looks_like(head, "a.txt").as_deref(), Some(shown), "{head}");
        }
        assert_eq!(looks_like("<a>", "a.xml").as_deref(), Some("its root element is `a`"));
    }

    #[test]
    fn a_text_with_a_tag_is_a_text() {
        for head in ["<b>Snow</b> fell.", "< 5 degrees", "<feed> the birds", "Snow <rss>", "", "<"]
        {
            assert_eq!(looks_like(head, "a.txt"), None, "{head}");
        }
        assert_eq!(looks_like("Snow fell.", "a.xml"), None);
    }

    proptest! {
        #[test]
        fn no_head_is_too_odd(head in "(<\\?|\\?>|<!--|-->|<!DOCTYPE|[\\[\\]<>:/é a]|xmlns){0,20}") {
            let _ = looks_like(&head, "a.txt");
        }
    }
}
