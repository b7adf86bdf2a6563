//! An appointment and what may be done with it (behaviour 2.15 to 2.17).
//!
//! Each step of an update is a method of [`Appointment`]; `app::appointments` runs a step for all items of a batch before
//! the next one begins, so that the first failure reported follows the order of the steps.

use super::enforcement::{Enforcement, EnforcementAction, enforce};
use super::ids::{EnforcementActionId, OfficeLocationId, OutcomeTypeId, ProviderId, StaffId, TeamId};
use super::outcome::{OutcomeType, is_acceptable_absence};
use super::slot::Slot;
use super::{london, notes};
use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, Utc};

/// What can change of an appointment, as Delius holds it. Times are London wall time; blank values are `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    /// Its day.
    pub date: NaiveDate,
    /// Its start.
    pub start: Option<NaiveDateTime>,
    /// Its end.
    pub end: Option<NaiveDateTime>,
    /// What came of it.
    pub outcome: Option<OutcomeTypeId>,
    /// Whether the person attended.
    pub attended: Option<bool>,
    /// Whether the person complied.
    pub complied: Option<bool>,
    /// Whether an outcome or an enforcement is outstanding.
    pub outstanding: Option<bool>,
    /// The last action taken to enforce it.
    pub latest_enforcement_action: Option<EnforcementActionId>,
    /// Its enforcement that is not deleted.
    pub enforcement: Option<Enforcement>,
    /// Who holds it.
    pub staff: StaffId,
    /// The team that holds it.
    pub team: TeamId,
    /// The team's provider.
    pub provider: ProviderId,
    /// Where it takes place.
    pub location: Option<OfficeLocationId>,
    /// Notes.
    pub notes: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Whether it is sensitive.
    pub sensitive: Option<bool>,
    /// Whether it concerns `ViSOR`, the register of violent and sex offenders.
    pub visor_contact: Option<bool>,
    /// Whether it has been exported there.
    pub visor_exported: Option<bool>,
}

/// Who shall hold an appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// The member of staff.
    pub staff: StaffId,
    /// The team.
    pub team: TeamId,
    /// The team's provider, which moves with the team (behaviour D22).
    pub provider: ProviderId,
}

/// What recording an outcome came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// The appointment has that outcome already.
    Nothing,
    /// The outcome was set; there is nothing to enforce, or no more.
    NotEnforced,
    /// The outcome was set, and is enforced.
    Enforced {
        /// Whether the action is taken now, and not already before.
        action_taken: bool,
        /// Whether the appointment counted as complied with, or not yet at all, until now.
        is_new_failure: bool,
    },
}

impl Recorded {
    /// Whether an action to enforce it is taken now.
    pub fn takes_action(self) -> bool {
        matches!(self, Recorded::Enforced { action_taken: true, .. })
    }
}

/// An appointment with an outcome may not move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Appointment with outcome cannot be rescheduled")]
pub struct CannotBeRescheduled;

/// A sensitive contact stays so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Sensitive flag cannot be removed")]
pub struct CannotBeUnmarked;

impl Appointment {
    /// Moves it. The same date and times are no move; with an outcome only the end may become earlier (D20).
    ///
    /// # Errors
    ///
    /// When it has an outcome and would really move.
    pub fn reschedule(&mut self, slot: Slot) -> Result<(), CannotBeRescheduled> {
        let begins_alike = self.date == slot.date() && self.start == Some(slot.start());
        // A blank end cannot be reduced (S20).
        let ends_no_later = self.end.is_some_and(|present| slot.end() <= present);
        if self.outcome.is_some() && !(begins_alike && ends_no_later) {
            return Err(CannotBeRescheduled);
        }
        (self.date, self.start, self.end) = (slot.date(), Some(slot.start()), Some(slot.end()));
        Ok(())
    }

    /// Gives it to a member of staff and a team. The provider changes when the team does.
    pub fn reassign(&mut self, to: Assignment) {
        self.staff = to.staff;
        if self.team != to.team {
            (self.team, self.provider) = (to.team, to.provider);
        }
    }

    /// Records an outcome, or another one in place of the present one, with its enforcement (behaviour 2.16.3, 2.16.4,
    /// D19). `now` is London wall time.
    pub fn record_outcome(
        &mut self,
        outcome: &OutcomeType,
        action: &EnforcementAction,
        now: NaiveDateTime,
    ) -> Recorded {
        if self.outcome == Some(outcome.id) {
            return Recorded::Nothing;
        }
        let was_failure = self.complied == Some(false);
        self.outcome = Some(outcome.id);
        (self.attended, self.complied) = (outcome.attended, outcome.complied);
        if !outcome.is_enforced() {
            (self.latest_enforcement_action, self.outstanding, self.enforcement) = (None, None, None);
            return Recorded::NotEnforced;
        }
        self.latest_enforcement_action = Some(action.id);
        self.outstanding = action.outstanding_contact_action.then_some(true);
        let taken = enforce(self.enforcement, action, now);
        if let Some(enforcement) = taken {
            self.enforcement = Some(enforcement);
            notes::append(&mut self.notes, &notes::enforcement_stamp(now, &action.description));
        }
        Recorded::Enforced { action_taken: taken.is_some(), is_new_failure: !was_failure }
    }

    /// Marks it as sensitive, or leaves it unmarked.
    ///
    /// # Errors
    ///
    /// When it is marked and would not be any more.
    pub fn mark_sensitive(&mut self, sensitive: bool) -> Result<(), CannotBeUnmarked> {
        if self.sensitive == Some(true) && !sensitive {
            return Err(CannotBeUnmarked);
        }
        self.sensitive = Some(sensitive);
        Ok(())
    }

    /// What a change of any kind means for the export to `ViSOR` (behaviour 2.16.5).
    pub fn await_export(&mut self) {
        self.visor_exported =
            if self.visor_contact == Some(true) { Some(self.visor_exported.unwrap_or(false)) } else { None };
    }

    /// Whether it has no outcome that cannot be known yet: of one that starts in the future, only an acceptable absence
    /// can be recorded (behaviour 2.16.3, D17).
    pub fn outcome_is_permitted(&self, now: DateTime<Utc>) -> bool {
        let starts_later = self.start.is_some_and(|start| london::moment(start) > now);
        self.outcome.is_none() || !starts_later || is_acceptable_absence(self.attended, self.complied)
    }

    /// Whether it may be deleted: it ends in the future and has no outcome (behaviour 2.17). One without times ends with
    /// its day (S20).
    pub fn can_be_deleted(&self, now: DateTime<Utc>) -> bool {
        let end_of_day =
            || self.date.checked_add_days(Days::new(1)).unwrap_or(self.date).and_time(Default::default());
        let end = self.end.or(self.start).unwrap_or_else(end_of_day);
        self.outcome.is_none() && london::moment(end) > now
    }
}

#[cfg(test)]
#[path = "appointment_test.rs"]
mod tests;
