//! What records call their fields, and how an article is made of them.
//!
//! The same for JSON, CSV and any other format of named fields: a name is
//! looked up here, its value is put into a [`Draft`], and the draft is finished.
//! Names are compared without case, `_`, `-` and blanks (`datePublished`,
//! `date_published`, `Date Published`).

use crate::article::{Article, DateDoubt, DateOrigin, id_from_url, one_line, parse_date};
use crate::corpus::byline::without_lead;

/// A field of an [`Article`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Id,
    Headline,
    Body,
    Published,
    Outlet,
    Byline,
    Section,
    Url,
    Language,
    Topics,
    Places,
    Dateline,
}

/// Every field: what users call it, and the names in use in records, the more
/// telling first. Where a record has several, the first that is not blank counts.
const NAMES: &[(Field, &[&str], &[&str])] = &[
    (Field::Id, &["id"], &["id", "_id", "docno", "uuid", "guid", "docid", "article_id"]),
    (Field::Headline, &["headline", "title"], &["headline", "title"]),
    (
        Field::Body,
        &["body", "text"],
        &[
            "body",
            "text",
            "content",
            "contents",
            "maintext",
            "articleBody",
            "body_text",
            "content_text",
            "full_text",
            "article_text",
            "article",
            "story",
        ],
    ),
    (
        Field::Published,
        &["published", "date"],
        &[
            "date",
            "published",
            "publish_date",
            "date_published",
            "published_at",
            "published_date",
            "publication_date",
            "pub_date",
            "first_published",
            "version_created",
        ],
    ),
    (
        Field::Outlet,
        &["source", "outlet"],
        &["source", "outlet", "publication", "publisher", "newspaper"],
    ),
    (Field::Byline, &["byline", "author"], &["byline", "author", "authors"]),
    (Field::Section, &["section", "category"], &["section", "category", "section_name"]),
    (Field::Url, &["url", "link"], &["url", "link", "uri"]),
    (Field::Language, &["language", "lang"], &["language", "lang"]),
    (Field::Topics, &["topics", "tags"], &["topics", "tags", "keywords", "subject", "subjects"]),
    (Field::Places, &["places"], &["places", "place"]),
    (Field::Dateline, &["dateline"], &["dateline", "located"]),
];

/// How many fields there are.
const FIELDS: usize = NAMES.len();

/// What users call the fields (`--field headline=NAME`).
pub(in crate::corpus) fn field_names() -> Vec<&'static str> {
    NAMES.iter().map(|(_, ours, _)| ours[0]).collect()
}

/// What the user has set, as our fields; for readers with names of their own.
pub(super) fn chosen(fields: &[(String, String)]) -> Vec<(Field, String)> {
    let ours = |(ours, theirs): &(String, String)| Some((ours_by_name(ours)?, theirs.clone()));
    fields.iter().filter_map(ours).collect()
}

/// The first of the fields set by the user that is none of ours.
pub(in crate::corpus) fn unknown_field(fields: &[(String, String)]) -> Option<&str> {
    fields.iter().map(|(ours, _)| ours.as_str()).find(|ours| ours_by_name(ours).is_none())
}

fn ours_by_name(name: &str) -> Option<Field> {
    NAMES.iter().find(|(_, ours, _)| ours.contains(&name)).map(|(field, ..)| *field)
}

/// A field, and how telling the name was that it goes by (0 the most).
pub(super) type Claim = (Field, u8);

/// The names that count in a stream.
pub(super) struct Names {
    /// What the user has set, instead of the names in use.
    chosen: Vec<(Field, String)>,
    /// For each field whether it is in `chosen`.
    is_chosen: [bool; FIELDS],
    has_paths: bool,
}

impl Names {
    pub(super) fn new(fields: &[(String, String)]) -> Self {
        let chosen = chosen(fields);
        let mut is_chosen = [false; FIELDS];
        for (field, _) in &chosen {
            is_chosen[*field as usize] = true;
        }
        let has_paths = chosen.iter().any(|(_, name)| name.contains('.'));
        Self { chosen, is_chosen, has_paths }
    }

    /// The field that a record calls `name`; a name within objects is a path.
    pub(super) fn claim(&self, name: &str) -> Option<Claim> {
        for (rank, (field, chosen)) in self.chosen.iter().enumerate() {
            if chosen == name {
                return Some((*field, u8::try_from(rank).unwrap_or(u8::MAX - 1)));
            }
        }
        // no name of a path is in use everywhere
        if name.contains('.') {
            return None;
        }
        for (field, _, in_use) in NAMES {
            if self.is_chosen[*field as usize] {
                continue;
            }
            for (rank, known) in in_use.iter().enumerate() {
                if is_same_name(known, name) {
                    return Some((*field, rank as u8));
                }
            }
        }
        None
    }

    /// Whether the user has set a name that lies within the object `path`.
    pub(super) fn is_path(&self, path: &str) -> bool {
        self.has_paths
            && self
                .chosen
                .iter()
                .any(|(_, name)| name.strip_prefix(path).is_some_and(|rest| rest.starts_with('.')))
    }

    /// Why a record without body and headline is none.
    fn without_body(&self) -> String {
        let looked_for: Vec<&str> = if self.is_chosen[Field::Body as usize] {
            self.chosen.iter().filter(|(f, _)| *f == Field::Body).map(|(_, n)| n.as_str()).collect()
        } else {
            // those of the command line's contract; the rest are there for comfort
            NAMES[Field::Body as usize].2.iter().take(6).copied().collect()
        };
        let looked_for = looked_for.join("|");
        format!("no body: none of {looked_for} found; name it with --field body=NAME")
    }
}

/// Compares without case, `_`, `-` and blanks.
fn is_same_name(a: &str, b: &str) -> bool {
    // a cheap way out of almost all: no name has more than two separators
    if a.len().abs_diff(b.len()) > 2 {
        return false;
    }
    // `_id` is not `id`
    fn key(name: &str) -> impl Iterator<Item = u8> + '_ {
        let is_letter = |&(at, byte): &(usize, u8)| at == 0 || !matches!(byte, b'_' | b'-' | b' ');
        name.bytes().enumerate().filter(is_letter).map(|(_, byte)| byte.to_ascii_lowercase())
    }
    key(a).eq(key(b))
}

/// An article in the making.
pub(super) struct Draft {
    article: Article,
    ranks: [u8; FIELDS],
    has_blank_body: bool,
}

impl Draft {
    pub(super) fn new() -> Self {
        Self { article: Article::default(), ranks: [u8::MAX; FIELDS], has_blank_body: false }
    }

    /// Whether a value by this claim would count.
    pub(super) fn wants(&self, (field, rank): Claim) -> bool {
        rank < self.ranks[field as usize]
    }

    /// Takes the values of a field: one, or the elements of a list.
    pub(super) fn put(&mut self, claim: Claim, mut values: Vec<String>) {
        let (field, rank) = claim;
        if field != Field::Body && field != Field::Headline {
            values.retain(|value| !is_missing(value));
        }
        if !self.wants(claim) || values.iter().all(|value| value.trim().is_empty()) {
            self.has_blank_body |= field == Field::Body;
            return;
        }
        self.ranks[field as usize] = rank;
        let article = &mut self.article;
        match field {
            Field::Body => article.body = joined(values, "\n\n"),
            Field::Id => article.id = trimmed(joined(values, " ")),
            Field::Headline => article.headline = on_one_line(joined(values, " ")),
            Field::Outlet => article.outlet = Some(on_one_line(joined(values, ", "))),
            Field::Byline => article.byline = byline(&joined(values, ", ")),
            Field::Section => article.section = Some(on_one_line(joined(values, ", "))),
            Field::Url => article.url = Some(trimmed(joined(values, " "))),
            Field::Dateline => article.dateline = Some(on_one_line(joined(values, ", "))),
            Field::Language => article.language = values.first().and_then(|name| language(name)),
            Field::Topics => article.topics = list(values),
            Field::Places => article.places = list(values),
            Field::Published => {
                let claim = values.first().map_or("", String::as_str);
                let date = parse_date(claim);
                article.date_doubt = DateDoubt::of(claim).filter(|_| date.is_none());
                article.published = date.unwrap_or_default().claimed_by(DateOrigin::Record);
                if !article.published.is_known() {
                    // another field may say it in a form that we read
                    self.ranks[field as usize] = u8::MAX;
                }
            }
        }
    }

    /// The article.
    ///
    /// # Errors
    /// Where there is no text in it; why, and the remedy.
    pub(super) fn finish(mut self, names: &Names) -> Result<Article, String> {
        if self.article.body.is_empty() && self.article.headline.is_empty() {
            return Err(if self.has_blank_body {
                "its body is blank and it has no headline".to_owned()
            } else {
                names.without_body()
            });
        }
        if self.article.id.is_empty()
            && let Some(url) = &self.article.url
        {
            self.article.id = id_from_url(url);
        }
        Ok(self.article)
    }
}

/// One value as it is, several with `between`. A body of one value is not touched.
fn joined(mut values: Vec<String>, between: &str) -> String {
    if values.len() == 1 { values.swap_remove(0) } else { values.join(between) }
}

fn trimmed(text: String) -> String {
    let plain = text.trim();
    if plain.len() == text.len() { text } else { plain.to_owned() }
}

fn on_one_line(text: String) -> String {
    let has_odd_space = text.starts_with(char::is_whitespace)
        || text.ends_with(char::is_whitespace)
        || text.contains("  ")
        || text.contains(|c: char| c != ' ' && c.is_whitespace());
    if has_odd_space { one_line(&text) } else { text }
}

/// What programs write where there is nothing.
fn is_missing(value: &str) -> bool {
    matches!(value.trim(), "" | "nan" | "NaN" | "None" | "null" | "NULL" | "N/A")
}

fn byline(text: &str) -> Option<String> {
    let line = one_line(text);
    let name = without_lead(&line).unwrap_or(&line);
    (!name.is_empty()).then(|| name.to_owned())
}

/// A list is a list; a single value may be one that was written in a line.
pub(super) fn list(mut values: Vec<String>) -> Vec<String> {
    if let [line] = &values[..] {
        let between = [';', '|', ','].into_iter().find(|&mark| line.contains(mark));
        if let Some(between) = between {
            values = line.split(between).map(str::to_owned).collect();
        }
    }
    values.into_iter().map(on_one_line).filter(|value| !value.is_empty()).collect()
}

/// The ISO 639-1 code in `en-GB`, `EN`, `eng`, `English`; `None` for languages
/// that are in no newspaper known to us by more than their code.
fn language(name: &str) -> Option<String> {
    const NAMED: &[(&str, &[&str])] = &[
        ("en", &["eng", "english"]),
        ("de", &["deu", "ger", "german", "deutsch"]),
        ("fr", &["fra", "fre", "french", "français"]),
        ("es", &["spa", "spanish", "español"]),
        ("it", &["ita", "italian", "italiano"]),
        ("pt", &["por", "portuguese", "português"]),
        ("nl", &["nld", "dut", "dutch", "nederlands"]),
        ("ru", &["rus", "russian"]),
        ("ar", &["ara", "arabic"]),
        ("zh", &["zho", "chi", "chinese"]),
        ("fi", &["fin", "finnish"]),
        ("sv", &["swe", "swedish"]),
        ("pl", &["pol", "polish"]),
    ];
    let name = name.trim().to_lowercase();
    let code = name.split(['-', '_']).next().unwrap_or_default();
    if code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase()) {
        return Some(code.to_owned());
    }
    NAMED.iter().find(|(_, names)| names.contains(&code)).map(|(code, _)| (*code).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(fields: &[(&str, &str)]) -> Names {
        let owned: Vec<_> =
            fields.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        Names::new(&owned)
    }

    #[test]
    fn every_field_stands_at_its_number() {
        for (index, (field, ..)) in NAMES.iter().enumerate() {
            assert_eq!(*field as usize, index);
        }
    }

    #[test]
    fn names_in_use_are_found_in_any_spelling() {
        let names = names(&[]);
        for (name, field) in [
            ("_id", Field::Id),
            ("DOCNO", Field::Id),
            ("maintext", Field::Body),
            ("articleBody", Field::Body),
            ("datePublished", Field::Published),
            ("Publish Date", Field::Published),
            ("published_at", Field::Published),
            ("link", Field::Url),
            ("Authors", Field::Byline),
        ] {
            assert_eq!(names.claim(name).map(|claim| claim.0), Some(field), "{name}");
        }
        for name in ["", "bodyguard", "dates", "a.body", "modified"] {
            assert_eq!(names.claim(name), None, "{name}");
        }
    }

    #[test]
    fn a_name_set_by_the_user_takes_the_place_of_those_in_use() {
        let names = names(&[("headline", "title_display"), ("body", "a.b")]);
        assert_eq!(names.claim("title_display"), Some((Field::Headline, 0)));
        assert_eq!(names.claim("headline"), None);
        assert_eq!(names.claim("a.b"), Some((Field::Body, 1)));
        assert!(names.is_path("a"));
        assert!(!names.is_path("a.b"));
        assert_eq!(unknown_field(&[("titel".into(), "x".into())]), Some("titel"));
    }

    #[test]
    fn the_most_telling_name_with_a_value_counts_in_any_order() {
        let names = names(&[]);
        for order in [["text", "body", "content"], ["content", "body", "text"]] {
            let mut draft = Draft::new();
            for name in order {
                let value = if name == "body" { "  " } else { name };
                draft.put(names.claim(name).unwrap(), vec![value.to_owned()]);
            }
            assert_eq!(draft.finish(&names).unwrap().body, "text");
        }
    }

    #[test]
    fn values_are_put_in_order() {
        let names = names(&[]);
        let mut draft = Draft::new();
        for (name, value) in [
            ("body", "\n a  b\n"),
            ("title", " Two \n lines "),
            ("author", "By  Ann Roe"),
            ("lang", "en-GB"),
            ("tags", "ports; strikes"),
            ("url", " https://n.example/a/?utm_source=x "),
            ("source", "nan"),
        ] {
            draft.put(names.claim(name).unwrap(), vec![value.to_owned()]);
        }
        let article = draft.finish(&names).unwrap();
        assert_eq!(article.body, "\n a  b\n");
        assert_eq!(article.headline, "Two lines");
        assert_eq!(article.byline.as_deref(), Some("Ann Roe"));
        assert_eq!(article.language.as_deref(), Some("en"));
        assert_eq!(article.topics, ["ports", "strikes"]);
        assert_eq!(article.id, "n.example/a");
        assert_eq!(article.outlet, None);
    }

    #[test]
    fn a_claim_that_is_no_date_is_kept_as_a_doubt_until_another_field_has_one() {
        let names = names(&[]);
        let draft = |fields: &[(&str, &str)]| {
            let mut draft = Draft::new();
            draft.put(names.claim("body").unwrap(), vec!["Ice.".to_owned()]);
            for (name, value) in fields {
                draft.put(names.claim(name).unwrap(), vec![(*value).to_owned()]);
            }
            draft.finish(&names).unwrap()
        };
        let doubted = draft(&[("date", "0001-01-01T00:00:00Z")]);
        assert_eq!(doubted.date_doubt.unwrap().claim, "0001-01-01T00:00:00Z");
        assert_eq!(doubted.published.date(), None);
        let read = draft(&[("date", "soon"), ("published_at", "1576022400000")]);
        assert_eq!((read.date_doubt, read.published.date()), (None, Some("2019-12-11".into())));
    }
}
