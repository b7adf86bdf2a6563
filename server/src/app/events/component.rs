//! The component that an event is about, and contacts of it.

use super::details::OTHER_PERSON;
use crate::app::component_key::{self, ComponentKey, of_kind};
use crate::app::contacts::new_contact;
use crate::domain::Crn;
use crate::domain::ids::ContactTypeId;
use crate::error::Error;
use crate::store::WorkError;
use crate::store::conn::DbConn;
use crate::store::model::{ContactRow, HolderRow, ReferredComponentRow};
use crate::store::query::{Stamp, referred_component as query};
use chrono::NaiveDateTime;

/// The component that an event is about, locked.
pub(super) struct Component {
    pub(super) key: ComponentKey,
    pub(super) row: ReferredComponentRow,
}

impl Component {
    /// Locks a component and reads it, whether it is active or not.
    ///
    /// # Errors
    ///
    /// `Requirement with id of … not found`, also for one that has no category of accredited programmes, or the same of
    /// a licence condition; `CRN and component do not match`.
    pub(super) fn lock(conn: &mut DbConn, key: ComponentKey, crn: &Crn) -> Result<Component, WorkError> {
        component_key::lock(conn, std::iter::once(key))?;
        let row = of_kind!(key.kind, query::find(conn, key.id))?;
        let row = row.filter(|row| key.kind.is_accredited_programme(&row.main_category.code));
        let not_found = || Error::NotFound(format!("{} with id of {} not found", key.kind.name(), key.id));
        let row = row.ok_or_else(not_found)?;
        if row.crn != crn.as_str() {
            return Err(Error::rule(OTHER_PERSON).into());
        }
        Ok(Component { key, row })
    }

    /// A new contact of the component at a time, which is London wall time. Its id is still to be given.
    pub(super) fn contact(
        &self,
        contact_type: ContactTypeId,
        at: NaiveDateTime,
        holder: HolderRow,
        stamp: Stamp,
    ) -> ContactRow {
        ContactRow {
            event_id: Some(self.row.event_id),
            contact_start_time: Some(at),
            contact_type_id: contact_type.0,
            staff_id: holder.staff_id,
            team_id: holder.team_id,
            probation_area_id: holder.provider_id,
            trust_provider_team_id: holder.team_id,
            ..self.key.with_contact(new_contact(self.row.offender_id, at.date(), stamp))
        }
    }
}
