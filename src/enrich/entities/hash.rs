//! Hashes of words and of what is put together from them: everything the
//! tagger knows of a text is a number of 32 bits.
//!
//! The numbers are part of the model's format: a model is read with the
//! hashes that it was trained with.

const STIR: u64 = 0x9e37_79b9_7f4a_7c15;

/// A number for some bytes.
pub(super) fn of_bytes(bytes: &[u8]) -> u32 {
    let mut hash = STIR;
    for chunk in bytes.chunks(8) {
        let mut eight = [0; 8];
        eight[..chunk.len()].copy_from_slice(chunk);
        hash = stir(hash ^ u64::from_le_bytes(eight));
    }
    fold(stir(hash ^ bytes.len() as u64))
}

/// A number for two numbers, in order.
pub(super) fn pair(a: u32, b: u32) -> u32 {
    fold(stir(u64::from(a) | u64::from(b) << 32))
}

fn stir(x: u64) -> u64 {
    let x = (x ^ (x >> 29)).wrapping_mul(STIR);
    x ^ (x >> 32)
}

#[allow(clippy::cast_possible_truncation)]
fn fold(x: u64) -> u32 {
    (x >> 16) as u32
}
