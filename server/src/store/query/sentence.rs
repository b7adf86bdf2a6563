//! Events and their sentences.

use super::flag::{No, Yes};
use crate::domain::{Crn, EventNumber};
use crate::store::conn::{DbConn, each};
use crate::store::model::{SentenceComponentRow, SentencedEventRow};
use crate::store::schema::{
    contact, custody, disposal, event, key_date, lic_condition, offender, pss_rqmnt, r_contact_type,
    r_disposal_type, r_lic_cond_type_main_cat, r_pss_rqmnt_type_main_category, r_pss_rqmnt_type_sub_category,
    r_rqmnt_type_main_category, r_standard_reference_list, release, rqmnt,
};
use chrono::NaiveDate;
use diesel::prelude::*;

/// Finds an active event of a person, by its number.
pub fn find_event_id(conn: &mut DbConn, crn: &Crn, number: &EventNumber) -> QueryResult<Option<i64>> {
    event::table
        .inner_join(offender::table)
        .filter(offender::crn.eq(crn.as_str()))
        .filter(offender::soft_deleted.eq(No))
        .filter(event::event_number.eq(number.as_str()))
        .filter(event::active_flag.eq(Yes))
        .filter(event::soft_deleted.eq(No))
        .select(event::event_id)
        .get_result(conn)
        .optional()
}

/// Finds an active event of a person with its sentence and custody.
pub fn find_sentenced_event(
    conn: &mut DbConn,
    crn: &Crn,
    number: &EventNumber,
) -> QueryResult<Option<SentencedEventRow>> {
    event::table
        .inner_join(offender::table)
        .left_join(
            disposal::table.on(disposal::event_id.eq(event::event_id).and(disposal::soft_deleted.eq(No))),
        )
        .left_join(
            r_disposal_type::table.on(r_disposal_type::disposal_type_id.eq(disposal::disposal_type_id)),
        )
        .left_join(
            r_standard_reference_list::table.on(r_standard_reference_list::standard_reference_list_id
                .nullable()
                .eq(disposal::entry_length_units_id)),
        )
        .left_join(
            custody::table
                .on(custody::disposal_id.eq(disposal::disposal_id).and(custody::soft_deleted.eq(No))),
        )
        .filter(offender::crn.eq(crn.as_str()))
        .filter(offender::soft_deleted.eq(No))
        .filter(event::event_number.eq(number.as_str()))
        .filter(event::active_flag.eq(Yes))
        .filter(event::soft_deleted.eq(No))
        .select((
            event::event_id,
            (
                disposal::disposal_id,
                r_disposal_type::description,
                r_disposal_type::sentence_type,
                disposal::disposal_date,
                disposal::entry_length,
                disposal::notional_end_date,
                disposal::entered_notional_end_date,
            )
                .nullable(),
            custody::custody_id.nullable(),
            r_standard_reference_list::code_description.nullable(),
        ))
        .get_result(conn)
        .optional()
}

/// Lists type and day of the key dates of a custody, of the types given. Of several of a type the lowest id comes first.
pub fn list_key_dates(
    conn: &mut DbConn,
    custody_id: i64,
    types: &[&str],
) -> QueryResult<Vec<(String, NaiveDate)>> {
    each!(conn, conn => key_date::table
        .inner_join(r_standard_reference_list::table)
        .filter(key_date::custody_id.eq(custody_id))
        .filter(key_date::soft_deleted.eq(No))
        .filter(r_standard_reference_list::code_value.eq_any(types))
        .order(key_date::key_date_id)
        .select((r_standard_reference_list::code_value, key_date::key_date_))
        .load(conn))
}

/// Finds the type, in words, of the most recent release from a custody.
pub fn find_latest_release_type(conn: &mut DbConn, custody_id: i64) -> QueryResult<Option<String>> {
    release::table
        .inner_join(r_standard_reference_list::table)
        .filter(release::custody_id.eq(custody_id))
        .filter(release::soft_deleted.eq(No))
        .order((
            release::actual_release_date.desc(),
            release::created_datetime.desc(),
            release::release_id.desc(),
        ))
        .select(r_standard_reference_list::code_description)
        .first(conn)
        .optional()
}

/// Finds the day of an event's latest contact of the types given.
pub fn find_latest_contact_date(
    conn: &mut DbConn,
    event_id: i64,
    types: &[&str],
) -> QueryResult<Option<NaiveDate>> {
    each!(conn, conn => contact::table
        .inner_join(r_contact_type::table)
        .filter(contact::event_id.eq(event_id))
        .filter(contact::soft_deleted.eq(No))
        .filter(r_contact_type::code.eq_any(types))
        .select(diesel::dsl::max(contact::contact_date))
        .get_result(conn))
}

/// Lists the licence conditions of a sentence by id, of every category.
pub fn list_licence_conditions(
    conn: &mut DbConn,
    disposal_id: i64,
) -> QueryResult<Vec<SentenceComponentRow>> {
    lic_condition::table
        .inner_join(r_lic_cond_type_main_cat::table)
        .left_join(
            r_standard_reference_list::table.on(r_standard_reference_list::standard_reference_list_id
                .nullable()
                .eq(lic_condition::lic_cond_type_sub_cat_id)),
        )
        .filter(lic_condition::disposal_id.eq(disposal_id))
        .filter(lic_condition::soft_deleted.eq(No))
        .order(lic_condition::lic_condition_id)
        .select((
            (r_lic_cond_type_main_cat::code, r_lic_cond_type_main_cat::description).nullable(),
            (r_standard_reference_list::code_value, r_standard_reference_list::code_description).nullable(),
        ))
        .load(conn)
}

/// Lists the requirements of a sentence by id, of every category.
pub fn list_requirements(conn: &mut DbConn, disposal_id: i64) -> QueryResult<Vec<SentenceComponentRow>> {
    rqmnt::table
        .left_join(r_rqmnt_type_main_category::table)
        .left_join(
            r_standard_reference_list::table.on(r_standard_reference_list::standard_reference_list_id
                .nullable()
                .eq(rqmnt::rqmnt_type_sub_category_id)),
        )
        .filter(rqmnt::disposal_id.eq(disposal_id))
        .filter(rqmnt::soft_deleted.eq(No))
        .order(rqmnt::rqmnt_id)
        .select((
            (r_rqmnt_type_main_category::code, r_rqmnt_type_main_category::description).nullable(),
            (r_standard_reference_list::code_value, r_standard_reference_list::code_description).nullable(),
        ))
        .load(conn)
}

/// Lists the active requirements of post-sentence supervision by id.
pub fn list_pss_requirements(conn: &mut DbConn, custody_id: i64) -> QueryResult<Vec<SentenceComponentRow>> {
    pss_rqmnt::table
        .inner_join(r_pss_rqmnt_type_main_category::table)
        .left_join(r_pss_rqmnt_type_sub_category::table)
        .filter(pss_rqmnt::custody_id.eq(custody_id))
        .filter(pss_rqmnt::active_flag.eq(Yes))
        .filter(pss_rqmnt::soft_deleted.eq(No))
        .order(pss_rqmnt::pss_rqmnt_id)
        .select((
            (r_pss_rqmnt_type_main_category::code, r_pss_rqmnt_type_main_category::description).nullable(),
            (r_pss_rqmnt_type_sub_category::code, r_pss_rqmnt_type_sub_category::description).nullable(),
        ))
        .load(conn)
}
