//! Updating appointments (behaviour 2.16).

mod item;
mod pipeline;
mod rows;
mod target;

use super::audit::{Writer, audited};
use super::batch::check_slots;
use super::codes::{self, CodedItem};
use super::report::{Report, report};
use super::settlement::LockedEvents;
use crate::app::App;
use crate::domain::audit::Interaction;
use crate::domain::london;
use crate::error::Error;
use crate::op::OpContext;
use crate::store::WorkError;
use crate::store::conn::DbConn;
use apd_api::types::appointment_changes::UpdateAppointments;
use chrono::{DateTime, Utc};
use item::ChangedItem;
use pipeline::Pipeline;
use rows::Batch;
use std::collections::BTreeSet;
use target::{find_keys, lock_targets};

/// Updates appointments, all or none. What the request leaves as it is stays untouched (S17).
///
/// # Errors
///
/// In this order: `Validation failure` for a batch of no or too many items; `Duplicate references: […]`; `Could not find
/// appointments with references: […]`; `Start time must be before end time`; `Appointment with outcome cannot be
/// rescheduled`; unknown codes of staff, teams, locations and outcomes; `EnforcementAction with code of ROM not found` and
/// `Type with code of ARWS not found`; `Sensitive flag cannot be removed`; `Only permissible absences can be recorded for a
/// future attendance`; `BusinessInteraction with code of CLBI007 not found`.
pub async fn update(app: &App, op: &OpContext, request: UpdateAppointments) -> Result<(), Error> {
    audited(app, op, Interaction::Update, async || {
        let items = item::items(request)?;
        let now = app.clock.now();
        let write = move |conn: &mut DbConn| write(conn, &items, now);
        let reports = app.store.write(op, "update appointments", write).await?;
        report(op, &reports);
        Ok(())
    })
    .await
}

/// The whole transaction: the steps of behaviour 2.16.1, each for all items before the next one. Events are locked before
/// contacts (D25), and everything is locked and read before the first write.
fn write(conn: &mut DbConn, items: &[ChangedItem], now: DateTime<Utc>) -> Result<Vec<Report>, WorkError> {
    let keys = find_keys(conn, items)?;
    check_slots(items.iter().map(|item| (item.index, item.slot)))?;
    let with_outcome = keys.iter().filter(|(item, _)| item.wanted.outcome.is_some());
    let event_ids: BTreeSet<_> = with_outcome.filter_map(|(_, key)| key.event_id).collect();
    let events = LockedEvents::lock(conn, &event_ids)?;
    let mut pipeline = Pipeline::new(lock_targets(conn, &keys)?);
    pipeline.reschedule()?;
    pipeline.reassign(conn, items, london::date(now))?;
    let outcomes = codes::outcomes(conn, &codes::of(items, |item| item.codes().outcome))?;
    let data = codes::enforcement(conn)?;
    pipeline.record_outcomes(&outcomes, &data.action, london::wall_time(now))?;
    pipeline.append_notes();
    pipeline.describe();
    pipeline.set_flags()?;
    pipeline.check_outcomes(now)?;
    let events = events.read(conn, data.review_type)?;
    let writer = Writer::find(conn, Interaction::Update, now)?;
    Batch { pipeline, events, data }.write(conn, writer)
}
