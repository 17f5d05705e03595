//! Fills what a record left open: the id, the date, the dateline; and tidies
//! the headline and the byline.
//!
//! A date claim of the record stands. Below it, in falling order of trust: the
//! URL, the dateline, a line of the text that is a date, the name of the file,
//! the folder. A claim further down the list replaces one above it only if it
//! says the same more finely (`/2019/12/` in the URL, "KABUL, Dec. 11" in the
//! text). The time of change of a file claims nothing.

use super::byline::without_lead;
use super::dateline::Dateline;
use crate::article::{
    Article, DateOrigin, Precision, Published, date_in_line, date_in_name, id_from_path,
    id_from_url, one_line,
};

/// Completes an article read from `path` (archive members after a `!`), as its
/// `record`th record where the file holds several.
pub(crate) fn complete(article: &mut Article, path: &str, record: Option<u64>) {
    article.origin.path = path.to_owned();
    article.origin.record = record;
    if article.headline.contains(['\n', '\r', '\t']) || article.headline.trim() != article.headline
    {
        article.headline = one_line(&article.headline);
    }
    article.byline = article.byline.take().and_then(|byline| without_by(&byline));
    for field in [&mut article.outlet, &mut article.section, &mut article.url] {
        *field = field.take().map(|value| one_line(&value)).filter(|value| !value.is_empty());
    }
    complete_id(article, path, record);
    let published = complete_date(article, path);
    article.published = published;
}

fn complete_id(article: &mut Article, path: &str, record: Option<u64>) {
    let own = article.id.trim();
    if own.is_empty() {
        let from_url = article.url.as_deref().map(id_from_url).filter(|id| !id.is_empty());
        article.id = from_url.unwrap_or_else(|| id_from_path(path, record));
    } else if own.len() < article.id.len() {
        article.id = own.to_owned();
    }
}

/// The date of the article. Its dateline is read on the way: the place is kept.
fn complete_date(article: &mut Article, path: &str) -> Published {
    let mut published = article.published;
    let is_open = |published: &Published| published.precision > Precision::Day;

    if is_open(&published)
        && let Some(url) = &article.url
    {
        refine(&mut published, date_in_url(url), DateOrigin::Url);
    }

    let field = article.dateline.take();
    let dateline = match &field {
        Some(field) => Dateline::of_field(field),
        None => Dateline::at_start(&article.body),
    };
    let place = match (&dateline, &field) {
        (Some(dateline), _) => Some(one_line(dateline.place)),
        // a place that is written in an odd way is kept; tables and times that
        // a program put into the field are not
        (None, Some(field))
            if !field.contains("--") && !field.bytes().any(|b| b.is_ascii_digit()) =>
        {
            Some(one_line(field.trim_end_matches(|c: char| c.is_whitespace() || c == '-')))
                .filter(|place| place.chars().any(char::is_alphabetic))
        }
        (None, Some(_)) => None,
        (None, None) => None,
    };
    if is_open(&published)
        && let Some(dateline) = &dateline
    {
        let claim = dateline.published(&published);
        refine(&mut published, claim, DateOrigin::Dateline);
    }
    let line = if is_open(&published) { date_line(&article.body) } else { None };
    if is_open(&published) {
        let day = line.filter(|line| line.precision <= Precision::Day);
        refine(&mut published, day, DateOrigin::Dateline);
    }
    if is_open(&published) {
        refine(&mut published, date_in_file_name(path), DateOrigin::FileName);
    }
    if is_open(&published) {
        refine(&mut published, date_in_folder(path), DateOrigin::Folder);
    }
    // a dateline without a year has waited for the file to name one
    if is_open(&published)
        && let Some(dateline) = &dateline
    {
        let claim = dateline.published(&published);
        refine(&mut published, claim, DateOrigin::Dateline);
    }
    // "May 1916" may be the head of a monthly, or of a chapter: only for want of anything else
    if is_open(&published) {
        refine(&mut published, line, DateOrigin::Dateline);
    }
    article.dateline = place;
    published
}

/// Takes `claim` if nothing is known, or if it is finer and agrees with what is.
fn refine(published: &mut Published, claim: Option<Published>, origin: DateOrigin) {
    if let Some(claim) = claim {
        published.refine(claim.claimed_by(origin));
    }
}

/// A four-digit name at the end of a URL or path may be a running number; as a
/// folder it is a year, if the web was there (`/tipp/1918/` is the 1,918th).
fn date_in_url(url: &str) -> Option<Published> {
    const FIRST_PAGES: i16 = 1991;
    date_in_name(url).filter(|claim| claim.precision <= Precision::Month).or_else(|| {
        let (folder, _) = url.rsplit_once('/')?;
        date_in_name(&format!("{folder}/"))
            .filter(|claim| claim.interval.is_some_and(|days| days.from.ymd().0 >= FIRST_PAGES))
    })
}

fn date_in_file_name(path: &str) -> Option<Published> {
    let name = path.rsplit(['/', '\\', '!']).next()?;
    date_in_name(name).filter(|claim| claim.precision <= Precision::Month)
}

/// A date that folders spell, the name of the file being its last part perhaps
/// (`1916/01/01.txt`).
fn date_in_folder(path: &str) -> Option<Published> {
    date_in_name(path).filter(|claim| claim.precision <= Precision::Month).or_else(|| {
        let end = path.rfind(['/', '\\', '!'])?;
        date_in_name(&path[..end])
    })
}

/// A line of the head of a text that is a date.
fn date_line(body: &str) -> Option<Published> {
    /// Further down, a date is a heading of something else.
    const LINES: usize = 8;
    const BYTES: usize = 1000;
    let mut seen = 0;
    for line in body.lines().map(str::trim).filter(|line| !line.is_empty()).take(LINES) {
        seen += line.len();
        if seen > BYTES {
            return None;
        }
        if let Some(date) = date_in_line(line) {
            return Some(date);
        }
    }
    None
}

/// A byline without its "By", in any language; `None` if nothing is left.
fn without_by(byline: &str) -> Option<String> {
    let line = one_line(byline);
    let name = without_lead(&line).unwrap_or(&line);
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::parse_date;

    fn completed(mut article: Article, path: &str) -> Article {
        complete(&mut article, path, Some(2));
        article
    }

    fn date(article: Article, path: &str) -> (Option<String>, DateOrigin) {
        let published = completed(article, path).published;
        (published.date(), published.origin)
    }

    #[test]
    fn an_id_comes_from_the_record_the_url_or_the_path() {
        let own = Article { id: " AP-7\n".into(), ..Article::default() };
        assert_eq!(completed(own, "a.sgm").id, "AP-7");
        let url =
            Article { url: Some("https://N.example/a/?utm_source=x".into()), ..Article::default() };
        assert_eq!(completed(url, "a.sgm").id, "n.example/a");
        let bare = completed(Article::default(), "./b/a.sgm");
        assert_eq!(bare.id, "b/a.sgm#2");
        assert_eq!(bare.origin.to_string(), "./b/a.sgm#2");
    }

    #[test]
    fn the_most_trusted_date_stands() {
        let body = "KABUL, Dec. 11, 2019 (AP) — It snowed.".to_owned();
        let path = "news/1916/2018-01-02-snow.txt";
        let record = Article {
            published: parse_date("2020-01-01").unwrap().claimed_by(DateOrigin::Record),
            body: body.clone(),
            ..Article::default()
        };
        assert_eq!(date(record, path), (Some("2020-01-01".into()), DateOrigin::Record));
        let url = Some("https://n.example/2017/03/04/snow".to_owned());
        let with_url = Article { url, body: body.clone(), ..Article::default() };
        assert_eq!(date(with_url, path), (Some("2017-03-04".into()), DateOrigin::Url));
        let with_dateline = Article { body, ..Article::default() };
        assert_eq!(date(with_dateline, path), (Some("2019-12-11".into()), DateOrigin::Dateline));
        let with_line =
            Article { body: "Snow\n\n9 July 2014\n\nIt snowed.".into(), ..Article::default() };
        assert_eq!(date(with_line, path), (Some("2014-07-09".into()), DateOrigin::Dateline));
        assert_eq!(
            date(Article::default(), path),
            (Some("2018-01-02".into()), DateOrigin::FileName)
        );
        let folder = (Some("1916-01-03".into()), DateOrigin::Folder);
        assert_eq!(date(Article::default(), "dates/19160103/seq-1.txt"), folder);
        assert_eq!(date(Article::default(), "dates/1916/01/03.txt"), folder);
        assert_eq!(date(Article::default(), "bbc/tech/1999.txt"), (None, DateOrigin::Nowhere));
    }

    #[test]
    fn a_finer_claim_is_taken_if_it_agrees() {
        let article = |body: &str| Article {
            url: Some("https://n.example/2019/12/snow".into()),
            body: body.into(),
            ..Article::default()
        };
        let with_day = article("KABUL, Dec. 11 (AP) — It snowed.");
        assert_eq!(date(with_day, "a.txt"), (Some("2019-12-11".into()), DateOrigin::Dateline));
        let other = article("KABUL, Dec. 11, 2018 (AP) — It snowed.");
        assert_eq!(date(other, "a.txt"), (Some("2019-12".into()), DateOrigin::Url));
        let waits = Article { body: "LONDON, April 16.—Lost.".into(), ..Article::default() };
        assert_eq!(date(waits, "1912/a.txt"), (Some("1912-04-16".into()), DateOrigin::Dateline));
    }

    #[test]
    fn datelines_and_bylines_are_tidied() {
        let article = completed(
            Article {
                headline: " Snow\n in Kabul ".into(),
                byline: Some("  BY  Ann Lee, Reuters".into()),
                dateline: Some("    KABUL, Dec 11 - ".into()),
                outlet: Some(" ".into()),
                body: "It snowed (and how).".into(),
                ..Article::default()
            },
            "a.txt",
        );
        assert_eq!(article.headline, "Snow in Kabul");
        assert_eq!(article.byline.as_deref(), Some("Ann Lee, Reuters"));
        assert_eq!(article.dateline.as_deref(), Some("KABUL"));
        assert_eq!(article.outlet, None);
        let byron = Article { byline: Some("Byron Katz".into()), ..Article::default() };
        assert_eq!(completed(byron, "a.txt").byline.as_deref(), Some("Byron Katz"));
        let lucien = Article { byline: Some("Par Lucien Roy".into()), ..Article::default() };
        assert_eq!(completed(lucien, "a.txt").byline.as_deref(), Some("Lucien Roy"));
    }
}
