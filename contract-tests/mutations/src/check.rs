//! The checks of `tests/run` that stand between a change and the client team, the quickest first.

use crate::tree::Tree;
use anyhow::{Context, ensure};
use std::process::Output;

/// A check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// Whether the documents, generated anew, may follow the latest released ones.
    Release,
    /// The tests of the contract itself: examples, samples, the AsyncAPI document.
    Contract,
    /// What the service sends as a consumer, and understands of events, against the pact files.
    Consumer,
    /// The live service against the pact files.
    Provider,
    /// The generated client and `apd`.
    Client,
    /// The service's own unit tests.
    Server,
    /// The tests of the whole service.
    Integration,
}

/// What a check said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing.
    Green,
    /// That something is wrong, in a line of its own words.
    Red(String),
}

impl Check {
    /// In the order in which they are run.
    pub const ALL: [Check; 7] = [
        Check::Release,
        Check::Contract,
        Check::Consumer,
        Check::Provider,
        Check::Client,
        Check::Server,
        Check::Integration,
    ];

    /// Names it.
    pub fn name(self) -> &'static str {
        match self {
            Check::Release => "release gate",
            Check::Contract => "contract",
            Check::Consumer => "pact consumer",
            Check::Provider => "pact provider",
            Check::Client => "client",
            Check::Server => "server",
            Check::Integration => "integration",
        }
    }

    /// Runs it in the copy.
    pub fn run(self, tree: &Tree) -> anyhow::Result<Verdict> {
        if self == Check::Release {
            // Whoever breaks the contract without knowing does not leave the documents stale, either.
            let generated = tree.command("cargo").args(["openapi", "generate"]).output()?;
            ensure!(generated.status.success(), "the break does not build: {}", last_lines(&generated));
        }
        let output = tree.command("cargo").args(self.arguments()).output().context("failed to run cargo")?;
        if output.status.success() {
            return Ok(Verdict::Green);
        }
        Ok(Verdict::Red(evidence(&output)))
    }

    /// The words behind `cargo`. Tests are named by their target and not by their package, so that all are built with the
    /// same features, and what is built once serves all.
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Check::Release => &["openapi", "check"],
            Check::Contract => &["test", "--quiet", "--package", "apd-api"],
            Check::Consumer => &["test", "--workspace", "--test", "consumer"],
            Check::Provider => &["test", "--workspace", "--test", "provider"],
            Check::Client => &["test", "--workspace", "--test", "it", "--bin", "apd"],
            Check::Server => &["test", "--package", "apd-server", "--lib"],
            Check::Integration => &[
                "run",
                "--quiet",
                "--package",
                "apd-tests",
                "--bin",
                "with-servers",
                "--",
                "cargo",
                "test",
                "--workspace",
                "--test",
                "integration",
            ],
        }
    }
}

/// The line that says most: a breaking change, a test that failed, an error of the compiler; else the last one.
fn evidence(output: &Output) -> String {
    let text =
        [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).join("\n");
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let telling = lines()
        .find(|line| line.starts_with("breaking"))
        .or_else(|| lines().find(|line| line.starts_with("test ") && line.ends_with("FAILED")))
        .or_else(|| lines().find(|line| line.starts_with("error")));
    telling.or_else(|| lines().next_back()).unwrap_or("no output").replace('|', "/")
}

fn last_lines(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<_> = text.lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}
