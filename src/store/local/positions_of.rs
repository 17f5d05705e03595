//! The positions of a term, block by block, as tantivy 0.27 lays them out.
//!
//! ```text
//! positions = vint(full blocks) bits:u8 for each, blocks, tail
//! block     = 128 gaps, bit-packed: the first of an article is its position, the others are steps
//! tail      = the remaining gaps, as vints
//! ```

use super::blocks::{BLOCK, vint};
use bitpacking::{BitPacker, BitPacker4x};
use tantivy::directory::OwnedBytes;

const NONE: usize = usize::MAX;

/// Reads the positions of a term, best in rising order.
pub(super) struct Positions {
    bytes: OwnedBytes,
    /// Where the widths of full blocks begin, and how many there are.
    widths: usize,
    full: usize,
    packer: BitPacker4x,
    /// A block, and the byte where it begins.
    anchor: (usize, usize),
    loaded: usize,
    gaps: [u32; BLOCK],
}

impl Positions {
    /// `None` where the bytes are not as described above.
    pub(super) fn open(bytes: OwnedBytes) -> Option<Self> {
        let mut widths = 0;
        let full = vint(&bytes, &mut widths)? as usize;
        let data = widths.checked_add(full)?;
        let packed: usize = bytes.get(widths..data)?.iter().map(|&bits| usize::from(bits)).sum();
        if data + packed * (BLOCK / 8) > bytes.len() {
            return None;
        }
        let anchor = (0, data);
        let packer = BitPacker4x::new();
        Some(Self { bytes, widths, full, packer, anchor, loaded: NONE, gaps: [0; BLOCK] })
    }

    /// Puts the positions of an article into `out`: `count` of them, of which
    /// those of earlier articles are `before`.
    pub(super) fn read(&mut self, before: u64, count: u32, out: &mut Vec<u32>) {
        out.clear();
        let mut at = before as usize;
        let mut left = count as usize;
        let mut position = 0u32;
        while left > 0 {
            self.load(at / BLOCK);
            let gaps = &self.gaps[at % BLOCK..];
            let gaps = &gaps[..gaps.len().min(left)];
            for &gap in gaps {
                position = position.wrapping_add(gap);
                out.push(position);
            }
            at += gaps.len();
            left -= gaps.len();
        }
    }

    /// The first position of an article.
    pub(super) fn first(&mut self, before: u64) -> u32 {
        let at = before as usize;
        self.load(at / BLOCK);
        self.gaps[at % BLOCK]
    }

    /// Whether one of the positions of an article, as for [`read`](Self::read), is `wanted`.
    pub(super) fn has(&mut self, before: u64, count: u32, wanted: u32) -> bool {
        let mut position = 0u32;
        for at in (before as usize..).take(count as usize) {
            self.load(at / BLOCK);
            position = position.wrapping_add(self.gaps[at % BLOCK]);
            if position >= wanted {
                return position == wanted;
            }
        }
        false
    }

    fn load(&mut self, block: usize) {
        if self.loaded == block {
            return;
        }
        self.loaded = block;
        let (mut number, mut start) = self.anchor;
        if number > block {
            (number, start) = (0, self.widths + self.full);
        }
        let widths = &self.bytes[self.widths..][..self.full];
        let until = block.min(self.full);
        let skipped: usize = widths[number..until].iter().map(|&bits| usize::from(bits)).sum();
        start += skipped * (BLOCK / 8);
        self.anchor = (until, start);
        if block < self.full {
            self.packer.decompress(&self.bytes[start..], &mut self.gaps, widths[block]);
        } else {
            self.gaps.fill(0);
            for gap in &mut self.gaps {
                let Some(value) = vint(&self.bytes, &mut start) else { break };
                *gap = value;
            }
        }
    }
}
