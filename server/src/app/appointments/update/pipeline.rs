//! The steps of an update (behaviour 2.16.1), each for all items before the next one begins.

use super::item::ChangedItem;
use super::target::Target;
use crate::app::appointments::batch::{Fault, Resulting, check_outcomes_permitted, refuse_violations};
use crate::app::appointments::codes::{self, CodedItem, Codes, assignment};
use crate::domain::appointment::Appointment;
use crate::domain::enforcement::EnforcementAction;
use crate::domain::notes;
use crate::domain::outcome::OutcomeType;
use crate::error::Error;
use crate::store::WorkError;
use crate::store::conn::DbConn;
use apd_api::error::FieldErrorKind;
use apd_api::types::Patch;
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use std::fmt::Display;

/// The contacts of a batch on their way through the steps.
pub(super) struct Pipeline<'a> {
    pub(super) targets: Vec<Target<'a>>,
}

impl<'a> Pipeline<'a> {
    pub(super) fn new(targets: Vec<Target<'a>>) -> Pipeline<'a> {
        Pipeline { targets }
    }

    /// Step 3: date and time.
    pub(super) fn reschedule(&mut self) -> Result<(), Error> {
        self.for_each("", "has an outcome", |item, appointment| match item.slot {
            Some(slot) => appointment.reschedule(slot),
            None => Ok(()),
        })
    }

    /// Step 4: staff, team with its provider, location.
    pub(super) fn reassign(
        &mut self,
        conn: &mut DbConn,
        items: &[ChangedItem],
        today: NaiveDate,
    ) -> Result<(), WorkError> {
        let staff = codes::staff(conn, &codes::of(items, |item| Some(item.codes().staff)))?;
        let teams = codes::teams(conn, &codes::of(items, |item| Some(item.codes().team)))?;
        let locations = codes::locations(conn, &codes::of(items, |item| item.codes().location), today)?;
        for target in &mut self.targets {
            target.appointment.reassign(assignment(&staff, &teams, target.item.codes())?);
            match &target.item.wanted.location {
                Patch::Keep => {}
                Patch::Clear => target.appointment.location = None,
                Patch::Set(location) => {
                    target.appointment.location = Some(locations.get(location.code.as_str())?);
                }
            }
        }
        Ok(())
    }

    /// Step 5: outcomes and their enforcement. `now` is London wall time.
    pub(super) fn record_outcomes(
        &mut self,
        outcomes: &Codes<OutcomeType>,
        action: &EnforcementAction,
        now: NaiveDateTime,
    ) -> Result<(), Error> {
        for target in &mut self.targets {
            if let Some(code) = target.item.codes().outcome {
                target.recorded = target.appointment.record_outcome(&outcomes.get(code)?, action, now);
            }
        }
        Ok(())
    }

    /// Step 6: notes, behind the stamp of an enforcement.
    pub(super) fn append_notes(&mut self) {
        for target in &mut self.targets {
            if let Some(text) = &target.item.wanted.notes {
                notes::append_new(&mut target.appointment.notes, text.as_str());
            }
        }
    }

    /// Step 7: description.
    pub(super) fn describe(&mut self) {
        for target in &mut self.targets {
            match &target.item.wanted.description {
                Patch::Keep => {}
                Patch::Clear => target.appointment.description = None,
                Patch::Set(text) => target.appointment.description = Some(text.as_str().to_owned()),
            }
        }
    }

    /// Step 8: flags.
    pub(super) fn set_flags(&mut self) -> Result<(), Error> {
        self.for_each("sensitive", "is set and cannot be removed", |item, appointment| {
            appointment.await_export();
            appointment.mark_sensitive(item.wanted.sensitive)
        })
    }

    /// Step 9: what must hold of the result.
    pub(super) fn check_outcomes(&self, now: DateTime<Utc>) -> Result<(), Error> {
        let resulting = self.targets.iter().map(|target| Resulting {
            index: target.item.index,
            is_given: target.item.codes().outcome.is_some(),
            appointment: &target.appointment,
        });
        check_outcomes_permitted(resulting, now)
    }

    /// A step that may fail: all items that it fails for are named, in the words of the rule.
    fn for_each<E: Display>(
        &mut self,
        property: &'static str,
        reason: &'static str,
        step: impl Fn(&ChangedItem, &mut Appointment) -> Result<(), E>,
    ) -> Result<(), Error> {
        let (mut message, mut faults) = (String::new(), Vec::new());
        for target in &mut self.targets {
            if let Err(rule) = step(target.item, &mut target.appointment) {
                message = rule.to_string();
                let index = target.item.index;
                faults.push(Fault { index, property, kind: FieldErrorKind::NotPermitted, reason });
            }
        }
        refuse_violations(&message, faults)
    }
}
