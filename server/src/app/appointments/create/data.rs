//! What the codes of a create request stand for.

use super::NewItem;
use crate::app::appointments::codes::{self, CodedItem, Codes, ContactType, EnforcementData};
use crate::app::contact_type;
use crate::domain::appointment_type::ORDER_COMPONENT_COMMENCED;
use crate::domain::ids::{ContactTypeId, OfficeLocationId, ProviderId, StaffId, TeamId};
use crate::domain::london;
use crate::domain::outcome::OutcomeType;
use crate::store::WorkError;
use crate::store::conn::DbConn;
use chrono::{DateTime, NaiveDateTime, Utc};

/// What the codes of the batch stand for.
pub(super) struct Data {
    pub(super) types: Codes<ContactType>,
    pub(super) outcomes: Codes<OutcomeType>,
    pub(super) enforcement: EnforcementData,
    pub(super) locations: Codes<OfficeLocationId>,
    pub(super) teams: Codes<(TeamId, ProviderId)>,
    pub(super) staff: Codes<StaffId>,
    /// The type of the contact that records a commencement; looked up when something commences.
    pub(super) commencement_type: Option<ContactTypeId>,
    /// London wall time.
    pub(super) now: NaiveDateTime,
}

impl Data {
    /// Looks everything up, and refuses in the order of behaviour 2.15 steps 5 to 11.
    pub(super) fn look_up(
        conn: &mut DbConn,
        items: &[&NewItem],
        now: DateTime<Utc>,
    ) -> Result<Data, WorkError> {
        let each = || items.iter().copied();
        let types = codes::contact_types(conn, &codes::of(each(), |item| Some(item.kind.code())))?;
        let outcomes = codes::outcomes(conn, &codes::of(each(), |item| item.codes().outcome))?;
        let enforcement = codes::enforcement(conn)?;
        let locations = codes::of(each(), |item| item.codes().location);
        let locations = codes::locations(conn, &locations, london::date(now))?;
        let teams = codes::teams(conn, &codes::of(each(), |item| Some(item.codes().team)))?;
        let staff = codes::staff(conn, &codes::of(each(), |item| Some(item.codes().staff)))?;
        let commences = items.iter().any(|item| item.kind.commences_component());
        let commencement_type =
            commences.then(|| contact_type::find(conn, ORDER_COMPONENT_COMMENCED)).transpose()?;
        let now = london::wall_time(now);
        Ok(Data { types, outcomes, enforcement, locations, teams, staff, commencement_type, now })
    }
}
