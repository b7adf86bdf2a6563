//! Whose status changes, and what the client says of it.

use apd_server::domain::accredited_programmes::REQUIREMENT_CATEGORIES;
use apd_server::store::conn::DbConn;
use apd_server::store::schema::{
    disposal, event, offender, offender_manager, r_rqmnt_type_main_category, rqmnt, rqmnt_manager,
};
use apd_tests::client_api::{ClientApi, Reply};
use apd_tests::messages::{STATUS_UPDATED, event as event_of, notification};
use diesel::prelude::*;
use serde_json::json;
use uuid::Uuid;

/// A user of the sample data, who is staff.
pub(crate) const USER: &str = "AmaraOkaforNPS";

/// The status of every message.
const STATUS: &str = "ON_PROGRAMME";

/// What a status is told with: as long as the client's are.
pub(crate) const DESCRIPTION: &str = "The person has started the programme and attended a pre-group session.";
pub(crate) const NOTES: &str = "Joined the Thursday group. Works early shifts, so evening sessions only; asked for \
                                larger print and for a copy of the timetable.";

/// A person with a requirement that a referral comes from.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct Referral {
    pub(crate) crn: String,
    pub(crate) requirement_id: i64,
}

impl Referral {
    /// So many of them, of different people as far as there are enough; the same ones whenever they are asked for.
    pub(crate) fn read(conn: &mut DbConn, number: usize) -> QueryResult<Vec<Referral>> {
        let [category, other] = REQUIREMENT_CATEGORIES;
        let code = r_rqmnt_type_main_category::code;
        let referrals: Vec<Referral> = rqmnt::table
            .inner_join(r_rqmnt_type_main_category::table)
            .inner_join(rqmnt_manager::table)
            .inner_join(
                disposal::table
                    .inner_join(event::table.inner_join(offender::table.inner_join(offender_manager::table))),
            )
            .filter(code.eq(category).or(code.eq(other)))
            .filter(rqmnt::soft_deleted.eq(0).and(disposal::soft_deleted.eq(0)))
            .filter(event::soft_deleted.eq(0).and(offender::soft_deleted.eq(0)))
            .filter(rqmnt_manager::active_flag.eq(1).and(rqmnt_manager::soft_deleted.eq(0)))
            .filter(offender_manager::active_flag.eq(1).and(offender_manager::soft_deleted.eq(0)))
            .order(rqmnt::rqmnt_id)
            .select((offender::crn, rqmnt::rqmnt_id))
            .load(conn)?;
        Ok(referrals.iter().cycle().take(number).cloned().collect())
    }

    /// Where the client tells of it.
    pub(crate) fn path(&self) -> String {
        format!("/referral/{}/status-change-details", self.requirement_id)
    }

    /// Has the client tell of it.
    pub(crate) fn tell(&self, api: &ClientApi) {
        let details = json!({
            "newStatus": STATUS,
            "sourcedFromEntityType": "REQUIREMENT",
            "sourcedFromEntityId": self.requirement_id,
            "notes": NOTES,
            "description": DESCRIPTION,
            "username": USER,
        });
        api.answer(&self.path(), [Reply::ok(details)]);
    }

    /// A new message about it.
    pub(crate) fn message(&self, api: &ClientApi) -> String {
        let url = format!("{}{}", api.base_url(), self.path());
        notification(Uuid::new_v4(), &event_of(STATUS_UPDATED, &self.crn, &url)).to_string()
    }
}
