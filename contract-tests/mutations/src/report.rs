//! What came of the breaks.

use crate::check::{Check, Verdict};
use crate::mutation::Mutation;
use std::collections::BTreeMap;
use std::fmt;

/// The breaks that were made, and what the checks said of each.
#[derive(Debug, Default)]
pub struct Report(Vec<(Mutation, Vec<(Check, Verdict)>)>);

impl Report {
    /// Adds a break.
    pub fn add(&mut self, mutation: Mutation, verdicts: Vec<(Check, Verdict)>) {
        self.0.push((mutation, verdicts));
    }

    /// Whether each break was noticed.
    pub fn is_net_whole(&self) -> bool {
        self.0.iter().all(|(_, verdicts)| !red(verdicts).is_empty())
    }
}

/// What the checks said, in a line.
pub fn in_words(verdicts: &[(Check, Verdict)]) -> String {
    let red = red(verdicts);
    match red.first() {
        None => "NOT NOTICED".to_owned(),
        Some((_, evidence)) => {
            let names: Vec<_> = red.iter().map(|(check, _)| check.name()).collect();
            format!("{}: {evidence}", names.join(", "))
        }
    }
}

/// The checks that were red, each with its evidence.
fn red(verdicts: &[(Check, Verdict)]) -> Vec<(Check, &str)> {
    let mut red = Vec::new();
    for (check, verdict) in verdicts {
        if let Verdict::Red(evidence) = verdict {
            red.push((*check, evidence.as_str()));
        }
    }
    red
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| break | what it does | noticed by | because |")?;
        writeln!(f, "| --- | --- | --- | --- |")?;
        let mut totals: BTreeMap<&str, usize> = BTreeMap::new();
        for (mutation, verdicts) in &self.0 {
            let red = red(verdicts);
            let names: Vec<_> = red.iter().map(|(check, _)| check.name()).collect();
            let evidence = red.first().map_or("", |(_, evidence)| evidence);
            let by = if names.is_empty() { "**nothing**".to_owned() } else { names.join(", ") };
            *totals.entry(names.first().copied().unwrap_or("nothing")).or_default() += 1;
            writeln!(f, "| `{}` | {} | {by} | {evidence} |", mutation.name, mutation.breaks)?;
        }
        let caught = self.0.iter().filter(|(_, verdicts)| !red(verdicts).is_empty()).count();
        let by: Vec<_> = totals.iter().map(|(name, count)| format!("{name} {count}")).collect();
        write!(f, "\n{} breaks, {caught} noticed; first by: {}.", self.0.len(), by.join(", "))
    }
}
