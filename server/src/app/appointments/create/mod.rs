//! Creating appointments (behaviour 2.15).

mod data;
mod item;
mod plan;
mod rows;

use super::audit::{Writer, audited};
use super::batch::check_slots;
use super::components::Components;
use super::existing;
use super::report::{Report, report};
use crate::app::{App, component_key};
use crate::domain::audit::Interaction;
use crate::error::Error;
use crate::op::OpContext;
use crate::store::WorkError;
use crate::store::conn::DbConn;
use apd_api::types::appointment_changes::CreateAppointments;
use chrono::{DateTime, Utc};
use data::Data;
pub(super) use item::NewItem;
use plan::{check_future_outcomes, events, plan};
use rows::Batch;

/// Creates appointments, all or none. Items that exist already with the same details are done (D15).
///
/// # Errors
///
/// In this order: `Validation failure` for a batch of no or too many items; `Either licence condition or requirement id
/// must be specified.`; `Duplicate references: […]`; `Appointments already exist with different details: […]`; unusable components;
/// `Start time must be before end time`; unknown codes, and reference data of enforcement that is missing; `Only
/// permissible absences can be recorded for a future attendance`; `BusinessInteraction with code of CLBI003 not found`.
pub async fn create(app: &App, op: &OpContext, request: CreateAppointments) -> Result<(), Error> {
    audited(app, op, Interaction::Create, async || {
        let items = item::items(request)?;
        let now = app.clock.now();
        let write = move |conn: &mut DbConn| write(conn, &items, now);
        let reports = app.store.write(op, "create appointments", write).await?;
        report(op, &reports);
        Ok(())
    })
    .await
}

/// The whole transaction, its checks in the order of the specification. Everything is locked and read before the first
/// write. The components are locked before anything is decided: when the same request is still under way, this one waits
/// for it and finds its items done, whatever else has changed meanwhile (S13).
fn write(conn: &mut DbConn, items: &[NewItem], now: DateTime<Utc>) -> Result<Vec<Report>, WorkError> {
    component_key::lock(conn, items.iter().map(|item| item.component))?;
    let items = existing::without_done(conn, items)?;
    if items.is_empty() {
        return Ok(Vec::new());
    }
    let mut components = Components::read(conn, &items)?;
    check_slots(items.iter().map(|item| (item.index, item.slot)))?;
    let data = Data::look_up(conn, &items, now)?;
    let planned = plan(&items, &components, &data)?;
    check_future_outcomes(&planned, now)?;
    let events = events(conn, &planned, &data)?;
    let commencement = components.commence(&items)?;
    let writer = Writer::find(conn, Interaction::Create, now)?;
    components.write(conn, &commencement, writer.stamp)?;
    Batch { planned, events, commenced: commencement.first, data }.write(conn, writer)
}
