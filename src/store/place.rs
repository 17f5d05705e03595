//! An index where `--index` says: in a directory, or in a cluster.

#[cfg(feature = "cluster")]
use super::cluster::{ClusterStore, ClusterWriter, Layout, Patience, RefusedArticle, Told};
use super::local::{LocalWriter, WriterOptions};
use super::{Document, Health, LocalStore, Snapshot, StoreError};
use std::path::Path;

/// An index.
#[derive(Clone)]
pub enum Store {
    /// In a directory.
    Local(LocalStore),
    /// In a cluster.
    #[cfg(feature = "cluster")]
    Cluster(ClusterStore),
}

/// How an index in a cluster is reached, and made; of one in a directory nothing of it counts.
pub struct Reaching {
    /// How long is waited for the cluster.
    #[cfg(feature = "cluster")]
    pub patience: Patience,
    /// Told every second while it is waited for.
    #[cfg(feature = "cluster")]
    pub told: Option<Told>,
    /// Shards of an index that is made; `None` by the bytes that are to come.
    pub shards: Option<u32>,
    /// Copies of each shard; `None` for one where there are nodes for it.
    pub replicas: Option<u32>,
    /// Bytes that are to be indexed, as far as that is known.
    pub bytes: u64,
}

impl Default for Reaching {
    fn default() -> Self {
        Self {
            #[cfg(feature = "cluster")]
            patience: Patience::SEARCHING,
            #[cfg(feature = "cluster")]
            told: None,
            shards: None,
            replicas: None,
            bytes: 0,
        }
    }
}

#[cfg(feature = "cluster")]
impl Reaching {
    fn told(&mut self) -> Told {
        self.told.take().unwrap_or_else(|| Box::new(|_| {}))
    }

    fn layout(&self, nodes: u32) -> Layout {
        let least = Layout::for_bytes(self.bytes, nodes);
        Layout {
            shards: self.shards.unwrap_or(least.shards),
            replicas: self.replicas.unwrap_or(least.replicas),
        }
    }
}

/// The address of an index in a cluster, if it is one.
fn address(place: &Path) -> Option<&str> {
    let text = place.to_str()?;
    let is_one = text.starts_with("http://") || text.starts_with("https://");
    is_one.then_some(text)
}

impl Store {
    /// Opens an index that exists.
    ///
    /// # Errors
    /// As [`LocalStore::open`]; of a cluster, [`crate::store::ClusterError`].
    #[cfg_attr(not(feature = "cluster"), allow(unused_mut, unused_variables))]
    pub fn open(place: &Path, mut reaching: Reaching) -> Result<Self, StoreError> {
        match address(place) {
            None => Ok(Self::Local(LocalStore::open(place)?)),
            #[cfg(feature = "cluster")]
            Some(address) => {
                let told = reaching.told();
                Ok(Self::Cluster(ClusterStore::open(address, reaching.patience, told)?))
            }
            #[cfg(not(feature = "cluster"))]
            Some(address) => Err(StoreError::NoCluster(address.to_owned())),
        }
    }

    /// Opens an index, or makes a new one.
    ///
    /// # Errors
    /// As [`LocalStore::open_or_create`]; of a cluster, [`crate::store::ClusterError`].
    #[cfg_attr(not(feature = "cluster"), allow(unused_mut, unused_variables))]
    pub fn open_or_create(place: &Path, mut reaching: Reaching) -> Result<Self, StoreError> {
        match address(place) {
            None => Ok(Self::Local(LocalStore::open_or_create(place)?)),
            #[cfg(feature = "cluster")]
            Some(address) => {
                let (told, patience) = (reaching.told(), reaching.patience);
                let layout = |nodes| reaching.layout(nodes);
                Ok(Self::Cluster(ClusterStore::open_or_create(address, layout, patience, told)?))
            }
            #[cfg(not(feature = "cluster"))]
            Some(address) => Err(StoreError::NoCluster(address.to_owned())),
        }
    }

    /// Whether a place names an index in a cluster.
    #[must_use]
    pub fn is_far(place: &Path) -> bool {
        address(place).is_some()
    }

    /// The directory of an index that is in one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Local(local) => Some(local.path()),
            #[cfg(feature = "cluster")]
            Self::Cluster(_) => None,
        }
    }

    /// The index for reading.
    ///
    /// # Errors
    /// Where it can't be opened.
    pub fn snapshot(&self) -> Result<Snapshot, StoreError> {
        Ok(match self {
            Self::Local(local) => local.snapshot()?.into(),
            #[cfg(feature = "cluster")]
            Self::Cluster(cluster) => cluster.snapshot()?.into(),
        })
    }

    /// A writer: of a directory the only one.
    ///
    /// # Errors
    /// [`StoreError::Locked`] names whoever is writing already.
    pub fn writer(&self, options: WriterOptions) -> Result<Writer, StoreError> {
        Ok(match self {
            Self::Local(local) => Writer::Local(Box::new(local.writer(options)?)),
            #[cfg(feature = "cluster")]
            Self::Cluster(cluster) => Writer::Cluster(cluster.writer(options.threads)?),
        })
    }

    /// Reads every part of the index and says what is damaged.
    ///
    /// # Errors
    /// Where the index can't even be opened.
    pub fn check_health(&self) -> Result<Health, StoreError> {
        match self {
            Self::Local(local) => local.check_health(),
            #[cfg(feature = "cluster")]
            Self::Cluster(cluster) => cluster.check_health(),
        }
    }
}

impl From<LocalStore> for Store {
    fn from(local: LocalStore) -> Self {
        Self::Local(local)
    }
}

/// Adds, replaces and removes articles.
pub enum Writer {
    /// Of an index in a directory.
    Local(Box<LocalWriter>),
    /// Of an index in a cluster.
    #[cfg(feature = "cluster")]
    Cluster(ClusterWriter),
}

/// What a cluster made of the articles that were added: it is the one to say which it had.
#[derive(Clone, Debug, Default)]
pub struct Added {
    /// Articles that are new.
    pub indexed: u64,
    /// Articles that took the place of an older version.
    pub replaced: u64,
    /// Articles that were there as they are.
    pub unchanged: u64,
    /// Articles that the cluster refused, since this was asked last.
    #[cfg(feature = "cluster")]
    pub refused: Vec<RefusedArticle>,
}

impl Writer {
    /// Whether the index is known to have held no article when the writer was made: only a cluster
    /// is asked, where looking something up takes a journey.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        match self {
            Self::Local(_) => false,
            #[cfg(feature = "cluster")]
            Self::Cluster(cluster) => cluster.is_fresh(),
        }
    }

    /// Adds an article. Waits while too many bytes are on their way already.
    ///
    /// # Errors
    /// Where adding has failed (a full disk, mostly).
    pub fn add(&self, article: &Document) -> Result<(), StoreError> {
        match self {
            Self::Local(local) => local.add(article),
            #[cfg(feature = "cluster")]
            Self::Cluster(cluster) => cluster.add(article),
        }
    }

    /// Removes the article with this id if it came from this file.
    ///
    /// # Errors
    /// Where the engine refuses.
    pub fn remove_id_of_file(&self, id: &str, file: &str) -> Result<(), StoreError> {
        match self {
            Self::Local(local) => local.remove_id_of_file(id, file),
            #[cfg(feature = "cluster")]
            Self::Cluster(cluster) => {
                cluster.remove_id_of_file(id, file);
                Ok(())
            }
        }
    }

    /// Removes all articles of a file.
    pub fn remove_file(&self, file: &str) {
        match self {
            Self::Local(local) => local.remove_file(file),
            #[cfg(feature = "cluster")]
            Self::Cluster(cluster) => cluster.remove_file(file),
        }
    }

    /// Makes all that was added and removed last: in a directory together with `note`; in a
    /// cluster when it returns, each article by itself.
    ///
    /// # Errors
    /// Where the disk or the cluster refuses; the commit before then still stands.
    pub fn commit(&mut self, note: &str) -> Result<(), StoreError> {
        match self {
            Self::Local(local) => local.commit(note),
            #[cfg(feature = "cluster")]
            Self::Cluster(cluster) => cluster.commit(),
        }
    }

    /// What became of the articles, where the writer is the one to say; `None` in a directory.
    #[must_use]
    pub fn added(&self) -> Option<Added> {
        match self {
            Self::Local(_) => None,
            #[cfg(feature = "cluster")]
            Self::Cluster(cluster) => Some(cluster.added()),
        }
    }

    /// Waits for what goes on behind, makes all visible, and ends.
    ///
    /// # Errors
    /// Where that failed; what was committed still stands.
    pub fn finish(self) -> Result<(), StoreError> {
        match self {
            Self::Local(local) => local.finish(),
            #[cfg(feature = "cluster")]
            Self::Cluster(cluster) => cluster.refresh(),
        }
    }
}
