//! What codes in requests stand for. Closed offices are for the use case to refuse.

use crate::store::conn::{DbConn, each};
use crate::store::model::{
    ContactTypeRow, EnforcementActionRow, OfficeLocationRow, OutcomeTypeRow, StaffIdRow, TeamRow,
};
use crate::store::schema::{
    office_location, r_contact_outcome_type, r_contact_type, r_enforcement_action, staff, team,
};
use diesel::prelude::*;

/// Lists contact types by their codes.
pub fn list_contact_types(conn: &mut DbConn, codes: &[&str]) -> QueryResult<Vec<ContactTypeRow>> {
    each!(conn, conn => r_contact_type::table
        .filter(r_contact_type::code.eq_any(codes))
        .select((
            r_contact_type::contact_type_id,
            r_contact_type::code,
            r_contact_type::national_standards_contact,
            r_contact_type::contact_outcome_flag,
        ))
        .load(conn))
}

/// Lists outcome types by their codes.
pub fn list_outcome_types(conn: &mut DbConn, codes: &[&str]) -> QueryResult<Vec<OutcomeTypeRow>> {
    each!(conn, conn => r_contact_outcome_type::table
        .filter(r_contact_outcome_type::code.eq_any(codes))
        .select((
            r_contact_outcome_type::contact_outcome_type_id,
            r_contact_outcome_type::code,
            r_contact_outcome_type::outcome_attendance,
            r_contact_outcome_type::outcome_compliant_acceptable,
            r_contact_outcome_type::enforceable,
        ))
        .load(conn))
}

/// Finds an enforcement action by its code.
pub fn find_enforcement_action(conn: &mut DbConn, code: &str) -> QueryResult<Option<EnforcementActionRow>> {
    r_enforcement_action::table
        .filter(r_enforcement_action::code.eq(code))
        .select((
            r_enforcement_action::enforcement_action_id,
            r_enforcement_action::description,
            r_enforcement_action::response_by_period,
            r_enforcement_action::outstanding_contact_action,
            r_enforcement_action::contact_type_id,
        ))
        .get_result(conn)
        .optional()
}

/// Lists office locations by their codes.
pub fn list_office_locations(conn: &mut DbConn, codes: &[&str]) -> QueryResult<Vec<OfficeLocationRow>> {
    each!(conn, conn => office_location::table
        .filter(office_location::code.eq_any(codes))
        .select((office_location::office_location_id, office_location::code, office_location::end_date))
        .load(conn))
}

/// Lists teams by their codes, closed ones included.
pub fn list_teams(conn: &mut DbConn, codes: &[&str]) -> QueryResult<Vec<TeamRow>> {
    each!(conn, conn => team::table
        .filter(team::code.eq_any(codes))
        .select((team::team_id, team::code, team::probation_area_id))
        .load(conn))
}

/// Lists staff by their officer codes, former ones included.
pub fn list_staff(conn: &mut DbConn, codes: &[&str]) -> QueryResult<Vec<StaffIdRow>> {
    each!(conn, conn => staff::table
        .filter(staff::officer_code.eq_any(codes))
        .select((staff::staff_id, staff::officer_code))
        .load(conn))
}
