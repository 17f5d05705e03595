//! Names in a text: people, organisations, places and others, by a linear-chain
//! conditional random field over hashed features.
//!
//! ```text
//! text ─ token ─ word ─ document ─ feature ─ model ─ lattice ─ names     first pass
//!                          └─ recall ───────────┘                        second pass
//! ```
//! `merging` says which names are one entity and what it is called. `train` makes the model. It knows no file and draws nothing: that is the
//! command's part.

mod document;
mod feature;
mod hash;
mod label;
mod lattice;
mod lexicon;
mod merging;
mod model;
mod recall;
mod shipped;
mod tagger;
mod token;
mod train;
mod word;

pub(crate) use merging::Gender;
pub use merging::{Entity, PersonNames, merge_mentions};
pub use model::ModelError;
pub use tagger::Tagger;
pub(super) use tagger::Workspace;
pub use train::{Labels, TrainError, Trainer, Training, TrainingOptions};
