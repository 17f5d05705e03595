//! A disk that is full, read-only or in the way.
//!
//! 1. On a full disk `index` ends with status 2; the message names the directory
//!    and says to make room; the last commit still opens, searches and is sound.
//! 2. With room made, the same command brings everything in.
//! 3. On a read-only file system `index` ends with status 2 and says what to do.
//! 4. A directory without permission to write: status 2, and what to do.
//!
//! 1 to 3 need Linux and the right to mount in a namespace of one's own; 4 needs
//! a user other than root. Where that is missing, the part says so and is passed over.

#![allow(clippy::print_stderr, reason = "a part that can't run here says so")]
#![cfg(target_os = "linux")]

mod program;

use program::{Place, line};
use std::process::Command;

/// Runs `script` in a mount namespace of its own, in the place, with `$DATELINE`
/// set; `None` where that isn't allowed.
fn in_namespace(place: &Place, script: &str) -> Option<String> {
    let is_root = program_output("id", &["-u"]).is_some_and(|id| id.trim() == "0");
    let how: &[&str] = if is_root { &["-m"] } else { &["-r", "-m"] };
    std::fs::create_dir_all(place.at("disk")).unwrap();
    let probe = Command::new("unshare")
        .args(how)
        .args(["sh", "-c", "mount -t tmpfs -o size=1m tmpfs disk"])
        .current_dir(place.at("."))
        .output();
    match probe {
        Ok(output) if output.status.success() => {}
        Ok(output) => {
            eprintln!(
                "SKIPPED: can't mount a tmpfs here: {}",
                String::from_utf8_lossy(&output.stderr)
            );
            return None;
        }
        Err(error) => {
            eprintln!("SKIPPED: can't mount a tmpfs here: unshare: {error}");
            return None;
        }
    }
    let output = Command::new("unshare")
        .args(how)
        .args(["sh", "-ec", script])
        .env("DATELINE", assert_cmd::cargo::cargo_bin!("dateline"))
        .env_remove("DATELINE_INDEX")
        .env_remove("CLICOLOR_FORCE")
        .current_dir(place.at("."))
        .output()
        .unwrap();
    let (out, err) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "the script failed: {out}{err}");
    assert!(!err.contains("panicked") && !out.contains("panicked"), "{out}{err}");
    Some(out.into_owned())
}

fn program_output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    String::from_utf8(output.stdout).ok()
}

/// Lines of articles that nothing makes small.
fn records(prefix: &str, count: u64) -> String {
    let mut state = 0x2545_f491_4f6c_dd1du64;
    let mut word = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        format!("w{state:x} ")
    };
    (0..count)
        .map(|i| {
            let body: String = (0..60).map(|_| word()).collect();
            line(&format!("{prefix}{i}"), "Ferry", &body)
        })
        .collect()
}

#[test]
fn a_full_disk() {
    let place = Place::new();
    place.write("first.jsonl", records("first-", 100));
    for part in 0..12 {
        place.write(&format!("rest/{part:02}.jsonl"), records(&format!("rest{part}-"), 1000));
    }
    let script = r#"
        mount -t tmpfs -o size=8m tmpfs disk
        "$DATELINE" index --quiet first.jsonl --index disk/index
        set +e
        "$DATELINE" index --quiet rest --index disk/index --commit-every 0.1 --threads 2 2>message
        echo "full: $?"
        "$DATELINE" index --quiet rest --index disk/index --threads 2 2>>message
        echo "full again: $?"
        "$DATELINE" show first-7 --index disk/index >/dev/null; echo "show: $?"
        "$DATELINE" search ferry --index disk/index --no-pager >/dev/null; echo "search: $?"
        "$DATELINE" check --index disk/index >/dev/null; echo "check: $?"
        "$DATELINE" index --quiet rest --index disk/fresh 2>>message; echo "fresh: $?"
        rm -rf disk/fresh
        mount -o remount,size=200m disk
        "$DATELINE" index --quiet rest --index disk/index --threads 2; echo "room: $?"
        "$DATELINE" check --index disk/index; echo "check: $?"
    "#;
    let Some(out) = in_namespace(&place, script) else { return };
    let said = std::fs::read_to_string(place.at("message")).unwrap();
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(
        lines[..6],
        ["full: 2", "full again: 2", "show: 0", "search: 0", "check: 0", "fresh: 2"],
        "{out}{said}"
    );
    assert!(lines.contains(&"room: 0"), "{out}");
    assert_eq!(lines.last(), Some(&"check: 0"), "{out}");
    assert!(out.contains("12,100 articles read back"), "{out}");
    for message in said.lines() {
        assert!(message.contains("disk/") && message.contains("make room"), "{said}");
    }
    assert_eq!(said.lines().count(), 3, "{said}");
}

#[test]
fn a_read_only_file_system_is_not_written_to() {
    let place = Place::new();
    place.write("first.jsonl", records("first-", 100));
    place.write("more.jsonl", records("more-", 10));
    let script = r#"
        mount -t tmpfs -o size=8m tmpfs disk
        "$DATELINE" index --quiet first.jsonl --index disk/index
        mount -o remount,ro disk
        set +e
        "$DATELINE" index --quiet more.jsonl --index disk/index 2>message; echo "index: $?"
        "$DATELINE" index --quiet more.jsonl --index disk/new 2>>message; echo "new: $?"
        "$DATELINE" stats --json --index disk/index | grep -c '"articles":100,'
    "#;
    let Some(out) = in_namespace(&place, script) else { return };
    let said = std::fs::read_to_string(place.at("message")).unwrap();
    assert_eq!(out.lines().collect::<Vec<_>>(), ["index: 2", "new: 2", "1"], "{said}");
    assert_eq!(said.lines().count(), 2, "{said}");
    for message in said.lines() {
        assert!(message.contains("disk/") && message.contains("writable"), "{said}");
    }
}

#[test]
fn a_directory_without_permission() {
    use std::os::unix::fs::PermissionsExt;
    if program_output("id", &["-u"]).is_some_and(|id| id.trim() == "0") {
        eprintln!("SKIPPED: root may write everywhere");
        return;
    }
    let place = Place::new();
    place.write("a.jsonl", line("a", "Ferry", "Fog."));
    let closed = place.at("closed");
    std::fs::create_dir(&closed).unwrap();
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o555)).unwrap();
    for index in ["closed", "closed/index"] {
        place.run(["index", "a.jsonl", "--index", index]).status(2).says(&["closed", "writable"]);
    }
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o755)).unwrap();
}
