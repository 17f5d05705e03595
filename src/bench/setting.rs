//! What a run was made with: the program, the machine, the index, the log and the
//! load. Two runs with different ones measure different things.

use super::arrivals::{Pace, Spacing};
use super::cold::Cold;
use super::measure::Load;
use super::queries::Log;
use crate::store::{Model, Snapshot};
use serde::{Deserialize, Serialize};
use std::io;

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
    /// How articles are ranked; runs of before models could be chosen have the default.
    #[serde(default = "usual_model")]
    pub model: String,
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

fn usual_model() -> String {
    Model::default().to_string()
}

impl Setting {
    /// That of a run.
    pub(super) fn of(snapshot: &Snapshot, log: &Log, load: &Load) -> Self {
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
            index: IndexSetting { articles: snapshot.len(), digest: digest(snapshot) },
            load: LoadSetting {
                queries: log.digest(),
                model: load.model.to_string(),
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

fn digest(snapshot: &Snapshot) -> Option<String> {
    snapshot.files_digest().ok().map(|digest| format!("blake3:{digest}"))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn here() {
        let machine = Machine::here();
        assert!(machine.cores >= 1 && !machine.os.is_empty());
        assert_eq!(Program::here(), Program::here());
    }
}
