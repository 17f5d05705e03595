//! `dateline completions` and `dateline man`.

use super::args::Args;
use super::exit::Exit;
use anyhow::Context;
use clap::CommandFactory;
use std::io::Write;
use std::path::Path;

pub(super) fn completions(shell: clap_complete::Shell) -> anyhow::Result<Exit> {
    // into memory first: the generator panics where stdout is closed
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "dateline", &mut script);
    std::io::stdout().lock().write_all(&script)?;
    Ok(Exit::Done)
}

pub(super) fn man(directory: Option<&Path>) -> anyhow::Result<Exit> {
    match directory {
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Args::command()).render(&mut page)?;
            std::io::stdout().lock().write_all(&page)?;
        }
        Some(directory) => {
            std::fs::create_dir_all(directory)
                .and_then(|()| clap_mangen::generate_to(Args::command(), directory))
                .with_context(|| {
                    format!("can't write manual pages to `{}`", directory.display())
                })?;
        }
    }
    Ok(Exit::Done)
}
