//! A later completion with another time: the termination moves (behaviour 3.5 step 4).

use super::Component;
use super::termination_contact::{self, termination_contact};
use crate::app::component_key::of_kind;
use crate::app::contacts::raised;
use crate::app::reference_data::ReferenceData;
use crate::app::service_user;
use crate::domain::termination_codes::termination_reason;
use crate::store::WorkError;
use crate::store::conn::DbConn;
use crate::store::model::ContactRow;
use crate::store::query::{self, component_contact, reference_data, referred_component};
use crate::store::sequence::{Sequence, take_one};
use chrono::{DateTime, NaiveDateTime, Utc};

/// Moves the termination of a component, and the contact that records it; makes that contact when there is none.
///
/// # Errors
///
/// When there is none, and the component has no manager or Delius lacks a code.
pub(super) fn move_termination(
    conn: &mut DbConn,
    component: &Component,
    at: NaiveDateTime,
    now: DateTime<Utc>,
) -> Result<(), WorkError> {
    let (kind, id) = (component.key.kind, component.key.id);
    query::event::lock(conn, &[component.row.event_id])?;
    let contact_type = termination_contact::find_type(conn)?;
    let latest = of_kind!(kind, component_contact::lock_latest(conn, id, contact_type.0))?;
    let stamp = service_user::stamp(conn, now)?;
    match latest {
        Some(row) => move_contact(conn, raised(row, stamp), at)?,
        None => {
            let reason = reason(conn, component)?;
            let row = termination_contact(component, contact_type, at, &reason, stamp)?;
            let contact_id = take_one(conn, Sequence::Contact)?;
            query::contact::insert(conn, &[ContactRow { contact_id, ..row }])?;
        }
    }
    of_kind!(kind, referred_component::move_termination(conn, id, at, stamp))?;
    Ok(())
}

fn move_contact(conn: &mut DbConn, row: ContactRow, at: NaiveDateTime) -> Result<(), WorkError> {
    let moved = ContactRow { contact_date: at.date(), contact_start_time: Some(at), ..row };
    if query::contact::update(conn, &[moved])? != 1 {
        return Err(WorkError::LostRace);
    }
    Ok(())
}

/// Why the component is terminated, in words: the reason that it bears, since that does not change; that of a completion
/// when it bears none.
fn reason(conn: &mut DbConn, component: &Component) -> Result<String, WorkError> {
    let borne = match component.row.termination_reason_id {
        Some(reason_id) => reference_data::list_descriptions(conn, &[reason_id])?.pop(),
        None => None,
    };
    if let Some((_, description)) = borne {
        return Ok(description);
    }
    let key = termination_reason(component.key.kind);
    Ok(ReferenceData::read(conn, &[key])?.get(key)?.description.clone())
}
