//! The rows of a batch, written by the bulk statements alone: in one transaction on the service's own pool, with ids
//! taken from their sequences, and without HTTP, tokens, JSON, locks, look-ups, checks and log.
//!
//! The rows are those that the service has just written, under other references (their twins), so that they are of the
//! same size, in the same tables, at the same time.

use crate::operation::Operation;
use apd_server::clock::{Clock, SystemClock};
use apd_server::domain::audit::{AuditOutcome, parameters};
use apd_server::domain::reference::AppointmentReference;
use apd_server::domain::{SERVICE_USER, Username, london};
use apd_server::op::OpContext;
use apd_server::store::conn::DbConn;
use apd_server::store::model::{ContactRow, EnforcedEventRow, EnforcementRow};
use apd_server::store::query::{self, Stamp};
use apd_server::store::schema::contact;
use apd_server::store::sequence::{Sequence, take};
use apd_server::store::{Store, WorkError};
use diesel::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;
use uuid::Uuid;

/// Does to the twins what an operation has done to the contacts with these references, and gives the milliseconds of it.
pub(crate) async fn run(
    store: &Store,
    operation: Operation,
    references: Vec<Uuid>,
    twins: Vec<Uuid>,
) -> anyhow::Result<f64> {
    let op = OpContext::for_test(slog::Logger::root(slog::Discard, slog::o!()));
    let rows = store.read(&op, move |conn| Rows::read(conn, operation, &references, &twins)).await?;
    let rows = Mutex::new(rows);
    let begun = Instant::now();
    let write = move |conn: &mut DbConn| {
        rows.lock().unwrap_or_else(PoisonError::into_inner).write(conn, operation).map_err(WorkError::from)
    };
    store.write(&op, "bare statements", write).await?;
    Ok(begun.elapsed().as_secs_f64() * 1_000.0)
}

/// What is to be written.
struct Rows {
    stamp: Stamp,
    interaction_id: i64,
    contacts: Vec<ContactRow>,
    linked: Vec<ContactRow>,
    enforcements: Vec<EnforcementRow>,
    events: Vec<EnforcedEventRow>,
}

impl Rows {
    fn read(
        conn: &mut DbConn,
        operation: Operation,
        references: &[Uuid],
        twins: &[Uuid],
    ) -> QueryResult<Rows> {
        let user = Username::parse(SERVICE_USER).ok_or(diesel::NotFound)?;
        let user_id = query::user::find_user_id(conn, &user)?.ok_or(diesel::NotFound)?;
        let interaction_id = query::audit::find_interaction_id(conn, operation.interaction().code())?;
        let mut rows = Rows {
            stamp: Stamp { now: london::wall_time(SystemClock.now()), user_id },
            interaction_id: interaction_id.ok_or(diesel::NotFound)?,
            contacts: Vec::new(),
            linked: Vec::new(),
            enforcements: Vec::new(),
            events: Vec::new(),
        };
        match operation {
            Operation::Create => rows.contacts = created(conn, references, twins)?,
            Operation::Complied => {
                rows.updated(conn, references, twins)?;
            }
            Operation::Enforced => {
                let twins = rows.updated(conn, references, twins)?;
                rows.enforced(conn, &twins)?;
            }
            Operation::Delete => rows.contacts = query::contact::lock_referenced(conn, &urns(twins))?,
        }
        Ok(rows)
    }

    /// The twins as their contacts have become. Gives the twins' ids by those of the contacts.
    fn updated(
        &mut self,
        conn: &mut DbConn,
        references: &[Uuid],
        twins: &[Uuid],
    ) -> QueryResult<HashMap<i64, i64>> {
        let found = query::contact::lock_referenced(conn, &urns(twins))?;
        let mut found: HashMap<_, _> =
            found.into_iter().map(|row| (row.external_reference, row.contact_id)).collect();
        let mut ids = HashMap::new();
        for (row, external_reference) in twinned(conn, references, twins)? {
            let contact_id = found.remove(&external_reference).ok_or(diesel::NotFound)?;
            ids.insert(row.contact_id, contact_id);
            self.contacts.push(ContactRow { contact_id, external_reference, ..row });
        }
        Ok(ids)
    }

    /// What hangs on the contacts since their enforcement, hung on the twins.
    fn enforced(&mut self, conn: &mut DbConn, twins: &HashMap<i64, i64>) -> QueryResult<()> {
        let twin_of = |id: i64| twins.get(&id).copied().ok_or(diesel::NotFound);
        let ids: Vec<_> = twins.keys().copied().collect();
        for row in linked(conn, &ids)? {
            let linked_contact_id = row.linked_contact_id.map(twin_of).transpose()?;
            self.linked.push(ContactRow { linked_contact_id, ..row });
        }
        for row in query::enforcement::list(conn, &ids)? {
            self.enforcements.push(EnforcementRow { contact_id: twin_of(row.contact_id)?, ..row });
        }
        let events: BTreeSet<_> = self.contacts.iter().filter_map(|row| row.event_id).collect();
        self.events = query::event::lock(conn, &events.into_iter().collect::<Vec<_>>())?;
        Ok(())
    }

    fn write(&mut self, conn: &mut DbConn, operation: Operation) -> QueryResult<()> {
        match operation {
            Operation::Create => {
                number(conn, &mut self.contacts)?;
                query::contact::insert(conn, &self.contacts)?;
            }
            Operation::Complied | Operation::Enforced => {
                query::contact::update(conn, &self.contacts)?;
                number(conn, &mut self.linked)?;
                query::contact::insert(conn, &self.linked)?;
                let ids = take(conn, Sequence::Enforcement, self.enforcements.len())?;
                for (row, id) in self.enforcements.iter_mut().zip(ids) {
                    row.enforcement_id = id;
                }
                query::enforcement::insert(conn, &self.enforcements)?;
                query::event::update_counts(conn, &self.events, self.stamp)?;
            }
            Operation::Delete => {
                let ids: Vec<_> = self.contacts.iter().map(|row| row.contact_id).collect();
                query::contact::soft_delete(conn, &ids, self.stamp)?;
            }
        }
        let parameters: Vec<_> = self.contacts.iter().map(audit_parameters).collect();
        query::audit::insert(conn, self.interaction_id, AuditOutcome::Success.code(), &parameters, self.stamp)
    }
}

fn created(conn: &mut DbConn, references: &[Uuid], twins: &[Uuid]) -> QueryResult<Vec<ContactRow>> {
    let rows = twinned(conn, references, twins)?.into_iter();
    Ok(rows.map(|(row, external_reference)| ContactRow { external_reference, ..row }).collect())
}

/// The contacts with these references, each with what its twin's column has.
fn twinned(
    conn: &mut DbConn,
    references: &[Uuid],
    twins: &[Uuid],
) -> QueryResult<Vec<(ContactRow, Option<String>)>> {
    let mut twin_of: HashMap<_, _> = urns(references).into_iter().zip(urns(twins)).collect();
    let rows = query::contact::lock_referenced(conn, &urns(references))?;
    let twinned = |row: ContactRow| {
        let twin = row.external_reference.as_ref().and_then(|reference| twin_of.remove(reference));
        (row, twin)
    };
    Ok(rows.into_iter().map(twinned).collect())
}

/// The contacts that hang on others.
fn linked(conn: &mut DbConn, ids: &[i64]) -> QueryResult<Vec<ContactRow>> {
    let query = contact::table.filter(contact::linked_contact_id.eq_any(ids.to_vec()));
    query.order(contact::contact_id).select(ContactRow::as_select()).load(conn)
}

fn number(conn: &mut DbConn, rows: &mut [ContactRow]) -> QueryResult<()> {
    let ids = take(conn, Sequence::Contact, rows.len())?;
    for (row, id) in rows.iter_mut().zip(ids) {
        row.contact_id = id;
    }
    Ok(())
}

fn urns(references: &[Uuid]) -> Vec<String> {
    references.iter().map(|reference| AppointmentReference(*reference).urn()).collect()
}

fn audit_parameters(row: &ContactRow) -> String {
    let (offender_id, contact_id) = (row.offender_id.to_string(), row.contact_id.to_string());
    let reference = row.external_reference.as_deref().unwrap_or_default();
    parameters(&[("offenderId", &offender_id), ("contactId", &contact_id), ("externalReference", reference)])
}
