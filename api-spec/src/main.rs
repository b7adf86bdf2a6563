//! `cargo openapi`: writes the OpenAPI document, or says whether the one that is checked in is stale.

use anyhow::Context;
use apd_api::document;
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// The checked-in document is not what the traits say: run `cargo openapi generate`.
const STALE: u8 = 4;
/// The tool itself failed.
const BROKEN: u8 = 100;

/// Writes and checks the OpenAPI document.
#[derive(Parser)]
#[command(name = "cargo openapi", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write api-spec/openapi.json from the API traits.
    Generate,
    /// Exit with 0 when api-spec/openapi.json is fresh, with 4 when it is stale.
    Check,
}

fn main() -> ExitCode {
    run(&Arguments::parse().command).unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::from(BROKEN)
    })
}

fn run(command: &Command) -> anyhow::Result<ExitCode> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let fresh = document::generate()?;
    match command {
        Command::Generate => {
            std::fs::write(&path, fresh).with_context(|| format!("failed to write {}", path.display()))?;
            println!("wrote {}", path.display());
        }
        Command::Check => {
            let present = std::fs::read_to_string(&path)
                .with_context(|| format!("failed to read {}", path.display()))?;
            if let Some(difference) = first_difference(&present, &fresh) {
                eprintln!("api-spec/openapi.json is stale, {difference}");
                eprintln!("run `cargo openapi generate` and commit the result");
                return Ok(ExitCode::from(STALE));
            }
            println!("api-spec/openapi.json is fresh");
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn first_difference(present: &str, fresh: &str) -> Option<String> {
    if present == fresh {
        return None;
    }
    let mut lines = present.lines().zip(fresh.lines()).enumerate();
    Some(match lines.find(|(_, (present, fresh))| present != fresh) {
        Some((index, (present, fresh))) => {
            format!("line {}:\n  it says      {}\n  should be    {}", index + 1, present.trim(), fresh.trim())
        }
        None => "its length differs".to_owned(),
    })
}
