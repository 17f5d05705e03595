//! `dateline check`: can every part of the index be read?

use super::args::Common;
use super::exit::Exit;
use super::{out, place, render};

pub(super) fn run(common: &Common) -> anyhow::Result<Exit> {
    let store = place::store(common)?;
    let health = store.check_health()?;
    if common.json {
        out::print_json(&health)?;
    } else {
        let parts = match health.shards {
            0 => format!("{} files with their checksums", render::number(health.files)),
            shards => render::count(shards, "shard is there", "shards are there"),
        };
        let articles = render::count(health.articles, "article", "articles");
        let mut text = format!("{articles} read back, {parts}\n");
        for problem in &health.problems {
            text.push_str(&format!("damaged: {problem}\n"));
        }
        text.push_str(if health.problems.is_empty() {
            "the index is sound\n"
        } else {
            "build it again from its sources: remove the directory, then `dateline index PATH`\n"
        });
        out::print(&text, false)?;
    }
    Ok(if health.problems.is_empty() { Exit::Done } else { Exit::Trouble })
}
