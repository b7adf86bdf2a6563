//! A referral has a new status: a contact records it (behaviour 3.4).

mod change;
mod contact_type;
mod report;

use super::component::Component;
use super::{EventFailure, Handled, details};
use crate::app::{App, contact_type as contact_types, service_user};
use crate::domain::ReceivedEvent;
use crate::error::Error;
use crate::op::OpContext;
use crate::store::WorkError;
use crate::store::conn::DbConn;
use crate::store::model::{ContactRow, HolderRow};
use crate::store::query;
use crate::store::sequence::{Sequence, take_one};
use change::StatusChange;
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// Records the status of a referral. A message that is delivered again changes nothing (behaviour D28).
///
/// # Errors
///
/// Transient: the call back or the database may work later. Permanent: `Detail URL must not be null`; values in the detail
/// that are not known; `Requirement with id of … not found`, or the same of a licence condition; `CRN and component do not
/// match`; `Person manager not found`; `Type with code of … not found`.
pub async fn handle(app: &App, op: &OpContext, event: &ReceivedEvent) -> Result<Handled, EventFailure> {
    let change = Arc::new(StatusChange::new(event, details::fetch(app, event).await?)?);
    let now = app.clock.now();
    let work = Arc::clone(&change);
    let is_new = app.store.write(op, "record a status", move |conn| write(conn, &work, now)).await?;
    report::report(op, &change, is_new);
    Ok(if is_new { Handled::StatusChanged } else { Handled::StatusChangeDuplicate })
}

/// Writes the contact, unless it is there already; says whether it is new.
fn write(conn: &mut DbConn, change: &StatusChange, now: DateTime<Utc>) -> Result<bool, WorkError> {
    let component = Component::lock(conn, change.component, &change.crn)?;
    let holder = holder(conn, change, component.row.offender_id)?;
    let contact_type = contact_types::find(conn, contact_type::code(change.status))?;
    let stamp = service_user::stamp(conn, now)?;
    let row = ContactRow {
        contact_id: take_one(conn, Sequence::Contact)?,
        description: Some(change.description.clone()),
        notes: change.notes.clone(),
        external_reference: Some(change.reference.clone()),
        ..component.contact(contact_type, change.at, holder, stamp)
    };
    let is_new = query::contact::insert_once(conn, &row)? == 1;
    // Had another contact been in the way of the key, this must not pass for a duplicate: the status would be lost.
    if !is_new && !query::contact::reference_is_known(conn, &change.reference)? {
        return Err(Error::Internal("the id of a new contact is in use".into()).into());
    }
    Ok(is_new)
}

/// Who holds the contact: the staff of the user who made the change, if there are any, else the person's manager; in any
/// case team and provider of the person's manager.
fn holder(conn: &mut DbConn, change: &StatusChange, offender_id: i64) -> Result<HolderRow, WorkError> {
    let manager = query::manager::find_person_holder(conn, offender_id)?;
    let manager = manager.ok_or_else(|| Error::NotFound("Person manager not found".to_owned()))?;
    let staff_id = match &change.username {
        Some(username) => query::user::find_staff_id(conn, username)?,
        None => None,
    };
    Ok(HolderRow { staff_id: staff_id.unwrap_or(manager.staff_id), ..manager })
}
