//! What a run was made with: the program, the machine, the index, the log and the
//! load. Two runs with different ones measure different things.

use super::arrivals::{Pace, Spacing};
use super::cold::Cold;
use super::measure::Load;
use super::queries::Log;
use crate::store::Snapshot;
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// What a run was made with.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Setting {
    /// The program.
    pub program: Program,
    /// The machine.
    pub machine: Machine,
    /// The index.
    pub index: IndexSetting,
    /// The load.
    pub load: LoadSetting,
}

/// A program.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Program {
    /// Its version.
    pub version: String,
    /// `release`, or `debug`, whose times say little.
    pub build: String,
    /// A digest of its bytes; null where they can't be read.
    pub digest: Option<String>,
}

/// A machine.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Machine {
    /// The system.
    pub os: String,
    /// The architecture.
    pub arch: String,
    /// What the processor calls itself; null where the system does not say.
    pub cpu: Option<String>,
    /// Cores that the process may use.
    pub cores: usize,
    /// Memory; null where the system does not say.
    pub memory_bytes: Option<u64>,
}

/// An index.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct IndexSetting {
    /// Articles in it.
    pub articles: u64,
    /// A digest of kind, length and checksum of its files, whatever their names.
    pub digest: Option<String>,
}

/// A load.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LoadSetting {
    /// A digest of the ids and queries.
    pub queries: String,
    /// Hits a query.
    pub limit: usize,
    /// Passages a hit.
    pub passages: usize,
    /// Whether ids and scores alone were asked for.
    pub ids: bool,
    /// Whether all articles that match were counted.
    pub count: bool,
    /// Clients.
    pub clients: usize,
    /// Queries a second; null in a closed loop.
    pub rate: Option<f64>,
    /// `poisson` or `even`; null in a closed loop.
    pub spacing: Option<String>,
    /// `round` or `query`; null where caches were warm.
    pub cold: Option<String>,
}

impl Setting {
    /// That of a run.
    pub(super) fn of(snapshot: &Snapshot, directory: &Path, log: &Log, load: &Load) -> Self {
        let (rate, spacing) = match load.pace {
            Pace::Closed => (None, None),
            Pace::Open { rate, spacing: Spacing::Poisson } => (Some(rate), Some("poisson")),
            Pace::Open { rate, spacing: Spacing::Even } => (Some(rate), Some("even")),
        };
        let cold = load.cold.map(|cold| match cold {
            Cold::Round => "round",
            Cold::Query => "query",
        });
        Self {
            program: Program::here(),
            machine: Machine::here(),
            index: IndexSetting { articles: snapshot.len(), digest: digest_of(directory).ok() },
            load: LoadSetting {
                queries: log.digest(),
                limit: load.take,
                passages: if load.ids { 0 } else { load.passages },
                ids: load.ids,
                count: load.count,
                clients: load.clients,
                rate,
                spacing: spacing.map(str::to_owned),
                cold: cold.map(str::to_owned),
            },
        }
    }
}

impl Program {
    fn here() -> Self {
        // piece by piece, so that the memory that is told is not that of reading it
        let hash = || {
            let file = std::fs::File::open(std::env::current_exe()?)?;
            Ok::<_, io::Error>(blake3::Hasher::new().update_reader(file)?.finalize().to_hex())
        };
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            build: if cfg!(debug_assertions) { "debug" } else { "release" }.to_owned(),
            digest: hash().ok().map(|hash| format!("blake3:{hash}")),
        }
    }
}

impl Machine {
    fn here() -> Self {
        // Linux; other systems have no such files
        let line = |file: &str, name: &str| {
            let text = std::fs::read_to_string(file).ok()?;
            let value = text.lines().find(|line| line.starts_with(name))?.split_once(':')?.1;
            Some(value.trim().to_owned())
        };
        let memory = line("/proc/meminfo", "MemTotal").and_then(|text| {
            let kilobytes: u64 = text.strip_suffix("kB")?.trim().parse().ok()?;
            Some(kilobytes * 1024)
        });
        Self {
            os: std::env::consts::OS.to_owned(),
            arch: std::env::consts::ARCH.to_owned(),
            cpu: line("/proc/cpuinfo", "model name"),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            memory_bytes: memory,
        }
    }
}

/// Of a segment's file, so many bytes at its end hold its checksum.
const FOOTER: u64 = 256;

/// A digest of the files of all segments: their ends, where the engine writes a
/// checksum of the rest. Files are named by chance, so names do not count.
fn digest_of(directory: &Path) -> io::Result<String> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(directory)? {
        let path = entry?.path();
        let Some(extension) = path.extension().and_then(|name| name.to_str()) else { continue };
        let stem = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        // a segment is named by 32 hexadecimal digits; a file of removals adds a number
        let segment = stem.split('.').next().unwrap_or_default();
        if segment.len() != 32 || !segment.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            continue;
        }
        let mut file = std::fs::File::open(&path)?;
        let bytes = file.metadata()?.len();
        file.seek(SeekFrom::Start(bytes.saturating_sub(FOOTER)))?;
        let mut end = Vec::new();
        file.take(FOOTER).read_to_end(&mut end)?;
        files.push((extension.to_owned(), bytes, end));
    }
    files.sort();
    let mut hasher = blake3::Hasher::new();
    for (extension, bytes, end) in files {
        hasher.update(extension.as_bytes()).update(b"\0").update(&bytes.to_le_bytes());
        hasher.update(&(end.len() as u64).to_le_bytes()).update(&end);
    }
    Ok(format!("blake3:{}", hasher.finalize().to_hex()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_segments_do_not_count() {
        let digest = |files: &[(&str, &str)]| {
            let directory = tempfile::tempdir().unwrap();
            for (name, text) in files {
                std::fs::write(directory.path().join(name), text).unwrap();
            }
            digest_of(directory.path()).unwrap()
        };
        let (a, b) = ("0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210");
        let one = digest(&[(&format!("{a}.idx"), "text"), ("meta.json", "{}")]);
        assert_eq!(one, digest(&[(&format!("{b}.idx"), "text"), ("meta.json", "{ }")]));
        assert_ne!(one, digest(&[(&format!("{a}.idx"), "other")]));
        assert_ne!(one, digest(&[(&format!("{a}.pos"), "text")]));
        let two = [(&*format!("{a}.idx"), "text"), (&*format!("{b}.idx"), "more")];
        assert_ne!(one, digest(&two));
    }

    #[test]
    fn here() {
        let machine = Machine::here();
        assert!(machine.cores >= 1 && !machine.os.is_empty());
        assert_eq!(Program::here(), Program::here());
    }
}
