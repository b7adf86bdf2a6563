//! The run on one engine.

use crate::batch::references;
use crate::child::{Question, Ready};
use crate::common::child_process::ChildProcess;
use crate::common::database::{Database, Engine};
use crate::driver::Driver;
use crate::figures::Times;
use crate::groups::Groups;
use crate::operation::Operation;
use crate::options::Options;
use crate::report::{AtOnce, Memory, Report, Row};
use uuid::Uuid;

/// Callers at once, where there are several.
const CALLERS: usize = 4;

/// Batches of a usual size before the first that counts, so that connections are open and pages in memory.
const WARM_UP: (usize, usize) = (21, 5);

/// Measures everything on one database.
pub(crate) fn measure(database: &Database, options: &Options) -> anyhow::Result<Report> {
    let child: ChildProcess<Ready> = ChildProcess::start(database)?;
    let (ids, ready_ms) = (child.ready.ids.clone(), child.ready.ready_ms);
    let driver = Driver::new(&child.ready.service, &child.ready.token)?;
    let mut run = Run { child, driver, groups: Groups::of(&ids) };

    let mut memory = vec![Memory { after: "the start".to_owned(), kibibytes: run.memory()? }];
    let (size, rounds) = WARM_UP;
    run.rounds(size, rounds, options)?;
    let mut rows = Vec::new();
    for (size, rounds) in options.rounds() {
        rows.extend(run.rounds(size, rounds, options)?);
        memory.push(Memory { after: format!("batches of {size}"), kibibytes: run.memory()? });
    }
    // On SQLite there is one writer: several callers wait for each other, and nothing else is seen.
    let at_once = if database.engine == Engine::Postgres && options.wants(Operation::Create) {
        options.batches_at_once().map(|(size, batches)| run.at_once(size, batches)).into_iter().collect()
    } else {
        Ok(Vec::new())
    };
    let at_once = at_once?;
    memory.push(Memory { after: "everything".to_owned(), kibibytes: run.memory()? });
    Ok(Report {
        engine: database.engine.name(),
        people: options.common.people(),
        ready_ms,
        rows,
        at_once,
        memory,
    })
}

struct Run<'a> {
    child: ChildProcess<Ready>,
    driver: Driver,
    groups: Groups<'a>,
}

impl Run<'_> {
    /// Sends batches of one size: each round creates one for each of the other writes, which are then done to it.
    fn rounds(&mut self, size: usize, rounds: usize, options: &Options) -> anyhow::Result<Vec<Row>> {
        let mut rows = Operation::ALL.map(|operation| Row::new(operation, size));
        let [create, changes @ ..] = &mut rows;
        for _ in 0..rounds {
            if options.wants(Operation::Create) && !changes.iter().any(|row| options.wants(row.operation)) {
                self.create(create, None)?;
            }
            for row in changes.iter_mut().filter(|row| options.wants(row.operation)) {
                self.create(create, Some(row))?;
            }
        }
        Ok(rows.into_iter().filter(|row| options.wants(row.operation)).collect())
    }

    /// Creates a batch, and its twin by bare statements, and then does something to both of them.
    fn create(&mut self, row: &mut Row, change: Option<&mut Row>) -> anyhow::Result<()> {
        let is_past = change.as_ref().is_some_and(|change| change.operation.outcome().is_some());
        let batch = self.groups.batch(row.items, is_past);
        let twins = references(row.items);
        for row in std::iter::once(row).chain(change) {
            row.service.add(self.driver.send(row.operation, batch.body(row.operation))?);
            row.bare.add(self.bare(row.operation, &batch.references, &twins)?);
        }
        Ok(())
    }

    fn bare(&mut self, operation: Operation, references: &[Uuid], twins: &[Uuid]) -> anyhow::Result<f64> {
        // The service writes in the order of references, which its indexes favour; so do the bare statements.
        let (mut references, mut twins) = (references.to_vec(), twins.to_vec());
        references.sort_unstable();
        twins.sort_unstable();
        self.child.ask(&Question::Bare { operation, references, twins })
    }

    fn at_once(&mut self, items: usize, batches: usize) -> anyhow::Result<AtOnce> {
        let bodies = (0..batches).map(|_| self.groups.batch(items, false).body(Operation::Create)).collect();
        let times = Times::from(self.driver.send_at_once(CALLERS, Operation::Create, bodies)?);
        Ok(AtOnce { callers: CALLERS, operation: Operation::Create, items, times })
    }

    fn memory(&mut self) -> anyhow::Result<f64> {
        self.child.ask(&Question::Memory)
    }
}
