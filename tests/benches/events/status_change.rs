//! The statements of a change of status without the service's rules: the same, in the same order, in one transaction on a
//! pool of the same size.

use crate::referral::{DESCRIPTION, NOTES, Referral, USER};
use apd_server::clock::{Clock, SystemClock};
use apd_server::domain::{SERVICE_USER, Username, london};
use apd_server::op::OpContext;
use apd_server::store::conn::DbConn;
use apd_server::store::model::ContactRow;
use apd_server::store::query;
use apd_server::store::schema::contact;
use apd_server::store::sequence::{Sequence, take_one};
use apd_server::store::{Store, WorkError};
use diesel::prelude::*;
use uuid::Uuid;

/// The contact type of the status.
const CONTACT_TYPE: &str = "EIBE";

/// Writes changes of status.
#[derive(Clone)]
pub(crate) struct StatusChanges {
    store: Store,
    /// What is the same in all of them.
    template: ContactRow,
}

impl StatusChanges {
    pub(crate) fn new(store: &Store, conn: &mut DbConn) -> QueryResult<StatusChanges> {
        let template =
            contact::table.order(contact::contact_id).select(ContactRow::as_select()).first(conn)?;
        Ok(StatusChanges { store: store.clone(), template })
    }

    /// Writes one.
    pub(crate) async fn write(&self, referral: &Referral) -> anyhow::Result<()> {
        let op = OpContext::for_test(slog::Logger::root(slog::Discard, slog::o!()));
        let (template, requirement_id) = (self.template.clone(), referral.requirement_id);
        let work = move |conn: &mut DbConn| {
            statements(conn, template.clone(), requirement_id).map_err(WorkError::from)
        };
        Ok(self.store.write(&op, "the floor", work).await?)
    }
}

fn statements(conn: &mut DbConn, template: ContactRow, requirement_id: i64) -> QueryResult<()> {
    query::component_lock::requirement::lock(conn, &[requirement_id])?;
    let component = query::referred_component::requirement::find(conn, requirement_id)?;
    let component = component.ok_or(diesel::NotFound)?;
    let manager = query::manager::find_person_holder(conn, component.offender_id)?.ok_or(diesel::NotFound)?;
    let user = Username::parse(USER).ok_or(diesel::NotFound)?;
    let staff_id = query::user::find_staff_id(conn, &user)?;
    let contact_types = query::reference_data::list_contact_types(conn, &[CONTACT_TYPE])?;
    let service_user = Username::parse(SERVICE_USER).ok_or(diesel::NotFound)?;
    let user_id = query::user::find_user_id(conn, &service_user)?;
    let now = london::wall_time(SystemClock.now());
    let row = ContactRow {
        contact_id: take_one(conn, Sequence::Contact)?,
        offender_id: component.offender_id,
        event_id: Some(component.event_id),
        rqmnt_id: Some(requirement_id),
        contact_date: now.date(),
        contact_start_time: Some(now),
        contact_type_id: contact_types.first().map_or(template.contact_type_id, |row| row.id),
        staff_id: staff_id.unwrap_or(manager.staff_id),
        team_id: manager.team_id,
        probation_area_id: manager.provider_id,
        trust_provider_team_id: manager.team_id,
        description: Some(DESCRIPTION.to_owned()),
        notes: Some(NOTES.to_owned()),
        external_reference: Some(format!(
            "urn:uk:gov:hmpps:accredited-programmes-service:{}",
            Uuid::new_v4()
        )),
        created_datetime: now,
        created_by_user_id: user_id,
        last_updated_datetime: now,
        last_updated_user_id: user_id,
        ..template
    };
    query::contact::insert_once(conn, &row).map(|_| ())
}
