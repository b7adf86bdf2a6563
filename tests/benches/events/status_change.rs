//! A change of status without the service: its statements, in the same order, in one transaction on one of as many
//! connections as the service writes with. Only the texts of the statements are the service's, so that both send the same.

use crate::common::child::Service;
use crate::referral::{DESCRIPTION, NOTES, Referral, USER};
use anyhow::Context;
use apd_server::clock::{Clock, SystemClock};
use apd_server::config::DatabaseUrl;
use apd_server::domain::{SERVICE_USER, Username, london};
use apd_server::store::conn::DbConn;
use apd_server::store::model::ContactRow;
use apd_server::store::query;
use apd_server::store::schema::contact;
use apd_server::store::sequence::{Sequence, take_one};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use std::sync::{Arc, Mutex};
use tokio::sync::Semaphore;
use uuid::Uuid;

/// The contact type of the status.
const CONTACT_TYPE: &str = "EIBE";

/// Writes changes of status.
pub(crate) struct StatusChanges {
    /// The connections that nobody writes with.
    idle: Arc<Mutex<Vec<DbConn>>>,
    permits: Semaphore,
    begin: &'static str,
    /// What is the same in all of them.
    template: ContactRow,
}

impl StatusChanges {
    pub(crate) fn new(service: &Service) -> anyhow::Result<StatusChanges> {
        // SQLite has one writer, who takes its lock at once.
        let (number, begin) = match service.config.database.url {
            DatabaseUrl::Sqlite(_) => (1, "BEGIN IMMEDIATE"),
            DatabaseUrl::Postgres(_) => (service.config.database.pool_size, "BEGIN"),
        };
        let mut idle = (0..number).map(|_| service.connect()).collect::<anyhow::Result<Vec<_>>>()?;
        let conn = idle.first_mut().context("no connection")?;
        let template =
            contact::table.order(contact::contact_id).select(ContactRow::as_select()).first(conn)?;
        Ok(StatusChanges {
            idle: Arc::new(Mutex::new(idle)),
            permits: Semaphore::new(number),
            begin,
            template,
        })
    }

    /// Writes one.
    pub(crate) async fn write(&self, referral: &Referral) -> anyhow::Result<()> {
        let _permit = self.permits.acquire().await?;
        let (idle, begin) = (Arc::clone(&self.idle), self.begin);
        let (template, requirement_id) = (self.template.clone(), referral.requirement_id);
        let written = tokio::task::spawn_blocking(move || {
            let mut conn = idle.lock().ok().and_then(|mut idle| idle.pop()).context("no idle connection")?;
            conn.batch_execute(begin)?;
            statements(&mut conn, template, requirement_id)?;
            conn.batch_execute("COMMIT")?;
            if let Ok(mut idle) = idle.lock() {
                idle.push(conn);
            }
            anyhow::Ok(())
        });
        written.await?
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
