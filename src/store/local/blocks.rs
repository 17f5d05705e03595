//! One term's postings, block by block, as tantivy 0.27 lays them out.
//!
//! tantivy's own cursors decode a block to learn anything of it, and bound a
//! term's score by what no article reaches. Here the skip list is read first:
//! of each block its last document and the best score in it, so that blocks
//! that can't matter are never decoded, in any order of reading.
//!
//! ```text
//! list  = vint(length of skips) skips blocks tail      the first two where there are 128 articles or more
//! skip  = last:u32 bits:u8 freq_bits:u8 positions:u32 norm:u8 freq:u8      a full block each
//! block = 128 documents as gaps, 128 frequencies less one, bit-packed
//! tail  = the remaining documents as gaps, then their frequencies, as vints
//! ```

use bitpacking::{BitPacker, BitPacker4x};
use tantivy::DocId;
use tantivy::directory::OwnedBytes;
use tantivy::query::Bm25Weight;

/// Documents of a full block.
pub(super) const BLOCK: usize = BitPacker4x::BLOCK_LEN;
const SKIP: usize = 12;
/// Past every document.
const END: DocId = DocId::MAX;
const NONE: usize = usize::MAX;
/// So many documents are looked at one by one before a search in the block.
const NEAR: usize = 4;

/// What is known of a block before it is decoded.
#[derive(Clone, Copy)]
pub(super) struct Block {
    /// Its last document.
    pub(super) last: DocId,
    /// No document of it scores more.
    pub(super) most: f32,
    start: u32,
    bits: u8,
    freq_bits: u8,
    /// Whether gaps and frequencies are stored less one.
    less_one: bool,
    /// Positions of the term before the block.
    pub(super) positions: u64,
}

/// The postings of a term in a segment.
pub(super) struct Postings {
    data: OwnedBytes,
    /// All blocks; the last one may be the tail.
    pub(super) blocks: Vec<Block>,
    tail: Vec<(DocId, u32)>,
    /// How many articles hold the term, removed ones among them.
    pub(super) articles: u32,
}

impl Postings {
    /// Reads the skip list. `weight` scores, `norms` are the lengths of the
    /// segment's texts, and no score is more than `slack` times what the
    /// best article of a block by the skip list has. `None` where the bytes are
    /// not as described above.
    pub(super) fn open(
        bytes: &OwnedBytes,
        articles: u32,
        weight: &Bm25Weight,
        norms: &[u8],
        slack: f32,
    ) -> Option<Self> {
        let full = articles as usize / BLOCK;
        let mut at = 0;
        let skips = if full > 0 { vint(bytes, &mut at)? as usize } else { 0 };
        if skips != full * SKIP {
            return None;
        }
        let table = bytes.get(at..at.checked_add(skips)?)?;
        let data = bytes.slice(at + skips..bytes.len());
        let mut blocks = Vec::with_capacity(full + 1);
        let (mut start, mut positions, mut last) = (0usize, 0u64, 0);
        for skip in table.chunks_exact(SKIP) {
            last = u32::from_le_bytes([skip[0], skip[1], skip[2], skip[3]]);
            let (bits, freq_bits) = (skip[4] & 0x1f, skip[5]);
            // 255 stands for all that is more
            let freq = if skip[11] == u8::MAX { u32::MAX } else { u32::from(skip[11]) };
            let most = weight.score(skip[10], freq) * slack;
            let less_one = skip[4] & 0x40 != 0;
            blocks.push(Block {
                last,
                most,
                start: start as u32,
                bits,
                freq_bits,
                less_one,
                positions,
            });
            positions += u64::from(u32::from_le_bytes([skip[6], skip[7], skip[8], skip[9]]));
            start += (usize::from(bits) + usize::from(freq_bits)) * (BLOCK / 8);
        }
        if start > data.len() {
            return None;
        }
        let rest = articles as usize % BLOCK;
        let mut tail = Vec::with_capacity(rest);
        if rest > 0 {
            let mut at = start;
            let mut document = last;
            for _ in 0..rest {
                document = document.checked_add(vint(&data, &mut at)?)?;
                tail.push((document, 0));
            }
            let mut most = 0f32;
            for (document, freq) in &mut tail {
                *freq = vint(&data, &mut at)?;
                most = most.max(weight.score(*norms.get(*document as usize)?, *freq));
            }
            let start = start as u32;
            blocks.push(Block {
                last: document,
                most,
                start,
                bits: 0,
                freq_bits: 0,
                less_one: false,
                positions,
            });
        }
        Some(Self { data, blocks, tail, articles })
    }
}

/// Seven bits a byte, the last one marked.
pub(super) fn vint(bytes: &[u8], at: &mut usize) -> Option<u32> {
    let (mut value, mut shift) = (0u32, 0);
    loop {
        let byte = *bytes.get(*at)?;
        *at += 1;
        value |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 != 0 {
            return Some(value);
        }
        shift += 7;
    }
}

/// A place in a term's postings, and the block there.
pub(super) struct Cursor<'a> {
    pub(super) list: &'a Postings,
    /// Number of the block; that of blocks at the end.
    pub(super) block: usize,
    packer: BitPacker4x,
    docs_of: usize,
    freqs_of: usize,
    docs: [DocId; BLOCK],
    freqs: [u32; BLOCK],
    /// A place in a block, and the positions before it.
    summed: (usize, usize, u64),
    /// Where the last document that was looked up stands, or would.
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(list: &'a Postings) -> Self {
        Self {
            list,
            block: 0,
            packer: BitPacker4x::new(),
            docs_of: NONE,
            freqs_of: NONE,
            docs: [END; BLOCK],
            freqs: [0; BLOCK],
            summed: (NONE, 0, 0),
            at: 0,
        }
    }

    /// Goes to the block that may hold `document`, back or forth, and decodes nothing.
    pub(super) fn shallow(&mut self, document: DocId) -> Option<&'a Block> {
        let blocks = &self.list.blocks;
        if self.block > 0 && blocks[self.block - 1].last >= document {
            self.block = blocks[..self.block].partition_point(|block| block.last < document);
        } else if blocks.get(self.block).is_some_and(|block| block.last < document) {
            // most often the next, seldom far
            let mut step = 1;
            let mut low = self.block + 1;
            while low + step < blocks.len() && blocks[low + step].last < document {
                low += step + 1;
                step *= 2;
            }
            let high = (low + step + 1).min(blocks.len());
            self.block = low + blocks[low..high].partition_point(|block| block.last < document);
        }
        blocks.get(self.block)
    }

    /// The documents of the block here, decoded; none at the end.
    pub(super) fn docs(&mut self) -> &[DocId] {
        self.load();
        &self.docs[..self.len()]
    }

    /// The documents of the block here and how often each holds the term.
    pub(super) fn docs_and_freqs(&mut self) -> (&[DocId], &[u32]) {
        self.load();
        self.load_freqs();
        let len = self.len();
        (&self.docs[..len], &self.freqs[..len])
    }

    fn len(&self) -> usize {
        let full = self.list.articles as usize / BLOCK;
        match self.block {
            block if block < full => BLOCK,
            block if block == full => self.list.tail.len(),
            _ => 0,
        }
    }

    fn is_tail(&self) -> bool {
        self.block >= self.list.articles as usize / BLOCK
    }

    fn load(&mut self) {
        if self.docs_of == self.block {
            return;
        }
        self.docs_of = self.block;
        self.at = 0;
        if self.is_tail() {
            self.docs.fill(END);
            if self.block < self.list.blocks.len() {
                for (doc, (document, _)) in self.docs.iter_mut().zip(&self.list.tail) {
                    *doc = *document;
                }
            }
            return;
        }
        let block = &self.list.blocks[self.block];
        let before = self.block.checked_sub(1).map_or(0, |before| self.list.blocks[before].last);
        let bytes = &self.list.data[block.start as usize..];
        if block.less_one {
            let before = (before > 0).then_some(before);
            self.packer.decompress_strictly_sorted(before, bytes, &mut self.docs, block.bits);
        } else {
            self.packer.decompress_sorted(before, bytes, &mut self.docs, block.bits);
        }
    }

    fn load_freqs(&mut self) {
        if self.freqs_of == self.block {
            return;
        }
        self.freqs_of = self.block;
        if self.is_tail() {
            if self.block < self.list.blocks.len() {
                for (freq, (_, times)) in self.freqs.iter_mut().zip(&self.list.tail) {
                    *freq = *times;
                }
            }
            return;
        }
        let block = &self.list.blocks[self.block];
        let start = block.start as usize + usize::from(block.bits) * (BLOCK / 8);
        self.packer.decompress(&self.list.data[start..], &mut self.freqs, block.freq_bits);
        if block.less_one {
            self.freqs.iter_mut().for_each(|freq| *freq += 1);
        }
    }

    /// Where in its block `document` stands, if the term is in it.
    pub(super) fn find(&mut self, document: DocId) -> Option<usize> {
        self.shallow(document)?;
        self.load();
        // what is looked up next is often near
        let mut at = self.at;
        let stop = (at + NEAR).min(BLOCK - 1);
        let ahead = self.docs[at] <= document;
        while at < stop && self.docs[at] < document {
            at += 1;
        }
        let near = ahead && self.docs[at] >= document;
        self.at = if near { at } else { lower_bound(&self.docs, document) };
        (self.docs[self.at] == document).then_some(self.at)
    }

    /// How often the document at a place of the block here holds the term.
    pub(super) fn freq(&mut self, at: usize) -> u32 {
        self.load_freqs();
        self.freqs[at]
    }

    /// How many positions the term has before the document at a place of the block here.
    pub(super) fn positions_before(&mut self, at: usize) -> u64 {
        self.load_freqs();
        let (block, from, sum) = self.summed;
        let (from, sum) = match block == self.block && from <= at {
            true => (from, sum),
            false => (0, self.list.blocks[self.block].positions),
        };
        let sum = self.freqs[from..at].iter().fold(sum, |sum, &freq| sum + u64::from(freq));
        self.summed = (self.block, at, sum);
        sum
    }
}

/// The place of the first document that is not before `target`, or the last place.
fn lower_bound(docs: &[DocId; BLOCK], target: DocId) -> usize {
    let mut base = 0;
    let mut half = BLOCK / 2;
    while half > 0 {
        // a number, not a branch that is guessed wrong every other time
        base += usize::from(docs[base + half - 1] < target) * half;
        half /= 2;
    }
    base
}
