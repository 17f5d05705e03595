//! The arguments of `dateline index`.

use super::args::ReadArgs;
use crate::index::Shard;
use clap::Args as ClapArgs;
use std::time::Duration;

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Formats: plain text, JSON, JSON Lines, CSV, TSV, Markdown, HTML, TREC and Reuters-21578 SGML, SMART; \
each also gzip, zstd, bzip2 or xz, in a tar or a zip, or on standard input (-).\n\n\
Run it again on the same folder: only what changed is read.\n\n\
--index https://HOST:9200/NAME indexes into an OpenSearch cluster; who asks stands in \
DATELINE_CLUSTER_USER and DATELINE_CLUSTER_PASSWORD, DATELINE_CLUSTER_TOKEN, or the file that \
DATELINE_CLUSTER_CREDENTIALS names."
)]
pub(super) struct IndexArgs {
    #[command(flatten)]
    pub(super) read: ReadArgs,
    /// Remove articles of files that are gone from the folders named
    #[arg(long)]
    pub(super) delete_missing: bool,
    /// Leave out people, organisations, places and quotations: three times as fast, without who:,
    /// org:, said: and entities
    #[arg(long)]
    pub(super) no_names: bool,
    /// Take only the third of sixteen shares of the articles: one machine of several that feed an
    /// index
    #[arg(long, value_name = "3/16", default_value = "1/1", hide_default_value = true)]
    pub(super) shard: Shard,
    /// Shards of an index that is made in a cluster [default: one for each 10 GB of files]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
    pub(super) shards: Option<u32>,
    /// Copies of each shard of an index that is made in a cluster [default: 1, on one node 0]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=10))]
    pub(super) replicas: Option<u32>,
    /// Memory the process may take (512M, 2G)
    #[arg(long, value_name = "SIZE", default_value = "1G", value_parser = size)]
    pub(super) memory: usize,
    /// Commit at least every so many seconds (60, 0.5)
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = seconds)]
    pub(super) commit_every: Duration,
}

/// A time in seconds. None is as short as a commit itself takes, so zero is no time.
fn seconds(text: &str) -> Result<Duration, String> {
    let time = text.trim().parse().ok().and_then(|n: f64| Duration::try_from_secs_f64(n).ok());
    time.filter(|time| !time.is_zero())
        .ok_or_else(|| format!("`{text}` is no time; write seconds above zero, as in 60 or 0.5"))
}

/// A size in bytes: a number with an optional K, M or G (powers of 1024).
pub(super) fn size(text: &str) -> Result<usize, String> {
    let wrong = || format!("`{text}` is no size; write a number with K, M or G, as in 512M");
    let upper = text.trim().to_ascii_uppercase();
    let upper = upper.strip_suffix("IB").or_else(|| upper.strip_suffix('B')).unwrap_or(&upper);
    let (number, shift) = match upper.as_bytes().last() {
        Some(b'K') => (&upper[..upper.len() - 1], 10),
        Some(b'M') => (&upper[..upper.len() - 1], 20),
        Some(b'G') => (&upper[..upper.len() - 1], 30),
        _ => (upper, 0),
    };
    let number: usize = number.trim().parse().map_err(|_| wrong())?;
    number.checked_mul(1 << shift).filter(|&bytes| bytes > 0).ok_or_else(wrong)
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Articles are read out of the index itself and enriched anew, into an index beside it; \
when all are there, NAME stands for the new one and the old one is removed. Searches go on meanwhile."
)]
pub(super) struct ReindexArgs {
    /// Shards [default: one for each 20 GB of the index]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
    pub(super) shards: Option<u32>,
    /// Copies of each shard [default: 1, on one node 0]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=10))]
    pub(super) replicas: Option<u32>,
    /// Leave out people, organisations, places and quotations
    #[arg(long)]
    pub(super) no_names: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        assert_eq!(size("512M"), Ok(512 << 20));
        assert_eq!(size("2GiB"), Ok(2 << 30));
        assert_eq!(size("100"), Ok(100));
        assert!(size("lots").is_err());
        assert!(size("0").is_err());
    }

    #[test]
    fn times() {
        assert_eq!(seconds("60"), Ok(Duration::from_secs(60)));
        assert_eq!(seconds("0.05"), Ok(Duration::from_millis(50)));
        for wrong in ["0", "-1", "soon", "inf", "NaN", ""] {
            assert!(seconds(wrong).is_err(), "{wrong}");
        }
    }
}
