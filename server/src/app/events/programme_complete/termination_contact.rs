//! The contact that records a termination (behaviour 3.5 step 3c).

use super::Component;
use crate::app::contact_type;
use crate::domain::ids::ContactTypeId;
use crate::domain::termination_codes::COMPONENT_TERMINATED;
use crate::domain::termination_notes;
use crate::error::Error;
use crate::store::WorkError;
use crate::store::conn::DbConn;
use crate::store::model::ContactRow;
use crate::store::query::Stamp;
use chrono::NaiveDateTime;

/// Finds its type.
///
/// # Errors
///
/// `Type with code of ETER not found`.
pub(super) fn find_type(conn: &mut DbConn) -> Result<ContactTypeId, WorkError> {
    contact_type::find(conn, COMPONENT_TERMINATED)
}

/// The contact, held by the component's manager. Its id is still to be given. `reason` is in words.
///
/// # Errors
///
/// `Requirement with id=… has no manager`, or the same of a licence condition.
pub(super) fn termination_contact(
    component: &Component,
    contact_type: ContactTypeId,
    at: NaiveDateTime,
    reason: &str,
    stamp: Stamp,
) -> Result<ContactRow, Error> {
    let kind = component.key.kind;
    let no_manager = || Error::rule(format!("{} with id={} has no manager", kind.name(), component.key.id));
    let manager = component.row.manager.ok_or_else(no_manager)?;
    let notes = termination_notes::terminated(kind, at.date(), reason);
    Ok(ContactRow { notes: Some(notes), ..component.contact(contact_type, at, manager, stamp) })
}
