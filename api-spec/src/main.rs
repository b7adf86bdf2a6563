//! `cargo openapi`: writes the two documents of the contract, says whether those that are checked in are stale or would
//! break callers of the released ones, and releases them.

mod gate;
mod stale;

use anyhow::Context;
use clap::{Parser, Subcommand};
use gate::differ::MissingProgram;
use gate::documents::Documents;
use gate::released::Released;
use gate::{Verdict, changelog};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A program that the tool needs is not installed: run `tests/setup`.
const MISSING: u8 = 2;
/// A checked-in document is not what the code says: run `cargo openapi generate`.
const STALE: u8 = 4;
/// The documents may not follow the released ones, or not be released.
const REFUSED: u8 = 5;
/// The tool itself failed.
const BROKEN: u8 = 100;

/// Writes, checks and releases the OpenAPI and the AsyncAPI document.
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
    /// Compare both documents with the code and with the latest release. Exits with 0 when they are fresh and may follow
    /// it, with 4 when one is stale, with 5 when the version or CHANGELOG.md does not match what has changed.
    Check,
    /// Keep both documents in api-spec/released, as those of their version. Refuses what `check` refuses, and to write a
    /// version twice.
    Release,
}

fn main() -> ExitCode {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let done = Documents::generate().and_then(|documents| match Arguments::parse().command {
        Command::Generate => generate(&project, &documents),
        Command::Check => check(&project, &documents),
        Command::Release => release(&project, &documents),
    });
    done.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::from(if error.is::<MissingProgram>() { MISSING } else { BROKEN })
    })
}

fn generate(project: &Path, documents: &Documents) -> anyhow::Result<ExitCode> {
    for (kind, text) in documents.named() {
        let path = checked_in(project, kind);
        std::fs::write(&path, text).with_context(|| format!("failed to write {}", path.display()))?;
        println!("wrote api-spec/{kind}.json");
    }
    Ok(ExitCode::SUCCESS)
}

fn check(project: &Path, documents: &Documents) -> anyhow::Result<ExitCode> {
    let are_fresh = are_fresh(project, documents)?;
    let verdict = gate::judge(project, documents)?;
    report(&verdict);
    if verdict.latest.is_none() {
        eprintln!("error: there is no release to compare with; run `cargo openapi release`");
        return Ok(ExitCode::from(REFUSED));
    }
    Ok(match (are_fresh, verdict.refusals.is_empty()) {
        (false, _) => ExitCode::from(STALE),
        (true, false) => ExitCode::from(REFUSED),
        (true, true) => ExitCode::SUCCESS,
    })
}

fn release(project: &Path, documents: &Documents) -> anyhow::Result<ExitCode> {
    if !are_fresh(project, documents)? {
        return Ok(ExitCode::from(STALE));
    }
    let (released, version) = (Released::of_project(project), documents.version()?);
    if released.find(&version)?.as_ref() == Some(documents) {
        println!("version {version} is released already");
        return Ok(ExitCode::SUCCESS);
    }
    let verdict = gate::judge(project, documents)?;
    report(&verdict);
    if !verdict.refusals.is_empty() {
        return Ok(ExitCode::from(REFUSED));
    }
    for path in released.freeze(documents)? {
        println!("wrote api-spec/released/{}", path.file_name().unwrap_or_default().display());
    }
    println!("released version {version}, `{}` in CHANGELOG.md", changelog::heading(&version));
    Ok(ExitCode::SUCCESS)
}

/// Says whether the checked-in documents are those that the code makes.
fn are_fresh(project: &Path, documents: &Documents) -> anyhow::Result<bool> {
    let mut all_fresh = true;
    for (kind, fresh) in documents.named() {
        let path = checked_in(project, kind);
        let present =
            std::fs::read_to_string(&path).with_context(|| format!("failed to read {}", path.display()))?;
        match stale::first_difference(&present, fresh) {
            Some(difference) => eprintln!("api-spec/{kind}.json is stale, {difference}"),
            None => println!("api-spec/{kind}.json is fresh"),
        }
        all_fresh &= present == fresh;
    }
    if !all_fresh {
        eprintln!("run `cargo openapi generate` and commit the result");
    }
    Ok(all_fresh)
}

fn report(verdict: &Verdict) {
    match &verdict.latest {
        Some(latest) if verdict.changes.is_empty() => println!("the contract is that of version {latest}"),
        Some(latest) => println!("changes since version {latest}:"),
        None => println!("no version of the contract has been released"),
    }
    for change in &verdict.changes {
        println!("{change}");
    }
    for refusal in &verdict.refusals {
        eprintln!("error: {refusal}");
    }
}

fn checked_in(project: &Path, kind: &str) -> PathBuf {
    project.join(format!("api-spec/{kind}.json"))
}
