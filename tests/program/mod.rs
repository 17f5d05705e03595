//! The program as these tests run it: in a directory of its own, without the
//! variables of whoever runs the tests.

#![allow(unreachable_pub, dead_code, reason = "each test binary uses a part of it")]

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// Variables that change what the program prints or where its index is.
const VARIABLES: &[&str] = &[
    "DATELINE_INDEX",
    "DATELINE_PAGER",
    "PAGER",
    "NO_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "FORCE_HYPERLINK",
    "COLUMNS",
    "DATELINE_ALIASES",
    "DATELINE_CLUSTER_USER",
    "DATELINE_CLUSTER_PASSWORD",
    "DATELINE_CLUSTER_TOKEN",
    "DATELINE_CLUSTER_CREDENTIALS",
    "DATELINE_CLUSTER_CA",
];

/// The sample corpus.
pub fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/samples")
}

/// A directory to work in, with an index called `index`.
pub struct Place {
    directory: TempDir,
}

impl Place {
    /// An empty one.
    pub fn new() -> Self {
        Self { directory: TempDir::new().unwrap() }
    }

    /// One whose index holds the sample corpus.
    pub fn with_samples() -> Self {
        let place = Self::new();
        place.run(["index", "--quiet", samples().to_str().unwrap()]).status(0);
        place
    }

    /// A path in it.
    pub fn at(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// Its index.
    pub fn index(&self) -> PathBuf {
        self.at("index")
    }

    /// Writes a file, and the folders it lies in.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.at(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    /// The program, about to run here.
    pub fn command<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("dateline"));
        for variable in VARIABLES {
            command.env_remove(variable);
        }
        command.current_dir(self.directory.path()).args(arguments).stdin(Stdio::null());
        command
    }

    /// Runs the program here to its end.
    pub fn run<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Ran {
        Ran::from(self.command(arguments).output().unwrap())
    }

    /// Runs the program with `--json` and gives what it printed.
    pub fn json<'a>(&self, arguments: impl IntoIterator<Item = &'a str>, status: i32) -> Value {
        let ran = self.run(["--json"].into_iter().chain(arguments));
        ran.status(status).json()
    }
}

/// How a run ended and what it printed.
#[derive(Debug)]
pub struct Ran {
    /// The exit status; -1 where a signal ended it.
    pub code: i32,
    /// What was printed.
    pub out: String,
    /// What was said beside it.
    pub err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ran {
    /// Itself, if it ended with this status; a panic is never an answer.
    #[track_caller]
    pub fn status(self, expected: i32) -> Self {
        assert!(!self.err.contains("panicked"), "a panic: {}", self.err);
        assert_eq!(self.code, expected, "stderr: {}\nstdout: {:.2000}", self.err, self.out);
        self
    }

    /// What was printed, as the one JSON value that it must be.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("{error} in {:.2000}", self.out))
    }

    /// Itself, if its message holds all of `parts`.
    #[track_caller]
    pub fn says(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(self.err.contains(part), "no `{part}` in: {}", self.err);
        }
        self
    }
}

/// `{"id": …, "headline": …, "body": …}` and a line end.
pub fn line(id: &str, headline: &str, body: &str) -> String {
    let record = serde_json::json!({ "id": id, "headline": headline, "body": body });
    format!("{record}\n")
}
