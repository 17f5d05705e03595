//! What the reader of web pages promises:
//!
//! 1. The body is the article's text, without the page around it.
//! 2. JSON-LD is believed before meta tags, meta tags before what is seen.
//! 3. A page without an article is rejected with a reason.
//! 4. No input panics, overflows the stack or takes minutes.

use super::*;
use insta::assert_snapshot;
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// Two paragraphs that no test looks at closely.
const TEXT: &str = "<p>The last ferry of the evening left the old harbour at nine, half empty, and \
    nobody on the quay could say whether another one would follow in the morning.</p>\
    <p>“We wait for the ice charts,” said the harbour master, who has run the service for twenty \
    years and cannot remember a colder December.</p>";

struct Kept(Vec<Result<Article, String>>);

impl Sink for Kept {
    fn article(&mut self, article: Article) -> bool {
        self.0.push(Ok(article));
        true
    }

    fn reject(&mut self, record: Option<u64>, reason: String) -> bool {
        assert_eq!(record, None);
        self.0.push(Err(reason));
        true
    }
}

fn read_with(bytes: &[u8], max_record_bytes: usize) -> Result<Article, String> {
    let source = Source { fields: &[], max_record_bytes };
    let mut kept = Kept(Vec::new());
    Html.read(&source, &mut &*bytes, &mut kept).unwrap();
    assert_eq!(kept.0.len(), 1, "one page is one article or one reason");
    kept.0.remove(0)
}

fn read(html: &str) -> Result<Article, String> {
    read_with(html.as_bytes(), 64 << 20)
}

/// What an article says of itself, without its body and without what is unknown.
fn said(html: &str) -> String {
    let article = read(html).unwrap();
    let (claims, _) = page::claims(&Document::from(html));
    let mut lines = vec![format!("headline: {}", article.headline)];
    let fields = [
        ("byline", article.byline),
        ("outlet", article.outlet),
        ("section", article.section),
        ("url", article.url),
        ("language", article.language),
        ("topics", (!article.topics.is_empty()).then(|| article.topics.join(" + "))),
    ];
    for (name, value) in fields {
        lines.extend(value.map(|value| format!("{name}: {value}")));
    }
    for (origin, date) in claims.dates {
        lines.push(format!("date: {date} ({origin:?})"));
    }
    lines.join("\n")
}

#[test]
fn the_page_around_the_article_is_left_out() {
    let page = r##"<!doctype html><html><head><title>Ice stops the ferries | The Gazette</title>
        <style>p { color: red }</style><script>var tracked = "<p>never</p>";</script></head><body>
        <div class="cookie-consent">We use cookies to make your visit better. <button>OK</button></div>
        <header><nav><ul><li><a href="/">Home</a><li><a href="/sport">Sport</a></ul></nav></header>
        <main><article>
          <h1>Ice stops the ferries</h1>
          <p class="standfirst">Islanders are told to stay at home until the weekend, and shops to save bread.</p>
          <div class="article-byline">By <a rel="author">Ann Ames</a>, shipping correspondent</div>
          <div class="social-share"><a href="#">Share on Pigeon</a> <a href="#">Print</a></div>
          <figure><img src="ferry.jpg"><figcaption>The Queen of the Sound on Friday. Photo: B. Bell</figcaption></figure>
          <div class="story">
            <p>The last ferry of the evening left the old har&shy;bour at&nbsp;nine, half empty, and
               nobody on the quay could say whether another one would follow in the
               morning &mdash; or the next.</p>
            <div class="ad-slot">Advertisement</div>
            <p><a href="/storm">Read more: the storm that took the pier</a></p>
            <h2>Charts</h2>
            <p>“We wait for the ice charts,” said the harbour master, who has run the service
               for <i>twenty</i> years.<br><br>He cannot remember a colder December, he said, and
               has asked the ministry for a breaker.</p>
            <aside class="related-stories"><h3>Related</h3><p>Bread runs short on the outer islands, again and again.</p></aside>
            <ul><li>Line 1 is closed</li><li>Line 2 runs twice a day</li></ul>
          </div>
          <div class="tags"><a href="/t/ice">ice</a> <a href="/t/ferries">ferries</a></div>
        </article></main>
        <section id="comments"><h3>Comments</h3><p>First! I was on that ferry, and the coffee was cold as well.</p></section>
        <div class="sidebar"><h3>Most read</h3><p>Ten things about herring you did not want to know.</p></div>
        <footer><p>© The Gazette. All rights reserved. Imprint, privacy, terms and conditions.</p></footer>
        </body></html>"##;
    assert_snapshot!(read(page).unwrap().body, @r"
    Islanders are told to stay at home until the weekend, and shops to save bread.

    The last ferry of the evening left the old harbour at nine, half empty, and nobody on the quay could say whether another one would follow in the morning — or the next.

    Charts

    “We wait for the ice charts,” said the harbour master, who has run the service for twenty years.

    He cannot remember a colder December, he said, and has asked the ministry for a breaker.

    Line 1 is closed

    Line 2 runs twice a day
    ");
}

#[test]
fn jsonld_is_believed_first() {
    let page = format!(
        r#"<html lang="en-GB"><head><title>Ice | The Gazette</title>
        <link rel="canonical" href="https://gazette.example/2019/12/ice">
        <meta property="og:title" content="ICE!!! You won't believe it"><meta name="author" content="webmaster">
        <meta property="article:published_time" content="2019-12-12">
        <script type="application/ld+json">[{{"@type":"BreadcrumbList","itemListElement":[]}},
        {{"@context":"https://schema.org","@type":["NewsArticle"],"headline":"Ice stops the &#8216;Queen&#8217;",
          "author":[{{"@type":"Person","name":"Ann Ames"}},"Bob Bell"],"publisher":{{"@type":"Organization","name":"The Gazette"}},
          "datePublished":"2019-12-11T21:05:00+01:00","articleSection":["Shipping","Islands"],
          "keywords":["ice","ferries","ice"],"inLanguage":"fr"}}]</script></head><body>{TEXT}</body></html>"#
    );
    assert_snapshot!(said(&page), @r"
    headline: Ice stops the ‘Queen’
    byline: Ann Ames, Bob Bell
    outlet: The Gazette
    section: Shipping
    url: https://gazette.example/2019/12/ice
    language: en
    topics: ice + ferries
    date: 2019-12-11T21:05:00+01:00 (JsonLd)
    date: 2019-12-12 (Meta)
    ");
}

#[test]
fn meta_tags_are_believed_next() {
    let open_graph = format!(
        r#"<head><title>Ice</title><meta property="og:title" content="Ice stops the ferries - The Gazette">
        <meta property="og:site_name" content="The Gazette"><meta property="og:locale" content="en_GB">
        <meta property="og:url" content="https://gazette.example/ice"><meta property="article:section" content="Shipping">
        <meta property="article:author" content="https://social.example/ann"><meta name="author" content="By Ann Ames">
        <meta property="article:published_time" content="2019-12-11T21:05:00Z">
        <meta property="article:tag" content="ice"><meta property="article:tag" content="ferries"></head>{TEXT}"#
    );
    assert_snapshot!(said(&open_graph), @r"
    headline: Ice stops the ferries
    byline: Ann Ames
    outlet: The Gazette
    section: Shipping
    url: https://gazette.example/ice
    language: en
    topics: ice + ferries
    date: 2019-12-11T21:05:00Z (Meta)
    ");
    let older = format!(
        r#"<head><meta name="DC.title" content="Ice stops the ferries"><meta name="DC:creator" content="Ann Ames">
        <meta name="dc.date.issued" content="2019-12-11"><meta name="keywords" content="ice, ferries; Queen">
        <meta name="sailthru.date" content="11 December 2019"><meta name="parsely-section" content="Shipping">
        <meta http-equiv="refresh" content="600"></head>{TEXT}"#
    );
    assert_snapshot!(said(&older), @r"
    headline: Ice stops the ferries
    byline: Ann Ames
    section: Shipping
    topics: ice + ferries + Queen
    date: 11 December 2019 (Meta)
    date: 2019-12-11 (Meta)
    ");
}

#[test]
fn what_a_reader_sees_is_believed_last() {
    let page = format!(
        r#"<head><title>The Gazette - Ice stops the ferries</title></head><body>
        <div class="related"><h1>Storm</h1><time datetime="1999-01-01">old</time><span class="byline">By Cal Cole</span></div>
        <article><h1>Ice stops the ferries</h1><p class="byline">By Ann Ames | Shipping</p>
        <time class="modified" datetime="2020-02-02">x</time><time datetime="2019-12-11">11 Dec</time>
        {TEXT}</article></body>"#
    );
    assert_snapshot!(said(&page), @r"
    headline: Ice stops the ferries
    byline: Ann Ames
    date: 2019-12-11 (Meta)
    ");
    let microdata = format!(
        r#"<article><h1>Ice</h1><span itemprop="author" itemscope><b itemprop="name">Ann Ames</b></span>
        <span itemprop="author">Bob Bell</span><meta itemprop="datePublished" content="2019-12-11">{TEXT}</article>"#
    );
    assert_snapshot!(said(&microdata), @r"
    headline: Ice
    byline: Ann Ames, Bob Bell
    date: 2019-12-11 (Meta)
    ");
}

/// What the reader makes of the date of a page, with who claimed it.
fn dated(head: &str, body: &str) -> String {
    let page = format!("<html><head>{head}</head><body>{body}</body></html>");
    let published = super::article(&page).unwrap().published;
    match published.date() {
        Some(date) => format!("{date} by {:?}", published.origin),
        None => "none".to_owned(),
    }
}

#[test]
fn a_date_near_the_headline_is_that_of_the_article() {
    for (head_of_article, date) in [
        ("<p>06.12.2022</p><h1>Ice</h1>", "2022-12-06 by Meta"),
        ("<h1>Ice</h1><div>Ann Ames / 22.04.2020 / 06:15</div>", "2020-04-22 by Meta"),
        ("<h1>Ice</h1><div>VON <a>Ann Ames</a> am 21. April 2020</div>", "2020-04-21 by Meta"),
        ("<h1>Ice</h1><div>Posted on May 3, 2010 by Bob Bell</div>", "2010-05-03 by Meta"),
        ("<h1>Ice</h1><div>Pressemitteilung vom 20.01.2022</div>", "2022-01-20 by Meta"),
        ("<h2>Ice</h2><small>January 13, 2020 at 08:45 AM | ice</small>", "2020-01-13 by Meta"),
        // on the web the century is known
        ("<h1>Ice</h1><span class='post-created'> 28.01.22</span>", "2022-01-28 by Meta"),
        ("<div class='date'>Culture, 2.11.97</div><h1>Ice</h1>", "1997-11-02 by Meta"),
        // the text is finer than the attribute
        (
            "<h1>Ice</h1><abbr class='published' title='06-08-2009T14:12'>6. August 2009</abbr>",
            "2009-08-06 by Meta",
        ),
        (
            "<h1>Ice</h1><p class='date'>Written: 2023-11-07 15:03<b> / </b>Updated: 2023-11-08</p>",
            "2023-11-07 by Meta",
        ),
        // narrow blanks, and a box below the headline whatever it is called
        (
            "<h1>Ice</h1><div>Von <b>Ann Ames</b> 4.&thinsp;2.&thinsp;2022.</div>",
            "2022-02-04 by Meta",
        ),
        (
            "<h1>Ice</h1><div class='author-info'>Ann Ames <span>Stand:\n05. Februar 2020</span></div>",
            "2020-02-05 by Meta",
        ),
        (
            "<h3 itemprop='headline'>Ice</h3><div class='footer'>\
             <time itemprop='datePublished' datetime='2022-01-27'>x</time></div>",
            "2022-01-27 by Meta",
        ),
        ("<h1>Ice</h1><i class='timeline' data-date='18. März 2020'></i>", "2020-03-18 by Meta"),
        // a paragraph that is a dateline, a sentence that says when it was put up
        ("<h1>Ice</h1><p>Oslo | Bergen, 11. November&nbsp;2021&nbsp;</p>", "2021-11-11 by Meta"),
        (
            "<h1>Ice</h1><p>This entry was posted on Monday, May 3rd, 2010 at 10:15 am and is filed under Ice.</p>",
            "2010-05-03 by Meta",
        ),
        (
            "<h1>Ice</h1><div class='sidebar'>Ice wurde am <nobr>19. Mai 2010</nobr> um 23:03 Uhr gepostet \
             und unter <a rel='category tag'>Eis</a> abgelegt.</div>",
            "2010-05-19 by Meta",
        ),
        ("<h1>Ice</h1><p>The study was published on May 3, 2010 in Ice.</p>", "none"),
        ("<h1>Ice</h1><p>Ann goes to Oslo, 11 November 2021</p>", "none"),
        // what is of another time or of something else
        ("<h1>Ice</h1><div>last edited: <span class='date'>17 Jun 2018 15:15</span></div>", "none"),
        (
            "<h1>Ice</h1><div itemprop='review'><b itemprop='datePublished' content='2018-06-17'></b></div>",
            "none",
        ),
        ("<div id='date-widget'><b>3 May</b> 2020</div><h1>Ice</h1>", "none"),
        ("<h1>Ice</h1><dd class='joined'>18.09.2008</dd>", "none"),
    ] {
        let page = format!("<article>{head_of_article}{TEXT}</article>");
        assert_eq!(dated("", &page), date, "{head_of_article}");
    }
    // the clock of the page, a date far above, a date in the prose, one far below
    let clock = format!("<header><time>2023-11-01</time></header><main><h1>Ice</h1>{TEXT}</main>");
    assert_eq!(dated("", &clock), "none");
    let far = format!("<p>06.12.2022</p>{}<h1>Ice</h1>{TEXT}", "<p>Bread is short.</p>".repeat(30));
    assert_eq!(dated("", &far), "none");
    let teaser = format!(
        "<aside><h2>Snow</h2><span class='date'>01.07.2020</span>{}</aside><h1>Ice</h1>{TEXT}",
        "<p>Bread is short.</p>".repeat(60)
    );
    assert_eq!(dated("", &teaser), "none");
    let prose =
        format!("<h1>Ice</h1><p>{}<b>3 May 2010</b> too.</p>{TEXT}", "It froze. ".repeat(20));
    assert_eq!(dated("", &prose), "none");
    let below = format!("<h1>Ice</h1>{}<p>06.12.2022</p>", TEXT.repeat(12));
    assert_eq!(dated("", &below), "none");
}

#[test]
fn claims_of_a_page_are_weighed() {
    let body =
        format!("<h1>Ice</h1><time itemprop='datePublished' datetime='2022-01-27'>x</time>{TEXT}");
    let meta = |name: &str, date: &str| format!("<meta property='{name}' content='{date}'>");
    let ld = |date: &str| {
        format!(
            "<script type='application/ld+json'>{{\"@type\":\"Article\",\"datePublished\":\"{date}\"}}</script>"
        )
    };
    // a tag that says only "date" is less than markup that says what it is
    assert_eq!(dated(&meta("date", "2022-01-21"), &body), "2022-01-27 by Meta");
    assert_eq!(dated(&meta("article:published_time", "2022-01-21"), &body), "2022-01-21 by Meta");
    // coarse, and refined by what agrees
    assert_eq!(dated(&ld("2022-01"), &body), "2022-01-27 by Meta");
    assert_eq!(dated(&ld("2021"), &body), "2021 by JsonLd");
    assert_eq!(dated(&ld("2022-01-10T22:06:08:684Z"), &body), "2022-01-10 by JsonLd");
    let parsely =
        "<meta name='parsely-page' content='{\"pub_date\": \"2014-11-23T16:00:00+04:00\"}'>";
    assert_eq!(dated(parsely, &format!("<h1>Ice</h1>{TEXT}")), "2014-11-23 by Meta");
    // works that are cited have dates of their own
    let cited = format!(
        "<h1>Ice</h1>{TEXT}<ol><li itemprop='citation'><meta itemprop='datePublished' content='1988'></ol>"
    );
    assert_eq!(dated(&meta("dc.date", "2017-01-30"), &cited), "2017-01-30 by Meta");
    assert_eq!(dated(&meta("article:published_time", "0001-01-01T00:00:00Z"), &cited), "none");
}

#[test]
fn a_tag_of_an_odd_name_is_believed_last() {
    let body = format!("<h1>Ice</h1>{TEXT}");
    let meta = |name: &str, date: &str| format!("<meta name='{name}' content='{date}'>");
    assert_eq!(dated(&meta("acme-article-date", "2014-11-23"), &body), "2014-11-23 by Meta");
    let value = "<meta name='acme:published' value='2014-11-23T15:00:00+04:00'>";
    assert_eq!(dated(value, &body), "2014-11-23 by Meta");
    for of_another in ["event-date", "acme-expiry-date", "last-date", "date-updated", "dates"] {
        assert_eq!(dated(&meta(of_another, "2014-11-23"), &body), "none", "{of_another}");
    }
    let seen = format!("<h1>Ice</h1><time datetime='2014-11-20'>x</time>{TEXT}");
    assert_eq!(dated(&meta("acme-article-date", "2014-11-23"), &seen), "2014-11-20 by Meta");
}

#[test]
fn a_sentence_before_a_paywall_is_an_article_if_the_page_says_so() {
    let page = |head: &str, text: &str| {
        read(&format!("<head>{head}</head><article><h1>Ice</h1><p>{text}</p></article>"))
    };
    let sentence = "The last ferry of the evening left the old harbour at nine, half empty.";
    let published = "<meta property='og:title' content='Ice'>\
                     <meta property='article:published_time' content='2019-12-11'>";
    assert_eq!(page(published, sentence).unwrap().body, sentence);
    assert!(page("", sentence).is_err());
    assert!(page(published, "Please log in.").is_err());
}

#[test]
fn a_moment_in_utc_is_of_the_day_that_the_outlet_gives_it() {
    let utc = "<meta property='article:published_time' content='2020-02-25T02:25:54+00:00'>";
    let url = |path: &str| format!("{utc}<link rel='canonical' href='https://n.example/{path}'>");
    let text = format!("<h1>Ice</h1>{TEXT}");
    assert_eq!(dated(utc, &text), "2020-02-25 by Meta");
    assert_eq!(dated(&url("2020/02/24/ice"), &text), "2020-02-24 by Url");
    // not the moment, but another day
    assert_eq!(dated(&url("2020/02/20/ice"), &text), "2020-02-25 by Meta");
    assert_eq!(dated(&url("2020/02/26/ice"), &text), "2020-02-25 by Meta");
    let local = format!("<h1>Ice</h1><time datetime='2020-02-24T21:25:54-05:00'>x</time>{TEXT}");
    assert_eq!(dated(utc, &local), "2020-02-24 by Meta");
}

#[test]
fn the_publisher_of_microdata_is_the_outlet() {
    let page = |publisher: &str| {
        format!(
            "<title>Ice stops the ferries - The Gazette</title><div itemscope \
             itemtype='https://schema.org/NewsArticle'><h1>Ice stops the ferries</h1>\
             <p>{publisher} | December 11, 2019</p><div itemprop=articleBody>{TEXT}</div></div>"
        )
    };
    let outlet = |publisher: &str| read(&page(publisher)).unwrap().outlet;
    let nested =
        "<span itemprop=publisher itemscope><img alt=logo><b itemprop=name>The Gazette</b></span>";
    assert_eq!(outlet(nested).as_deref(), Some("The Gazette"));
    assert_eq!(outlet("<b itemprop=publisher>The Gazette</b>").as_deref(), Some("The Gazette"));
    // a title may end in anything
    assert_eq!(outlet("<b>The Gazette</b>"), None);
}

#[test]
fn a_byline_is_no_paragraph_of_the_text() {
    let page = |line: &str| {
        format!(
            "<meta name=author content='Anna Roth'><article><h1>Ice stops the ferries</h1>\
             <div class=story><p>{line}</p>{TEXT}</div></article>"
        )
    };
    let body = |line: &str| read(&page(line)).unwrap().body;
    assert!(body("Par Anna Roth").starts_with("The last ferry"));
    assert!(body("Par Avion Roth").starts_with("Par Avion Roth"));
}

#[test]
fn the_day_of_publication_is_no_paragraph_of_the_text() {
    let page = |day: &str| {
        format!(
            "<article><h1>Ice stops the ferries</h1><time datetime='2019-12-11T06:00:00-05:00'></time>\
             <div class=story><p>{day}</p>{TEXT}</div></article>"
        )
    };
    let body = |day: &str| read(&page(day)).unwrap().body;
    assert!(body("December 11, 2019").starts_with("The last ferry"));
    assert!(body("Wednesday, 11 December 2019").starts_with("The last ferry"));
    assert!(body("Ice holds.</p><p>December 11, 2019").starts_with("Ice holds.\n\nThe last"));
    // of another day, or with more to say, it is text
    assert!(body("December 10, 2019").starts_with("December 10, 2019\n\nThe"));
    assert!(body("December 11, 2019, at sea").starts_with("December 11"));
}

#[test]
fn the_marked_text_is_the_body() {
    let teaser =
        "<p>A long teaser of another story that has many words, commas, and links.</p>".repeat(9);
    let page = format!(
        "<body><div>{teaser}</div><div itemprop=articleBody>{TEXT}</div><div>{teaser}</div></body>"
    );
    let body = read(&page).unwrap().body;
    assert!(body.starts_with("The last ferry") && body.ends_with("colder December."), "{body}");
}

#[test]
fn a_text_that_only_jsonld_has_is_the_body() {
    let text = "The ferries stop. Nobody knows for how long. ".repeat(12);
    let page = format!(
        r#"<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Ice",
        "articleBody":"<p>{text}</p><p>{text}</p>"}}</script><div id=app>Loading</div>"#
    );
    let text = text.trim();
    assert_eq!(read(&page).unwrap().body, format!("{text}\n\n{text}"));
}

#[test]
fn preformatted_lines_and_tables_keep_their_lines() {
    let page = format!(
        "<body><article>{TEXT}<pre>one two\nthree\n\nfour</pre>\
         <table><tr><th>Line<th>Hour<tr><td>1<td>9.00</table></article></body>"
    );
    let body = read(&page).unwrap().body;
    assert!(body.ends_with("one two\nthree\n\nfour\n\nLine Hour\n1 9.00"), "{body}");
}

#[test]
fn a_page_without_an_article_is_rejected() {
    assert_eq!(read("  \n").unwrap_err(), "the page is empty");
    assert_snapshot!(
        read("<html><body><nav><a>Home</a></nav><p>Please log in.</p></body></html>").unwrap_err(),
        @"no article in the page: 3 words of running text, fewer than 25"
    );
    let long = format!("<p>{TEXT}");
    assert_eq!(
        read_with(long.as_bytes(), 100).unwrap_err(),
        format!(
            "it is {} bytes long and 100 are allowed; raise --max-record to read it",
            long.len()
        )
    );
}

#[test]
fn words_are_counted_in_scripts_without_spaces_too() {
    let page = "<article><p>港口管理局表示，由于海面结冰，最后一班渡轮于周五晚九点离开旧港，\
                目前尚不清楚第二天早上是否会恢复服务。岛上居民被告知留在家中等待进一步通知。</p></article>";
    assert!(read(page).is_ok());
}

#[test]
fn pages_are_recognised() {
    let page = |head| Html.recognises(head, "x");
    assert!(Html.recognises("", "a/b.html") && Html.recognises("", "b.htm"));
    assert!(
        page("\u{feff} <!DOCTYPE HTML PUBLIC \"x\">") && page("<html>") && page("<HTML lang=en>")
    );
    assert!(page("<?xml version=\"1.0\"?>\n<!-- saved -->\n<!DOCTYPE html>"));
    assert!(!page("<nitf>") && !page("<htmlx>") && !page("a <html>") && !page("<!-- <html>"));
}

#[test]
fn hostile_pages_cost_neither_the_stack_nor_minutes() {
    let attributes: String = (0..200_000).map(|i| format!(" a{i}=1")).collect();
    let pages = [
        "<div>".repeat(100_000),
        "<b>".repeat(100_000),
        "<div><object></div></object>".repeat(50_000),
        "<blockquote><font size=1></blockquote>".repeat(50_000),
        format!("<p{attributes}>{TEXT}"),
        "<".repeat(500_000),
        "</p>".repeat(100_000),
        "<br>".repeat(100_000),
        // as deep as is let through
        format!("{}{TEXT}{}", "<div>".repeat(900), "</div>".repeat(900)),
        format!("{}{TEXT}", "<span>".repeat(900)),
        // 5 MB of an article
        TEXT.repeat(5_000_000 / TEXT.len()),
        format!(
            r#"<script type="application/ld+json">{}</script>"#,
            r#"{"@graph":["#.repeat(100_000)
        ),
    ];
    for page in pages {
        let start = Instant::now();
        let _ = read(&page);
        let (took, opening) = (start.elapsed(), page.chars().take(40).collect::<String>());
        assert!(took < Duration::from_secs(60), "{took:?} for {opening}");
    }
}

/// Tags and words that pages are made of, in any order.
fn page_parts() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "<div class='article-body'>",
        "</div>",
        "<p>",
        "<b>",
        "<table><tr><td>",
        "</table>",
        "<a href=x>",
        "<br><br>",
        "<h1>Ice</h1>",
        "<time datetime='2019-12-11'>",
        "<span class=byline>By Ann Ames 11 Dec 2019",
        "<meta property=og:title content='a - b'>",
        "<title>a | b</title>",
        "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"author\":[{\"name\":[\"x\"]}",
        "]}</script>",
        "<!--",
        "-->",
        "<svg>",
        "<template>",
        "<section class='comments related'>",
        "The ferries stop at noon, the harbour master said, and nobody knows for how long. ",
        "港口管理局",
        "&amp;&shy;&#8217;",
        "\u{feff}\u{ad}",
    ]);
    prop::collection::vec(part, 0..60).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read_with(&bytes, 300);
    }

    #[test]
    fn no_page_panics_and_bodies_are_normal(page in page_parts()) {
        if let Ok(article) = read(&page) {
            prop_assert_eq!(article.body.trim(), article.body.as_str());
            prop_assert!(!article.body.contains("\n\n\n") && !article.body.contains("  "));
            let hidden = article.body.contains('\u{ad}');
            prop_assert!(!hidden);
            prop_assert!(!article.headline.contains('\n'));
        }
    }
}
