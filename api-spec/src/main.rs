//! `cargo openapi`: writes the two documents of the contract, or says whether those that are checked in are stale.

use anyhow::Context;
use apd_api::{asyncapi, document};
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// A checked-in document is not what the code says: run `cargo openapi generate`.
const STALE: u8 = 4;
/// The tool itself failed.
const BROKEN: u8 = 100;

/// Writes and checks the OpenAPI and the AsyncAPI document.
#[derive(Parser)]
#[command(name = "cargo openapi", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write api-spec/openapi.json from the API traits, and api-spec/asyncapi.json from the types of messages.
    Generate,
    /// Exit with 0 when both documents are fresh, with 4 when one is stale.
    Check,
}

fn main() -> ExitCode {
    run(&Arguments::parse().command).unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::from(BROKEN)
    })
}

fn run(command: &Command) -> anyhow::Result<ExitCode> {
    let documents = [("openapi.json", document::generate()?), ("asyncapi.json", asyncapi::generate()?)];
    let mut all_fresh = true;
    for (name, fresh) in documents {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name);
        match command {
            Command::Generate => {
                std::fs::write(&path, fresh)
                    .with_context(|| format!("failed to write {}", path.display()))?;
                println!("wrote {}", path.display());
            }
            Command::Check => {
                let present = std::fs::read_to_string(&path)
                    .with_context(|| format!("failed to read {}", path.display()))?;
                all_fresh &= check(name, &present, &fresh);
            }
        }
    }
    if all_fresh {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("run `cargo openapi generate` and commit the result");
    Ok(ExitCode::from(STALE))
}

/// Says whether a document is fresh.
fn check(name: &str, present: &str, fresh: &str) -> bool {
    match first_difference(present, fresh) {
        Some(difference) => eprintln!("api-spec/{name} is stale, {difference}"),
        None => println!("api-spec/{name} is fresh"),
    }
    present == fresh
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
