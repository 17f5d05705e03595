//! Which cluster each mention is in.

/// A mention that has none yet.
const NONE: u32 = u32::MAX;

/// The clusters of an article's mentions.
pub(super) struct Clusters {
    of: Vec<u32>,
    /// What a cluster was joined to; itself where it was not.
    joined: Vec<u32>,
}

impl Clusters {
    /// For so many mentions.
    pub(super) fn new(mentions: usize) -> Self {
        Self { of: vec![NONE; mentions], joined: Vec::new() }
    }

    /// A new, empty cluster.
    pub(super) fn add(&mut self) -> u32 {
        let number = u32::try_from(self.joined.len()).unwrap_or(NONE);
        self.joined.push(number);
        number
    }

    /// Puts a mention into a cluster.
    pub(super) fn set(&mut self, mention: usize, cluster: u32) {
        self.of[mention] = cluster;
    }

    /// Makes two clusters one.
    pub(super) fn join(&mut self, one: u32, two: u32) {
        let (one, two) = (self.root(one), self.root(two));
        let (low, high) = (one.min(two), one.max(two));
        if let Some(slot) = self.joined.get_mut(high as usize) {
            *slot = low;
        }
    }

    /// The cluster of a mention, joins followed.
    pub(super) fn of(&mut self, mention: usize) -> u32 {
        let cluster = self.of[mention];
        self.root(cluster)
    }

    /// What a cluster has become.
    pub(super) fn root(&mut self, mut cluster: u32) -> u32 {
        while let Some(next) = self.joined.get(cluster as usize).copied() {
            if next == cluster {
                break;
            }
            // halve the path, so that the next look is short
            let far = self.joined.get(next as usize).copied().unwrap_or(next);
            self.joined[cluster as usize] = far;
            cluster = far;
        }
        cluster
    }
}
