//! Reuters-21578: the newswire of 1987 as `REUTERS` elements.
//!
//! ```text
//! <REUTERS TOPICS=… NEWID="12"> <DATE> 26-FEB-1987 15:01:01.79</DATE>
//!   <TOPICS><D>cocoa</D></TOPICS> <PLACES><D>uk</D></PLACES> … <UNKNOWN>…</UNKNOWN>
//!   <TEXT [TYPE="BRIEF"|"UNPROC"]> <TITLE>…</TITLE> <AUTHOR>…</AUTHOR>
//!     <DATELINE>…</DATELINE> <BODY>…</BODY> </TEXT>
//! </REUTERS>
//! ```
//!
//! A flash (`BRIEF`) is its title and an unprocessed story has no parts at all:
//! the body of both is what stands in `TEXT`, the title of a flash included,
//! so that no story is without text. `PEOPLE`, `ORGS` and `EXCHANGES` are codes
//! of neither subjects nor places and are left out.

use super::whole::too_long;
use super::{Reader, Sink, Source};
use crate::article::{Article, DateOrigin, Published, one_line, parse_date};
use crate::corpus::sgml::{Record, Records, Token, attribute, decode_into, tokens};
use std::io::BufRead;

/// Reads Reuters-21578.
pub(crate) struct Reuters;

impl Reader for Reuters {
    fn name(&self) -> &'static str {
        "reuters"
    }

    fn recognises(&self, head: &str, _file_name: &str) -> bool {
        // a text about the collection quotes its elements; a file begins with one
        let head = head.trim_start();
        head.starts_with("<!DOCTYPE lewis")
            || (head.starts_with("<REUTERS ") && head.contains("NEWID="))
    }

    fn read(
        &self,
        source: &Source<'_>,
        input: &mut dyn BufRead,
        sink: &mut dyn Sink,
    ) -> std::io::Result<()> {
        let mut records = Records::new(input, "REUTERS", source.max_record_bytes);
        let mut number = 0;
        while let Some(record) = records.next()? {
            number += 1;
            let goes_on = match record {
                Record::Content(text) => {
                    let mut article = story(&text);
                    article.origin.record = Some(number);
                    sink.article(article)
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

/// The elements whose text is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Date,
    Topics,
    Places,
    Text,
    Title,
    Author,
    Dateline,
    Body,
    /// Between the parts, and in those that are not kept.
    Other,
}

impl Part {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "DATE" => Self::Date,
            "TOPICS" => Self::Topics,
            "PLACES" => Self::Places,
            "PEOPLE" | "ORGS" | "EXCHANGES" | "COMPANIES" | "UNKNOWN" | "MKNOTE" => Self::Other,
            "TEXT" => Self::Text,
            "TITLE" => Self::Title,
            "AUTHOR" => Self::Author,
            "DATELINE" => Self::Dateline,
            "BODY" => Self::Body,
            _ => return None,
        })
    }
}

/// Reads one `REUTERS` element.
fn story(record: &str) -> Article {
    // the collection is in English, and most of its flashes and tables are too short to tell
    let mut article = Article { language: Some("en".to_owned()), ..Article::default() };
    let (mut part, mut has_body) = (Part::Other, false);
    // what stands in TEXT outside of its parts, the title among it in its place
    let mut loose = String::new();
    let (mut title, mut author, mut dateline) = (String::new(), String::new(), String::new());
    for token in tokens(record) {
        match token {
            Token::Open(name, attributes) => {
                if name == "REUTERS" {
                    article.id = attribute(attributes, "NEWID").unwrap_or_default().to_owned();
                } else if let Some(opened) = Part::named(name) {
                    has_body |= opened == Part::Body;
                    part = opened;
                }
            }
            // what follows a part of TEXT is text again
            Token::Close(name) => match Part::named(name) {
                Some(Part::Title | Part::Author | Part::Dateline | Part::Body) => part = Part::Text,
                Some(_) => part = Part::Other,
                None => {}
            },
            Token::Text(text) => match part {
                Part::Date => {
                    article.published = date_of(text).claimed_by(DateOrigin::Record);
                }
                Part::Topics => push_code(text, &mut article.topics),
                Part::Places => push_code(text, &mut article.places),
                Part::Title => {
                    decode_into(text, &mut title);
                    decode_into(text, &mut loose);
                }
                Part::Author => decode_into(text, &mut author),
                Part::Dateline => decode_into(text, &mut dateline),
                Part::Body => decode_into(text, &mut article.body),
                Part::Text => decode_into(text, &mut loose),
                Part::Other => {}
            },
        }
    }
    if !has_body {
        article.body = loose;
        // the collection's makers wrote this into every flash
        if let Some(flash) = article.body.trim_end().strip_suffix("Blah blah blah.") {
            article.body.truncate(flash.len());
        }
        let flash = article.body.trim_start_matches(['*', '\n', '\r']);
        article.body.drain(..article.body.len() - flash.len());
    }
    let end = article.body.trim_end().len();
    article.body.truncate(end);
    // the agency signs its stories; one that is signed by another, or not at all, claims nothing
    let signed =
        article.body.split_whitespace().next_back().is_some_and(|last| {
            last.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("reute"))
        });
    if signed || !has_body {
        article.outlet = Some("Reuters".to_owned());
    }
    article.headline = one_line(title.trim_start_matches(['*', ' ', '\n']));
    article.byline = Some(author).filter(|author| !author.trim().is_empty());
    article.dateline = Some(dateline).filter(|dateline| !dateline.trim().is_empty());
    article
}

/// A few have the priority code of the wire behind the date, a remark that it
/// was guessed, or a time that no clock shows: their day is what is sure.
fn date_of(text: &str) -> Published {
    let claim = text.split("&#").next().unwrap_or_default();
    let day = || parse_date(claim.split_whitespace().next()?);
    parse_date(claim).or_else(day).unwrap_or_default()
}

/// The text of a `<D>`.
fn push_code(text: &str, codes: &mut Vec<String>) {
    let code = text.trim();
    if !code.is_empty() {
        codes.push(code.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::reader::collected::collected;
    use proptest::prelude::*;

    const FILE: &str = "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">
<REUTERS TOPICS=\"YES\" LEWISSPLIT=\"TRAIN\" OLDID=\"7\" NEWID=\"12\">
<DATE>27-MAR-1987 00:02:59.13&#5;&#5;&#5;RM</DATE>
<TOPICS><D>cocoa</D><D>trade</D></TOPICS>
<PLACES><D>ghana</D></PLACES>
<PEOPLE></PEOPLE><ORGS><D>icco</D></ORGS>
<UNKNOWN>&#5;C T&#31;reute</UNKNOWN>
<TEXT>&#2;
<TITLE>BUYERS &lt;WAIT> FOR
 COCOA</TITLE>
<AUTHOR>    By Ann Lee, Reuters</AUTHOR>
<DATELINE>    ACCRA, March 27 - </DATELINE><BODY>Buyers at R&D waited,
&lt;COCO.O> said.
    Sellers did not.
 REUTER
&#3;</BODY></TEXT>
</REUTERS>
<REUTERS NEWID=\"13\"><DATE> 1-APR-1987 10:00:00.00</DATE>
<TEXT TYPE=\"BRIEF\">&#2;
******<TITLE>COCOA UP
</TITLE>Blah blah blah.
&#3;
</TEXT></REUTERS>
<REUTERS NEWID=\"14\"><DATE>nonsense</DATE><TEXT TYPE=\"UNPROC\">&#2;
COCOA 1100

 MAY7  662 OFF 17
&#3;
</TEXT></REUTERS>
";

    #[test]
    fn stories_flashes_and_unprocessed_copy_are_read() {
        insta::assert_snapshot!(collected(&Reuters, FILE, 10_000), @r#"
        record: 1
        id: 12
        headline: BUYERS <WAIT> FOR COCOA
        byline:     By Ann Lee, Reuters
        outlet: Reuters
        language: en
        topics: cocoa + trade
        places: ghana
        dateline:     ACCRA, March 27 - 
        published: 1987-03-27
        origin: Record
        body: "Buyers at R&D waited,\n<COCO.O> said.\n    Sellers did not.\n REUTER"
        --
        record: 2
        id: 13
        headline: COCOA UP
        outlet: Reuters
        language: en
        published: 1987-04-01
        origin: Record
        body: "COCOA UP"
        --
        record: 3
        id: 14
        outlet: Reuters
        language: en
        body: "COCOA 1100\n\n MAY7  662 OFF 17"
        --
        "#);
    }

    #[test]
    fn only_its_own_files_are_recognised() {
        assert!(Reuters.recognises(FILE, "reut2-000.sgm"));
        assert!(Reuters.recognises("\n<REUTERS NEWID=\"1\">", "x"));
        assert!(!Reuters.recognises("Each story is a <REUTERS NEWID=\"1\">.", "readme.txt"));
    }

    #[test]
    fn an_odd_date_is_still_a_day() {
        let date = |text| date_of(text).date();
        assert_eq!(date("9-APR-1987 00:00:00.00   # a guess").as_deref(), Some("1987-04-09"));
        assert_eq!(date("31-MAR-1987 605:12:19.12").as_deref(), Some("1987-03-31"));
        assert_eq!(date_of(" 7-APR-1987 11:02:35.07&#5;RM").second_of_day, Some(39_755));
    }

    #[test]
    fn a_record_that_is_too_long_is_rejected_alone() {
        insta::assert_snapshot!(collected(&Reuters, FILE, 300), @r#"
        rejected Some(1): it is 497 bytes long and 300 are allowed; raise --max-record to read it
        --
        record: 2
        id: 13
        headline: COCOA UP
        outlet: Reuters
        language: en
        published: 1987-04-01
        origin: Record
        body: "COCOA UP"
        --
        record: 3
        id: 14
        outlet: Reuters
        language: en
        body: "COCOA 1100\n\n MAY7  662 OFF 17"
        --
        "#);
    }

    proptest! {
        #[test]
        fn no_story_is_too_odd(text in "(</?(REUTERS|TEXT|TITLE|D|DATE|BODY)>|&#?[a-z0-9]{0,3};|[*a-zé ]|.){0,40}") {
            let file = format!("<REUTERS NEWID=\"1\">{text}");
            let _ = collected(&Reuters, &file, 10_000);
        }
    }
}
