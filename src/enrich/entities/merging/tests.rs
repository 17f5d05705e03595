//! One person, one entry: what joins, what stays apart, what it is called.

use super::merge_mentions as merge;
use crate::enrich::{EntityKind, EntityMention};
use proptest::prelude::*;

/// The text of `[PER Name] said …` and its mentions.
fn marked(marked: &str) -> (String, Vec<EntityMention>) {
    let (mut text, mut mentions) = (String::new(), Vec::new());
    for (nth, part) in marked.split('[').enumerate() {
        if nth == 0 {
            text.push_str(part);
            continue;
        }
        let (mark, rest) = part.split_once(']').unwrap();
        let (kind, name) = mark.split_once(' ').unwrap();
        let kind = match kind {
            "PER" => EntityKind::Person,
            "ORG" => EntityKind::Organisation,
            "LOC" => EntityKind::Place,
            _ => EntityKind::Other,
        };
        let start = u32::try_from(text.len()).unwrap();
        text.push_str(name);
        let end = u32::try_from(text.len()).unwrap();
        mentions.push(EntityMention { start, end, kind, entity: 0 });
        text.push_str(rest);
    }
    (text, mentions)
}

/// The entities of an article, each with its mentions as they stand.
fn entries(headline: &str, body: &str) -> Vec<String> {
    let (headline, mut in_headline) = marked(headline);
    let (body, mut in_body) = marked(body);
    let entities = merge(&headline, &body, &mut in_headline, &mut in_body);
    let mut out: Vec<String> = entities.iter().map(|one| format!("{}:", one.name)).collect();
    for (text, mentions) in [(&headline, &in_headline), (&body, &in_body)] {
        for one in mentions {
            let entry = &mut out[one.entity as usize];
            let comma = if entry.ends_with(':') { " " } else { ", " };
            entry.push_str(comma);
            entry.push_str(&text[one.start as usize..one.end as usize]);
        }
    }
    out
}

#[test]
fn a_person_by_all_their_names() {
    assert_eq!(
        entries(
            "[PER SOLEIMANI] KILLED",
            "Maj. Gen. [PER Qassem Soleimani] died on Friday. [PER Soleimani]’s men mourned \
             Gen. [PER Soleimani]. [PER Q. Soleimani] was 62. [PER Qasem Soleimani's] coffin came.",
        ),
        ["Qassem Soleimani: SOLEIMANI, Qassem Soleimani, Soleimani, Soleimani, Q. Soleimani, \
          Qasem Soleimani's"]
    );
}

#[test]
fn a_title_that_was_tagged_with_the_name_is_no_part_of_it() {
    assert_eq!(
        entries(
            "",
            "[PER President George W. Bush] spoke. [PER Mr. Bush] left. So did [PER Bush]."
        ),
        ["George W. Bush: President George W. Bush, Mr. Bush, Bush"]
    );
}

#[test]
fn two_people_of_one_surname() {
    assert_eq!(
        entries(
            "",
            "[PER Otto Hartmann] sells to [PER Ulrich Hartmann]. Then [PER Hartmann] left. \
             [PER Otto Hartmann] stayed, and [PER Hartmann] laughed.",
        ),
        [
            "Otto Hartmann: Otto Hartmann, Otto Hartmann, Hartmann",
            "Ulrich Hartmann: Ulrich Hartmann, Hartmann"
        ]
    );
}

#[test]
fn titles_and_given_names_tell_who_is_meant() {
    assert_eq!(
        entries(
            "",
            "[PER Michel Durand] and [PER Claire Durand] came. Mr. [PER Durand] looked at it; \
             Ms. [PER Durand] did not. Mrs. [PER Kennedy] sat by [PER John Kennedy], and \
             [PER Kennedy] smiled.",
        ),
        [
            "Michel Durand: Michel Durand, Durand",
            "Claire Durand: Claire Durand, Durand",
            "Kennedy: Kennedy",
            "John Kennedy: John Kennedy, Kennedy"
        ]
    );
}

#[test]
fn names_of_many_customs() {
    for (body, entry) in [
        ("[PER Szabó Gábor], abroad [PER Gábor Szabó]; Mr. [PER Szabó]", "Szabó Gábor"),
        (
            "[PER Gabriel García Márquez]; [PER García Márquez]; [PER García]",
            "Gabriel García Márquez",
        ),
        (
            "[PER Rania bint Faisal al-Qadi]; Dr. [PER al-Qadi]; [PER Al-Qadi]",
            "Rania bint Faisal al-Qadi",
        ),
        ("[PER Katrín Jónsdóttir]; [PER Katrín] slept", "Katrín Jónsdóttir"),
        ("[PER Xi Jinping]; Mr. [PER Xi]", "Xi Jinping"),
        ("[PER Pieter van der Merwe]; [PER Van der Merwe]; [PER Pieter]", "Pieter van der Merwe"),
        ("[PER T.R. Lodewick]; [PER Thomas R. Lodewick]; [PER Lodewick]", "Thomas R. Lodewick"),
        ("[PER Martin Luther King Jr.]; Dr. [PER King]", "Martin Luther King Jr."),
        (
            "[PER Samuel Clemens], known as [PER Mark Twain]; [PER Twain]; [PER Clemens]",
            "Samuel Clemens",
        ),
        ("[PER Shirin Farrukhzad]; [PER Farrukzhad] said", "Shirin Farrukhzad"),
    ] {
        let entries = entries("", body);
        assert_eq!(entries.len(), 1, "{entries:?}");
        assert!(entries[0].starts_with(&format!("{entry}:")), "{entries:?}");
    }
}

#[test]
fn a_family_name_of_two_words_goes_to_whom_it_means() {
    assert_eq!(
        entries("", "[PER Donato Lo Russo] left. [PER Rocco Lo Russo] came; [PER Lo Russo] sat."),
        ["Donato Lo Russo: Donato Lo Russo", "Rocco Lo Russo: Rocco Lo Russo, Lo Russo"]
    );
}

#[test]
fn a_family_is_nobody_of_it() {
    assert_eq!(
        entries("", "[PER Wilbur Wright] flew. The [PER Wright] brothers built bicycles."),
        ["Wilbur Wright: Wilbur Wright", "Wright: Wright"]
    );
}

#[test]
fn acronyms_and_short_forms() {
    assert_eq!(
        entries(
            "[ORG DOD] lost it",
            "The [ORG U.S. Department of Defense] ([ORG DoD]) and [ORG Meridian Foods Group AG] \
             met. [ORG Meridian] paid the [ORG Department of Defense]. The [ORG UN] wrote; the \
             [ORG United Nations] sent [ORG U.N. Security Council] papers to the \
             [ORG Security Council].",
        ),
        [
            "U.S. Department of Defense: DOD, U.S. Department of Defense, DoD, Department of Defense",
            "Meridian Foods Group AG: Meridian Foods Group AG, Meridian",
            "United Nations: UN, United Nations",
            "U.N. Security Council: U.N. Security Council, Security Council"
        ]
    );
}

#[test]
fn bodies_that_share_words_stay_apart() {
    let entries = entries(
        "",
        "[ORG Congress] and the [ORG African National Congress]; the [ORG Senate] and the \
         [ORG Senate Energy Committee]; the [ORG EPA] and the [ORG EPA Office of Policy]; the \
         [ORG Federal Reserve] and the [ORG Federal Reserve Bank of New York].",
    );
    assert_eq!(entries.len(), 8, "{entries:?}");
}

#[test]
fn places_of_several_names_and_several_of_one() {
    assert_eq!(
        entries(
            "[LOC U.S.] ships leave [LOC NEWPORT]",
            "[LOC NEWPORT], [LOC R.I.] — The [LOC United States] and [LOC Britain] met in \
             [LOC Newport], [LOC Wales]. [LOC US] and [LOC U.K.] officials left [LOC Newport], \
             [LOC Rhode Island].",
        ),
        [
            "United States: U.S., United States, US",
            "Newport: NEWPORT, NEWPORT, Newport",
            "Rhode Island: R.I., Rhode Island",
            "United Kingdom: Britain, U.K.",
            "Newport: Newport",
            "Wales: Wales"
        ]
    );
}

#[test]
fn kinds_that_disagree() {
    let (body, mut mentions) = marked(
        "[PER Qassem Soleimani] died. [PER Soleimani] led it. [ORG Soleimani] said no. \
         [PER Soleimani] won. [PER Abe Lincoln] was born near [LOC Lincoln], where [PER Lincoln] \
         lived and [PER Lincoln] died.",
    );
    let entities = merge("", &body, &mut [], &mut mentions);
    let names: Vec<_> = entities.iter().map(|one| (one.name.as_str(), one.kind)).collect();
    assert_eq!(
        names,
        [
            ("Qassem Soleimani", EntityKind::Person),
            ("Abe Lincoln", EntityKind::Person),
            ("Lincoln", EntityKind::Place)
        ]
    );
    assert_eq!(mentions[2].kind, EntityKind::Person, "as most say");
    assert_eq!(mentions[5].kind, EntityKind::Place, "near speaks for a place");
}

#[test]
fn capitals_only_where_they_belong() {
    for (body, entry) in [
        ("[LOC KITTY HAWK], Dec. 18 —", "Kitty Hawk: KITTY HAWK"),
        ("[LOC USSR] and", "Soviet Union: USSR"),
        ("in New Orleans, [LOC La.], on", "Louisiana: La."),
        ("in [LOC L.A.], on", "Los Angeles: L.A."),
        ("at [ORG Lloyd's] of", "Lloyd's: Lloyd's"),
        ("[ORG NATO] said", "NATO: NATO"),
        ("[ORG DEPARTMENT OF STATE] SAID", "Department of State: DEPARTMENT OF STATE"),
        ("[PER LODEWICK] SAYS", "Lodewick: LODEWICK"),
    ] {
        assert_eq!(entries("", body), [entry]);
    }
}

fn any_mention() -> impl Strategy<Value = EntityMention> {
    let kinds = prop_oneof![
        Just(EntityKind::Person),
        Just(EntityKind::Organisation),
        Just(EntityKind::Place),
        Just(EntityKind::Other)
    ];
    (0u32..90, 0u32..40, kinds).prop_map(|(start, length, kind)| EntityMention {
        start,
        end: start + length,
        kind,
        entity: 7,
    })
}

proptest! {
    /// Any text, any ranges, also ones that cut characters, overlap or lie
    /// outside: no panic, every number is an entity's, each entity has a kind
    /// that its mentions have, and the same again.
    #[test]
    fn nothing_makes_it_panic(
        body in "([A-Za-zéÉ'’.,()\n“”-]{0,6} ?){0,20}",
        mut mentions in prop::collection::vec(any_mention(), 0..12),
    ) {
        mentions.sort_by_key(|one| (one.start, one.end));
        let mut again = mentions.clone();
        let entities = merge("", &body, &mut [], &mut mentions);
        for one in &mentions {
            prop_assert_eq!(entities[one.entity as usize].kind, one.kind);
        }
        let same = merge("", &body, &mut [], &mut again);
        prop_assert_eq!(entities, same);
        prop_assert_eq!(mentions, again);
    }
}
