//! Keeps a small file from becoming endless work: bombs, broken members.

use super::buffered::Seen;
use crate::corpus::ReadOptions;
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// A stream refused by us rather than broken by itself. Travels inside an
/// [`io::Error`] through the decoders and readers above.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refusal {
    /// Too much out for what went in.
    #[error(
        "looks like a decompression bomb: {made} bytes came out of {taken}; if it is none, \
         unpack it first"
    )]
    Ratio {
        /// Bytes that came out.
        made: u64,
        /// Bytes that went in.
        taken: u64,
    },
    /// Too much out.
    #[error("is over {limit} bytes when unpacked; unpack and split it first")]
    Size {
        /// The most that is read.
        limit: u64,
    },
}

/// What has come out of all streams of one file, beside what the file has given.
/// One stream within its ratio can still hold a thousand like it.
#[derive(Debug, Default)]
pub(super) struct Whole {
    /// Bytes read of the file itself.
    pub(super) read: Cell<u64>,
    /// The file's size where it is known: a zip may list the same bytes twice.
    pub(super) size: Cell<Option<u64>>,
    made: Cell<u64>,
    /// Whether the file as a whole is a bomb, and no more of it is read.
    pub(super) is_refused: Cell<bool>,
}

/// A decoder's output, held against what went into it.
pub(super) struct Guard<'a, R> {
    decoder: R,
    input: Seen,
    made: u64,
    whole: Rc<Whole>,
    options: &'a ReadOptions,
}

impl<'a, R: Read> Guard<'a, R> {
    /// Guards `decoder`, which reads the stream that `input` sees.
    pub(super) fn new(decoder: R, input: Seen, whole: Rc<Whole>, options: &'a ReadOptions) -> Self {
        Self { decoder, input, made: 0, whole, options }
    }

    fn refuse(&self, made: u64, taken: u64) -> Option<Refusal> {
        let is_bomb =
            made > self.options.ratio_grace_bytes && made / self.options.max_ratio.max(1) > taken;
        is_bomb.then_some(Refusal::Ratio { made, taken })
    }
}

impl<R: Read> Read for Guard<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.decoder.read(into)?;
        self.made += n as u64;
        self.whole.made.set(self.whole.made.get() + n as u64);
        if self.made > self.options.max_stream_bytes {
            let limit = self.options.max_stream_bytes;
            return Err(io::Error::other(Refusal::Size { limit }));
        }
        if let Some(refusal) = self.refuse(self.made, self.input.taken.get()) {
            return Err(io::Error::other(refusal));
        }
        let read = self.whole.read.get();
        let of_file = self.whole.size.get().map_or(read, |size| read.min(size));
        if let Some(refusal) = self.refuse(self.whole.made.get(), of_file) {
            self.whole.is_refused.set(true);
            return Err(io::Error::other(refusal));
        }
        Ok(n)
    }
}

/// Counts what is read of the file itself.
pub(super) struct Tally<R> {
    /// The file.
    pub(super) inner: R,
    /// Where it is counted.
    pub(super) whole: Rc<Whole>,
}

impl<R: Read> Read for Tally<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(into)?;
        self.whole.read.set(self.whole.read.get() + n as u64);
        Ok(n)
    }
}

impl<R: io::Seek> io::Seek for Tally<R> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

/// A member of known length. The archive's end before the member's end is a
/// break, not an end: a story cut in half must not pass for a whole one.
pub(super) struct Exact<'a, R> {
    inner: R,
    length: u64,
    left: u64,
    is_cut: &'a Cell<bool>,
}

impl<'a, R: Read> Exact<'a, R> {
    /// Expects `length` bytes of `inner`, and says in `is_cut` if they don't come.
    pub(super) fn new(inner: R, length: u64, is_cut: &'a Cell<bool>) -> Self {
        Self { inner, length, left: length, is_cut }
    }
}

impl<R: Read> Read for Exact<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(into)?;
        self.left = self.left.saturating_sub(n as u64);
        if n == 0 && self.left > 0 && !into.is_empty() {
            self.is_cut.set(true);
            let there = self.length - self.left;
            let cause =
                format!("the archive ends after {there} of the member's {} bytes", self.length);
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, cause));
        }
        Ok(n)
    }
}
