//! Items of a create request that an earlier request has created already (behaviour D15).

use super::batch::{Fault, fields, list};
use super::codes::CodedItem;
use super::create::NewItem;
use crate::app::component_key::ComponentKey;
use crate::domain::ComponentKind::{LicenceCondition, Requirement};
use crate::domain::notes;
use crate::error::Error;
use crate::store::WorkError;
use crate::store::conn::DbConn;
use crate::store::model::ExistingContactRow;
use crate::store::query;
use apd_api::error::FieldErrorKind;
use std::collections::HashMap;

/// Leaves out the items that are done: the same request sent again writes nothing, whatever has become of the codes that
/// it names.
///
/// # Errors
///
/// `Appointments already exist with different details: […]`, a conflict.
pub(super) fn without_done<'a>(
    conn: &mut DbConn,
    items: &'a [NewItem],
) -> Result<Vec<&'a NewItem>, WorkError> {
    let references: Vec<_> = items.iter().map(|item| item.reference.urn()).collect();
    let existing: HashMap<_, _> = query::contact::list_existing(conn, &references)?
        .into_iter()
        .map(|row| (row.external_reference.clone().unwrap_or_default(), row))
        .collect();
    let (mut left, mut different) = (Vec::new(), Vec::new());
    for item in items {
        match existing.get(&item.reference.urn()) {
            None => left.push(item),
            Some(row) if is_same(item, row) => {}
            Some(_) => different.push(item),
        }
    }
    if different.is_empty() { Ok(left) } else { Err(conflict(different).into()) }
}

fn conflict(different: Vec<&NewItem>) -> Error {
    let fault = |item: &&NewItem| Fault {
        index: item.index,
        property: "reference",
        kind: FieldErrorKind::Conflict,
        reason: "exists already with other details",
    };
    let references = list(different.iter().map(|item| item.reference));
    Error::Conflict {
        message: format!("Appointments already exist with different details: {references}"),
        fields: fields(different.iter().map(fault).collect()),
    }
}

fn is_same(item: &NewItem, row: &ExistingContactRow) -> bool {
    let (wanted, codes) = (&item.wanted, item.codes());
    let component = match (row.rqmnt_id, row.lic_condition_id) {
        (Some(id), None) => Some(ComponentKey { kind: Requirement, id }),
        (None, Some(id)) => Some(ComponentKey { kind: LicenceCondition, id }),
        _ => None,
    };
    let slot = item.slot.map(|slot| (slot.date(), Some(slot.start()), Some(slot.end())));
    component == Some(item.component)
        && row.contact_type == item.kind.code()
        && slot == Some((row.date, row.start_time, row.end_time))
        && row.outcome.as_deref() == codes.outcome
        && row.location.as_deref() == codes.location
        && row.staff == codes.staff
        && row.team == codes.team
        && row.description.as_deref() == wanted.description.as_ref().map(|text| text.as_str())
        && row.sensitive.as_deref() == Some(if wanted.sensitive { "Y" } else { "N" })
        && notes_fit(wanted.notes.as_ref().map(|text| text.as_str()), row.notes.as_deref())
}

/// Notes may have been added to what was stored at creation; blank is as good as absent.
fn notes_fit(wanted: Option<&str>, stored: Option<&str>) -> bool {
    match wanted {
        Some(wanted) if !wanted.trim().is_empty() => notes::begins_with(stored.unwrap_or_default(), wanted),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_and_blank_notes_fit_any() {
        for wanted in [None, Some(""), Some(" \n")] {
            assert!(notes_fit(wanted, None) && notes_fit(wanted, Some("anything")), "{wanted:?}");
        }
    }

    #[test]
    fn notes_fit_what_begins_with_them() {
        assert!(notes_fit(Some("a"), Some("a")) && notes_fit(Some("a"), Some("a\n\nb")));
        assert!(!notes_fit(Some("a"), Some("ab")) && !notes_fit(Some("a"), None));
    }
}
