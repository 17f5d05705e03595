//! Tells the program which commit it is built from, for the manifests of runs.
//! Outside a repository (a crate, a tarball) there is none.

use std::process::Command;

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src");
    // the repository must be this package's own, not one that a copy of it lies in
    if git(&["rev-parse", "--show-prefix"]).is_none_or(|below| !below.is_empty()) {
        return;
    }
    // grows with each commit and each change of branch
    if let Some(log) = git(&["rev-parse", "--git-path", "logs/HEAD"]) {
        println!("cargo::rerun-if-changed={log}");
    }
    let Some(commit) = git(&["rev-parse", "--short=12", "HEAD"]) else { return };
    let changed = git(&["status", "--porcelain", "--untracked-files=no", "--", "src"]);
    let changed = changed.is_some_and(|files| !files.is_empty());
    println!("cargo::rustc-env=DATELINE_COMMIT={commit}{}", if changed { "-changed" } else { "" });
}
