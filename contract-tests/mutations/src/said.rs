//! What a command of cargo has said, and what can be told from it.

use anyhow::Context;
use std::process::Command;

/// The crates of the service itself. All others call it, or read what it sends, by the documents.
const OF_THE_SERVICE: [&str; 2] = ["apd-api", "apd-server"];

/// How many failed tests are named.
const NAMED: usize = 3;

/// What a command has said.
pub struct Said {
    code: Option<i32>,
    text: String,
}

/// A crate that does not compile.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Whether it is code that uses the documents, and not the service.
    pub is_a_caller: bool,
}

impl Said {
    /// Runs a command to its end.
    pub fn by(command: &mut Command) -> anyhow::Result<Said> {
        let output = command.output().context("failed to run cargo")?;
        let texts = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        Ok(Said { code: output.status.code(), text: texts.join("\n") })
    }

    #[cfg(test)]
    pub fn of(code: i32, text: &str) -> Said {
        Said { code: Some(code), text: text.to_owned() }
    }

    /// Whether the command has ended with 0.
    pub fn is_success(&self) -> bool {
        self.code == Some(0)
    }

    /// What the command has ended with; nothing, where it was killed.
    pub fn code(&self) -> Option<i32> {
        self.code
    }

    /// The crate that does not compile, if one does not. One of the service counts before those that use it.
    pub fn does_not_compile(&self) -> Option<Part> {
        let named =
            |line: &str| Some(line.split_once("could not compile `")?.1.split_once('`')?.0.to_owned());
        let parts = self.lines().filter_map(named).map(|name| {
            let is_a_caller = !OF_THE_SERVICE.contains(&name.as_str());
            Part { name, is_a_caller }
        });
        // `min_by_key` takes the first of several.
        parts.min_by_key(|part| part.is_a_caller)
    }

    /// The first error of the compiler.
    pub fn first_error(&self) -> &str {
        self.lines().find(|line| line.starts_with("error")).unwrap_or("no error is told")
    }

    /// The first breaking change, as the release gate tells it in two lines.
    pub fn breaking_change(&self) -> Option<String> {
        let mut lines = self.lines().skip_while(|line| !line.starts_with("breaking "));
        let place = lines.next()?.trim_start_matches("breaking").trim();
        Some(format!("breaking: {} ({place})", lines.next().unwrap_or_default()))
    }

    /// The names of failed tests: of some, where there are many. Where contracts are broken, their names.
    pub fn failed_tests(&self) -> Vec<String> {
        let contracts = self.broken_contracts();
        let failed = |line: &str| line.strip_prefix("test ")?.strip_suffix(" ... FAILED").map(str::to_owned);
        let mut names: Vec<_> = self.lines().filter_map(failed).collect();
        names.sort();
        if !names.is_empty() && !contracts.is_empty() {
            names = contracts;
        }
        if names.len() > NAMED {
            let others = names.split_off(NAMED).len();
            names.push(format!("{others} more"));
        }
        names
    }

    /// The interactions that the provider's verification lists at its end, without the words that all have.
    fn broken_contracts(&self) -> Vec<String> {
        let lines = self.lines().skip_while(|line| !line.contains("contracts that the service breaks"));
        let listed = lines.skip(1).take_while(|line| *line != "]");
        let name = |line: &str| {
            let name = line.trim_end_matches(',').trim_matches('"');
            name.split_once(" - ").map_or(name, |(_, name)| name).to_owned()
        };
        listed.map(name).collect()
    }

    /// The last line.
    pub fn last_line(&self) -> &str {
        self.lines().next_back().unwrap_or("nothing is told")
    }

    /// Lines that say something, without their indentation.
    fn lines(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.text.lines().map(str::trim).filter(|line| !line.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crate_of_the_service_that_does_not_compile_counts_before_its_callers() {
        let said = Said::of(
            101,
            "error[E0609]: no field\nerror: could not compile `apd-contract-tests` (test \"consumer\")\n\
             error: could not compile `apd-server` (lib) due to 1 previous error",
        );

        assert_eq!(said.does_not_compile(), Some(Part { name: "apd-server".to_owned(), is_a_caller: false }));
        assert_eq!(said.first_error(), "error[E0609]: no field");
    }

    #[test]
    fn caller_that_does_not_compile_is_known_as_one() {
        let said =
            Said::of(101, "error: could not compile `apd-client` (bin \"apd\") due to 1 previous error");

        assert!(said.does_not_compile().unwrap().is_a_caller);
        assert_eq!(Said::of(101, "test a ... FAILED").does_not_compile(), None);
    }

    #[test]
    fn some_of_many_failed_tests_are_named() {
        let said = Said::of(
            101,
            "test e ... FAILED\ntest b ... ok\ntest a ... FAILED\ntest c ... FAILED\n\
                                  test d ... FAILED",
        );

        assert_eq!(said.failed_tests(), ["a", "c", "d", "1 more"]);
    }

    #[test]
    fn broken_contracts_are_named_in_place_of_the_test_that_verifies_all() {
        let said = Said::of(
            101,
            "test service_keeps_the_contracts::sqlite ... FAILED\n\
             contracts that the service breaks (the differences are above): [\n    \
             \"Verifying a pact between client and service Given a person - the details of a person\",\n]",
        );

        assert_eq!(said.failed_tests(), ["the details of a person"]);
    }
}
