//! `handle`: handles one message by hand, as the service would (behaviour S28).

use super::print_line;
use anyhow::Context;
use apd_server::app::events::{EventFailure, Handled};
use apd_server::clock::SystemClock;
use apd_server::config::Config;
use apd_server::telemetry::{self, error_chain};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// The message will never be handled. A start that fails ends with the same code.
const PERMANENT: u8 = 1;
/// The message may be handled later: `EX_TEMPFAIL` of sysexits.
const TRANSIENT: u8 = 75;

/// The message.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// File that holds the body of the message as SQS delivers it, a notification of SNS or a raw event; `-` for
    /// standard input.
    file: PathBuf,
}

pub(crate) fn run(config: &Config, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let body = read(&arguments.file)?;
    let (log, _flush_on_drop) = telemetry::start_logging(config.log.format, config.log.level);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let result = runtime.block_on(apd_server::handle_by_hand(config, Arc::new(SystemClock), log, body))?;
    // The exit code tells the outcome, also to somebody who does not read on.
    let _ = print_line(&told(&result));
    Ok(ExitCode::from(code(&result)))
}

fn read(file: &Path) -> anyhow::Result<String> {
    if file == Path::new("-") {
        let mut body = String::new();
        std::io::stdin().lock().read_to_string(&mut body).context("failed to read standard input")?;
        Ok(body)
    } else {
        std::fs::read_to_string(file).with_context(|| format!("failed to read {}", file.display()))
    }
}

/// What came of the message, in one line.
fn told(result: &Result<Handled, EventFailure>) -> String {
    match result {
        Ok(handled) => format!("handled: {}", handled.name()),
        Err(failure) if failure.is_transient() => format!("not handled yet: {}", error_chain(failure)),
        Err(failure) => format!("refused: {}", error_chain(failure)),
    }
}

fn code(result: &Result<Handled, EventFailure>) -> u8 {
    match result {
        Ok(_) => 0,
        Err(failure) if failure.is_transient() => TRANSIENT,
        Err(_) => PERMANENT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_of_a_message_is_told_by_a_line_and_the_exit_code() {
        let transient = EventFailure::Transient {
            reason: "the call back failed".to_owned(),
            source: Some("connection refused".into()),
        };
        for (result, line, expected) in [
            (Ok(Handled::StatusChanged), "handled: StatusChanged", 0),
            (Ok(Handled::StatusChangeDuplicate), "handled: StatusChangeDuplicate", 0),
            (Ok(Handled::ComponentTerminationRejected), "handled: ComponentTerminationRejected", 0),
            (Err(EventFailure::permanent("no CRN")), "refused: no CRN", 1),
            (Err(transient), "not handled yet: the call back failed: connection refused", 75),
        ] {
            assert_eq!((told(&result).as_str(), code(&result)), (line, expected));
        }
    }
}
