//! The stages of a run and the threads they are on.

use super::doubts::Doubts;
use super::known::{Known, id_key};
use super::ledger::{Entry, Ledger};
use super::memory::peak_rss_bytes;
use super::removals::Removals;
use super::report::Report;
use super::worker::{Job, Shared, work};
use super::{IndexError, IndexOptions};
use crate::article::Article;
#[cfg(feature = "cluster")]
use crate::article::Origin;
#[cfg(feature = "cluster")]
use crate::corpus::Rejected;
use crate::corpus::{self, Event, Found};
#[cfg(feature = "cluster")]
use crate::store::RefusedArticle;
use crate::store::{Budget, Store, Writer, WriterOptions};
use crossbeam_channel::{Sender, bounded};
use rustc_hash::FxHashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError};
use std::time::Instant;

/// How far a run is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of files taken in or passed over.
    pub bytes: u64,
    /// Bytes of all files; 0 where standard input is among them.
    pub bytes_total: u64,
    /// Records read.
    pub articles: u64,
    /// Records left out.
    pub rejected: u64,
}

/// What goes on beside a run.
pub struct Watch<'a> {
    /// Told every so often; draws, or not.
    pub progress: &'a mut dyn FnMut(Progress),
    /// Set when the user interrupts: what is done is committed, and the run ends.
    pub interrupted: &'a AtomicBool,
}

/// Jobs that wait at each worker; enough that it never idles between two.
const QUEUE: usize = 128;

/// Reads `paths` into the index and reports.
///
/// # Errors
/// Where a path is not there, where the store refuses, where another process
/// writes. What was committed before stands.
pub fn index(
    store: &Store,
    paths: &[PathBuf],
    options: &IndexOptions,
    watch: &mut Watch<'_>,
) -> Result<Report, IndexError> {
    let began = Instant::now();
    options.read.check()?;
    let finds = corpus::find(paths)?;
    let threads = options.threads.max(1);
    // two thirds to postings and what waits before them, the rest to articles
    // being enriched, the filter, and what no one counts
    let writer = WriterOptions { threads, memory: options.memory / 3 * 2 };
    let writer = store.writer(writer)?;
    let fresh = writer.is_fresh();
    let ledger = Ledger::of(store, options.shard)?;
    let known = match store {
        Store::Local(local) => Some(Known::new(local, options.memory / 32)?),
        #[cfg(feature = "cluster")]
        Store::Cluster(_) => None,
    };
    let shared = Shared::new(writer, known);
    let mut report = std::thread::scope(|scope| {
        let mut senders = Vec::with_capacity(threads);
        for _ in 0..threads {
            let (sender, receiver) = bounded(QUEUE);
            senders.push(sender);
            let shared = &shared;
            scope.spawn(move || work(shared, &receiver, options.names));
        }
        let mut run = Run {
            store,
            options,
            shared: &shared,
            senders,
            budget: Budget::new(options.memory / 16),
            ledger,
            options_digest: digest(options),
            fresh,
            finished: Vec::new(),
            refused: FxHashSet::default(),
            removals: Removals::default(),
            report: Report::default(),
            doubts: Doubts::new(options.today),
            progress: Progress::default(),
            told: Instant::now(),
            committed: Instant::now(),
            committed_bytes: 0,
            changed: false,
        };
        let outcome = run.all(finds, paths, watch);
        // workers end when nobody can send any more, also after a failure
        drop(std::mem::take(&mut run.senders));
        outcome.map(|()| {
            run.doubts.of_places().for_each(|doubted| run.report.doubt(doubted));
            run.report
        })
    })?;
    let writer = shared.writer.into_inner().unwrap_or_else(PoisonError::into_inner);
    report.indexed = shared.indexed.into_inner();
    report.replaced = shared.replaced.into_inner();
    report.unchanged += shared.unchanged.into_inner();
    if let Some(added) = writer.added() {
        report.indexed += added.indexed;
        report.replaced += added.replaced;
        report.unchanged += added.unchanged;
    }
    writer.finish()?;
    let seconds = began.elapsed().as_secs_f64();
    report.seconds = seconds;
    report.articles_per_s = report.read as f64 / seconds;
    report.mb_per_s = report.bytes as f64 / 1e6 / seconds;
    report.peak_rss_bytes = peak_rss_bytes();
    Ok(report)
}

/// A file read with other options is another file.
fn digest(options: &IndexOptions) -> u64 {
    let text = match options.shard.is_whole() {
        true => format!("{:?}", options.read),
        false => format!("{:?} {}", options.read, options.shard),
    };
    id_key(&text) as u64
}

/// The reading side of a run.
struct Run<'a> {
    store: &'a Store,
    options: &'a IndexOptions,
    shared: &'a Shared,
    senders: Vec<Sender<Job>>,
    budget: Arc<Budget>,
    ledger: Ledger,
    options_digest: u64,
    /// Whether the index was empty, so that no file has older articles in it.
    fresh: bool,
    /// Files read through since the last commit.
    finished: Vec<(Arc<str>, Option<Entry>)>,
    /// Files of which a cluster refused articles.
    refused: FxHashSet<Arc<str>>,
    removals: Removals,
    report: Report,
    doubts: Doubts,
    progress: Progress,
    told: Instant,
    committed: Instant,
    committed_bytes: u64,
    changed: bool,
}

impl Run<'_> {
    fn all(
        &mut self,
        finds: corpus::Finds,
        paths: &[PathBuf],
        watch: &mut Watch<'_>,
    ) -> Result<(), IndexError> {
        // the list is walked before it is read, so that the time left can be told
        let mut files = Vec::new();
        for found in finds {
            match found {
                Ok(found) => files.push(found),
                Err(rejected) => self.report.reject(rejected),
            }
        }
        let piped = files.iter().any(|found| found.path.as_os_str() == "-");
        self.progress.bytes_total = if piped { 0 } else { files.iter().map(|f| f.bytes).sum() };
        let own = self.store.path().map(canonical);
        let mut seen = FxHashSet::default();
        for (place, found) in files.iter().enumerate() {
            if self.stopped(watch) {
                break;
            }
            let file = canonical(&found.path);
            // `dateline index .` finds the index itself, which is no corpus
            if own.as_ref().is_some_and(|own| Path::new(&file).starts_with(own)) {
                self.progress.bytes_total = self.progress.bytes_total.saturating_sub(found.bytes);
                continue;
            }
            // named twice, or reached through two links
            if seen.insert(id_key(&file)) {
                self.one(found, place, Arc::from(file), watch)?;
            }
        }
        if !self.stopped(watch) {
            if self.options.delete_missing {
                self.find_missing(paths, &seen)?;
            }
            self.remove(&files, watch)?;
        }
        self.commit()
    }

    fn stopped(&mut self, watch: &Watch<'_>) -> bool {
        self.report.interrupted |= watch.interrupted.load(Ordering::Relaxed);
        self.report.interrupted || self.shared.failed.load(Ordering::Relaxed)
    }

    /// Reads one file, unless the ledger says that it is unchanged.
    fn one(
        &mut self,
        found: &Found,
        place: usize,
        file: Arc<str>,
        watch: &mut Watch<'_>,
    ) -> Result<(), IndexError> {
        let done = self.progress.bytes;
        self.report.files += 1;
        let before = self.ledger.get(&file);
        let mut entry = Entry {
            bytes: found.bytes,
            modified_ns: found.modified_ns,
            options: self.options_digest,
            articles: 0,
            rejected: 0,
            elsewhere: 0,
        };
        let piped = &*file == "-";
        if let Some(before) = before.filter(|before| !piped && before.is_of_same_file(&entry)) {
            self.report.files_unchanged += 1;
            self.report.unchanged += before.articles - before.elsewhere.min(before.articles);
            self.report.elsewhere += before.elsewhere;
            self.report.rejected_before += before.rejected;
            self.progress.bytes = done + found.bytes;
            self.removals.unchanged.push((place, before.articles));
            return Ok(());
        }
        let mut stale = if self.fresh { Default::default() } else { self.ids_of(&file)? };
        let options = &self.options.read;
        let mut outcome = Ok(());
        corpus::read(found, options, &mut |event| {
            match event {
                Event::Article(article) => {
                    entry.articles += 1;
                    entry.elsewhere += u64::from(!self.options.shard.has(&article.id));
                    if let Some(doubted) = self.doubts.of(&article) {
                        self.report.doubt(doubted);
                    }
                    if !stale.is_empty() {
                        stale.remove(&article.id);
                    }
                    outcome = self.send(article, &file);
                    if outcome.is_ok() && self.commit_is_due() {
                        outcome = self.commit();
                    }
                }
                Event::Rejected(rejected) => {
                    entry.rejected += 1;
                    self.progress.rejected += 1;
                    self.report.reject(rejected);
                }
                Event::Progress(bytes) => {
                    self.progress.bytes = done + bytes.min(found.bytes.max(bytes))
                }
            }
            self.tell(watch);
            outcome.is_ok() && !self.stopped(watch)
        })?;
        outcome?;
        self.progress.articles = self.report.read;
        if self.stopped(watch) {
            self.report.bytes += self.progress.bytes - done;
            return Ok(());
        }
        // a reader may leave a file before its last byte
        self.progress.bytes = self.progress.bytes.max(done + found.bytes);
        self.report.bytes += self.progress.bytes - done;
        self.changed = true;
        if !stale.is_empty() {
            self.removals.vanished.push((file, stale.into_iter().collect(), entry));
        } else if !piped {
            self.finished.push((file, Some(entry)));
        }
        if self.commit_is_due() { self.commit() } else { Ok(()) }
    }

    /// Ids of the articles that a file gave when it was read before.
    fn ids_of(&self, file: &str) -> Result<std::collections::BTreeSet<String>, IndexError> {
        if file == "-" {
            return Ok(Default::default());
        }
        let known = self.shared.known.read().unwrap_or_else(PoisonError::into_inner);
        match (known.as_ref(), self.store) {
            (Some(known), _) => {
                let snapshot = known.snapshot();
                let articles = snapshot.of_file(file)?;
                Ok(articles.into_iter().filter_map(|article| snapshot.id(article)).collect())
            }
            #[cfg(feature = "cluster")]
            (None, Store::Cluster(cluster)) => {
                Ok(cluster.snapshot()?.ids_of_file(file)?.into_iter().collect())
            }
            (None, Store::Local(_)) => Ok(Default::default()),
        }
    }

    fn send(&mut self, article: Article, file: &Arc<str>) -> Result<(), IndexError> {
        if !self.options.shard.has(&article.id) {
            self.report.elsewhere += 1;
            return Ok(());
        }
        self.report.read += 1;
        self.progress.articles = self.report.read;
        self.changed = true;
        let permit = self.budget.take(2 * article.body.len() + 1024);
        let worker = (id_key(&article.id) % self.senders.len() as u128) as usize;
        let job = Job { article, file: Arc::clone(file), permit };
        self.senders[worker].send(job).map_err(|_| IndexError::Worker)
    }

    fn tell(&mut self, watch: &mut Watch<'_>) {
        if self.told.elapsed().as_millis() >= 80 {
            self.told = Instant::now();
            (watch.progress)(self.progress);
        }
    }

    fn commit_is_due(&self) -> bool {
        let bytes = self.shared.text_bytes.load(Ordering::Relaxed) - self.committed_bytes;
        self.committed.elapsed() >= self.options.commit_every || bytes >= self.options.commit_bytes
    }

    /// Waits for the workers, then makes all that they added and the ledger of
    /// the files read through last together.
    fn commit(&mut self) -> Result<(), IndexError> {
        self.budget.wait_until_idle();
        let failure = self.shared.failure.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(error) = failure {
            return Err(error);
        }
        if self.changed {
            let finished = std::mem::take(&mut self.finished);
            for (file, entry) in &finished {
                self.ledger.put(file, *entry)?;
            }
            let note = self.ledger.seal()?;
            let mut writer = self.shared.writer.write().unwrap_or_else(PoisonError::into_inner);
            writer.commit(&note)?;
            self.take_refused(&writer);
            // read again next time: by then the cluster may take what it refused
            for (file, entry) in finished.iter().filter(|(file, _)| self.refused.contains(file)) {
                let unlike = |entry: &Entry| Entry { options: !entry.options, ..*entry };
                self.ledger.put(file, entry.as_ref().map(unlike))?;
            }
            self.ledger.committed()?;
            drop(writer);
            let mut known = self.shared.known.write().unwrap_or_else(PoisonError::into_inner);
            if let (Some(known), Store::Local(local)) = (known.as_mut(), self.store) {
                known.renew(local)?;
            }
            drop(known);
            self.shared.commits.fetch_add(1, Ordering::Release);
            self.changed = false;
        }
        self.committed = Instant::now();
        self.committed_bytes = self.shared.text_bytes.load(Ordering::Relaxed);
        Ok(())
    }

    /// Articles that a cluster refused are rejected as records that can't be read are.
    #[cfg_attr(not(feature = "cluster"), allow(clippy::unused_self, unused_variables))]
    fn take_refused(&mut self, writer: &Writer) {
        #[cfg(feature = "cluster")]
        for refused in writer.added().into_iter().flat_map(|added| added.refused) {
            let RefusedArticle { file, path, record, reason } = refused;
            self.refused.insert(Arc::from(file));
            let origin = Origin { path, record };
            self.progress.rejected += 1;
            self.report.reject(Rejected { origin, reason });
        }
    }

    /// Notes the files that the ledger holds, that lie under the paths named, and that are gone.
    fn find_missing(
        &mut self,
        paths: &[PathBuf],
        seen: &FxHashSet<u128>,
    ) -> Result<(), IndexError> {
        // the ledger of this run's files is written with the commit; those are there
        let roots: Vec<String> = paths.iter().map(|path| canonical(path)).collect();
        for file in self.ledger.files()? {
            let under = roots.iter().any(|root| Path::new(&file).starts_with(root));
            if !under || seen.contains(&id_key(&file)) {
                continue;
            }
            if matches!(Path::new(&file).try_exists(), Ok(false)) {
                let ids = self.ids_of(&file)?.into_iter().collect();
                self.removals.missing.push((Arc::from(file), ids));
            }
        }
        Ok(())
    }

    /// Removes what is gone, and gives back the articles that another file holds too.
    fn remove(&mut self, files: &[Found], watch: &mut Watch<'_>) -> Result<(), IndexError> {
        let removals = std::mem::take(&mut self.removals);
        {
            let writer = self.shared.writer.read().unwrap_or_else(PoisonError::into_inner);
            for (file, ids) in &removals.missing {
                writer.remove_file(file);
                self.report.removed += ids.len() as u64;
            }
            for (file, ids, _) in &removals.vanished {
                for id in ids {
                    writer.remove_id_of_file(id, file)?;
                    self.report.removed += 1;
                }
            }
        }
        let lost = removals.lost();
        let entries = removals.vanished.into_iter().map(|(file, _, entry)| (file, Some(entry)));
        let gone = removals.missing.into_iter().map(|(file, _)| (file, None));
        let entries: Vec<_> = entries.chain(gone).collect();
        self.changed |= !entries.is_empty();
        self.finished.extend(entries);
        if lost.is_empty() {
            return Ok(());
        }
        for (place, articles) in removals.unchanged {
            let found = &files[place];
            let file: Arc<str> = Arc::from(canonical(&found.path));
            if (self.ids_of(&file)?.len() as u64) < articles {
                self.give_back(found, &file, &lost, watch)?;
            }
        }
        Ok(())
    }

    /// Reads a file again for its versions of the articles that were lost with other files.
    fn give_back(
        &mut self,
        found: &Found,
        file: &Arc<str>,
        lost: &FxHashSet<u128>,
        watch: &mut Watch<'_>,
    ) -> Result<(), IndexError> {
        let options = &self.options.read;
        let mut outcome = Ok(());
        corpus::read(found, options, &mut |event| {
            if let Event::Article(article) = event
                && lost.contains(&id_key(&article.id))
            {
                outcome = self.send(article, file);
            }
            self.tell(watch);
            outcome.is_ok() && !self.stopped(watch)
        })?;
        outcome?;
        if self.report.interrupted {
            // the next run reads it whole
            self.finished.push((Arc::clone(file), None));
        }
        Ok(())
    }
}

/// The name under which the ledger knows a file: one name, however it was reached.
fn canonical(path: &Path) -> String {
    if path.as_os_str() == "-" {
        return "-".to_owned();
    }
    let absolute = std::fs::canonicalize(path).or_else(|_| std::path::absolute(path));
    absolute.unwrap_or_else(|_| path.to_owned()).to_string_lossy().into_owned()
}
