//! What all batches have in common: their size, their references, and how items at fault are named.

use crate::domain::appointment::Appointment;
use crate::domain::reference::AppointmentReference;
use crate::domain::slot::Slot;
use crate::error::Error;
use apd_api::error::{FieldError, FieldErrorKind};
use chrono::{DateTime, Utc};
use std::collections::{HashMap, HashSet};
use std::fmt::Display;

/// Items of one request (behaviour D6).
const MAX_ITEMS: usize = 2_000;

/// The list that every request holds.
const LIST: &str = "appointments";

/// An item at fault.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    /// Its place in the request.
    pub(super) index: usize,
    /// The property, such as `staff.code`; blank for the item as a whole.
    pub(super) property: &'static str,
    /// For machines.
    pub(super) kind: FieldErrorKind,
    /// For people.
    pub(super) reason: &'static str,
}

/// The faults as `fields` names them, in the order of the request.
pub(super) fn fields(mut faults: Vec<Fault>) -> Vec<FieldError> {
    faults.sort_by_key(|fault| fault.index);
    let field = |fault: Fault| {
        let item = format!("{LIST}[{}]", fault.index);
        let field = if fault.property.is_empty() { item } else { format!("{item}.{}", fault.property) };
        FieldError { field, kind: fault.kind, message: fault.reason.to_owned() }
    };
    faults.into_iter().map(field).collect()
}

/// Refuses items that break a rule.
pub(super) fn refuse_violations(message: &str, faults: Vec<Fault>) -> Result<(), Error> {
    if faults.is_empty() {
        return Ok(());
    }
    Err(Error::RuleViolation { message: message.to_owned(), fields: fields(faults) })
}

/// What the caller is told of codes, ids or references that cannot be used.
pub(super) fn invalid_reference(message: String, faults: Vec<Fault>) -> Error {
    Error::InvalidReference { message, fields: fields(faults) }
}

/// Refuses a batch that is empty or too large.
pub(super) fn check_size(items: usize) -> Result<(), Error> {
    let (kind, message) = match items {
        0 => (FieldErrorKind::NotEmpty, "must not be empty".to_owned()),
        1..=MAX_ITEMS => return Ok(()),
        _ => (FieldErrorKind::Size, format!("size must be between 1 and {MAX_ITEMS}")),
    };
    Err(Error::Validation(vec![FieldError { field: LIST.to_owned(), kind, message }]))
}

/// Refuses a batch that names a reference twice (behaviour D16). Of each the first one stands, the others are named.
pub(super) fn check_duplicates(
    references: impl IntoIterator<Item = (usize, AppointmentReference)>,
) -> Result<(), Error> {
    let mut places: HashMap<_, Vec<usize>> = HashMap::new();
    for (index, reference) in references {
        places.entry(reference).or_default().push(index);
    }
    let mut repeated: Vec<_> = places.into_iter().filter(|(_, places)| places.len() > 1).collect();
    if repeated.is_empty() {
        return Ok(());
    }
    repeated.sort_by_key(|(_, places)| places.first().copied());
    let fault = |index: &usize| Fault {
        index: *index,
        property: "reference",
        kind: FieldErrorKind::Duplicate,
        reason: "has been given before",
    };
    let later = repeated.iter().flat_map(|(_, places)| places.iter().skip(1));
    Err(Error::Duplicate {
        message: format!("Duplicate references: {}", list(repeated.iter().map(|(reference, _)| reference))),
        fields: fields(later.map(fault).collect()),
    })
}

/// Refuses items that would end before they start.
pub(super) fn check_slots(slots: impl IntoIterator<Item = (usize, Option<Slot>)>) -> Result<(), Error> {
    let reversed = slots.into_iter().filter(|(_, slot)| slot.is_none());
    let fault = |(index, _)| Fault {
        index,
        property: "",
        kind: FieldErrorKind::InvalidValue,
        reason: "must start before it ends",
    };
    refuse_violations("Start time must be before end time", reversed.map(fault).collect())
}

/// An appointment as the batch would leave it.
pub(super) struct Resulting<'a> {
    /// The item's place in the request.
    pub(super) index: usize,
    /// Whether the item gives the outcome; else it has been recorded before.
    pub(super) is_given: bool,
    pub(super) appointment: &'a Appointment,
}

/// Refuses outcomes that cannot be known yet (behaviour 2.16.1 step 9, D17).
pub(super) fn check_outcomes_permitted<'a>(
    appointments: impl IntoIterator<Item = Resulting<'a>>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let early = appointments.into_iter().filter(|item| !item.appointment.outcome_is_permitted(now));
    let fault = |item: Resulting<'_>| Fault {
        index: item.index,
        // Of a recorded outcome the request has no property: the rule is about the item (S29).
        property: if item.is_given { "outcome.code" } else { "" },
        kind: FieldErrorKind::NotPermitted,
        reason: "is no acceptable absence, and the appointment starts in the future",
    };
    let message = "Only permissible absences can be recorded for a future attendance";
    refuse_violations(message, early.map(fault).collect())
}

/// Values as messages list them: `[a, b]`, each once, in the order of their first appearance.
pub(super) fn list<T: Display>(values: impl IntoIterator<Item = T>) -> String {
    let mut seen = HashSet::new();
    let distinct: Vec<_> =
        values.into_iter().map(|value| value.to_string()).filter(|text| seen.insert(text.clone())).collect();
    format!("[{}]", distinct.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn values_are_listed_once_in_order_of_appearance() {
        assert_eq!(list([3, 1, 3, 2]), "[3, 1, 2]");
        assert_eq!(list(["a"]), "[a]");
    }

    #[test]
    fn a_batch_has_one_to_two_thousand_items() {
        assert!(check_size(1).is_ok() && check_size(2_000).is_ok());
        for (items, kind, message) in [
            (0, FieldErrorKind::NotEmpty, "must not be empty"),
            (2_001, FieldErrorKind::Size, "size must be between 1 and 2000"),
        ] {
            let Err(Error::Validation(fields)) = check_size(items) else { panic!("{items} items pass") };
            let expected = FieldError { field: "appointments".to_owned(), kind, message: message.to_owned() };
            assert_eq!(fields, [expected]);
        }
    }

    #[test]
    fn second_and_later_occurrences_are_duplicates() {
        let references = [1, 2, 2, 1].map(|number| AppointmentReference(Uuid::from_u128(number)));
        let Err(Error::Duplicate { message, fields }) = check_duplicates(references.into_iter().enumerate())
        else {
            panic!("duplicates pass")
        };
        let listed = "[00000000-0000-0000-0000-000000000001, 00000000-0000-0000-0000-000000000002]";
        assert_eq!(message, format!("Duplicate references: {listed}"));
        let paths: Vec<_> = fields.iter().map(|field| field.field.as_str()).collect();
        assert_eq!(paths, ["appointments[2].reference", "appointments[3].reference"]);
    }
}
