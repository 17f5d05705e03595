//! Who said it: one row a way of saying it.

use super::quotations;
use crate::enrich::{EntityKind, EntityMention, merge_mentions, sentences};
use proptest::prelude::*;

/// The quotations of `[Name] said, “…”` with their speakers; `{Name}` is an
/// organisation.
fn said(marked: &str) -> Vec<(String, Option<String>)> {
    let (mut body, mut mentions) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some(at) = rest.find(['[', '{']) {
        let kind =
            if rest[at..].starts_with('[') { EntityKind::Person } else { EntityKind::Organisation };
        let close = rest.find([']', '}']).unwrap();
        body.push_str(&rest[..at]);
        let start = u32::try_from(body.len()).unwrap();
        body.push_str(&rest[at + 1..close]);
        let end = u32::try_from(body.len()).unwrap();
        mentions.push(EntityMention { start, end, kind, entity: 0 });
        rest = &rest[close + 1..];
    }
    body.push_str(rest);
    let entities = merge_mentions("", &body, &mut [], &mut mentions);
    quotations(&body, &sentences(&body), &mentions, &entities)
        .into_iter()
        .map(|quote| {
            let text = body[quote.start as usize..quote.end as usize].to_owned();
            (text, quote.speaker.map(|number| entities[number as usize].name.clone()))
        })
        .collect()
}

/// Every quotation has the speaker, in order; `-` stands for nobody.
#[track_caller]
fn speakers(marked: &str, expected: &[&str]) {
    let found: Vec<String> =
        said(marked).into_iter().map(|(_, who)| who.unwrap_or_else(|| "-".to_owned())).collect();
    assert_eq!(found, expected, "{marked}");
}

#[test]
fn the_clause_behind() {
    for body in [
        "“It went to an empty desk,” [Thomas Lodewick] said.",
        "“It went to an empty desk,” said [Thomas Lodewick], a retired general.",
        "“It went to an empty desk,” said the retired general, [Thomas Lodewick].",
        "“It went to an empty desk,” [Thomas Lodewick], who led the engineers, told {CNN}.",
        "“It went to an empty desk,” [Thomas Lodewick], 61, a general from Ohio, told reporters.",
        "“It went to an empty desk,” according to [Thomas Lodewick].",
        "“Who read it?” Gen. [Thomas Lodewick] asked.",
        "\"It went to an empty desk,\" [Thomas Lodewick] said.",
        "«It went to an empty desk», [Thomas Lodewick] said.",
        "„It went to an empty desk“, said [Thomas Lodewick].",
        "‘It’s an empty desk,’ [Thomas Lodewick] said.",
        "“It went to an empty desk,” said one of the officers, [Thomas Lodewick].",
        "“It went to an empty desk,” [Thomas Lodewick], the mayor of Ghent, said Tuesday.",
        "“It went to an empty desk,” [Thomas Lodewick] wrote on X, formerly Twitter.",
        "“It went to an empty desk.” — [Thomas Lodewick]",
        "“It went to an empty desk,” [Thomas Lodewick] and [Ada Cole] said.",
    ] {
        speakers(body, &["Thomas Lodewick"]);
    }
}

#[test]
fn the_clause_before() {
    for body in [
        "[Thomas Lodewick] said: “It went to an empty desk.”",
        "[Thomas Lodewick] said that it “went to an empty desk” for years.",
        "[Thomas Lodewick] told {CNN} that “it went to an empty desk.”",
        "According to [Thomas Lodewick], “it went to an empty desk.”",
        "[Thomas Lodewick], a general, wrote to [Ada Cole]: “It went to an empty desk.”",
        "[Thomas Lodewick] called it “a very empty desk” on Monday.",
        "[Thomas Lodewick] picked up the file and said, “It went to an empty desk.”",
        "In a letter to the staff [Thomas Lodewick], now retired, wrote: “It is an empty desk.”",
        "[Thomas Lodewick] laughed, adding that “it went to an empty desk.”",
        "[Thomas Lodewick] disliked the comparison:\n\n“It went to an empty desk.”",
        "Asked whether he would resign, [Thomas Lodewick] replied, “It went to an empty desk.”",
        "In a statement, [Thomas Lodewick] said: “It went to an empty desk.”",
        "[Thomas Lodewick] — who left on Monday — said “it went to an empty desk.”",
        "[Ada Cole], [Thomas Lodewick] said, was “a very empty desk.”",
        "[Ada Cole] was described by [Thomas Lodewick] as “a very empty desk.”",
        "[Thomas Lodewick] said in a statement posted on Monday that it was “an empty old desk.”",
        "The paper quoted [Thomas Lodewick] as saying that it “went to an empty desk.”",
        "[Ada Cole], whom [Thomas Lodewick] called “a very empty desk,” left.",
        "[Thomas Lodewick]: “It went to an empty desk.”",
        "A statement by [Thomas Lodewick] said that “it went to an empty desk.”",
    ] {
        speakers(body, &["Thomas Lodewick"]);
    }
}

#[test]
fn the_quotation_beside() {
    let lodewick = "Thomas Lodewick";
    speakers(
        "“We filed it,” [Thomas Lodewick] said. “It went to an empty desk.”",
        &[lodewick, lodewick],
    );
    speakers(
        "“We filed it,” said [Thomas Lodewick], “and it went to an empty desk.”",
        &[lodewick, lodewick],
    );
    speakers(
        "“We filed it,” [Thomas Lodewick] said.\n\n“It went to an empty desk.”",
        &[lodewick, lodewick],
    );
    speakers(
        "“We filed it. It went away.\n\n“It went to an empty desk,” [Thomas Lodewick] said.",
        &[lodewick, lodewick],
    );
    speakers(
        "[Thomas Lodewick] said that it was “a very long file” and “an empty old desk.”",
        &[lodewick, lodewick],
    );
    speakers(
        "“We filed it,” [Thomas Lodewick] said. “So did we,” [Ada Cole] said.",
        &[lodewick, "Ada Cole"],
    );
}

#[test]
fn pronouns_and_roles() {
    let body = "[Thomas Lodewick], the general, met [Ada Cole], the mayor, on Monday.\n\n";
    for (quotation, speaker) in [
        ("“It was empty,” he said.", "Thomas Lodewick"),
        ("“It was empty,” she said.", "Ada Cole"),
        ("“It was empty,” the mayor said.", "Ada Cole"),
        ("“It was empty,” he was quoted as saying by a newspaper.", "Thomas Lodewick"),
        ("“It was empty,” the general told reporters.", "Thomas Lodewick"),
        ("“It was empty,” a spokesman said.", "-"),
        ("The report said that it was “an empty old desk.”", "-"),
        ("The man shouted “it is an empty old desk.”", "-"),
        ("Critics say that it was “an empty old desk.”", "-"),
        ("“It was empty,” an official of the town said.", "-"),
        ("A neighbour called it “an empty old desk.”", "-"),
    ] {
        speakers(&format!("{body}{quotation}"), &[speaker]);
    }
}

#[test]
fn the_prime_minister_is_not_the_health_minister() {
    let body = "Prime Minister [Thomas Lodewick] met Health Minister [Ada Cole].\n\n\
                “It was empty,” the prime minister said. “Hardly,” the health minister replied.";
    speakers(body, &["Thomas Lodewick", "Ada Cole"]);
    let body = "[Thomas Lodewick], who founded the company, met [Ada Cole], head of the company.\n\n\
                “It was empty,” the company said.";
    speakers(body, &["-"]);
}

#[test]
fn organisations_speak() {
    speakers("“All have been counted,” {AFAD} said in a statement.", &["AFAD"]);
    speakers("The {Pentagon} said that he “was planning an attack.”", &["Pentagon"]);
    speakers("A spokesman for {AFAD} said that “all have been counted.”", &["-"]);
}

#[test]
fn what_nobody_said_is_no_quotation() {
    for body in [
        "[Thomas Lodewick] lives in a so-called “smart” house.",
        "The book is “An Empty Desk in the Rain” and [Ada Cole] likes it.",
        "A sign of the “new economy” is near.",
        "[Thomas Lodewick] said the song “Empty Desks” was his.",
    ] {
        assert_eq!(said(body), [], "{body}");
    }
}

#[test]
fn marks_are_included() {
    let quotes = said("“Yes,” [Ada Cole] said. “It is so.”");
    assert_eq!(quotes[0].0, "“Yes,”");
    assert_eq!(quotes[1].0, "“It is so.”");
}

#[test]
fn other_languages() {
    speakers("„Es war leer“, sagte [Ada Cole] am Montag.", &["Ada Cole"]);
    speakers("« C’était vide », a déclaré [Ada Cole].", &["Ada Cole"]);
    speakers("“Estaba vacío”, dijo [Ada Cole].", &["Ada Cole"]);
}

proptest! {
    /// Any marks, any mentions: no panic; quotations are in order, don't
    /// overlap, lie within the body and end between characters.
    #[test]
    fn nothing_makes_it_panic(
        body in "((“|”|\"|«|»|„|‘|’|said |he |the |[A-Z][a-zé]{0,5} |, |: |\\. |\n\n|\n|’s |é){0,60})",
        cuts in prop::collection::vec((0u32..200, 0u32..12, 0u8..3), 0..10),
    ) {
        let mut mentions: Vec<EntityMention> = cuts
            .into_iter()
            .map(|(start, length, kind)| EntityMention {
                start,
                end: start + length,
                kind: match kind {
                    0 => EntityKind::Person,
                    1 => EntityKind::Organisation,
                    _ => EntityKind::Place,
                },
                entity: 0,
            })
            .collect();
        mentions.sort_by_key(|one| (one.start, one.end));
        let entities = merge_mentions("", &body, &mut [], &mut mentions);
        let quotes = quotations(&body, &sentences(&body), &mentions, &entities);
        let mut last = 0;
        for quote in quotes {
            prop_assert!(quote.start >= last && quote.start < quote.end);
            prop_assert!(body.get(quote.start as usize..quote.end as usize).is_some());
            prop_assert!(quote.speaker.is_none_or(|number| (number as usize) < entities.len()));
            last = quote.end;
        }
    }
}
