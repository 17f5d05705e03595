//! From a query to ranked articles, each with the passages that bear it out.
//!
//! Owns the choice of passages and what is lit in them. A search takes three
//! steps, each touching less than the one before: articles by BM25F
//! ([`Snapshot::rank`]); of the few that are shown, the positions of the
//! query's words out of the postings ([`Snapshot::matches`]) and from them the
//! best passages; of those, the text.

mod by_passage;
mod context;
mod dependence;
mod entities;
mod error;
mod explain;
mod facet;
mod feedback;
mod function_words;
mod fusion;
mod highlight;
mod hits;
#[cfg(test)]
mod indexed;
#[cfg(test)]
mod model_tests;
mod names;
mod passage;
mod proximity;
mod quote;
mod ranking;
mod repeated;
mod request;
mod response;
mod run;
mod smoothing;
mod spelling;
mod suggest;
mod telling;
mod terms_of;
mod timeline;

pub use by_passage::MAX_ARTICLES;
pub use context::{Context, MAX_PARAGRAPH_BYTES};
pub use entities::{
    Entities, EntitiesRequest, EntityEdge, EntityOrder, EntityPoint, EntityRow, NearOut,
    ScreenRequest, Screened, ScreenedAs, ScreenedName, Writings, entities, screen,
};
pub use error::SearchError;
pub use explain::{Explained, explain};
pub use facet::{CountedBy, Facet, FacetAsked, FacetValue, UnknownFacet};
pub use feedback::AddedWord;
pub use fusion::add_ranks;
pub use highlight::{Lit, light};
pub use names::{AliasError, Aliases, read};
pub use passage::{Chosen, MAX_PASSAGE_BYTES, MAX_SENTENCES, choose};
pub use ranking::ranked_ids;
pub use request::{By, Request};
pub use response::{Hit, Passage, PublishedOut, QueryOut, Response, Span};
pub use run::{Listing, search};
pub use suggest::{Kind, Suggestion, Suggestions, suggest};
pub use timeline::{Timeline, TimelinePoint, TimelineRequest, timeline};

#[cfg(doc)]
use crate::store::Snapshot;
