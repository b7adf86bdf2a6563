//! The parent's end of the child.

use super::child;
use super::database::Database;
use anyhow::Context;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::{BufRead, BufReader, Lines, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

/// A running child. It stops when this is dropped.
pub(crate) struct ChildProcess<Ready> {
    /// What the child told when it was ready.
    pub(crate) ready: Ready,
    process: Child,
    input: Option<ChildStdin>,
    output: Lines<BufReader<ChildStdout>>,
}

impl<Ready: DeserializeOwned> ChildProcess<Ready> {
    /// Starts the child on a database, with its log thrown away as a deployment's would be read by something else.
    pub(crate) fn start(database: &Database) -> anyhow::Result<ChildProcess<Ready>> {
        ChildProcess::start_with(database, &[])
    }

    /// The same, with further settings of the service.
    pub(crate) fn start_with(
        database: &Database,
        settings: &[(&str, String)],
    ) -> anyhow::Result<ChildProcess<Ready>> {
        let mut process = child::command()?
            .env("APD_HTTP__BIND", "127.0.0.1:0")
            .env("APD_DATABASE__URL", &database.url)
            .env("APD_AUTH__DEVELOPMENT_KEY_FILE", &database.key_file)
            .env("APD_LOG__FORMAT", "json")
            .envs(settings.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("failed to start the child")?;
        let input = process.stdin.take();
        let mut output = BufReader::new(process.stdout.take().context("the child has no output")?).lines();
        let ready = output.next().context("the child ended before it was ready")??;
        Ok(ChildProcess { ready: serde_json::from_str(&ready)?, process, input, output })
    }

    /// Asks the child for a figure.
    pub(crate) fn ask(&mut self, question: &impl Serialize) -> anyhow::Result<f64> {
        let input = self.input.as_mut().context("the child has no input")?;
        writeln!(input, "{}", serde_json::to_string(question)?)?;
        let answer = self.output.next().context("the child ended")??;
        serde_json::from_str(&answer).with_context(|| format!("the child says {answer}"))
    }
}

impl<Ready> Drop for ChildProcess<Ready> {
    fn drop(&mut self) {
        // The end of its input tells the child to stop.
        self.input.take();
        let _ = self.process.wait();
    }
}
