//! The programs of the project, each in a process of its own.

use anyhow::{Context, bail};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// A program that runs. It is killed when this is dropped.
pub(crate) struct Program(Child);

impl Program {
    /// Starts a program, and waits until it prints a line that contains `sign`. Gives that line.
    pub(crate) fn start(command: &mut Command, sign: &str) -> anyhow::Result<(Program, String)> {
        let mut program = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().map(Program)?;
        let output = program.0.stdout.take().context("the program has no standard output")?;
        // The program may print more than this; reading on in a thread of its own keeps it from waiting.
        let mut lines = BufReader::new(output).lines();
        for line in lines.by_ref() {
            let line = line?;
            if line.contains(sign) {
                std::thread::spawn(move || lines.for_each(drop));
                return Ok((program, line));
            }
        }
        bail!("{command:?} ended before it was ready")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A program that was built beside this one.
pub(crate) fn beside(name: &str) -> anyhow::Result<Command> {
    let path: PathBuf = std::env::current_exe()?.with_file_name(name);
    if !path.exists() {
        bail!("{} is not built: `localstack/run` does that", path.display());
    }
    Ok(Command::new(path))
}
