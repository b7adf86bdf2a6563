//! Persons.

use super::flag::No;
use crate::domain::Crn;
use crate::store::conn::DbConn;
use crate::store::model::PersonRow;
use crate::store::schema::{offender, r_standard_reference_list};
use diesel::prelude::*;

/// Finds a person who is not deleted.
pub fn find_person(conn: &mut DbConn, crn: &Crn) -> QueryResult<Option<PersonRow>> {
    let (gender, ethnicity) =
        diesel::alias!(r_standard_reference_list as gender, r_standard_reference_list as ethnicity);
    let (id, code, description) = (
        r_standard_reference_list::standard_reference_list_id,
        r_standard_reference_list::code_value,
        r_standard_reference_list::code_description,
    );
    offender::table
        .inner_join(gender.on(gender.field(id).eq(offender::gender_id)))
        .left_join(ethnicity.on(ethnicity.field(id).nullable().eq(offender::ethnicity_id)))
        .filter(offender::crn.eq(crn.as_str()))
        .filter(offender::soft_deleted.eq(No))
        .select((
            offender::offender_id,
            offender::crn,
            offender::first_name,
            offender::second_name,
            offender::third_name,
            offender::surname,
            offender::date_of_birth_date,
            (gender.field(code), gender.field(description)),
            (ethnicity.field(code), ethnicity.field(description)).nullable(),
        ))
        .get_result(conn)
        .optional()
}

/// Finds the id of a person who is not deleted.
pub fn find_person_id(conn: &mut DbConn, crn: &Crn) -> QueryResult<Option<i64>> {
    offender::table
        .filter(offender::crn.eq(crn.as_str()))
        .filter(offender::soft_deleted.eq(No))
        .select(offender::offender_id)
        .get_result(conn)
        .optional()
}
