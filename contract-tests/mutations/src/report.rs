//! What came of the breaks: a table for `docs/testing.md`.

use crate::check::Check;
use crate::mutation::Mutation;
use std::collections::BTreeMap;
use std::fmt;
use std::time::Instant;

/// The head of the table.
pub const HEADING: &str = "| break | where | noticed by | how |\n| --- | --- | --- | --- |";

/// What came of a break.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Checks were red, each with what it said.
    Noticed(Vec<(Check, String)>),
    /// None was.
    Missed,
    /// It cannot be told: the break cannot be made, does not compile, or a check failed for another reason.
    Untold(String),
}

/// How many breaks came to what.
#[derive(Debug)]
pub struct Report {
    begun: Instant,
    noticed_first_by: BTreeMap<Check, usize>,
    missed: usize,
    untold: usize,
}

impl Outcome {
    /// Of what the checks said.
    pub fn of(attempt: anyhow::Result<Vec<(Check, String)>>) -> Outcome {
        match attempt {
            Ok(red) if red.is_empty() => Outcome::Missed,
            Ok(red) => Outcome::Noticed(red),
            Err(error) => Outcome::Untold(format!("{error:#}")),
        }
    }
}

/// A row of the table.
pub fn row(mutation: &Mutation, outcome: &Outcome) -> String {
    let (by, how) = match outcome {
        Outcome::Noticed(red) => {
            let names: Vec<_> = red.iter().map(|(check, _)| check.name()).collect();
            (names.join(", "), red.first().map_or("", |(_, evidence)| evidence))
        }
        Outcome::Missed => ("**nothing**".to_owned(), ""),
        Outcome::Untold(reason) => ("**error**".to_owned(), reason.as_str()),
    };
    let (name, breaks, place) = (&mutation.name, &mutation.breaks, mutation.place());
    format!("| `{name}`: {breaks} | `{place}` | {by} | {} |", in_a_cell(how))
}

/// A text that does not end the cell, or the row.
fn in_a_cell(text: &str) -> String {
    text.replace('|', "\\|").split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Default for Report {
    fn default() -> Report {
        Report { begun: Instant::now(), noticed_first_by: BTreeMap::new(), missed: 0, untold: 0 }
    }
}

impl Report {
    /// Counts a break.
    pub fn add(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Noticed(red) => {
                if let Some((check, _)) = red.first() {
                    *self.noticed_first_by.entry(*check).or_default() += 1;
                }
            }
            Outcome::Missed => self.missed += 1,
            Outcome::Untold(_) => self.untold += 1,
        }
    }

    /// Whether each break was noticed.
    pub fn is_net_whole(&self) -> bool {
        self.missed + self.untold == 0
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let noticed: usize = self.noticed_first_by.values().sum();
        let (missed, untold) = (self.missed, self.untold);
        let by: Vec<_> =
            self.noticed_first_by.iter().map(|(check, count)| format!("{} {count}", check.name())).collect();
        writeln!(
            f,
            "{} breaks: {noticed} noticed, {missed} not noticed, {untold} that could not be tried.",
            noticed + missed + untold
        )?;
        write!(
            f,
            "Noticed first by: {}. It took {} minutes.",
            by.join(", "),
            self.begun.elapsed().as_secs() / 60
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::anyhow;

    fn outcomes() -> [Outcome; 3] {
        let red = vec![(Check::Provider, "a|b".to_owned()), (Check::Units, "c".to_owned())];
        [Outcome::of(Ok(red)), Outcome::of(Ok(vec![])), Outcome::of(Err(anyhow!("does not\ncompile")))]
    }

    #[test]
    fn row_names_every_red_check_and_fits_into_a_line() {
        let mutation = &crate::mutation::all().unwrap()[0];
        let [noticed, missed, untold] = outcomes().map(|outcome| row(mutation, &outcome));

        assert!(noticed.ends_with(r"| pact provider, unit tests | a\|b |"), "{noticed}");
        assert!(missed.ends_with("| **nothing** |  |"), "{missed}");
        assert!(untold.ends_with("| **error** | does not compile |"), "{untold}");
    }

    #[test]
    fn break_that_is_missed_or_cannot_be_tried_is_a_hole() {
        let [noticed, missed, untold] = outcomes();
        let is_whole = |outcomes: &[&Outcome]| {
            let mut report = Report::default();
            outcomes.iter().for_each(|outcome| report.add(outcome));
            report.is_net_whole()
        };

        assert!(is_whole(&[&noticed, &noticed]));
        assert!(!is_whole(&[&noticed, &missed]));
        assert!(!is_whole(&[&noticed, &untold]));
    }
}
