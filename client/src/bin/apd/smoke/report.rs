//! What the smoke test has found.

use crate::exit::Exit;
use crate::render::Table;
use crate::render::layout::Grid;
use serde::Serialize;

/// All steps, in their order.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    steps: Vec<Step>,
}

/// One step of the journey.
#[derive(Debug, Serialize)]
pub struct Step {
    /// What was tried.
    pub name: &'static str,
    /// What came of it.
    pub outcome: Outcome,
    /// How long it took. None where nothing was asked.
    pub milliseconds: Option<u64>,
    /// What was found, why it failed, or why it was left out. Nothing personal.
    pub detail: String,
    /// How a failure ends the program.
    #[serde(skip)]
    pub exit: Exit,
}

/// What came of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It works.
    Passed,
    /// It does not.
    Failed,
    /// There was nothing to try it with.
    Skipped,
}

impl Report {
    /// Adds a step.
    pub fn add(&mut self, step: Step) {
        self.steps.push(step);
    }

    /// That of the first failure: what comes later may only follow from it.
    pub fn exit(&self) -> Exit {
        let failed = self.steps.iter().find(|step| step.outcome == Outcome::Failed);
        failed.map_or(Exit::Ok, |step| step.exit)
    }

    fn count(&self, outcome: Outcome) -> usize {
        self.steps.iter().filter(|step| step.outcome == outcome).count()
    }
}

impl Table for Report {
    fn table(&self, width: Option<u16>) -> String {
        let mut grid = Grid::new(["Step", "Outcome", "ms", "Detail"], width);
        for step in &self.steps {
            let time = step.milliseconds.map_or_else(String::new, |time| time.to_string());
            grid.row([step.name.to_owned(), step.outcome.word().to_owned(), time, step.detail.clone()]);
        }
        let [passed, failed, skipped] =
            [Outcome::Passed, Outcome::Failed, Outcome::Skipped].map(|outcome| self.count(outcome));
        let steps = grid.text_or("Nothing was tried.");
        format!("{steps}\n{passed} passed, {failed} failed, {skipped} skipped.")
    }
}

impl Outcome {
    fn word(self) -> &'static str {
        match self {
            Outcome::Passed => "passed",
            Outcome::Failed => "FAILED",
            Outcome::Skipped => "skipped",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(name: &'static str, outcome: Outcome, exit: Exit) -> Step {
        Step { name, outcome, milliseconds: Some(7), detail: "found".to_owned(), exit }
    }

    #[test]
    fn first_failure_decides_how_the_program_ends() {
        let mut report = Report::default();
        assert_eq!(report.exit(), Exit::Ok);
        for (outcome, exit) in [
            (Outcome::Passed, Exit::Ok),
            (Outcome::Skipped, Exit::Ok),
            (Outcome::Failed, Exit::Temporary),
            (Outcome::Failed, Exit::NotFound),
        ] {
            report.add(step("step", outcome, exit));
        }
        assert_eq!(report.exit(), Exit::Temporary);
    }

    #[test]
    fn table_counts_what_came_of_the_steps() {
        let mut report = Report::default();
        report.add(step("health", Outcome::Passed, Exit::Ok));
        report.add(step("sentence", Outcome::Failed, Exit::NotFound));
        let table = report.table(None);
        assert!(table.ends_with("\n1 passed, 1 failed, 0 skipped."), "{table}");
        assert!(table.contains("FAILED"), "{table}");
    }
}
