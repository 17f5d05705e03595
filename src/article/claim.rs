//! Reads the dates that records claim. (Being written.)

use super::Published;

/// Reads a date claim.
#[must_use]
pub fn parse_date(_text: &str) -> Option<Published> {
    None
}
