//! Undoes compression and archives, layer by layer, as streams: nothing is
//! written to disk but a zip that came from a pipe.
//!
//! ```text
//! wire.tar.gz   Tally ─ Buffered ─ gzip ─ Guard ─ Buffered ─ tar ─ Exact ─ Buffered ─ text
//!               (file)  (is gzip)         (bomb?)  (is tar)        (cut?)  (is text)
//! ```
//!
//! Every layer is told by its first bytes, so the layers nest in any way, up to
//! [`MAX_DEPTH`] of them. What is wrong with one is reported once, at the
//! innermost place known, and the rest of the file goes on where it can.

mod buffered;
mod codec;
mod guard;
mod magic;
mod tar;
mod zip;

#[cfg(test)]
pub(super) use buffered::BUFFER_BYTES;
pub(super) use buffered::Buffered;

use super::charset::Text;
use super::order::Orders;
use super::reader::{Sink, Source};
use super::walk::is_left_over;
use super::{Event, Found, ReadOptions, Rejected, binary, complete, sniff};
use crate::article::{Article, Origin};
use guard::{Guard, Refusal, Tally, Whole};
use magic::{Packing, climbs_out, without_compression};
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::rc::Rc;

/// How many archives and compressions may lie in each other; a compressed tar
/// is one. Three is a dump of days, each a tar, of packed stories.
const MAX_DEPTH: u8 = 3;

/// How much of the file is read between two [`Event::Progress`].
const PROGRESS_BYTES: u64 = 256 << 10;

/// How much text a format is told by.
const HEAD_BYTES: usize = 8 << 10;

/// Where a stream lies.
#[derive(Clone, Debug)]
struct Place {
    /// For messages and origins: `wire.tar.gz!1916/01.txt`.
    path: String,
    /// The last name of the path, lower-case, without compressions.
    name: String,
    depth: u8,
    is_uncompressed: bool,
}

impl Place {
    fn root(path: &str) -> Self {
        Self { path: path.to_owned(), name: last_name(path), depth: 0, is_uncompressed: false }
    }

    /// The same place with a compression undone.
    fn uncompressed(&self) -> Self {
        let (path, depth) = (self.path.clone(), self.depth + 1);
        Self { path, name: without_compression(&self.name), depth, is_uncompressed: true }
    }

    /// A member of the archive that lies here.
    fn member(&self, name: &str) -> Self {
        let depth = if self.is_uncompressed { self.depth } else { self.depth + 1 };
        let path = format!("{}!{name}", self.path);
        Self { path, name: last_name(name), depth, is_uncompressed: false }
    }
}

fn last_name(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or(path).to_lowercase()
}

/// Takes one file apart and hands on what it holds.
pub(super) struct Unpacker<'a> {
    options: &'a ReadOptions,
    sink: &'a mut dyn FnMut(Event) -> bool,
    whole: Rc<Whole>,
    /// Buffers that served and may serve again: an archive has many members.
    spare: Vec<Vec<u8>>,
    told: u64,
    is_stopped: bool,
    /// What the file has shown of how its dates are written.
    orders: Orders,
}

impl<'a> Unpacker<'a> {
    pub(super) fn new(options: &'a ReadOptions, sink: &'a mut dyn FnMut(Event) -> bool) -> Self {
        let whole = Rc::new(Whole::default());
        let (spare, orders) = (Vec::new(), Orders::default());
        Self { options, sink, whole, spare, told: 0, is_stopped: false, orders }
    }

    /// Reads what can't be wound back.
    pub(super) fn pipe(&mut self, input: &mut dyn Read, display: &str) {
        let mut tally = Tally { inner: input, whole: Rc::clone(&self.whole) };
        self.stream(&mut tally, &Place::root(display));
        self.progress(1);
    }

    pub(super) fn file(&mut self, mut file: File, found: &Found) {
        let size = file.metadata().ok().filter(std::fs::Metadata::is_file).map(|known| known.len());
        self.whole.size.set(size);
        match size.map(|_| is_zip(&mut file)) {
            Some(Err(error)) => self.unopened(found, &error),
            Some(Ok(true)) => {
                let tally = Tally { inner: file, whole: Rc::clone(&self.whole) };
                self.zip(BufReader::new(tally), &Place::root(&found.display));
                self.progress(1);
            }
            Some(Ok(false)) | None => self.pipe(&mut file, &found.display),
        }
    }

    pub(super) fn unopened(&mut self, found: &Found, error: &io::Error) {
        self.reject(&found.display, None, format!("cannot be read: {error}"));
    }

    /// Reads a stream of any kind; whether it was read to its end.
    fn stream(&mut self, input: &mut dyn Read, place: &Place) -> bool {
        let buffer = self.spare.pop().unwrap_or_default();
        let mut source = Buffered::new(input, buffer);
        let is_whole = self.told_apart(&mut source, place);
        self.spare.push(source.into_buffer());
        is_whole
    }

    fn told_apart(&mut self, source: &mut Buffered<'_>, place: &Place) -> bool {
        match source.fill_buf() {
            Err(error) => return self.broken(place, 0, &error),
            Ok([]) => {
                self.reject(&place.path, None, "is empty".to_owned());
                return true;
            }
            Ok(_) => {}
        }
        let packing = magic::packing(source.held());
        if packing.is_some() && place.depth >= MAX_DEPTH && !place.is_uncompressed_tar(packing) {
            let reason =
                format!("lies in more than {MAX_DEPTH} archives; unpack the outer ones first");
            self.reject(&place.path, None, reason);
            return true;
        }
        match packing {
            None => self.text(source, place),
            Some(Packing::Tar) => self.tar(source, place),
            Some(Packing::Zip) => self.spooled_zip(source, place),
            Some(compression) => self.compressed(compression, source, place),
        }
    }

    fn compressed(&mut self, packing: Packing, source: &mut Buffered<'_>, place: &Place) -> bool {
        let seen = source.seen();
        match codec::decoder(packing, source) {
            Ok(decoder) => {
                let mut guard = Guard::new(decoder, seen, Rc::clone(&self.whole), self.options);
                self.stream(&mut guard, &place.uncompressed())
            }
            Err(error) => self.broken(place, 0, &error),
        }
    }

    /// The place of a member, unless it is one to pass over.
    fn member(&mut self, archive: &Place, name: &str) -> Option<Place> {
        if name.ends_with('/') || name.split('/').any(is_hidden) {
            return None;
        }
        let place = archive.member(name);
        if climbs_out(name) {
            let reason = "its path leads out of the archive, which no honest archive has";
            self.reject(&place.path, None, reason.to_owned());
            return None;
        }
        Some(place)
    }

    fn text(&mut self, source: &mut Buffered<'_>, place: &Place) -> bool {
        if let Some(kind) = binary::looks_like(source.held()) {
            let reason = format!("not a text format that dateline reads (looks like {kind})");
            self.reject(&place.path, None, reason);
            return true;
        }
        let mut text = Text::new(source);
        let reader = match text.head(HEAD_BYTES) {
            Ok(head) => sniff::choose(head, &place.name, self.options.format.as_deref()),
            Err(error) => return self.broken(place, 0, &error),
        };
        let reader = match reader {
            Ok(reader) => reader,
            Err(reason) => {
                self.reject(&place.path, None, reason);
                return true;
            }
        };
        let (fields, max_record_bytes) = (&self.options.fields, self.options.max_record_bytes);
        let described = Source { fields, max_record_bytes };
        let mut records = Records { unpacker: self, path: &place.path, count: 0 };
        let result = reader.read(&described, &mut text, &mut records);
        let count = records.count;
        drop(text);
        if self.is_stopped {
            return true;
        }
        // checksums come last, and a reader may have stopped before them
        match result.and_then(|()| drain(source)) {
            Ok(()) => true,
            Err(error) => self.broken(place, count, &error),
        }
    }

    /// Reports that a stream ended before its end; `false`, for its caller to return.
    fn broken(&mut self, place: &Place, done: u64, error: &io::Error) -> bool {
        let is_refused = error.get_ref().is_some_and(|cause| cause.is::<Refusal>());
        let reason = match (is_refused, error.kind(), done) {
            (true, ..) => error.to_string(),
            (_, io::ErrorKind::UnexpectedEof, _) => {
                format!("breaks off after {done} records: {error}")
            }
            (.., 0) => format!("cannot be read: {error}"),
            _ => format!("cannot be read further than {done} records: {error}"),
        };
        self.reject(&place.path, None, reason);
        false
    }

    /// Hands on an article, or those that waited for what it shows.
    fn article(&mut self, article: Article) -> bool {
        self.orders.add(article);
        self.hand_on(false)
    }

    /// The file is read: what waits need wait no longer.
    pub(super) fn finish(&mut self) {
        self.hand_on(true);
    }

    fn hand_on(&mut self, is_end: bool) -> bool {
        while !self.is_stopped
            && let Some(article) = self.orders.next(is_end)
        {
            self.send(Event::Article(article));
        }
        !self.is_stopped
    }

    fn reject(&mut self, path: &str, record: Option<u64>, reason: String) -> bool {
        let origin = Origin { path: path.to_owned(), record };
        self.send(Event::Rejected(Rejected { origin, reason }))
    }

    fn send(&mut self, event: Event) -> bool {
        if !self.is_stopped {
            self.is_stopped = !(self.sink)(event);
        }
        !self.is_stopped && self.progress(PROGRESS_BYTES)
    }

    /// Says how far we are if that is at least `step` further than last said.
    fn progress(&mut self, step: u64) -> bool {
        let read = self.whole.read.get();
        if !self.is_stopped && read >= self.told + step {
            self.told = read;
            self.is_stopped = !(self.sink)(Event::Progress(read));
        }
        !self.is_stopped
    }

    /// Whether the members that follow are wanted.
    fn is_going(&self) -> bool {
        !self.is_stopped && !self.whole.is_refused.get()
    }
}

impl Place {
    /// Whether this is the tar of a compressed tar, which counts as one with it.
    fn is_uncompressed_tar(&self, packing: Option<Packing>) -> bool {
        self.is_uncompressed && packing == Some(Packing::Tar)
    }
}

/// What a reader writes to.
struct Records<'u, 'a> {
    unpacker: &'u mut Unpacker<'a>,
    path: &'u str,
    count: u64,
}

impl Sink for Records<'_, '_> {
    fn article(&mut self, mut article: Article) -> bool {
        self.count += 1;
        let record = article.origin.record;
        complete::complete(&mut article, self.path, record);
        self.unpacker.article(article)
    }

    fn reject(&mut self, record: Option<u64>, reason: String) -> bool {
        self.unpacker.reject(self.path, record, reason)
    }
}

fn is_hidden(part: &str) -> bool {
    !matches!(part, "." | "..") && is_left_over(OsStr::new(part))
}

fn is_zip(file: &mut File) -> io::Result<bool> {
    let mut head = Vec::new();
    file.by_ref().take(4).read_to_end(&mut head)?;
    file.rewind()?;
    Ok(magic::packing(&head) == Some(Packing::Zip))
}

/// Reads to the end, where checksums are.
fn drain(source: &mut Buffered<'_>) -> io::Result<()> {
    loop {
        let rest = source.fill_buf()?.len();
        if rest == 0 {
            return Ok(());
        }
        source.consume(rest);
    }
}
