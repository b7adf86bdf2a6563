//! Enforcement: what Delius does about an appointment that was not complied with (behaviour 2.16.4).

use super::ids::{ContactTypeId, EnforcementActionId};
use chrono::{NaiveDateTime, TimeDelta};

/// Code of the one action that this service takes: refer to the person's manager.
pub const REFER_TO_MANAGER: &str = "ROM";

/// Code of the contact type that asks for a review once the limit of failures to comply is reached.
pub const REVIEW_ENFORCEMENT_STATUS: &str = "ARWS";

/// An action of Delius' list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnforcementAction {
    /// Its id.
    pub id: EnforcementActionId,
    /// The words for it, which go into the notes.
    pub description: String,
    /// Days until the response is due; blank for no date.
    pub response_by_period: Option<i64>,
    /// Whether the appointment counts as outstanding while the action is under way.
    pub outstanding_contact_action: bool,
    /// The type of the contact that records the action.
    pub contact_type: ContactTypeId,
}

impl EnforcementAction {
    /// Takes the action now, London wall time.
    pub fn take(&self, now: NaiveDateTime) -> Enforcement {
        let days = self.response_by_period.and_then(TimeDelta::try_days);
        let response_date = days.and_then(|days| now.checked_add_signed(days));
        Enforcement { action: self.id, response_date, action_taken: now }
    }
}

/// An enforcement that is not deleted; a contact has at most one. Times are London wall time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Enforcement {
    /// What is done.
    pub action: EnforcementActionId,
    /// When the response is due.
    pub response_date: Option<NaiveDateTime>,
    /// When the first action was taken.
    pub action_taken: NaiveDateTime,
}

/// Takes the action for a contact that has this enforcement or none. `None` when it has been taken already, so that
/// nothing is left to do.
pub fn enforce(
    present: Option<Enforcement>,
    action: &EnforcementAction,
    now: NaiveDateTime,
) -> Option<Enforcement> {
    let taken = action.take(now);
    match present {
        None => Some(taken),
        Some(present) if present.action == action.id => None,
        Some(present) => Some(Enforcement { action_taken: present.action_taken, ..taken }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn action(id: i64, response_by_period: Option<i64>) -> EnforcementAction {
        EnforcementAction {
            id: EnforcementActionId(id),
            description: "Refer to manager".to_owned(),
            response_by_period,
            outstanding_contact_action: true,
            contact_type: ContactTypeId(9),
        }
    }

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn response_is_due_so_many_days_from_now() {
        let taken = action(1, Some(7)).take(at("2026-06-15T12:00:00"));
        assert_eq!(taken.action, EnforcementActionId(1));
        assert_eq!(taken.response_date, Some(at("2026-06-22T12:00:00")));
        assert_eq!(taken.action_taken, at("2026-06-15T12:00:00"));
    }

    #[test]
    fn response_has_no_date_without_a_period_or_beyond_the_calendar() {
        for period in [None, Some(i64::MAX), Some(200_000_000)] {
            assert_eq!(action(1, period).take(at("2026-06-15T12:00:00")).response_date, None, "{period:?}");
        }
    }

    #[test]
    fn the_same_action_is_not_taken_twice() {
        let present = action(1, Some(7)).take(at("2026-06-01T12:00:00"));
        assert_eq!(enforce(Some(present), &action(1, Some(7)), at("2026-06-15T12:00:00")), None);
    }

    #[test]
    fn another_action_takes_the_place_of_the_first_and_keeps_when_that_was_taken() {
        let present = action(1, Some(7)).take(at("2026-06-01T12:00:00"));
        let after = enforce(Some(present), &action(2, Some(3)), at("2026-06-15T12:00:00")).unwrap();
        assert_eq!(after.action, EnforcementActionId(2));
        assert_eq!(after.response_date, Some(at("2026-06-18T12:00:00")));
        assert_eq!(after.action_taken, at("2026-06-01T12:00:00"));
    }
}
