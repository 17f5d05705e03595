//! `dateline bench`: time a query log.

use super::args::{BenchArgs, Common};
use super::exit::Exit;
use super::out;
use crate::bench::{Load, measure, read_queries};
use crate::store::LocalStore;

pub(super) fn run(common: &Common, args: &BenchArgs) -> anyhow::Result<Exit> {
    let queries = read_queries(&args.queries)?;
    let snapshot = LocalStore::open(common.index())?.snapshot()?;
    let passages = usize::from(!args.no_passages);
    let rounds = args.rounds.max(1);
    let (take, clients, count) = (args.limit, args.clients, !args.no_count);
    let load =
        Load { today: common.today(), take, passages, ids: args.ids, count, rounds, clients };
    let figures = measure(&snapshot, &queries, load)?;
    if common.json {
        out::print_json(&figures)?;
    } else {
        let text = format!(
            "{} queries, {} rounds: median {:.0} µs, p95 {:.0}, p99 {:.0}, slowest {:.0}; {:.0} queries/s\n",
            figures.queries,
            figures.rounds,
            figures.p50_us,
            figures.p95_us,
            figures.p99_us,
            figures.max_us,
            figures.qps,
        );
        out::print(&text, false)?;
    }
    Ok(Exit::Done)
}
