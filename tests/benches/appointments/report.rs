//! The tables.

use crate::figures::Times;
use crate::operation::Operation;
use std::fmt;

/// The size of batch that growth is measured from: what the client sends when somebody joins a group.
const USUAL_ITEMS: usize = 21;

/// All figures of one engine.
pub(crate) struct Report {
    pub(crate) engine: &'static str,
    pub(crate) people: u64,
    pub(crate) ready_ms: f64,
    pub(crate) rows: Vec<Row>,
    pub(crate) at_once: Vec<AtOnce>,
    pub(crate) memory: Vec<Memory>,
}

/// One write with batches of one size, by one caller.
pub(crate) struct Row {
    pub(crate) operation: Operation,
    pub(crate) items: usize,
    pub(crate) service: Times,
    pub(crate) bare: Times,
}

/// One write by several callers.
pub(crate) struct AtOnce {
    pub(crate) callers: usize,
    pub(crate) operation: Operation,
    pub(crate) items: usize,
    pub(crate) times: Times,
}

/// How much memory the service holds at some point.
pub(crate) struct Memory {
    pub(crate) after: String,
    pub(crate) kibibytes: f64,
}

impl Row {
    pub(crate) fn new(operation: Operation, items: usize) -> Row {
        Row { operation, items, service: Times::default(), bare: Times::default() }
    }

    fn median_of_an_item(&self) -> f64 {
        self.service.median() / self.items as f64
    }
}

impl Report {
    /// The time of an item over that in a batch of the usual size; blank below that size.
    fn growth(&self, row: &Row) -> String {
        let is_usual = |other: &&Row| other.operation == row.operation && other.items == USUAL_ITEMS;
        match self.rows.iter().find(is_usual) {
            Some(usual) if row.items >= USUAL_ITEMS => {
                format!("{:.2}", row.median_of_an_item() / usual.median_of_an_item())
            }
            _ => String::new(),
        }
    }

    fn row(&self, f: &mut fmt::Formatter<'_>, row: &Row) -> fmt::Result {
        let (median, bare) = (row.service.median(), row.bare.median());
        writeln!(
            f,
            "| {} | {} | {median:.2} | {:.2} | {:.0} | {bare:.2} | {:.2} | {} |",
            row.operation.name(),
            row.items,
            row.service.p99(),
            1_000.0 / row.median_of_an_item(),
            median / bare,
            self.growth(row),
        )
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "### {}, {} generated people\n", self.engine, self.people)?;
        writeln!(
            f,
            "| write | items | median ms | p99 ms | items/s | bare median ms | median : bare | time an item : at {USUAL_ITEMS} |"
        )?;
        writeln!(f, "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")?;
        for operation in Operation::ALL {
            for row in self.rows.iter().filter(|row| row.operation == operation) {
                self.row(f, row)?;
            }
        }
        for at_once in &self.at_once {
            let AtOnce { callers, operation, items, times } = at_once;
            let (median, p99) = (times.median(), times.p99());
            let write = operation.name();
            let number = times.number();
            writeln!(
                f,
                "\n{callers} callers, {write}({items}): median {median:.1} ms, p99 {p99:.1} ms of {number} batches."
            )?;
        }
        let mebibytes =
            |memory: &Memory| format!("{:.0} MiB after {}", memory.kibibytes / 1_024.0, memory.after);
        let memory: Vec<_> = self.memory.iter().map(mebibytes).collect();
        writeln!(f, "\nReady after {:.0} ms. Resident: {}.", self.ready_ms, memory.join(", "))
    }
}
