//! TREC's SGML: `DOC` elements, many a file, as in the TIPSTER and AQUAINT
//! disks, Gigaword, and what others wrote in their manner.
//!
//! ```text
//! <DOC [id=…]> <DOCNO> AP890101-0001 </DOCNO>
//!   <DATE>… <HEADLINE>… <BYLINE>… <DATELINE>… <TEXT> [<P>] … </TEXT>
//! </DOC>
//! ```
//!
//! Each disk names its elements in its own way ([`Field::named`] has them),
//! and some end tags are missing: an element ends where the next known one
//! begins. `TEXT` ends with its end tag only; what is marked up in it is text,
//! a `P` a new paragraph. A document without `TEXT` has all that is in no
//! known element as its body.

use super::fields::{self, chosen, list};
use super::whole::too_long;
use super::{Reader, Sink, Source};
use crate::article::{Article, DateOrigin, Published, language_code, one_line, parse_date};
use crate::corpus::sgml::{Record, Records, Token, attribute, decode_into, tokens};
use std::io::BufRead;

/// Reads TREC documents.
pub(crate) struct Trec;

impl Reader for Trec {
    fn name(&self) -> &'static str {
        "trec"
    }

    fn recognises(&self, head: &str, _file_name: &str) -> bool {
        if !head.trim_start().starts_with('<') {
            return false;
        }
        // the first element is a DOC, or a list of them
        let mut opened = tokens(head).filter_map(|token| match token {
            Token::Open(name, attributes) => Some((name, attributes)),
            _ => None,
        });
        let doc = opened.by_ref().take(2).find(|(name, _)| name.eq_ignore_ascii_case("doc"));
        let Some((_, attributes)) = doc else { return false };
        attribute(attributes, "id").is_some()
            || opened.take(4).any(|(name, _)| matches!(Field::named(name), Some(Field::Id)))
    }

    fn read(
        &self,
        source: &Source<'_>,
        input: &mut dyn BufRead,
        sink: &mut dyn Sink,
    ) -> std::io::Result<()> {
        let mut records = Records::new(input, "DOC", source.max_record_bytes);
        let own_names = chosen(source.fields);
        let mut number = 0;
        while let Some(record) = records.next()? {
            number += 1;
            let goes_on = match record {
                Record::Content(text) => {
                    let mut article = document(&text, &own_names);
                    article.origin.record = Some(number);
                    if article.body.is_empty() && article.headline.is_empty() {
                        sink.reject(Some(number), "it has neither text nor headline".to_owned())
                    } else {
                        sink.article(article)
                    }
                }
                Record::TooLong(bytes) => sink.reject(Some(number), too_long(bytes, source)),
            };
            if !goes_on {
                break;
            }
        }
        Ok(())
    }
}

/// The parts of an article that an element may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Id,
    Date,
    Headline,
    Byline,
    Dateline,
    Outlet,
    Section,
    Url,
    Language,
    Topics,
    Places,
    Text,
    /// Known and not kept.
    Dropped,
}

impl Field {
    /// The field of an element: the names of AP, WSJ, FT, LA Times, FBIS,
    /// AQUAINT and Gigaword, and those in general use.
    fn named(name: &str) -> Option<Self> {
        let mut upper = [0; 12];
        let upper = upper.get_mut(..name.len())?;
        upper.copy_from_slice(name.as_bytes());
        upper.make_ascii_uppercase();
        Some(match &*upper {
            b"DOCNO" | b"DOCID" | b"ID" => Self::Id,
            b"DATE" | b"DATE1" | b"DATE_TIME" | b"DATETIME" | b"DD" | b"PUBDATE" => Self::Date,
            b"HEADLINE" | b"HEAD" | b"HL" | b"TI" | b"TITLE" => Self::Headline,
            b"BYLINE" | b"AUTHOR" | b"AU" => Self::Byline,
            b"DATELINE" => Self::Dateline,
            b"SOURCE" | b"SO" | b"PUB" | b"PUBLISHER" => Self::Outlet,
            b"SECTION" => Self::Section,
            b"URL" => Self::Url,
            b"LANGUAGE" | b"LANG" => Self::Language,
            b"TEXT" | b"BODY" | b"LEADPARA" | b"LP" => Self::Text,
            b"FILEID" | b"FIRST" | b"SECOND" | b"1ST_LINE" | b"2ND_LINE" | b"NOTE" | b"UNK"
            | b"PROFILE" | b"PAGE" | b"LENGTH" | b"GRAPHIC" | b"TYPE" | b"SUBJECT"
            | b"CORRECTION" | b"DOCTYPE" | b"HEADER" | b"FOOTER" | b"SLUG" | b"TRAILER" | b"HT"
            | b"AN" | b"IN" | b"CO" | b"CN" | b"TP" | b"PE" | b"GV" | b"RE" | b"DOCTITLE"
            | b"KEYWORD" | b"CATEGORY" => Self::Dropped,
            _ => return None,
        })
    }
}

/// The text of the fields of one document; in `values` by `Field as usize`.
#[derive(Default)]
struct Document {
    values: [String; 12],
    rest: String,
}

/// Reads one `DOC` element.
fn document(record: &str, own_names: &[(fields::Field, String)]) -> Article {
    let mut read = Document::default();
    let mut field = None;
    // of a field that comes twice only the first is kept; TEXT may come in pieces
    let mut is_repeated = false;
    for token in tokens(record) {
        match token {
            Token::Open(name, attributes) => {
                let opened = own_field(name, own_names).or_else(|| Field::named(name));
                if field == Some(Field::Text) {
                    if name.eq_ignore_ascii_case("p") {
                        new_paragraph(&mut read.values[Field::Text as usize]);
                    }
                } else if name.eq_ignore_ascii_case("doc") {
                    if let Some(id) = attribute(attributes, "id") {
                        decode_into(id, &mut read.values[Field::Id as usize]);
                    }
                } else if opened.is_some() {
                    field = opened;
                    is_repeated = opened.is_some_and(|opened| {
                        opened != Field::Text
                            && read
                                .values
                                .get(opened as usize)
                                .is_some_and(|value| !value.trim().is_empty())
                    });
                    if opened == Some(Field::Text) {
                        new_paragraph(&mut read.values[Field::Text as usize]);
                    }
                } else if name.eq_ignore_ascii_case("p") && field.is_none() {
                    new_paragraph(&mut read.rest);
                }
            }
            Token::Close(name) => {
                let closed = own_field(name, own_names).or_else(|| Field::named(name));
                if closed.is_some() && closed == field {
                    field = None;
                }
            }
            Token::Text(text) => match field {
                Some(Field::Dropped) => {}
                Some(field) if !is_repeated => {
                    if let Some(value) = read.values.get_mut(field as usize) {
                        push_text(text, value);
                    }
                }
                Some(_) => {}
                None => push_text(text, &mut read.rest),
            },
        }
    }
    read.into_article()
}

/// The field that the user said an element is.
fn own_field(name: &str, own_names: &[(fields::Field, String)]) -> Option<Field> {
    let (ours, _) = own_names.iter().find(|(_, theirs)| theirs.eq_ignore_ascii_case(name))?;
    Some(match ours {
        fields::Field::Id => Field::Id,
        fields::Field::Published => Field::Date,
        fields::Field::Headline => Field::Headline,
        fields::Field::Byline => Field::Byline,
        fields::Field::Dateline => Field::Dateline,
        fields::Field::Outlet => Field::Outlet,
        fields::Field::Section => Field::Section,
        fields::Field::Url => Field::Url,
        fields::Field::Language => Field::Language,
        fields::Field::Topics => Field::Topics,
        fields::Field::Places => Field::Places,
        fields::Field::Body => Field::Text,
    })
}

/// Leaves an empty line at the end of a text that is not empty.
fn new_paragraph(text: &mut String) {
    let end = text.trim_end().len();
    text.truncate(end);
    if end > 0 {
        text.push_str("\n\n");
    }
}

/// Appends text; the line breaks at the start of a paragraph are not of it.
fn push_text(text: &str, value: &mut String) {
    let text = if value.ends_with("\n\n") { text.trim_start_matches(['\n', '\r']) } else { text };
    decode_into(text, value);
}

impl Document {
    fn into_article(mut self) -> Article {
        let line = |field: Field| one_line(&self.values[field as usize]);
        let given = |value: String| Some(value).filter(|value| !value.is_empty());
        let date = line(Field::Date);
        let mut article = Article {
            id: line(Field::Id),
            headline: line(Field::Headline),
            byline: given(line(Field::Byline)),
            outlet: given(line(Field::Outlet)),
            section: given(line(Field::Section)),
            url: given(line(Field::Url)),
            language: given(line(Field::Language)).and_then(|claim| language_code(&claim)),
            topics: list(vec![line(Field::Topics)]),
            places: list(vec![line(Field::Places)]),
            dateline: given(line(Field::Dateline)),
            published: date_of(&date).unwrap_or_default().claimed_by(DateOrigin::Record),
            ..Article::default()
        };
        let text = std::mem::take(&mut self.values[Field::Text as usize]);
        let body = if text.trim().is_empty() { self.rest } else { text };
        // the line breaks beside the tags are not of the text; an indent is
        article.body = body.trim_end().trim_start_matches(['\n', '\r']).to_owned();
        if article.body.trim().is_empty() {
            article.body.clear();
        }
        article
    }
}

/// The first two-digit year that is taken for one of the 20th century: agencies
/// have kept their copy in machines since the 1960s, collections that are typed
/// in reach back further, and no later century has come so far.
const PIVOT: &str = "30";

/// A date as the disks write it: any claim, with the edition after it ("January
/// 1, 1989, Sunday, Home Edition"); `910514` (FT) and `03/24/87` (WSJ), whose
/// years are of the 20th century. From [`PIVOT`] on, that is: `160514` may be of
/// a collection of 1916 or one of 2016 and is no claim.
fn date_of(text: &str) -> Option<Published> {
    let mut claim = text;
    loop {
        if let Some(date) = parse_date(claim) {
            return Some(date);
        }
        match claim.rfind(',') {
            Some(comma) => claim = &claim[..comma],
            None => break,
        }
    }
    let two =
        |at: usize| text.get(at..at + 2).filter(|two| two.bytes().all(|b| b.is_ascii_digit()));
    let (year, month, day) = match text.len() {
        6 => (two(0)?, two(2)?, two(4)?),
        8 if text.as_bytes()[2] == b'/' && text.as_bytes()[5] == b'/' => {
            (two(6)?, two(0)?, two(3)?)
        }
        _ => return None,
    };
    if year < PIVOT {
        return None;
    }
    parse_date(&format!("19{year}-{month}-{day}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::reader::collected::{collected, collected_with};
    use proptest::prelude::*;

    #[test]
    fn documents_of_several_disks_are_read() {
        let file = "<DOC>
<DOCNO> AP890101-0001 </DOCNO>
<FILEID>AP-NR-01-01-89 2358EST</FILEID>
<HEAD>Snow &amp; Ice</HEAD>
<HEAD>Eds: again</HEAD>
<BYLINE>By ANN LEE</BYLINE>
<DATELINE>KABUL, Afghanistan (AP) </DATELINE>
<TEXT>
   It snowed at AT&T, 5 < 6.
<P>It melted.</P>
</TEXT>
</DOC>
<doc><docno>FT911-3</docno><date>910514 <headline>FT  14 MAY 91 / Gold
falls</headline><text>Gold fell.</text></doc>
<DOC id=\"NYT_ENG_19940701.0001\" type=\"story\">
<DATE><P>January 1, 1989, Sunday, Home Edition</P></DATE>
<TEXT><P>
One.
</P><P>
Two.
</P></TEXT></DOC>
<DOC><DOCNO>4</DOCNO></DOC>
<DOC><DOCNO>5</DOCNO>Loose <b>text</b>.
<DOC><DOCNO>6</DOCNO><DD>03/24/87</DD><SO>THE PAPER</SO><TEXT>Unclosed";
        insta::assert_snapshot!(collected(&Trec, file, 10_000), @r#"
        record: 1
        id: AP890101-0001
        headline: Snow & Ice
        byline: By ANN LEE
        dateline: KABUL, Afghanistan (AP)
        body: "   It snowed at AT&T, 5 < 6.\n\nIt melted."
        --
        record: 2
        id: FT911-3
        headline: FT 14 MAY 91 / Gold falls
        published: 1991-05-14
        origin: Record
        body: "Gold fell."
        --
        record: 3
        id: NYT_ENG_19940701.0001
        published: 1989-01-01
        origin: Record
        body: "One.\n\nTwo."
        --
        rejected Some(4): it has neither text nor headline
        --
        record: 5
        id: 5
        body: "Loose text."
        --
        record: 6
        id: 6
        outlet: THE PAPER
        published: 1987-03-24
        origin: Record
        body: "Unclosed"
        --
        "#);
    }

    #[test]
    fn only_documents_with_a_number_are_recognised() {
        let recognises = |head| Trec.recognises(head, "x");
        assert!(recognises("<DOC>\n<DOCNO> 1 </DOCNO>"));
        assert!(recognises("<docs>\n<doc id=\"1\">"));
        assert!(!recognises("<doc><title>An XML file</title></doc>"));
        assert!(!recognises("<html><body><doc id=1>"));
        assert!(!recognises("A plain text on <DOC> and <DOCNO>."));
    }

    #[test]
    fn short_dates_are_of_the_century_of_the_disks() {
        let date = |text| date_of(text)?.date();
        assert_eq!(date("910514").as_deref(), Some("1991-05-14"));
        assert_eq!(date("03/24/87").as_deref(), Some("1987-03-24"));
        assert_eq!(date("750430").as_deref(), Some("1975-04-30"));
        assert_eq!(date("300101").as_deref(), Some("1930-01-01"));
        assert_eq!(date("291231"), None);
        assert_eq!(date("160514"), None);
        assert_eq!(date("751330"), None);
        assert_eq!(date("é0514"), None);
    }

    #[test]
    fn the_user_can_name_any_field_by_any_of_its_names() {
        let file = "<DOC><DOCNO>1</DOCNO><KOPF>Snow</KOPF><WHO>Ann Lee</WHO><PAPER>The Star</PAPER>\
            <DAY>1989-01-02</DAY><SUBJECT>snow; roads</SUBJECT><WHERE>Kabul</WHERE>\
            <STORY>It snowed.</STORY></DOC>";
        let fields = [
            ("title", "kopf"),
            ("author", "WHO"),
            ("outlet", "PAPER"),
            ("published", "DAY"),
            ("tags", "SUBJECT"),
            ("places", "WHERE"),
            ("text", "STORY"),
        ];
        let fields = fields.map(|(ours, theirs)| (ours.to_owned(), theirs.to_owned()));
        insta::assert_snapshot!(collected_with(&Trec, file, 1000, &fields), @r#"
        record: 1
        id: 1
        headline: Snow
        byline: Ann Lee
        outlet: The Star
        topics: snow + roads
        places: Kabul
        published: 1989-01-02
        origin: Record
        body: "It snowed."
        --
        "#);
    }

    proptest! {
        #[test]
        fn no_document_is_too_odd(text in "(</?(DOC|TEXT|P|DATE|b)>|&[a-z]{0,3};|[a-zé ]|.){0,40}") {
            let file = format!("<DOC><DOCNO>1</DOCNO>{text}");
            let _ = collected(&Trec, &file, 10_000);
        }
    }
}
