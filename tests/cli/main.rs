//! The command line from end to end: statuses, messages, JSON.
//!
//! 1. `indexing`: what is read, left alone, replaced and removed.
//! 2. `rejecting`: what can't be read is named, and the rest is indexed.
//! 3. `refusing`: trouble ends with status 2 and a message that helps.
//! 4. `searching`: the contract of `search --json`, and any query is answered.
//! 5. `paging`: pages, orders, undated articles.
//! 6. `showing`: offsets count characters of the body that `show` gives.
//! 7. `keeping`: `stats` and `check`, also on a damaged index.
//! 8. `printing`: colours, closed pipes, completions, manual pages.
//! 9. `facets`: counts by outlet, section, language, byline, year.
//! 10. `suggesting`: completions and misspellings.
//! 11. `passages`: their context; none repeats another.
//! 12. `exporting`: search by passage, formats, all results.
//! 13. `speaking`: the days that a text speaks of.
//! 14. `annotating`: what is seen in articles, without an index.
//! 15. `dating`: which day an article is of, and which dates are doubted.
//! 16. `timeline`: what is mentioned or was published when.
//! 17. `evaluating`: topics, runs, measures, comparisons, experiments.
//! 18. `naming`: people, organisations and places, and who said what.
//! 19. `entities`: who and what is named, beside whom, when, and lists of names.
//! 20. `benching`: a query log is timed, and two runs are compared.

mod annotating;
mod benching;
mod dating;
mod entities;
mod evaluating;
mod exporting;
mod facets;
mod indexing;
mod keeping;
mod naming;
mod paging;
mod passages;
mod printing;
#[path = "../program/mod.rs"]
mod program;
mod refusing;
mod rejecting;
mod searching;
mod showing;
mod speaking;
mod suggesting;
mod timeline;
mod training;
