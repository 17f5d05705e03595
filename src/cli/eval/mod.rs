//! `dateline eval`: topics asked, runs written, read and measured, compared.

mod experiment;
mod plots;
mod print;
mod tune;

use super::args::Common;
use super::eval_args::EvalArgs;
use super::exit::Exit;
use super::progress_bar::counting;
use super::render;
use crate::eval::{
    CompareOptions, EvalOptions, Evaluation, Fingerprint, Manifest, Measure, Qrels, Ranking, Run,
    SystemScores, Table, TopicOptions, Topics, Warning, compare, evaluate, fuse, rank,
};
use crate::store::{Model, RRF_K};
use anyhow::{Context, bail};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// What a run that was made of others is called.
const FUSED: &str = "rrf";

/// A run and what it is called.
struct System {
    name: String,
    /// Of runs that were made here.
    model: Option<Model>,
    run: Run,
    figures: Option<Evaluation>,
}

impl System {
    /// Topic → figure, as far as it was measured.
    fn scores(&self, measure: Measure) -> BTreeMap<String, f64> {
        let figures = self.figures.iter().flat_map(|figures| figures.per_topic(measure));
        figures.map(|(topic, figure)| (topic.to_owned(), figure)).collect()
    }
}

/// What was skipped, as it is said.
#[derive(Default)]
struct Skipped(Vec<String>);

impl Skipped {
    fn add(&mut self, warnings: impl IntoIterator<Item = Warning>) {
        self.0.extend(warnings.into_iter().map(|warning| warning.to_string()));
    }

    fn tell(&self) {
        for what in &self.0 {
            anstream::eprintln!("{}", render::harmless(what));
        }
    }
}

pub(super) fn run(common: &Common, args: &EvalArgs) -> anyhow::Result<Exit> {
    if let Some(file) = &args.experiment {
        return experiment::run(common, args, file);
    }
    if let Some(grid) = &args.tune {
        return tune::run(common, args, grid);
    }
    let measures = measures(args)?;
    let mut skipped = Skipped::default();
    let mut systems = match &args.topics {
        Some(topics) => asked(common, args, topics, &mut skipped)?,
        None if args.runs.is_empty() => {
            bail!("nothing to measure; give --topics FILE to ask the index, or run files")
        }
        None => read(&args.runs, &mut skipped)?,
    };
    if args.fuse {
        systems.push(fused(args, &systems)?);
    }
    let mut table = None;
    if let Some(file) = &args.qrels {
        let judged = Qrels::read(file, args.grades)?;
        skipped.add(judged.warnings);
        let options = EvalOptions {
            relevance_level: args.relevance_level,
            judged_only: args.judged_only,
            complete: args.complete,
            ..EvalOptions::default()
        };
        for system in &mut systems {
            let unknown = system.run.unknown_topics(&judged.value);
            // of a run that was made here they are no mistake of the file
            if system.model.is_none() {
                skipped.add(unknown);
            }
            system.figures = Some(evaluate(&system.run, &judged.value, &measures, &options));
        }
        if systems.len() > 1 {
            table = Some(compared(args, &systems, &measures)?);
        }
        if let (Some(folder), Some(&measure)) = (&args.plot, measures.first()) {
            let judged = (&judged.value, &options);
            let files = plots::write(folder, &systems, judged, measure, table.as_ref())?;
            if !common.quiet {
                files.iter().for_each(|file| anstream::eprintln!("wrote {}", file.display()));
            }
        }
    } else if args.run.is_none() {
        bail!(
            "nothing to do with the run; give --qrels FILE to measure it or --run FILE to write it"
        );
    }
    skipped.tell();
    let lines: usize = systems.iter().map(|system| lines(&system.run)).sum();
    print::print(common, args, &systems, &measures, table.as_ref(), &skipped)?;
    Ok(match lines {
        0 => Exit::Nothing,
        _ if !skipped.0.is_empty() => Exit::Rejected,
        _ => Exit::Done,
    })
}

fn lines(run: &Run) -> usize {
    run.topics().iter().map(|topic| topic.docs.len()).sum()
}

fn measures(args: &EvalArgs) -> anyhow::Result<Vec<Measure>> {
    Ok(Measure::list(&args.measures.join(" "))?)
}

fn topic_options(args: &EvalArgs) -> TopicOptions {
    TopicOptions { parts: args.parts.clone(), ids: args.topic_ids }
}

fn ranking(common: &Common, args: &EvalArgs, model: Model) -> Ranking {
    Ranking {
        model,
        depth: args.depth,
        query_language: args.query_language,
        today: common.today(),
        threads: common.threads(),
    }
}

/// Runs against the baseline, by all measures that are means over topics.
fn compared(args: &EvalArgs, systems: &[System], measures: &[Measure]) -> anyhow::Result<Table> {
    let baseline = match &args.baseline {
        None => 0,
        Some(name) => match systems.iter().position(|system| system.name == *name) {
            Some(at) => at,
            None => {
                let known: Vec<&str> = systems.iter().map(|system| system.name.as_str()).collect();
                bail!("no run is called `{name}`; they are called {}", known.join(", "))
            }
        },
    };
    // a geometric mean and a count are no means over topics
    let compared: Vec<Measure> = measures
        .iter()
        .copied()
        .filter(|measure| *measure != Measure::GmMap && !measure.is_count())
        .collect();
    let scores: Vec<SystemScores> = systems
        .iter()
        .map(|system| SystemScores {
            name: system.name.clone(),
            measures: compared
                .iter()
                .map(|&measure| (measure.to_string(), system.scores(measure)))
                .collect(),
        })
        .collect();
    let names: Vec<String> = compared.iter().map(ToString::to_string).collect();
    Ok(compare(&scores, &names, &CompareOptions { baseline, ..CompareOptions::default() })?)
}

/// Asks the index, with each model.
fn asked(
    common: &Common,
    args: &EvalArgs,
    file: &Path,
    skipped: &mut Skipped,
) -> anyhow::Result<Vec<System>> {
    let topics = Topics::read(file, &topic_options(args))?;
    skipped.add(topics.warnings);
    let topics = topics.value.topics;
    let snapshot = crate::cli::place::snapshot(common)?;
    let fingerprint = args.run.as_ref().map(|_| Fingerprint::of(&snapshot)).transpose()?;
    let models = if args.models.is_empty() { vec![Model::default()] } else { args.models.clone() };
    let several = models.len() > 1;
    let mut systems = Vec::with_capacity(models.len());
    for model in models {
        let name = model.to_string();
        let tag = args.tag.clone().filter(|_| !several).unwrap_or_else(|| name.clone());
        let how = ranking(common, args, model.clone());
        let bar = counting(topics.len(), &format!("topics · {name}"), common.quiet || common.json);
        let run = rank(&snapshot, &topics, &how, &tag, &|done| bar.set_position(done as u64));
        bar.finish_and_clear();
        let run = run?;
        if let (Some(out), Some(fingerprint)) = (&args.run, &fingerprint) {
            let out =
                if several { out.join(format!("{}.run", file_name(&name))) } else { out.clone() };
            let about = (file, topics.as_slice(), &args.parts);
            write(&out, &run, &Manifest::new(fingerprint.clone(), about, &how, &run))?;
        }
        systems.push(System { name, model: Some(model), run, figures: None });
    }
    Ok(systems)
}

/// Run files made one, which is written if `--run` says where.
fn fused(args: &EvalArgs, systems: &[System]) -> anyhow::Result<System> {
    let runs: Vec<&Run> = systems.iter().map(|system| &system.run).collect();
    let run = fuse(&runs, args.tag.as_deref().unwrap_or(FUSED), RRF_K, args.depth)?;
    if let Some(out) = &args.run {
        put(out, &|file| run.write(file))?;
    }
    Ok(System { name: FUSED.to_owned(), model: None, run, figures: None })
}

/// A model's name as that of a file.
fn file_name(model: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "+-.=_".contains(c) { c } else { '_' };
    model.chars().map(plain).collect::<String>().trim_matches('_').to_owned()
}

/// Writes a run and its manifest.
fn write(out: &Path, run: &Run, manifest: &Manifest) -> anyhow::Result<()> {
    put(out, &|file| run.write(file))?;
    put(&Manifest::beside(out), &|file| {
        serde_json::to_writer_pretty(&mut *file, manifest)?;
        writeln!(file)
    })
}

/// Writes a file, whole or not at all, and the folder that it lies in.
fn put(
    out: &Path,
    write: &dyn Fn(&mut BufWriter<File>) -> std::io::Result<()>,
) -> anyhow::Result<()> {
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("can't make the folder `{}`", folder.display()))?;
    }
    let part = out.with_extension("part");
    let written = File::create(&part).and_then(|file| {
        let mut file = BufWriter::new(file);
        write(&mut file)?;
        file.flush()?;
        std::fs::rename(&part, out)
    });
    written.with_context(|| format!("can't write `{}`", out.display()))
}

/// Reads run files and those of folders. A bad one is told and passed over.
fn read(paths: &[PathBuf], skipped: &mut Skipped) -> anyhow::Result<Vec<System>> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let entries = std::fs::read_dir(path)
            .with_context(|| format!("can't read the folder `{}`", path.display()))?;
        let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        found.retain(|file| {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            file.is_file() && !name.ends_with(".manifest.json") && !name.starts_with('.')
        });
        found.sort();
        files.extend(found);
    }
    let mut systems: Vec<System> = Vec::with_capacity(files.len());
    for file in files {
        match Run::read(&file) {
            Ok(loaded) => {
                skipped.add(loaded.warnings);
                let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                let taken = systems.iter().any(|system| system.name == name);
                let name = if taken { file.display().to_string() } else { name };
                systems.push(System { name, model: None, run: loaded.value, figures: None });
            }
            Err(error) => skipped.0.push(format!("{error}; passed over")),
        }
    }
    if systems.is_empty() {
        skipped.tell();
        bail!("none of the files is a run; a line of a run is: topic Q0 article rank score tag");
    }
    Ok(systems)
}
