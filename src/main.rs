//! The `dateline` command: parses, runs, exits.

fn main() -> std::process::ExitCode {
    dateline::cli::run(std::env::args_os()).into()
}
