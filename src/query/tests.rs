//! The language, at its door.

use super::{Query, parse};
use proptest::prelude::*;

fn read_as(text: &str) -> String {
    parse(text).query.to_string()
}

#[test]
fn forms_and_how_they_are_read() {
    for (text, expected) in [
        ("taliban bounties", "taliban bounties"),
        ("\"peace talks\"~3", "\"peace talks\"~3"),
        ("“peace talks”", "\"peace talks\""),
        ("+must -not wish", "+must -not wish"),
        ("a AND b OR c", "(a AND b) OR c"),
        ("a b AND c", "(a b) AND c"),
        ("a and b or c", "a and b or c"),
        ("(a OR b) AND NOT c", "(a OR b) AND (-c)"),
        ("resign* headline:moon^2", "resign* AND headline:moon^2"),
        ("bagram source:reuters source:ap", "bagram AND (source:reuters OR source:ap)"),
        ("source:\"Transit Wire\" -kabul", "+source:\"Transit Wire\" -kabul"),
        ("headline:(moon OR mars) -soviet", "+(headline:moon OR headline:mars) -soviet"),
        ("published:2019-12 bagram", "bagram AND published:2019-12-01..2019-12-31"),
        ("published:<1950", "published:..1949-12-31"),
        ("published:?", "published:?"),
        ("-soviet", "+* -soviet"),
        ("lang:de id:TW-7", "lang:\"de\" AND id:\"TW-7\""),
        ("http://x.example/a", "http://x.example/a"),
        ("iran NEAR/5 bounty", "iran NEAR/5 bounty"),
        ("iran w/5 bounty kabul", "(iran NEAR/5 bounty) kabul"),
        ("a adj3 b near5 c", "(a pre/3 b) NEAR/5 c"),
        ("a /s b", "a w/s b"),
        ("storm same coast", "storm w/p coast"),
        ("the same day", "the \"same\" day"),
        ("bank NOT w/3 \"west bank\"", "bank NOT NEAR/3 \"west bank\""),
        ("a w/5 (b AND c)", "(a NEAR/5 b) AND (a NEAR/5 c)"),
        ("a w/5 (b OR c)^2", "(a NEAR/5 (b OR c))^2"),
        ("a w/5 source:reuters", "a AND source:reuters"),
        ("resign! hd=moon", "resign* AND headline:moon"),
        ("hlead(moon OR mars)", "(headline:moon OR headline:mars) OR (lead:moon OR lead:mars)"),
        ("wom?n why?", "wom?n why"),
        ("=Polish =\"Peace Treaty\"", "=Polish =\"Peace Treaty\""),
        ("soleimani~1 sulemani~", "soleimani~1 sulemani~1"),
        ("atleast5(nato OR otan) length>500", "atleast5(nato OR otan) AND length>=501"),
        ("length:200..800", "length:200..800"),
        ("\"resign* {person}\"~8", "\"resign* {person}\"~8"),
        ("NEAR earth objects", "near earth objects"),
        ("iran not w/5 bounty", "iran NOT NEAR/5 bounty"),
        ("a NOT w/5 (b AND c)", "(a NOT NEAR/5 b) OR (a NOT NEAR/5 c)"),
        ("headline:(a w/5 b) c", "c AND (headline:a NEAR/5 headline:b)"),
        ("headline:atleast2(a)", "atleast2(headline:a)"),
        ("hlead(moon) c", "c AND (headline:moon OR lead:moon)"),
        ("hlead(a hlead(b))", "(headline:a OR headline:b) OR (lead:a OR lead:b)"),
        ("id:urn:wire:17", "id:\"urn:wire:17\""),
        ("published:(1926 1930-05-01)", "published:1926-01-01..1926-12-31 OR published:1930-05-01"),
        ("http://x.example/?q=a", "\"http x.example q a\""),
        ("", "*"),
    ] {
        assert_eq!(read_as(text), expected, "{text}");
    }
}

#[test]
fn repairs_say_what_and_where() {
    for (text, at, message) in [
        ("the \"peace talks", 4, "this quote is never closed; its words are searched as words"),
        ("a OR", 2, "an operator needs something on both sides; left out"),
        ("a) b", 1, "nothing opens this bracket; left out"),
        ("a () b", 2, "nothing stands in this bracket; left out"),
        ("NEAR/5 bounty", 0, "nothing stands before `NEAR/5`; left out"),
        ("bagram who:", 7, "nothing follows `who:`; left out"),
        ("bagram org:--", 11, "`--` is no name; left out"),
        ("iran ***", 5, "`***` holds no letter or digit; left out"),
        (
            "iran same bounty",
            5,
            "`same` is read as w/p, in the same paragraph; write \"same\" for the word",
        ),
        ("Re: budget", 0, "`re:` is no field; read as a word"),
    ] {
        let notes = parse(text).notes;
        let found = notes.iter().any(|note| note.at == at && note.message == message);
        assert!(found, "{text}: {notes:?}");
    }
}

#[test]
fn names_and_quotations() {
    for (text, expected) in [
        ("bounties who:soleimani", "bounties AND who:\"soleimani\""),
        ("who:(qassem soleimani)", "who:\"qassem soleimani\""),
        ("org:(nato OR \"world bank\")", "org:\"nato\" OR org:\"world bank\""),
        ("who:a who:b", "who:\"a\" OR who:\"b\""),
        ("who:lodewick w/s taliban", "who:\"lodewick\" w/s taliban"),
        ("person:lode*", "who:\"lode*\""),
        ("said:bounties", "said:bounties"),
        ("said:*", "{quote}"),
        ("said:\"night letters\" kabul", "kabul AND (said:\"night letters\")"),
        ("said:(night pre/1 letters)", "said:(night pre/1 letters)"),
        ("said:(night letters)", "(said:night) OR (said:letters)"),
        ("said:(who:soleimani)", "said:(who:\"soleimani\")"),
        ("said-by:lodewick", "said-by:\"lodewick\""),
        ("said:bounties said-by:lodewick", "(said:bounties) AND said-by:\"lodewick\""),
        ("said-by:lodewick AND said:bounties", "said-by:\"lodewick\" AND (said:bounties)"),
    ] {
        assert_eq!(read_as(text), expected, "{text}");
        assert_eq!(read_as(expected), expected, "{text}");
        assert_eq!(parse(expected).query, parse(text).query, "{text}");
    }
    let bound = |text: &str| {
        let mut query = parse(text).query;
        query.bind_speakers();
        query.to_string()
    };
    assert_eq!(bound("said-by:x said:a kabul"), "kabul AND (said:a AND said-by:\"x\")");
    assert_eq!(bound("+said-by:x +said:a b"), "+(said:a AND said-by:\"x\") b");
    // nothing else is moved
    assert_eq!(bound("a +b"), "a +b");
    assert_eq!(bound("b -c +said:a +said-by:x"), "b -c +(said:a AND said-by:\"x\")");
    assert_eq!(
        bound("said-by:x said:(a OR b)"),
        "(said:a AND said-by:\"x\") OR (said:b AND said-by:\"x\")"
    );
    assert_eq!(bound("said-by:x OR said:a"), "said-by:\"x\" OR (said:a)");
}

#[test]
fn a_query_that_is_cut_is_cut_within_a_phrase() {
    let reading = parse(&format!("kabul \"{}\"", "storm ".repeat(2000)));
    assert_eq!(reading.query.words(), super::MAX_CLAUSES);
    assert_eq!(reading.notes.len(), 1);
    assert!(reading.notes[0].message.contains("1024"), "{:?}", reading.notes);
    // what is left of a word is no operator
    let reading = parse(&format!("{} w/9+more", "a ".repeat(super::MAX_CLAUSES - 2)));
    assert!(reading.query.to_string().ends_with(" \"w/9\""), "{}", reading.query);
}

#[test]
fn what_no_person_types_is_read_within_limits() {
    let deep = "(".repeat(100_000);
    assert_eq!(parse(&deep).query, Query::Nothing);
    let many = "word ".repeat(10_000);
    let reading = parse(&many);
    let Query::Bag(clauses) = reading.query else { panic!("a bag of words") };
    assert_eq!(clauses.len(), super::MAX_CLAUSES);
    assert!(reading.notes[0].message.contains("1024"));
}

/// Words, phrases, fields and groups as a person writes them.
fn written() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        "[a-z]{1,6}",
        "[a-z]{2,5}\\*",
        "\"[a-z]{1,5} [a-z]{1,5}\"",
        "\"[a-z]{1,5} [a-z]{1,5}\"~[1-9]",
        "(headline|source|by|lead):[a-z]{1,5}",
        "published:(19|20)[0-9]{2}",
        "lang:[a-z]{2}",
        "[a-z]{1,4}[*?][a-z]{1,4}",
        "=[A-Z][a-z]{1,5}",
        "=\"[A-Z][a-z]{1,5} [a-z]{1,5}\"",
        "[a-z]{4,6}~[12]",
        "\\{person\\}",
        "(who|org|place|said|said-by):[a-z]{1,5}",
        "(who|org|said):\"[a-z]{1,5} [a-z]{1,5}\"",
        "said:\\([a-z]{1,4} [a-z]{1,4}\\)",
        "length[<>][0-9]{1,3}",
        "(near5|adj3|same|w/s|NEAR|hd=moon|hlead\\(a b\\))",
    ];
    value.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec((prop::sample::select(vec!["", "+", "-"]), inner.clone()), 1..4)
                .prop_map(|parts| {
                    let parts: Vec<String> =
                        parts.into_iter().map(|(sign, part)| format!("{sign}{part}")).collect();
                    format!("({})", parts.join(" "))
                }),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} AND {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} OR {b})^2.5")),
            (
                inner.clone(),
                prop::sample::select(vec![
                    "NEAR/3", "w/5", "pre/2", "w/s", "NOT w/p", "near5", "adj3", "same",
                ]),
                inner.clone()
            )
                .prop_map(|(a, near, b)| format!("{a} {near} {b}")),
            inner.prop_map(|a| format!("atleast3({a})")),
        ]
    })
}

proptest! {
    #[test]
    fn printing_and_parsing_again_changes_nothing(text in written()) {
        let printed = read_as(&text);
        prop_assert_eq!(&read_as(&printed), &printed, "{}", text);
        // and not by chance: the tree is the same, and nothing had to be repaired
        let again = parse(&printed);
        prop_assert_eq!(&again.query, &parse(&text).query, "{}", text);
    }

    #[test]
    fn nothing_that_is_typed_is_an_error(text in "\\PC{0,60}|[()\"+~^:*?!={} a-zANDw/0-9-]{0,60}") {
        let reading = parse(&text);
        let length = text.chars().count();
        prop_assert!(reading.notes.iter().all(|note| note.at <= length));
        let printed = reading.query.to_string();
        prop_assert_eq!(read_as(&printed), printed, "{}", text);
    }
}
