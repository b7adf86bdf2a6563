//! People made up, in any number, for load tests.
//!
//! They build on what the database holds: reference data, organisation, staff and users, such as those of the sample.
//! Each has a manager and one or two sentences with offences, requirements or licence conditions, and mostly a programme
//! with appointments around the present; some have registrations, exclusions or restrictions. Nothing about them is
//! true, and much about them is alike: they are for measuring, not for reading.
//!
//! # The same again
//!
//! All chance comes from [`Random`], begun anew for each person from the caller's random seed and the person's id. The
//! same seed at the same `now` on the same database makes the same people; a second run makes further ones, because
//! their ids are.
//!
//! # Transactions
//!
//! A thousand people are one transaction. One transaction for all of them would fill SQLite's write-ahead log with the
//! whole database and keep every other writer out until the end. A run that is broken off leaves whole people only.

mod batch;
mod calendar;
mod choice;
mod component;
mod crns;
mod names;
mod person;
mod programme;
mod random;
mod reference;
mod reference_query;
mod sentence;

use super::catalogue::Catalogue;
use super::report::SeedReport;
use super::{SeedError, sql};
use crate::store::conn::{self, DbConn};
use batch::{Batch, Ids};
use chrono::{NaiveDateTime, SubsecRound};
use crns::Crns;
use names::Names;
use random::Random;
use reference::Reference;

/// People in one transaction: some 20,000 rows, less than a second.
const PEOPLE_AT_ONCE: u64 = 1_000;

/// Makes up `people` further people. `now` is London wall time, around which their lives are arranged. Blocks.
///
/// # Errors
///
/// [`SeedError::MissingReference`] when the database lacks what people need, in which case nothing was changed; a
/// failure of the database, which leaves the thousands of people that were finished.
pub fn generate(
    conn: &mut DbConn,
    people: u64,
    random_seed: u64,
    now: NaiveDateTime,
) -> Result<SeedReport, SeedError> {
    let now = now.trunc_subsecs(0);
    let world = World { reference: Reference::read(conn, now.date())?, names: Names::new(), now };
    let catalogue = Catalogue::read(conn)?;
    sql::ids::raise_sequences(conn, &catalogue)?;
    let mut crns = Crns::default();
    let mut report = SeedReport::default();
    let mut left = people;
    while left > 0 {
        let number = left.min(PEOPLE_AT_ONCE);
        conn::write_transaction(conn, |conn| {
            sql::prepare_transaction(conn)?;
            let mut batch = Batch::default();
            let mut ids = Ids::after_highest(conn)?;
            for _ in 0..number {
                let crn = crns.next(conn)?;
                let offender_id = ids.offender.next();
                let random = Random::new(random_seed, offender_id);
                Maker { world: &world, random, ids: &mut ids, batch: &mut batch }.person(offender_id, crn);
            }
            batch.number_contacts(conn)?;
            batch.insert(conn, &mut report).map_err(SeedError::from)
        })?;
        left -= number;
    }
    Ok(report)
}

/// What does not change from person to person.
struct World {
    reference: Reference,
    names: Names,
    now: NaiveDateTime,
}

/// Makes one person; what belongs to it is spread over the files of this directory.
struct Maker<'w> {
    world: &'w World,
    random: Random,
    ids: &'w mut Ids,
    batch: &'w mut Batch,
}
