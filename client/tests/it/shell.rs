//! Runs `apd` as a shell does.

use std::process::{Output, Stdio};
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

/// `apd` in an empty environment.
pub fn apd(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_apd"));
    command.args(arguments).env_clear().stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs `apd` with a token against the service at `url`.
pub async fn run(url: &str, arguments: &[&str]) -> Output {
    apd(arguments).env("APD_CLIENT_URL", url).env("APD_CLIENT_TOKEN", "a-token").output().await.unwrap()
}

/// Runs `apd` as [`run`] does, with this on standard input.
pub async fn run_with_input(url: &str, arguments: &[&str], input: &str) -> Output {
    let mut command = apd(arguments);
    command.env("APD_CLIENT_URL", url).env("APD_CLIENT_TOKEN", "a-token").stdin(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).await.unwrap();
    child.wait_with_output().await.unwrap()
}

/// What it wrote to standard output.
pub fn stdout(output: &Output) -> &str {
    str::from_utf8(&output.stdout).unwrap()
}

/// What it wrote to standard error.
pub fn stderr(output: &Output) -> &str {
    str::from_utf8(&output.stderr).unwrap()
}
