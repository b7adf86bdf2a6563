//! The first completion: everything that a termination entails (behaviour 3.5 step 3).

use super::codes::Codes;
use super::termination_contact::{self, termination_contact};
use super::transfers::Rejections;
use super::{Component, outgoing};
use crate::app::component_key::of_kind;
use crate::app::contacts::number;
use crate::app::service_user;
use crate::store::WorkError;
use crate::store::conn::DbConn;
use crate::store::model::{ContactRow, DomainEventRow};
use crate::store::query::{self, Stamp, component_contact, referred_component, transfer};
use crate::store::sequence::{Sequence, take};
use chrono::{DateTime, NaiveDateTime, Utc};

/// A termination that has been worked out.
pub(super) struct Termination<'a> {
    component: &'a Component,
    /// London wall time.
    at: NaiveDateTime,
    reason_id: i64,
    /// Locked contacts that are to be deleted.
    future_contacts: Vec<i64>,
    /// The contacts that record it and what becomes of transfers.
    contacts: Vec<ContactRow>,
    rejections: Rejections,
    event: DomainEventRow,
    stamp: Stamp,
}

impl Termination<'_> {
    /// Locks the event, the contacts and the transfers (behaviour D25), and works out what becomes of them.
    ///
    /// # Errors
    ///
    /// When the component has no manager, Delius lacks a code, or the event for others is too long.
    pub(super) fn plan<'a>(
        conn: &mut DbConn,
        component: &'a Component,
        at: NaiveDateTime,
        now: DateTime<Utc>,
    ) -> Result<Termination<'a>, WorkError> {
        let (kind, id) = (component.key.kind, component.key.id);
        query::event::lock(conn, &[component.row.event_id])?;
        let future_contacts = of_kind!(kind, component_contact::lock_future(conn, id, at.date()))?;
        let codes = Codes::read(conn, kind)?;
        let transfers = of_kind!(kind, transfer::lock(conn, id, codes.pending.id))?;
        let contact_type = termination_contact::find_type(conn)?;
        let stamp = service_user::stamp(conn, now)?;
        let reason = &codes.termination_reason;
        let contact = termination_contact(component, contact_type, at, &reason.description, stamp)?;
        let mut rejections = Rejections::plan(conn, component, transfers, &codes, at, stamp)?;
        let mut contacts = vec![contact];
        contacts.append(&mut rejections.contacts);
        Ok(Termination {
            component,
            at,
            reason_id: reason.id,
            future_contacts,
            contacts,
            rejections,
            event: outgoing::row(component, codes.terminated_event.id, now)?,
            stamp,
        })
    }

    /// Writes all of it.
    pub(super) fn write(mut self, conn: &mut DbConn) -> Result<(), WorkError> {
        let (key, stamp) = (self.component.key, self.stamp);
        of_kind!(key.kind, referred_component::terminate(conn, key.id, self.at, self.reason_id, stamp))?;
        if query::contact::soft_delete(conn, &self.future_contacts, stamp)? != self.future_contacts.len() {
            return Err(WorkError::LostRace);
        }
        let ids = take(conn, Sequence::Contact, self.contacts.len())?;
        number(&mut self.contacts, ids);
        query::contact::insert(conn, &self.contacts)?;
        self.rejections.write(conn, key.kind, stamp)?;
        outgoing::insert(conn, self.event)?;
        Ok(())
    }
}
