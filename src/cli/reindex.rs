//! `dateline reindex`: an index in a cluster built again from its own articles, while it is searched.

use super::args::Common;
use super::exit::Exit;
use super::index_args::ReindexArgs;
#[cfg(feature = "cluster")]
use super::{out, place, progress_bar, render};
use crate::store::Store;

pub(super) fn run(common: &Common, args: &ReindexArgs) -> anyhow::Result<Exit> {
    if !Store::is_far(common.index()) {
        anyhow::bail!(
            "`{}` is a directory: build it again from its sources with `dateline index PATH --index \
             ANOTHER`; reindex is for an index in a cluster (--index https://HOST:9200/NAME)",
            common.index().display()
        );
    }
    far(common, args)
}

#[cfg(not(feature = "cluster"))]
fn far(common: &Common, _: &ReindexArgs) -> anyhow::Result<Exit> {
    anyhow::bail!("{}", crate::store::StoreError::NoCluster(common.index().display().to_string()));
}

#[cfg(feature = "cluster")]
fn far(common: &Common, args: &ReindexArgs) -> anyhow::Result<Exit> {
    use crate::index::{IndexOptions, RebuildWatch, rebuild};
    use crate::store::{ClusterStore, Layout};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    let mut reaching = place::reaching(common, true);
    let told = reaching.told.take().unwrap_or_else(|| Box::new(|_| {}));
    let address = common.index().to_string_lossy();
    let store = ClusterStore::open_any(&address, reaching.patience, told)?;
    let bytes = store.snapshot()?.bytes()?;
    let layout = |nodes| {
        let usual = Layout::for_bytes(bytes, nodes);
        Layout {
            shards: args.shards.unwrap_or(usual.shards),
            replicas: args.replicas.unwrap_or(usual.replicas),
        }
    };
    let options = IndexOptions {
        names: !args.no_names,
        threads: common.threads(),
        ..IndexOptions::default()
    };
    let interrupted = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&interrupted);
    let _ = ctrlc::set_handler(move || flag.store(true, Ordering::SeqCst));
    let bar = progress_bar::counting(0, "articles", common.quiet || common.json);
    let mut progress = |read, total| {
        bar.set_length(total);
        bar.set_position(read);
    };
    let mut watch = RebuildWatch { progress: &mut progress, interrupted: &interrupted };
    let outcome = rebuild(&store, layout, &options, &mut watch);
    bar.finish_and_clear();
    let rebuilt = outcome?;
    if common.json {
        out::print_json(&rebuilt)?;
    } else if rebuilt.switched {
        let articles = render::count(rebuilt.articles, "article", "articles");
        let text = format!("{articles} indexed again in {:.1} s\n", rebuilt.seconds);
        out::print(&text, false)?;
    }
    if rebuilt.switched {
        return Ok(Exit::Done);
    }
    if interrupted.load(Ordering::SeqCst) {
        return Ok(Exit::Interrupted);
    }
    anyhow::bail!(
        "`{address}` was written to all the while; end whoever feeds it and run the same command \
         again. Nothing was changed"
    )
}
