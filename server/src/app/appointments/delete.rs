//! Deleting appointments (behaviour 2.17).

use super::audit::{Writer, audited};
use super::batch::{Fault, check_size, refuse_violations};
use super::contacts::appointment;
use super::report::{Happening, Report, report};
use crate::app::App;
use crate::app::component_key::ComponentKey;
use crate::domain::audit::Interaction;
use crate::domain::reference::AppointmentReference;
use crate::error::Error;
use crate::op::OpContext;
use crate::store::WorkError;
use crate::store::conn::DbConn;
use crate::store::model::{ContactContextRow, ContactRow};
use crate::store::query;
use apd_api::error::FieldErrorKind;
use apd_api::types::appointment_changes::DeleteAppointments;
use chrono::{DateTime, Utc};
use std::collections::HashMap;

/// Deletes appointments, all or none. References that are not known, or deleted already, are passed over.
///
/// # Errors
///
/// `Validation failure` for a batch of no or too many items; `Cannot delete appointments that ended in the past or have an
/// outcome`; `BusinessInteraction with code of CLBI009 not found`.
pub async fn delete(app: &App, op: &OpContext, request: DeleteAppointments) -> Result<(), Error> {
    audited(app, op, Interaction::Delete, async || {
        check_size(request.appointments.len())?;
        let references: Vec<_> =
            request.appointments.iter().map(|item| AppointmentReference(item.reference).urn()).collect();
        let now = app.clock.now();
        let write = move |conn: &mut DbConn| write(conn, &references, now);
        let reports = app.store.write(op, "delete appointments", write).await?;
        report(op, &reports);
        Ok(())
    })
    .await
}

fn write(conn: &mut DbConn, references: &[String], now: DateTime<Utc>) -> Result<Vec<Report>, WorkError> {
    let rows = query::contact::lock_referenced(conn, references)?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    check_deletable(references, &rows, now)?;
    let ids: Vec<_> = rows.iter().map(|row| row.contact_id).collect();
    let context = query::contact::list_context(conn, &ids)?;
    let writer = Writer::find(conn, Interaction::Delete, now)?;
    if query::contact::soft_delete(conn, &ids, writer.stamp)? != rows.len() {
        return Err(WorkError::LostRace);
    }
    writer.audit(conn, rows.iter())?;
    let components: HashMap<_, _> =
        rows.iter().map(|row| (row.contact_id, ComponentKey::of_contact(row))).collect();
    let report = |context: ContactContextRow| Report {
        happening: Happening::Deleted,
        crn: context.crn,
        contact_id: context.id,
        component: components.get(&context.id).copied().flatten(),
        type_code: context.contact_type,
        outcome_code: None,
    };
    Ok(context.into_iter().map(report).collect())
}

fn check_deletable(references: &[String], rows: &[ContactRow], now: DateTime<Utc>) -> Result<(), Error> {
    let places: HashMap<_, _> =
        references.iter().enumerate().rev().map(|(index, reference)| (reference.as_str(), index)).collect();
    let kept = rows.iter().filter(|row| !appointment(row, None).can_be_deleted(now));
    let fault = |row: &ContactRow| {
        let index = *places.get(row.external_reference.as_deref()?)?;
        let reason = "has ended or has an outcome";
        Some(Fault { index, property: "", kind: FieldErrorKind::NotPermitted, reason })
    };
    refuse_violations(
        "Cannot delete appointments that ended in the past or have an outcome",
        kept.filter_map(fault).collect(),
    )
}
