//! A buffered reader whose first bytes can be looked at before anything is
//! taken, and which can be asked for more without giving any up.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// How much is looked at to tell what a stream is, and how much is read at a
/// time. 64 KiB: the charset guess wants as much, and it stays in the cache.
pub(in crate::corpus) const BUFFER_BYTES: usize = 64 << 10;

/// What is seen of a stream by those around it.
#[derive(Clone, Debug, Default)]
pub(in crate::corpus) struct Seen {
    /// Bytes taken out of the stream so far.
    pub(in crate::corpus) taken: Rc<Cell<u64>>,
    /// Whether reading from below has failed: the stream has no more to give.
    pub(in crate::corpus) broken: Rc<Cell<bool>>,
}

/// See the module. An error that comes while the buffer holds bytes is kept
/// until they have been taken: what came before a break is whole.
pub(in crate::corpus) struct Buffered<'a> {
    inner: &'a mut dyn Read,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    failure: Option<io::Error>,
    at_end: bool,
    seen: Seen,
}

impl<'a> Buffered<'a> {
    /// Reads the first [`BUFFER_BYTES`], or all there are. `buffer` is one that
    /// served before, to spare the allocation.
    pub(in crate::corpus) fn new(inner: &'a mut dyn Read, mut buffer: Vec<u8>) -> Self {
        buffer.resize(BUFFER_BYTES, 0);
        let seen = Seen::default();
        let mut buffered =
            Self { inner, buffer, start: 0, end: 0, failure: None, at_end: false, seen };
        while buffered.end < BUFFER_BYTES && buffered.read_once() {}
        buffered
    }

    /// What has been read and not been taken.
    pub(in crate::corpus) fn held(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    /// Whether [`Buffered::held`] is all there is.
    pub(in crate::corpus) fn is_all(&self) -> bool {
        self.at_end && self.failure.is_none()
    }

    /// Reads on behind what is held; `false` where there is no more or the
    /// buffer is full.
    pub(in crate::corpus) fn more(&mut self) -> io::Result<bool> {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.read_once() {
            return Ok(true);
        }
        match (self.held().is_empty(), self.failure.take()) {
            (_, None) => Ok(false),
            (true, Some(failure)) => Err(failure),
            (false, kept) => {
                self.failure = kept;
                Ok(false)
            }
        }
    }

    pub(in crate::corpus) fn seen(&self) -> Seen {
        self.seen.clone()
    }

    /// Gives the buffer back for another stream.
    pub(in crate::corpus) fn into_buffer(self) -> Vec<u8> {
        self.buffer
    }

    fn read_once(&mut self) -> bool {
        if self.at_end || self.end == self.buffer.len() {
            return false;
        }
        loop {
            match self.inner.read(&mut self.buffer[self.end..]) {
                Ok(0) => self.at_end = true,
                Ok(n) => {
                    self.end += n;
                    return true;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.failure = Some(error);
                    self.at_end = true;
                    self.seen.broken.set(true);
                }
            }
            return false;
        }
    }
}

impl BufRead for Buffered<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.start == self.end {
            self.more()?;
        }
        Ok(&self.buffer[self.start..self.end])
    }

    fn consume(&mut self, amount: usize) {
        let amount = amount.min(self.end - self.start);
        self.start += amount;
        self.seen.taken.set(self.seen.taken.get() + amount as u64);
    }
}

impl Read for Buffered<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        // `copy_from_slice` of what there is; a member of a tar is mostly read this way
        let held = self.fill_buf()?;
        let amount = held.len().min(into.len());
        into[..amount].copy_from_slice(&held[..amount]);
        self.consume(amount);
        Ok(amount)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time, then fails.
    struct Breaking<'a>(&'a [u8]);

    impl Read for Breaking<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            match self.0.split_first() {
                Some((&byte, rest)) => {
                    into[0] = byte;
                    self.0 = rest;
                    Ok(1)
                }
                None => Err(io::Error::other("broken")),
            }
        }
    }

    #[test]
    fn what_came_before_a_break_is_given_out_first() {
        let mut inner = Breaking(b"abc");
        let mut buffered = Buffered::new(&mut inner, Vec::new());
        assert_eq!(buffered.held(), b"abc");
        assert!(buffered.seen().broken.get());
        assert!(!buffered.is_all());
        buffered.consume(2);
        assert!(!buffered.more().unwrap());
        assert_eq!(buffered.fill_buf().unwrap(), b"c");
        buffered.consume(1);
        assert_eq!(buffered.seen().taken.get(), 3);
        assert_eq!(buffered.fill_buf().unwrap_err().to_string(), "broken");
        assert_eq!(buffered.fill_buf().unwrap(), b"");
    }
}
