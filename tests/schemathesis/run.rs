//! One run of schemathesis.

use anyhow::{Context, ensure};
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};
use tokio::process::Command;

/// What is asked of whom.
pub(crate) struct Run<'a> {
    pub(crate) url: &'a str,
    pub(crate) token: &'a str,
    /// How many requests are made up for each operation and phase.
    pub(crate) max_examples: u32,
    /// The id of the only operation to ask about.
    pub(crate) operation: Option<&'a str>,
}

/// What came of it.
pub(crate) struct Found {
    pub(crate) report: Report,
    /// What schemathesis printed: each failure with a command that repeats it.
    pub(crate) output: String,
    /// Whether schemathesis is content. It is not, either, where it only warns that nothing was accepted.
    pub(crate) has_passed: bool,
}

/// schemathesis' report, as far as it is used.
#[derive(Deserialize)]
pub(crate) struct Report {
    complete: bool,
    pub(crate) operations: Operations,
    pub(crate) test_cases: TestCases,
    pub(crate) failures: Vec<Failure>,
}

#[derive(Deserialize)]
pub(crate) struct Operations {
    pub(crate) total: u32,
    pub(crate) tested: u32,
}

#[derive(Deserialize)]
pub(crate) struct TestCases {
    pub(crate) generated: u32,
}

#[derive(Deserialize)]
pub(crate) struct Failure {
    #[serde(rename = "type")]
    pub(crate) kind: String,
}

impl Found {
    /// Whether every operation was asked for, to the end, and nothing is wrong.
    pub(crate) fn is_good(&self) -> bool {
        let report = &self.report;
        let is_whole = report.complete && report.operations.tested == report.operations.total;
        self.has_passed && is_whole && report.failures.is_empty()
    }
}

impl Run<'_> {
    /// Asks by this document. `name` tells reports of several runs apart.
    pub(crate) async fn over(&self, name: &str, document: &str) -> anyhow::Result<Found> {
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let program = project.join("target/tools/schemathesis/bin/schemathesis");
        ensure!(program.exists(), "missing: schemathesis; tests/schemathesis/setup installs it");
        let directory = project.join("target/schemathesis").join(name);
        fs::create_dir_all(&directory)
            .with_context(|| format!("failed to create {}", directory.display()))?;
        let directory = directory.canonicalize()?;
        let report = directory.join("report.json");
        // What an earlier run has left must not be taken for this one's.
        let _ = fs::remove_file(&report);
        fs::write(directory.join("openapi.json"), document)
            .with_context(|| format!("failed to write to {}", directory.display()))?;
        let output = self.command(&program.canonicalize()?, &directory).output();
        let output = output.await.context("failed to run schemathesis")?;
        let text =
            String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        let report = read(&report).with_context(|| format!("schemathesis failed: {text}"))?;
        Ok(Found { report, output: text, has_passed: output.status.success() })
    }

    fn command(&self, program: &Path, directory: &Path) -> Command {
        let ours = |name: &str| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("schemathesis").join(name);
        let mut command = Command::new(program);
        command
            .arg("--config-file")
            .arg(ours("schemathesis.toml"))
            .args(["run", "openapi.json", "--url", self.url])
            .args(["--max-examples", &self.max_examples.to_string()])
            .args(["--report", "json", "--report-json-path", "report.json"])
            .current_dir(directory)
            .env("SCHEMATHESIS_HOOKS", ours("hooks.py"))
            .env("SCHEMATHESIS_TOKEN", self.token)
            .env("NO_COLOR", "1")
            .kill_on_drop(true);
        if let Some(operation) = self.operation {
            command.args(["--include-operation-id", operation]);
        }
        command
    }
}

fn read(report: &Path) -> anyhow::Result<Report> {
    Ok(serde_json::from_str(&fs::read_to_string(report)?)?)
}
