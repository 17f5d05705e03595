//! A share of a corpus: one of several machines that feed an index.

use super::known::id_key;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The articles of one feeder of several: `3/16` is the third of sixteen. Which feeder an article
/// belongs to is told by a digest of its id, so all versions of it belong to one.
///
/// ```
/// use dateline::index::Shard;
/// let shares: Vec<Shard> = ["1/2", "2/2"].map(|share| share.parse().unwrap()).to_vec();
/// assert_eq!(shares.iter().filter(|share| share.has("reuters-1987-1")).count(), 1);
/// assert!("3/2".parse::<Shard>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    /// From 1.
    number: u32,
    of: u32,
}

impl Default for Shard {
    fn default() -> Self {
        Self { number: 1, of: 1 }
    }
}

impl Shard {
    /// Whether it is the corpus as a whole.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.of == 1
    }

    /// Whether the article with an id belongs to it.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.of == 1 || id_key(id) % u128::from(self.of) == u128::from(self.number - 1)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.split_once('/');
        let number = |text: &str| text.trim().parse::<u32>().ok();
        let parts = parts.and_then(|(one, all)| number(one).zip(number(all)));
        match parts {
            Some((number, of)) if (1..=of).contains(&number) => Ok(Self { number, of }),
            _ => Err(format!("`{text}` is no share; write 3/16 for the third of sixteen")),
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}
