//! The table.

use std::fmt;
use std::time::Duration;

/// The concurrency at which something is to be reached.
const DECISIVE: usize = 50;
/// Where the client's API answers at once: of the floor.
const SHARE_OF_FLOOR: f64 = 0.7;
/// Where it takes its time: of the floor, or of what so many calls at once allow.
const SHARE_WITH_DELAY: f64 = 0.6;
const MOST_WITH_DELAY: f64 = 1_000.0;
/// Resident memory of the service stays below.
const MEBIBYTES: f64 = 64.0;

/// All figures of one engine.
pub(crate) struct Report {
    pub(crate) engine: &'static str,
    pub(crate) people: u64,
    pub(crate) messages: usize,
    pub(crate) rows: Vec<Row>,
}

/// One concurrency with one delay; messages a second of each round.
#[derive(Default)]
pub(crate) struct Row {
    pub(crate) concurrency: usize,
    pub(crate) delay: Duration,
    pub(crate) service: Vec<f64>,
    pub(crate) floor: Vec<f64>,
    pub(crate) bare: Vec<f64>,
    /// The most that was resident in the service in any round, in kibibytes.
    pub(crate) kibibytes: f64,
}

/// What a row is measured by, and what it should come to.
struct Goal {
    of: f64,
    share: f64,
}

impl Row {
    /// At the decisive concurrency.
    fn goal(&self) -> Option<Goal> {
        let floor = median(&self.floor);
        let goal = if self.delay.is_zero() {
            Goal { of: floor, share: SHARE_OF_FLOOR }
        } else {
            Goal { of: floor.min(MOST_WITH_DELAY), share: SHARE_WITH_DELAY }
        };
        (self.concurrency == DECISIVE).then_some(goal)
    }

    /// Its line of the table.
    pub(crate) fn line(&self) -> String {
        let (service, floor, bare) = (median(&self.service), median(&self.floor), median(&self.bare));
        format!(
            "| {} ms | {} | {service:.0} | {floor:.0} | {bare:.0} | {:.2} | {} | {:.0} |",
            self.delay.as_millis(),
            self.concurrency,
            service / floor,
            self.verdict(),
            self.kibibytes / 1_024.0,
        )
    }

    fn verdict(&self) -> String {
        let Some(Goal { of, share }) = self.goal() else { return String::new() };
        let ratio = median(&self.service) / of;
        let reached = if ratio >= share { "reached" } else { "missed" };
        format!("{ratio:.2}, at least {share}: {reached}")
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Report { engine, people, messages, rows } = self;
        writeln!(f, "### {engine}, {people} generated people, {messages} messages\n")?;
        writeln!(
            f,
            "| API answers in | at once | service/s | floor/s | receive and delete/s | service : floor | to reach | MiB |"
        )?;
        writeln!(f, "| ---: | ---: | ---: | ---: | ---: | ---: | --- | ---: |")?;
        for row in rows {
            writeln!(f, "{}", row.line())?;
        }
        let most = rows.iter().map(|row| row.kibibytes / 1_024.0).fold(0.0, f64::max);
        let reached = if most < MEBIBYTES { "reached" } else { "missed" };
        writeln!(f, "\nAt the most {most:.0} MiB resident, to stay below {MEBIBYTES}: {reached}.")
    }
}

fn median(rates: &[f64]) -> f64 {
    let mut rates = rates.to_vec();
    rates.sort_by(f64::total_cmp);
    rates.get(rates.len() / 2).copied().unwrap_or(f64::NAN)
}
