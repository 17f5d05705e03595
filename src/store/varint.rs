//! Numbers and strings in few bytes: LEB128, seven bits a byte, the lowest first.

use super::StoreError;

/// Appends a number.
pub(super) fn put(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends a signed number, small ones of either sign in few bytes (zigzag).
pub(super) fn put_signed(out: &mut Vec<u8>, value: i64) {
    put(out, ((value << 1) ^ (value >> 63)) as u64);
}

/// Appends a string with its length before it.
pub(super) fn put_text(out: &mut Vec<u8>, text: &str) {
    put(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

/// Reads what the functions above wrote, from front to back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    /// Reads `bytes` from `at` on.
    pub(super) fn at(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    /// Where the next read begins.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// The next number; `None` at the end. An error that may be made for each
    /// number costs more than the number.
    #[inline]
    pub(super) fn next_number(&mut self) -> Option<u64> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        let mut value = u64::from(byte & 0x7f);
        if byte < 0x80 {
            return Some(value);
        }
        let mut shift = 7;
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
            shift += 7;
            if shift > 63 {
                return None;
            }
        }
    }

    /// The next number.
    #[inline]
    pub(super) fn number(&mut self) -> Result<u64, StoreError> {
        match self.next_number() {
            Some(number) => Ok(number),
            None => Err(StoreError::Corrupt),
        }
    }

    /// The next number, as a length or offset.
    #[inline]
    pub(super) fn size(&mut self) -> Result<usize, StoreError> {
        usize::try_from(self.number()?).map_err(|_| StoreError::Corrupt)
    }

    /// The next signed number.
    pub(super) fn signed(&mut self) -> Result<i64, StoreError> {
        let value = self.number()?;
        Ok((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    /// The next string.
    pub(super) fn text(&mut self) -> Result<&'a str, StoreError> {
        let len = self.size()?;
        std::str::from_utf8(self.bytes(len)?).map_err(|_| StoreError::Corrupt)
    }

    /// The next `len` bytes.
    pub(super) fn bytes(&mut self, len: usize) -> Result<&'a [u8], StoreError> {
        let end = self.at.checked_add(len);
        let Some(bytes) = end.and_then(|end| self.bytes.get(self.at..end)) else {
            return Err(StoreError::Corrupt);
        };
        self.at += len;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_put_is_read(numbers: Vec<u64>, signed: i64, text: String) {
            let mut out = Vec::new();
            for &number in &numbers { put(&mut out, number); }
            put_signed(&mut out, signed);
            put_text(&mut out, &text);
            let mut cursor = Cursor::at(&out, 0);
            for &number in &numbers { prop_assert_eq!(cursor.number().unwrap(), number); }
            prop_assert_eq!(cursor.signed().unwrap(), signed);
            prop_assert_eq!(cursor.text().unwrap(), text);
            prop_assert!(cursor.number().is_err());
        }
    }
}
