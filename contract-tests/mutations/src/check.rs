//! The checks of `tests/run` that stand between a change and the client team, those first that notice soonest.
//!
//! Each is a part of what `tests/run` does, chosen to be quick: what would be the same on the second database, and what
//! looks at something else than the contract, is left out. So what is red here is red there.

use crate::said::Said;
use crate::tree::{Change, Tree};
use anyhow::bail;

/// A check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Check {
    /// Whether the documents, generated anew, break callers of the latest released ones.
    Release,
    /// The tests of the contract itself: examples, samples, the AsyncAPI document.
    Contract,
    /// The generated client and `apd`.
    Client,
    /// The live service against the pact files.
    Provider,
    /// What the service sends as a consumer, and understands of events, against the pact files.
    Consumer,
    /// The unit tests.
    Units,
    /// The tests of the whole service.
    Integration,
}

/// What a check said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing.
    Green,
    /// That something is wrong, in words of its own.
    Red(String),
}

/// What `cargo openapi check` ends with when the documents may not follow the released ones.
const REFUSED: i32 = 5;

/// How long a check may take, as `timeout` understands it: several times as long as the longest, with what it builds.
const LONGEST: &str = "30m";

/// What `timeout` ends with when it had to end the command.
const OUT_OF_TIME: i32 = 124;

/// Builds and runs test targets. All are built with the features of the whole workspace, so that what is built once
/// serves all.
const TEST: [&str; 3] = ["test", "--locked", "--workspace"];

/// Leaves the tests on the second database out.
const ON_SQLITE: [&str; 3] = ["--", "--skip", "postgres"];

/// Tests of faults at random moments, of a browser and of a whole demonstration: long, and about other promises. And the one
/// that runs `apd`, which this check does not build: it could be that of another break.
const OF_NO_CONCERN: [&str; 12] = [
    "--skip",
    "killed_consumer::",
    "--skip",
    "crash::",
    "--skip",
    "model::",
    "--skip",
    "docs_pages::",
    "--skip",
    "demonstration::",
    "--skip",
    "smoke::",
];

impl Check {
    /// In the order in which they are run.
    pub const ALL: [Check; 7] = [
        Check::Release,
        Check::Contract,
        Check::Client,
        Check::Provider,
        Check::Consumer,
        Check::Units,
        Check::Integration,
    ];

    /// Names it.
    pub fn name(self) -> &'static str {
        match self {
            Check::Release => "release gate",
            Check::Contract => "contract",
            Check::Client => "client",
            Check::Consumer => "pact consumer",
            Check::Provider => "pact provider",
            Check::Units => "unit tests",
            Check::Integration => "integration",
        }
    }

    /// Whether it looks at anything that is not as it was.
    pub fn can_notice(self, change: Change) -> bool {
        match self {
            Check::Release | Check::Client => change.of_documents,
            Check::Contract => change.of_contract,
            Check::Consumer | Check::Provider | Check::Units | Check::Integration => true,
        }
    }

    /// Runs it in the copy.
    ///
    /// # Errors
    ///
    /// When it cannot tell: the service does not compile, or the check ends with an error of its own, or not in time.
    pub fn run(self, tree: &Tree, change: Change) -> anyhow::Result<Verdict> {
        let mut command = tree.command("timeout");
        command.args(["--kill-after=10s", LONGEST, "cargo"]).args(self.arguments());
        let said = Said::by(&mut command)?;
        if said.is_success() {
            return Ok(Verdict::Green);
        }
        if said.code() == Some(OUT_OF_TIME) {
            bail!("not at its end after {LONGEST}");
        }
        if self == Check::Release {
            return of_the_gate(&said);
        }
        if let Some(part) = said.does_not_compile() {
            // Whoever calls the service by the document, and finds in it no more what was there.
            if change.of_documents && part.is_a_caller {
                return Ok(Verdict::Red(format!("`{}` does not compile: {}", part.name, said.first_error())));
            }
            bail!("`{}` does not compile: {}", part.name, said.first_error());
        }
        match said.failed_tests().as_slice() {
            [] => bail!("no test has failed, and yet: {}", said.last_line()),
            failed => Ok(Verdict::Red(failed.join(", "))),
        }
    }

    /// The words behind `cargo`.
    fn arguments(self) -> Vec<&'static str> {
        match self {
            Check::Release => vec!["openapi", "check"],
            Check::Contract => vec!["test", "--locked", "--package", "apd-api", "--lib"],
            Check::Client => [&TEST[..], &["--test", "it", "--bin", "apd"]].concat(),
            Check::Consumer => [&TEST[..], &["--test", "consumer"]].concat(),
            Check::Provider => [&TEST[..], &["--test", "provider"], &ON_SQLITE].concat(),
            Check::Units => [&TEST[..], &["--lib"], &ON_SQLITE].concat(),
            Check::Integration => {
                [&TEST[..], &["--test", "integration"], &ON_SQLITE, &OF_NO_CONCERN].concat()
            }
        }
    }
}

/// The gate refuses every change of a document whose version stays as it was. That notices nothing: whoever changes a
/// document raises its version. What counts is that it calls the change a breaking one.
fn of_the_gate(said: &Said) -> anyhow::Result<Verdict> {
    if said.code() != Some(REFUSED) {
        bail!("the release gate itself fails: {}", said.last_line());
    }
    Ok(said.breaking_change().map_or(Verdict::Green, Verdict::Red))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OF_THE_SERVICE: Change = Change { of_contract: false, of_documents: false };

    #[test]
    fn what_looks_at_documents_alone_cannot_notice_a_change_of_the_service() {
        let can: Vec<_> = Check::ALL.into_iter().filter(|check| check.can_notice(OF_THE_SERVICE)).collect();

        assert_eq!(can, [Check::Provider, Check::Consumer, Check::Units, Check::Integration]);
    }

    #[test]
    fn refusal_without_a_breaking_change_is_green() {
        let compatible = Said::of(REFUSED, "changes since version 1.0.0:\ncompatible  openapi /paths\n");
        let breaking = Said::of(REFUSED, "breaking    openapi /paths/~1a\n            a path is gone\n");

        assert_eq!(of_the_gate(&compatible).unwrap(), Verdict::Green);
        assert_eq!(
            of_the_gate(&breaking).unwrap(),
            Verdict::Red("breaking: a path is gone (openapi /paths/~1a)".to_owned())
        );
    }

    #[test]
    fn gate_that_fails_itself_notices_nothing() {
        assert!(of_the_gate(&Said::of(2, "error: tests/setup has not been run\n")).is_err());
        assert!(of_the_gate(&Said::of(100, "breaking    in words only\n")).is_err());
    }
}
