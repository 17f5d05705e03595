//! An index for reading, whichever engine keeps it.
//!
//! Each question goes to the engine's own answer; what a cluster has no answer to is refused by
//! name. Nothing is decided here.

#[cfg(feature = "cluster")]
use super::cluster::{ClusterError, ClusterSnapshot};
use super::local::{AlsoCalled, Counted, FacetBy, Frequency, LocalSnapshot, NameEntry, Stats};
use super::{
    Address, Explanation, Formula, Found, Leaf, Ranked, Recency, Record, Scored, Sort, StoreError,
};
use crate::query::Query;

/// An index as of one commit: what is added later is not seen. Of a cluster, as it answers when
/// it is asked.
pub struct Snapshot {
    pub(super) engine: Engine,
}

pub(super) enum Engine {
    Local(Box<LocalSnapshot>),
    #[cfg(feature = "cluster")]
    Cluster(Box<ClusterSnapshot>),
}

/// What a cluster has no answer to.
#[cfg(feature = "cluster")]
fn cant(what: &str) -> StoreError {
    let why = "ask a local index of the same articles".to_owned();
    ClusterError::CantAnswer { what: what.to_owned(), why }.into()
}

impl From<LocalSnapshot> for Snapshot {
    fn from(local: LocalSnapshot) -> Self {
        Self { engine: Engine::Local(Box::new(local)) }
    }
}

#[cfg(feature = "cluster")]
impl From<ClusterSnapshot> for Snapshot {
    fn from(cluster: ClusterSnapshot) -> Self {
        Self { engine: Engine::Cluster(Box::new(cluster)) }
    }
}

impl Snapshot {
    /// Number of articles.
    #[must_use]
    pub fn len(&self) -> u64 {
        match &self.engine {
            Engine::Local(local) => local.len(),
            #[cfg(feature = "cluster")]
            Engine::Cluster(cluster) => cluster.articles(),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match &self.engine {
            Engine::Local(local) => local.is_empty(),
            #[cfg(feature = "cluster")]
            Engine::Cluster(cluster) => cluster.articles() == 0,
        }
    }

    /// Articles `skip..skip + take` of those that match, in order, and how many
    /// match in all. Limits that were met are told to `notes`.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn rank(
        &self,
        query: &Query,
        sort: Sort,
        skip: usize,
        take: usize,
        notes: &mut Vec<String>,
    ) -> Result<Ranked, StoreError> {
        match &self.engine {
            Engine::Local(local) => local.rank(query, sort, skip, take, notes),
            #[cfg(feature = "cluster")]
            Engine::Cluster(cluster) => cluster.rank(query, sort, skip, take, true, notes),
        }
    }

    /// As [`rank`](Self::rank), but what can't be among the articles asked for
    /// need not be counted.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn rank_uncounted(
        &self,
        query: &Query,
        sort: Sort,
        skip: usize,
        take: usize,
        notes: &mut Vec<String>,
    ) -> Result<Ranked, StoreError> {
        match &self.engine {
            Engine::Local(local) => local.rank_uncounted(query, sort, skip, take, notes),
            #[cfg(feature = "cluster")]
            Engine::Cluster(cluster) => cluster.rank(query, sort, skip, take, false, notes),
        }
    }

    /// As [`rank`](Self::rank) by relevance, with a formula of choice and, if
    /// asked for, older articles counting less. Every article that matches is scored.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn rank_by(
        &self,
        query: &Query,
        formula: Formula,
        recency: Option<Recency>,
        page: (usize, usize),
        notes: &mut Vec<String>,
    ) -> Result<Ranked, StoreError> {
        match &self.engine {
            Engine::Local(local) => local.rank_by(query, formula, recency, page, notes),
            #[cfg(feature = "cluster")]
            Engine::Cluster(cluster) => cluster.rank_by(query, formula, recency, page, notes),
        }
    }

    /// Why an article has its score by a formula, or why it does not match.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn explain(
        &self,
        query: &Query,
        formula: Formula,
        article: Address,
    ) -> Result<Explanation, StoreError> {
        match &self.engine {
            Engine::Local(local) => local.explain(query, formula, article),
            #[cfg(feature = "cluster")]
            Engine::Cluster(_) => Err(cant("`explain`")),
        }
    }

    /// How often a word stands in all articles together, and in how many:
    /// copies of headline and lead are counted.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn occurrences(&self, term: &str) -> Result<(u64, u64), StoreError> {
        match &self.engine {
            Engine::Local(local) => local.occurrences(term),
            #[cfg(feature = "cluster")]
            Engine::Cluster(_) => Err(cant("a model with feedback")),
        }
    }

    /// Puts articles in the order of their scores, and of their ids where they tie.
    pub(crate) fn best_first(&self, hits: &mut [Scored]) {
        match &self.engine {
            Engine::Local(local) => local.best_first(hits),
            #[cfg(feature = "cluster")]
            Engine::Cluster(cluster) => cluster.best_first(hits),
        }
    }

    /// The weight of each leaf as evidence: its inverse document frequency (of
    /// a phrase, of its rarest term), as in BM25.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn weights(&self, leaves: &[Leaf]) -> Result<Vec<f32>, StoreError> {
        match &self.engine {
            Engine::Local(local) => local.weights(leaves),
            #[cfg(feature = "cluster")]
            Engine::Cluster(cluster) => cluster.weights(leaves),
        }
    }

    /// Reads from the postings where the leaves match in the bodies of
    /// `articles`, and gives them to `found` with the article's rank in
    /// `articles`. The order of the calls is the store's.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn matches(
        &self,
        leaves: &[Leaf],
        articles: &[Address],
        found: &mut dyn FnMut(usize, &mut Found),
    ) -> Result<(), StoreError> {
        match &self.engine {
            Engine::Local(local) => local.matches(leaves, articles, found),
            #[cfg(feature = "cluster")]
            Engine::Cluster(cluster) => cluster.matches(leaves, articles, found),
        }
    }

    /// An article as it was stored.
    ///
    /// # Errors
    /// Where it can't be read.
    pub fn record(&self, article: Address) -> Result<Record, StoreError> {
        match &self.engine {
            Engine::Local(local) => local.record(article),
            #[cfg(feature = "cluster")]
            Engine::Cluster(cluster) => cluster.record(article),
        }
    }

    /// What is known of an article as it was stored, as if it had no body.
    ///
    /// # Errors
    /// Where it can't be read.
    pub(crate) fn record_head(&self, article: Address) -> Result<Record, StoreError> {
        match &self.engine {
            Engine::Local(local) => local.record_head(article),
            #[cfg(feature = "cluster")]
            Engine::Cluster(cluster) => cluster.record(article),
        }
    }

    /// Number of words in an article's body; positions of the body run below it.
    #[must_use]
    pub fn body_words(&self, article: Address) -> u32 {
        match &self.engine {
            Engine::Local(local) => local.body_words(article),
            #[cfg(feature = "cluster")]
            Engine::Cluster(cluster) => cluster.body_words(article),
        }
    }

    /// The article with an id.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn find(&self, id: &str) -> Result<Option<Address>, StoreError> {
        match &self.engine {
            Engine::Local(local) => local.find(id),
            #[cfg(feature = "cluster")]
            Engine::Cluster(cluster) => cluster.find(id),
        }
    }

    /// How many other articles have the same text as this one.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn copies(&self, article: Address) -> Result<u64, StoreError> {
        match &self.engine {
            Engine::Local(local) => local.copies(article),
            #[cfg(feature = "cluster")]
            Engine::Cluster(cluster) => cluster.copies(article),
        }
    }

    /// The id of an article.
    #[must_use]
    pub fn id(&self, article: Address) -> Option<String> {
        match &self.engine {
            Engine::Local(local) => local.id(article),
            #[cfg(feature = "cluster")]
            Engine::Cluster(cluster) => cluster.id(article),
        }
    }

    /// Figures of the whole index.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn stats(&self, most: usize) -> Result<Stats, StoreError> {
        match &self.engine {
            Engine::Local(local) => local.stats(most),
            #[cfg(feature = "cluster")]
            Engine::Cluster(cluster) => cluster.stats(most),
        }
    }

    /// Counts the articles that match `query` by each of `facets`, in one pass.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn facets(&self, query: &Query, facets: &[FacetBy]) -> Result<Vec<Counted>, StoreError> {
        match &self.engine {
            Engine::Local(local) => local.facets(query, facets),
            #[cfg(feature = "cluster")]
            Engine::Cluster(cluster) => cluster.facets(query, facets),
        }
    }

    /// How many articles hold a term of the text, exactly: where articles of a
    /// segment were removed, its postings are read.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn articles_with(&self, term: &str) -> Result<u64, StoreError> {
        match &self.engine {
            Engine::Local(local) => local.articles_with(term),
            #[cfg(feature = "cluster")]
            Engine::Cluster(cluster) => cluster.articles_with(term),
        }
    }

    /// The terms of the text that begin with `prefix`, most frequent first.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn terms_from(&self, prefix: &str) -> Result<Vec<Frequency>, StoreError> {
        match &self.engine {
            Engine::Local(local) => local.terms_from(prefix),
            #[cfg(feature = "cluster")]
            Engine::Cluster(_) => Err(cant("`suggest`")),
        }
    }

    /// The terms of the text that are `distance` edits (1 or 2) from `word` at
    /// most, the exchange of two neighbours being one edit; most frequent first.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn terms_near(&self, word: &str, distance: u8) -> Result<Vec<Frequency>, StoreError> {
        match &self.engine {
            Engine::Local(local) => local.terms_near(word, distance),
            #[cfg(feature = "cluster")]
            Engine::Cluster(cluster) => cluster.terms_near(word, distance),
        }
    }

    /// How a term of the text is written in a few of the articles that hold
    /// it, with the number of places it was seen so; most frequent first.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn forms(&self, term: &str) -> Result<Vec<Frequency>, StoreError> {
        match &self.engine {
            Engine::Local(local) => local.forms(term),
            #[cfg(feature = "cluster")]
            Engine::Cluster(cluster) => cluster.forms(term),
        }
    }

    /// The names of a kind whose keys are of this block ([`crate::schema::block_of_key`]), by key.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn names_of_block(&self, kind: &str, block: &str) -> Result<Vec<NameEntry>, StoreError> {
        match &self.engine {
            Engine::Local(local) => local.names_of_block(kind, block),
            #[cfg(feature = "cluster")]
            Engine::Cluster(cluster) => cluster.names_of_block(kind, block),
        }
    }

    /// The name of a kind that has this key.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn name_of_key(&self, kind: &str, key: &str) -> Result<Option<NameEntry>, StoreError> {
        match &self.engine {
            Engine::Local(local) => local.name_of_key(kind, key),
            #[cfg(feature = "cluster")]
            Engine::Cluster(cluster) => cluster.name_of_key(kind, key),
        }
    }

    /// The names of a kind whose keys `fits` accepts, by key. The whole dictionary is looked
    /// through: a tenth of a second for a million names.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn names_where(
        &self,
        kind: &str,
        fits: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<NameEntry>, StoreError> {
        match &self.engine {
            Engine::Local(local) => local.names_where(kind, fits),
            #[cfg(feature = "cluster")]
            Engine::Cluster(cluster) => cluster.names_where(kind, fits),
        }
    }

    /// What things of a kind are also called: of those whose other name is of this block, or of
    /// all; by what they are called, then by key.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn also_called(
        &self,
        kind: &str,
        block: Option<&str>,
    ) -> Result<Vec<AlsoCalled>, StoreError> {
        match &self.engine {
            Engine::Local(local) => local.also_called(kind, block),
            #[cfg(feature = "cluster")]
            Engine::Cluster(cluster) => cluster.also_called(kind, block),
        }
    }

    /// The id of each article and a digest of its text, in no order.
    ///
    /// # Errors
    /// Where the columns are not there.
    pub fn text_digests(&self) -> Result<Vec<(String, u64)>, StoreError> {
        match &self.engine {
            Engine::Local(local) => local.text_digests(),
            #[cfg(feature = "cluster")]
            Engine::Cluster(cluster) => cluster.text_digests(),
        }
    }

    /// A digest of the kind, length and checksum of the files of all segments, in
    /// hexadecimal: which index it is. The same articles indexed again may have
    /// another one.
    ///
    /// # Errors
    /// Where the directory of the index can't be read.
    pub fn files_digest(&self) -> Result<String, StoreError> {
        match &self.engine {
            Engine::Local(local) => local.files_digest(),
            #[cfg(feature = "cluster")]
            Engine::Cluster(cluster) => cluster.state(),
        }
    }
}
