//! `dateline train-entities`: a tagger of names out of labelled texts.

use super::args::Common;
use super::exit::Exit;
use super::train_args::TrainEntitiesArgs;
use super::{out, render};
use crate::corpus::{self, Event, ReadOptions};
use crate::enrich::{Labels, Trainer, Training, TrainingOptions};
use anyhow::Context;
use serde::Serialize;
use std::time::Instant;

/// What was learnt from, and what came of it.
#[derive(Default, Serialize)]
struct Report {
    sentences: usize,
    tokens: usize,
    /// That something is known of from texts without labels.
    words: usize,
    /// Before the strongest were chosen.
    features: usize,
    /// Of the model.
    bytes: usize,
    seconds: f64,
}

pub(super) fn run(common: &Common, args: &TrainEntitiesArgs) -> anyhow::Result<Exit> {
    let began = Instant::now();
    let mut trainer = Trainer::default();
    for (path, weight) in &args.data {
        let file = std::fs::read_to_string(path)
            .with_context(|| format!("can't read the labelled texts {}", path.display()))?;
        trainer
            .read(&file, Labels::of(&file), *weight)
            .with_context(|| format!("can't learn from {}", path.display()))?;
    }
    let is_whole = read_unlabelled(&mut trainer, args)?;
    let mut report = Report::default();
    let mut model = Vec::new();
    let options = TrainingOptions { epochs: args.epochs, features: args.features };
    trainer.train(options, &mut model, |step| {
        if !common.quiet {
            tell(&step);
        }
        match step {
            Training::Lexicon { words } => report.words = words,
            Training::Read { sentences, tokens, features } => {
                report = Report {
                    sentences,
                    tokens,
                    features,
                    words: report.words,
                    ..Report::default()
                };
            }
            Training::Learnt { .. } => {}
        }
    })?;
    std::fs::write(&args.out, &model)
        .with_context(|| format!("can't write the model {}", args.out.display()))?;
    report.bytes = model.len();
    report.seconds = began.elapsed().as_secs_f64();
    if common.json {
        out::print_json(&report)?;
    } else {
        let told = format!(
            "{}: {} bytes, of {} sentences, in {:.0} s\n",
            args.out.display(),
            report.bytes,
            report.sentences,
            report.seconds
        );
        out::print(&told, false)?;
    }
    Ok(if is_whole { Exit::Done } else { Exit::Rejected })
}

/// Whether all that was named could be read.
fn read_unlabelled(trainer: &mut Trainer, args: &TrainEntitiesArgs) -> anyhow::Result<bool> {
    let mut is_whole = true;
    if args.text.is_empty() {
        return Ok(true);
    }
    let mut reject = |rejected: &corpus::Rejected| {
        is_whole = false;
        let origin = rejected.origin.to_string();
        anstream::eprintln!("{}", render::rejected(&origin, &rejected.reason));
    };
    for found in corpus::find(&args.text)? {
        match found {
            Err(rejected) => reject(&rejected),
            Ok(found) => corpus::read(&found, &ReadOptions::default(), &mut |event| {
                match event {
                    Event::Article(article) => trainer.read_unlabelled(&article.body),
                    Event::Rejected(rejected) => reject(&rejected),
                    Event::Progress(_) => {}
                }
                true
            })?,
        };
    }
    Ok(is_whole)
}

fn tell(step: &Training) {
    match step {
        Training::Lexicon { words } => {
            anstream::eprintln!("{words} words known from texts without labels")
        }
        Training::Read { sentences, tokens, features } => {
            anstream::eprintln!("{sentences} sentences, {tokens} tokens, {features} features");
        }
        Training::Learnt { part, wrong, .. } => {
            anstream::eprintln!("learning {part}: {:.2} % of labels wrong", 100.0 * wrong);
        }
    }
}
