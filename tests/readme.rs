//! What the README shows is what the program prints.
//!
//! Every block of ` ```console ` whose command is `dateline` is run on the
//! bundled corpus; figures of time, rate and memory are the machine's own and
//! are not compared.

mod program;

use program::Place;

/// A command and what the README says that it prints.
struct Shown {
    line: usize,
    command: String,
    prints: String,
}

fn shown(readme: &str) -> Vec<Shown> {
    let mut out: Vec<Shown> = Vec::new();
    let mut inside = false;
    for (number, line) in readme.lines().enumerate() {
        if line.starts_with("```") {
            inside = line == "```console";
            continue;
        }
        if !inside {
            continue;
        }
        if let Some(command) = line.strip_prefix("$ ") {
            let command = command.split("  #").next().unwrap_or(command).trim_end();
            let command = command.to_owned();
            out.push(Shown { line: number + 1, command, prints: String::new() });
        } else if let Some(last) = out.last_mut() {
            last.prints.push_str(line);
            last.prints.push('\n');
        }
    }
    out.retain(|shown| shown.command.starts_with("dateline ") && !shown.prints.is_empty());
    out
}

/// The words of a command line; single quotes hold together.
fn arguments(command: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut quoted = false;
    for c in command.chars() {
        match c {
            '\'' => quoted = !quoted,
            ' ' if !quoted => out.push(String::new()),
            c => out.last_mut().expect("there is one always").push(c),
        }
    }
    out.retain(|argument| !argument.is_empty());
    out
}

/// The text without figures that no two runs share: any number before `ms`,
/// `s`, `MB` and the like.
fn without_figures(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for line in text.lines() {
        for word in line.split(' ') {
            let unit = ["ms", "s,", "s:", "MB", "MB/s,", "articles/s,"].contains(&word);
            if unit && let Some(figure) = words.last_mut() {
                *figure = "#".to_owned();
            }
            words.push(word.to_owned());
        }
        words.push("\n".to_owned());
    }
    words.join(" ").trim().to_owned()
}

#[test]
fn the_readme_shows_what_is_printed() {
    let readme = std::fs::read_to_string("README.md").expect("there is a README");
    let shown = shown(&readme);
    assert!(shown.len() >= 5, "only {} commands with output found", shown.len());
    let place = Place::with_samples();
    for Shown { line, command, prints } in shown {
        let arguments = arguments(&command);
        let arguments: Vec<&str> = arguments[1..].iter().map(String::as_str).collect();
        if arguments[0] == "index" {
            // the path is that of the repository; the report is held by the tests of indexing
            continue;
        }
        let ran = place.run(arguments);
        // ids that are paths begin where the README's reader stands
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/");
        let printed = format!("{}{}", ran.err, ran.out).replace(root, "");
        assert_eq!(
            without_figures(&printed),
            without_figures(&prints),
            "README.md:{line}: {command} prints\n{printed}"
        );
    }
}
