//! Opens the index that `--index` names, in a directory or in a cluster, and says what is waited for.

use super::args::Common;
use crate::store::{Reaching, Snapshot, Store, StoreError};

/// How the cluster is reached, should the index be in one; a writer waits longer.
#[cfg_attr(not(feature = "cluster"), allow(unused_variables))]
pub(super) fn reaching(common: &Common, writes: bool) -> Reaching {
    #[cfg(feature = "cluster")]
    {
        use crate::store::{Patience, Waiting};
        let quiet = common.quiet;
        let told = move |waiting: &Waiting| {
            if !quiet {
                tell(waiting);
            }
        };
        let patience = if writes { Patience::INDEXING } else { Patience::SEARCHING };
        Reaching { patience, told: Some(Box::new(told)), ..Reaching::default() }
    }
    #[cfg(not(feature = "cluster"))]
    Reaching::default()
}

/// In a terminal the same line over and over; in a log at 1, 2, 4, 8 … seconds.
#[cfg(feature = "cluster")]
fn tell(waiting: &crate::store::Waiting) {
    use std::io::IsTerminal;
    let seconds = waiting.since.as_secs();
    let line = format!("waiting for the cluster for {seconds} s: {}", waiting.why);
    if std::io::stderr().is_terminal() {
        anstream::eprint!("\r\x1b[K{line}");
    } else if seconds.is_power_of_two() {
        anstream::eprintln!("{line}");
    }
}

/// The index that is there.
pub(super) fn store(common: &Common) -> Result<Store, StoreError> {
    Store::open(common.index(), reaching(common, false))
}

/// The index that is there, as it is now.
pub(super) fn snapshot(common: &Common) -> Result<Snapshot, StoreError> {
    store(common)?.snapshot()
}
