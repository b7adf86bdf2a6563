//! What the database offers to make people from, as it stands there.

use crate::store::conn::DbConn;
use crate::store::schema::{
    office_location, r_contact_outcome_type, r_contact_type, r_disposal_type, r_enforcement_action,
    r_lic_cond_type_main_cat, r_offence, r_pss_rqmnt_type_main_category, r_reference_data_master,
    r_register_type, r_rqmnt_type_main_category, r_standard_reference_list, staff, staff_team, team,
    team_office_location, user_,
};
use chrono::NaiveDate;
use diesel::prelude::*;
use std::collections::BTreeMap;

/// Codes and ids.
pub(super) type Codes = BTreeMap<String, i64>;

/// Data set and code to id.
pub(super) type Lists = BTreeMap<(String, String), i64>;

/// Reads the entries of all data sets.
pub(super) fn lists(conn: &mut DbConn) -> QueryResult<Lists> {
    let rows = r_standard_reference_list::table
        .inner_join(r_reference_data_master::table)
        .select((
            (r_reference_data_master::code_set_name, r_standard_reference_list::code_value),
            r_standard_reference_list::standard_reference_list_id,
        ))
        .load::<((String, String), i64)>(conn)?;
    Ok(rows.into_iter().collect())
}

macro_rules! codes {
    ($($(#[$doc:meta])* $function:ident: $table:ident, $code:ident, $id:ident;)*) => {$(
        $(#[$doc])*
        pub(super) fn $function(conn: &mut DbConn) -> QueryResult<Codes> {
            let rows = $table::table.select(($table::$code, $table::$id)).load::<(String, i64)>(conn)?;
            Ok(rows.into_iter().collect())
        }
    )*};
}

codes! {
    /// Reads the types of contact.
    contact_types: r_contact_type, code, contact_type_id;
    /// Reads the main categories of requirements.
    requirement_categories: r_rqmnt_type_main_category, code, rqmnt_type_main_category_id;
    /// Reads the main categories of licence conditions.
    licence_condition_categories: r_lic_cond_type_main_cat, code, lic_cond_type_main_cat_id;
    /// Reads the main categories of post-sentence supervision requirements.
    supervision_categories: r_pss_rqmnt_type_main_category, code, pss_rqmnt_type_main_category_id;
    /// Reads the types of registration.
    register_types: r_register_type, code, register_type_id;
    /// Reads users by name.
    users: user_, distinguished_name, user_id;
}

/// Lists offences.
pub(super) fn offences(conn: &mut DbConn) -> QueryResult<Vec<i64>> {
    r_offence::table.select(r_offence::offence_id).order(r_offence::offence_id).load(conn)
}

/// Lists types of sentence: id and kind of sentence.
pub(super) fn disposal_types(conn: &mut DbConn) -> QueryResult<Vec<(i64, String)>> {
    r_disposal_type::table
        .select((r_disposal_type::disposal_type_id, r_disposal_type::sentence_type))
        .order(r_disposal_type::disposal_type_id)
        .load(conn)
}

/// An outcome of an appointment.
#[derive(Queryable)]
pub(super) struct OutcomeRow {
    pub(super) id: i64,
    pub(super) code: String,
    pub(super) attended: Option<String>,
    pub(super) complied: Option<String>,
    pub(super) enforceable: Option<String>,
}

/// Lists outcomes.
pub(super) fn outcomes(conn: &mut DbConn) -> QueryResult<Vec<OutcomeRow>> {
    r_contact_outcome_type::table
        .select((
            r_contact_outcome_type::contact_outcome_type_id,
            r_contact_outcome_type::code,
            r_contact_outcome_type::outcome_attendance,
            r_contact_outcome_type::outcome_compliant_acceptable,
            r_contact_outcome_type::enforceable,
        ))
        .order(r_contact_outcome_type::contact_outcome_type_id)
        .load(conn)
}

/// An enforcement action.
#[derive(Queryable)]
pub(super) struct ActionRow {
    pub(super) id: i64,
    pub(super) description: String,
    /// Days.
    pub(super) response_by_period: Option<i64>,
    pub(super) contact_type_id: i64,
}

/// Finds an enforcement action by its code.
pub(super) fn action(conn: &mut DbConn, code: &str) -> QueryResult<Option<ActionRow>> {
    r_enforcement_action::table
        .filter(r_enforcement_action::code.eq(code))
        .select((
            r_enforcement_action::enforcement_action_id,
            r_enforcement_action::description,
            r_enforcement_action::response_by_period,
            r_enforcement_action::contact_type_id,
        ))
        .first(conn)
        .optional()
}

/// Lists teams that have not ended: region and team.
pub(super) fn teams(conn: &mut DbConn, today: NaiveDate) -> QueryResult<Vec<(i64, i64)>> {
    team::table
        .filter(team::end_date.is_null().or(team::end_date.gt(today)))
        .select((team::probation_area_id, team::team_id))
        .order(team::team_id)
        .load(conn)
}

/// Lists members of teams who have not left: team and staff.
pub(super) fn members(conn: &mut DbConn, today: NaiveDate) -> QueryResult<Vec<(i64, i64)>> {
    staff_team::table
        .inner_join(staff::table)
        .filter(staff::end_date.is_null().or(staff::end_date.gt(today)))
        .select((staff_team::team_id, staff_team::staff_id))
        .order((staff_team::team_id, staff_team::staff_id))
        .load(conn)
}

/// Lists offices of teams that have not closed: team and office.
pub(super) fn offices(conn: &mut DbConn, today: NaiveDate) -> QueryResult<Vec<(i64, i64)>> {
    team_office_location::table
        .inner_join(office_location::table)
        .filter(office_location::end_date.is_null().or(office_location::end_date.gt(today)))
        .select((team_office_location::team_id, team_office_location::office_location_id))
        .order((team_office_location::team_id, team_office_location::office_location_id))
        .load(conn)
}
