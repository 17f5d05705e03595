//! 1. What was learnt is found again, in sentences that were not learnt from.
//! 2. The same texts give the same model.
//! 3. Without a labelled sentence nothing is learnt.
//! 4. Data that can't be read are refused with their line.

use super::*;
use crate::enrich::{EntityKind, Tagger};

/// Sentences in which persons speak and places are gone to.
fn data() -> String {
    let people = ["Orr", "Lund", "Adeyemi", "Park", "Quist", "Sousa", "Nakamura", "Ivanova"];
    let places = ["Lagos", "Oslo", "Quito", "Busan", "Minsk", "Porto", "Kyoto", "Accra"];
    let mut out = String::new();
    for (at, person) in people.iter().enumerate() {
        for place in places.iter().skip(at % 3) {
            out.push_str(&format!("[PER {person}] said the talks were over.\n\n"));
            out.push_str(&format!("They went to [LOC {place}] on Monday.\n\n"));
            out.push_str(&format!("Mr. [PER {person}] flew to [LOC {place}].\n\n"));
        }
    }
    out
}

fn trained(data: &str) -> Vec<u8> {
    let mut trainer = Trainer::default();
    trainer.read(data, Labels::Brackets, 1.0).unwrap();
    trainer.read_unlabelled("The talks were over on Monday, said the men who went to the talks.");
    let mut model = Vec::new();
    trainer.train(TrainingOptions::default(), &mut model, |_| {}).unwrap();
    model
}

fn kinds(tagger: &Tagger, text: &str) -> Vec<(String, EntityKind)> {
    let name = |start: u32, end: u32| text[start as usize..end as usize].to_owned();
    tagger.mentions(text).iter().map(|found| (name(found.start, found.end), found.kind)).collect()
}

#[test]
fn what_was_learnt_is_found_again() {
    let model = trained(&data());
    assert_eq!(trained(&data()), model, "the same texts, another model");
    let tagger = Tagger::from_model(&model).unwrap();
    let found = kinds(&tagger, "Mr. Zwick flew to Zagreb.");
    let wanted = [("Zwick", EntityKind::Person), ("Zagreb", EntityKind::Place)];
    assert_eq!(found, wanted.map(|(name, kind)| (name.to_owned(), kind)));
    assert_eq!(kinds(&tagger, "They went on Monday."), []);
}

#[test]
fn nothing_teaches_nothing() {
    let mut out = Vec::new();
    let nothing = Trainer::default().train(TrainingOptions::default(), &mut out, |_| {});
    assert!(matches!(nothing, Err(TrainError::Nothing)));
    let broken = Trainer::default().read("One.\n[PER Orr", Labels::Brackets, 1.0);
    assert_eq!(broken.unwrap_err().to_string(), "line 2: a bracket is not closed");
}

#[test]
fn the_form_of_labels_is_told() {
    assert_eq!(Labels::of("Orr B-PER\n. O\n"), Labels::Columns);
    assert_eq!(Labels::of("# ours\n[PER Orr] left.\n"), Labels::Brackets);
    assert_eq!(Labels::of("{\"text\":\"Orr left.\"}\n"), Labels::JsonLines);
}
