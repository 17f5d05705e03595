//! `dateline demo`: the main job on the bundled corpus, in one command.

use super::args::{Common, DemoArgs};
use super::exit::Exit;
use super::{out, render};
use crate::enrich::EntityKind;
use crate::index::{IndexOptions, Watch, index};
use crate::search::{
    EntitiesRequest, EntityOrder, Request, TimelineRequest, entities, search, timeline,
};
use crate::store::{DatedBy, LocalStore, Per, Snapshot, Store};
use anyhow::Context;
use include_dir::{Dir, DirEntry, include_dir};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

static SAMPLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/corpus/samples");

/// What is asked, and why.
const QUESTIONS: [(&str, &str); 4] = [
    ("bagram attack taliban talks", "words: the best passages first"),
    ("(\"peace treaty\" OR armistice) published:<1950", "a phrase or a word, before 1950"),
    ("attack when:2019-12-11", "what speaks of a day, whenever it was published"),
    ("who:\"Qassem Soleimani\" NEAR/5 led", "a person, whatever the article calls him"),
];

/// Beside whom others are looked for.
const BESIDE: &str = "Taliban";

/// What the timeline is about.
const TOPIC: &str = "moon";

pub(super) fn run(common: &Common, args: &DemoArgs) -> anyhow::Result<Exit> {
    let temporary;
    let (home, kept) = match &args.keep {
        Some(home) => (home.as_path(), true),
        None => {
            temporary = Scratch::new()?;
            (temporary.0.as_path(), false)
        }
    };
    std::fs::create_dir_all(home)
        .and_then(|()| std::env::set_current_dir(home))
        .with_context(|| format!("can't work in `{}`", home.display()))?;
    // relative, so that ids made from paths are the same wherever the demo runs
    let corpus = PathBuf::from("corpus");
    let at = PathBuf::from("index");
    unpack(&SAMPLES, &corpus)
        .with_context(|| format!("can't lay out the bundled corpus in `{}`", corpus.display()))?;
    let store = Store::from(LocalStore::open_or_create(&at)?);
    let options = IndexOptions {
        threads: common.threads(),
        memory: 256 << 20,
        today: common.today(),
        ..IndexOptions::default()
    };
    let never = AtomicBool::new(false);
    let mut watch = Watch { progress: &mut |_| {}, interrupted: &never };
    let report = index(&store, std::slice::from_ref(&corpus), &options, &mut watch)?;
    let snapshot = store.snapshot()?;
    if common.json {
        let mut answers = Vec::new();
        for (query, _) in QUESTIONS {
            answers.push(search(&snapshot, &Request { take: 3, ..Request::new(query) })?);
        }
        out::print_json(
            &serde_json::json!({ "index": report, "searches": answers, "entities": entities(&snapshot, &of_company())?, "timeline": timeline(&snapshot, &of_topic())?, "stats": snapshot.stats(10)? }),
        )?;
        return Ok(Exit::Done);
    }
    let mut text = format!(
        "{} of the bundled corpus indexed in {:.2} s, from every format that is read\n",
        render::count(snapshot.len(), "article", "articles"),
        report.seconds,
    );
    for (query, why) in QUESTIONS {
        ask(&mut text, &snapshot, query, why)?;
    }
    names(&mut text, &snapshot)?;
    days(&mut text, &snapshot)?;
    next(&mut text, kept.then(|| home.join(&at)).as_deref());
    out::print(&text, false)?;
    Ok(Exit::Done)
}

fn ask(text: &mut String, snapshot: &Snapshot, query: &str, why: &str) -> anyhow::Result<()> {
    let answer = search(snapshot, &Request { take: 2, ..Request::new(query) })?;
    let prompt = render::styled(&format!("$ dateline search '{query}'"), render::HEADLINE);
    let _ = writeln!(text, "\n{prompt}   {}\n", render::styled(&format!("# {why}"), render::FAINT));
    text.push_str(&super::search::page(&answer, false));
    Ok(())
}

/// Beside whom somebody is named.
fn names(text: &mut String, snapshot: &Snapshot) -> anyhow::Result<()> {
    let prompt = render::styled(
        &format!("$ dateline entities --near {BESIDE} --kind person"),
        render::HEADLINE,
    );
    let why = render::styled("# who is named beside whom", render::FAINT);
    let _ = writeln!(text, "\n{prompt}   {why}\n");
    text.push_str(&super::entities::page(&entities(snapshot, &of_company())?, true));
    Ok(())
}

fn of_company() -> EntitiesRequest {
    EntitiesRequest {
        text: String::new(),
        kinds: vec![EntityKind::Person],
        near: Some(BESIDE.into()),
        order: EntityOrder::Telling,
        take: 4,
        over_time: None,
        edges: false,
        today: None,
        aliases: Arc::default(),
    }
}

/// What happened when.
fn days(text: &mut String, snapshot: &Snapshot) -> anyhow::Result<()> {
    let prompt =
        render::styled(&format!("$ dateline timeline {TOPIC} --per year"), render::HEADLINE);
    let why = render::styled("# what happened when, by what is said", render::FAINT);
    let _ = writeln!(text, "\n{prompt}   {why}\n");
    text.push_str(&super::timeline::page(&timeline(snapshot, &of_topic())?, true));
    Ok(())
}

fn of_topic() -> TimelineRequest {
    let (by, per) = (DatedBy::Mentioned, Some(Per::Year));
    TimelineRequest { text: TOPIC.into(), by, per, take: 4, today: None, aliases: Arc::default() }
}

fn next(text: &mut String, kept: Option<&Path>) {
    let _ = writeln!(text, "\nnext:");
    if let Some(at) = kept {
        let _ = writeln!(text, "  dateline search --index {} WORDS", at.display());
    }
    for line in [
        "dateline index FOLDER            your own articles: text, JSON, CSV, Markdown, HTML, SGML, archives of them",
        "dateline search WORDS            ask; --help shows the query language",
        "dateline entities WORDS          who and what is named; --near NAME beside whom",
        "dateline timeline WORDS          what happened when",
        "dateline search WORDS --json     the same for a program",
    ] {
        let _ = writeln!(text, "  {line}");
    }
}

fn unpack(directory: &Dir<'_>, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in directory.entries() {
        let Some(name) = entry.path().file_name() else { continue };
        match entry {
            DirEntry::Dir(inner) => unpack(inner, &to.join(name))?,
            DirEntry::File(file) => std::fs::write(to.join(name), file.contents())?,
        }
    }
    Ok(())
}

/// A directory that goes when the demo ends.
struct Scratch(std::path::PathBuf);

impl Scratch {
    fn new() -> anyhow::Result<Self> {
        let path = std::env::temp_dir().join(format!("dateline-demo-{}", std::process::id()));
        std::fs::create_dir(&path).with_context(|| format!("can't make `{}`", path.display()))?;
        Ok(Self(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
