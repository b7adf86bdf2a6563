//! What codes stand for. Closed offices are for the use case to refuse.

use crate::store::conn::{DbConn, each};
use crate::store::model::{
    ContactTypeRow, EnforcementActionRow, OfficeLocationRow, OutcomeTypeRow, ReferenceDataRow, StaffIdRow,
    TeamRow,
};
use crate::store::schema::{
    office_location, r_contact_outcome_type, r_contact_type, r_enforcement_action, r_reference_data_master,
    r_standard_reference_list, staff, team,
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

/// Lists the entries of data sets that have one of these codes: all combinations, of which some may not be meant.
pub fn list(conn: &mut DbConn, sets: &[&str], codes: &[&str]) -> QueryResult<Vec<ReferenceDataRow>> {
    each!(conn, conn => r_standard_reference_list::table
        .inner_join(r_reference_data_master::table)
        .filter(r_reference_data_master::code_set_name.eq_any(sets))
        .filter(r_standard_reference_list::code_value.eq_any(codes))
        .select((
            r_standard_reference_list::standard_reference_list_id,
            r_reference_data_master::code_set_name,
            r_standard_reference_list::code_value,
            r_standard_reference_list::code_description,
        ))
        .load(conn))
}

/// Lists the words for entries, with their ids.
pub fn list_descriptions(conn: &mut DbConn, ids: &[i64]) -> QueryResult<Vec<(i64, String)>> {
    each!(conn, conn => r_standard_reference_list::table
        .filter(r_standard_reference_list::standard_reference_list_id.eq_any(ids))
        .select((
            r_standard_reference_list::standard_reference_list_id,
            r_standard_reference_list::code_description,
        ))
        .load(conn))
}
