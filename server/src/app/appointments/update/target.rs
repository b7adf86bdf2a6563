//! The contacts that an update is about.

use super::item::ChangedItem;
use crate::app::appointments::batch::{Fault, invalid_reference, list};
use crate::app::appointments::contacts;
use crate::domain::appointment::{Appointment, Recorded};
use crate::error::Error;
use crate::store::WorkError;
use crate::store::conn::DbConn;
use crate::store::model::{ContactContextRow, ContactKeyRow, ContactRow, EnforcementRow};
use crate::store::query;
use apd_api::error::FieldErrorKind;
use std::collections::HashMap;

/// A contact, locked, with the item that changes it.
pub(super) struct Target<'a> {
    pub(super) item: &'a ChangedItem,
    /// The contact as it is stored.
    pub(super) row: ContactRow,
    /// Its enforcement as it is stored; only looked at when the item gives an outcome.
    pub(super) enforcement: Option<EnforcementRow>,
    /// What is told of it besides.
    pub(super) context: ContactContextRow,
    /// The appointment, changed step by step.
    pub(super) appointment: Appointment,
    /// What recording the outcome came to.
    pub(super) recorded: Recorded,
}

/// Finds where the contacts are.
///
/// # Errors
///
/// `Could not find appointments with references: […]`, with the references as Delius stores them (D24).
pub(super) fn find_keys<'a>(
    conn: &mut DbConn,
    items: &'a [ChangedItem],
) -> Result<Vec<(&'a ChangedItem, ContactKeyRow)>, WorkError> {
    let references: Vec<_> = items.iter().map(|item| item.reference.urn()).collect();
    let mut found: HashMap<_, _> = query::contact::list_keys(conn, &references)?
        .into_iter()
        .map(|row| (row.external_reference.clone().unwrap_or_default(), row))
        .collect();
    let (mut keys, mut missing) = (Vec::new(), Vec::new());
    for (item, reference) in items.iter().zip(references) {
        match found.remove(&reference) {
            Some(key) => keys.push((item, key)),
            None => missing.push((item, reference)),
        }
    }
    if missing.is_empty() { Ok(keys) } else { Err(unknown(&missing).into()) }
}

fn unknown(missing: &[(&ChangedItem, String)]) -> Error {
    let fault = |(item, _): &(&ChangedItem, String)| Fault {
        index: item.index,
        property: "reference",
        kind: FieldErrorKind::Unknown,
        reason: "is not known",
    };
    let references = list(missing.iter().map(|(_, reference)| reference));
    let message = format!("Could not find appointments with references: {references}");
    invalid_reference(message, missing.iter().map(fault).collect())
}

/// Locks the contacts and reads them, in the order of their ids. One that has been deleted, or moved to another event,
/// since it was found is a lost race: the next try sees it as it is.
pub(super) fn lock_targets<'a>(
    conn: &mut DbConn,
    keys: &[(&'a ChangedItem, ContactKeyRow)],
) -> Result<Vec<Target<'a>>, WorkError> {
    let items: HashMap<_, _> = keys.iter().map(|(item, key)| (key.id, (*item, key.event_id))).collect();
    let ids: Vec<_> = keys.iter().map(|(_, key)| key.id).collect();
    let rows = query::contact::lock(conn, &ids)?;
    let mut contexts: HashMap<_, _> =
        query::contact::list_context(conn, &ids)?.into_iter().map(|context| (context.id, context)).collect();
    let with_outcome: Vec<_> =
        keys.iter().filter(|(item, _)| item.wanted.outcome.is_some()).map(|(_, key)| key.id).collect();
    let mut enforcements: HashMap<_, _> = if with_outcome.is_empty() {
        HashMap::new()
    } else {
        let rows = query::enforcement::list(conn, &with_outcome)?;
        rows.into_iter().map(|row| (row.contact_id, row)).collect()
    };
    let target = |row: ContactRow| {
        let (item, event_id) = *items.get(&row.contact_id)?;
        // Its event has been locked by what was read before.
        if row.event_id != event_id {
            return None;
        }
        let context = contexts.remove(&row.contact_id)?;
        let enforcement = enforcements.remove(&row.contact_id);
        let appointment = contacts::appointment(&row, enforcement.as_ref());
        Some(Target { item, row, enforcement, context, appointment, recorded: Recorded::Nothing })
    };
    let targets: Vec<_> = rows.into_iter().filter_map(target).collect();
    if targets.len() == keys.len() { Ok(targets) } else { Err(WorkError::LostRace) }
}
