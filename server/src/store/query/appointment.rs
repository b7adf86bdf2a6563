//! Programme appointments.

use super::flag::No;
use crate::domain::appointment_type::APPOINTMENT_TYPES;
use crate::store::conn::{DbConn, each};
use crate::store::model::AppointmentRow;
use crate::store::schema::{
    contact, offender, office_location, r_contact_outcome_type, r_contact_type, staff, team,
};
use chrono::NaiveDate;
use diesel::prelude::*;

/// The days that requests can name, and that both engines can compare.
const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(1, 1, 1).expect("a day of the calendar");
const LAST_DAY: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("a day of the calendar");

/// Lists the programme appointments of requirements and licence conditions within a range of days, by CRN, day, start
/// (blank first) and id.
pub fn search(
    conn: &mut DbConn,
    rqmnt_ids: &[i64],
    lic_condition_ids: &[i64],
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
) -> QueryResult<Vec<AppointmentRow>> {
    // Bounds that are always there keep the statement the same, so that it is prepared once.
    let (from, to) = (from.unwrap_or(FIRST_DAY), to.unwrap_or(LAST_DAY));
    each!(conn, conn => contact::table
        .inner_join(offender::table)
        .inner_join(r_contact_type::table)
        .inner_join(staff::table)
        .inner_join(team::table)
        .left_join(r_contact_outcome_type::table)
        .left_join(office_location::table)
        .filter(contact::rqmnt_id.eq_any(rqmnt_ids).or(contact::lic_condition_id.eq_any(lic_condition_ids)))
        .filter(r_contact_type::code.eq_any(APPOINTMENT_TYPES))
        .filter(contact::soft_deleted.eq(No))
        .filter(contact::contact_date.between(from, to))
        .order((
            offender::crn,
            contact::contact_date,
            contact::contact_start_time.is_not_null(),
            contact::contact_start_time,
            contact::contact_id,
        ))
        .select((
            contact::contact_id,
            contact::external_reference,
            offender::crn,
            contact::rqmnt_id,
            contact::lic_condition_id,
            contact::contact_date,
            contact::contact_start_time,
            contact::contact_end_time,
            contact::created_datetime,
            contact::last_updated_datetime,
            (r_contact_type::code, r_contact_type::description),
            (
                (r_contact_outcome_type::code, r_contact_outcome_type::description),
                r_contact_outcome_type::outcome_attendance,
                r_contact_outcome_type::outcome_compliant_acceptable,
            ).nullable(),
            (office_location::code, office_location::description).nullable(),
            (staff::officer_code, staff::forename, staff::forename2, staff::surname),
            (team::code, team::description),
            contact::notes,
            contact::sensitive,
        ))
        .load(conn))
}
