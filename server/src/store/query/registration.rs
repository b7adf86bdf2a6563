//! Registrations of persons.

use super::flag::No;
use crate::domain::Crn;
use crate::store::conn::DbConn;
use crate::store::model::RegistrationRow;
use crate::store::schema::{offender, r_register_type, r_standard_reference_list, registration};
use diesel::prelude::*;

/// Lists the registrations in force of a person who is not deleted, the latest first.
pub fn list_registrations(conn: &mut DbConn, crn: &Crn) -> QueryResult<Vec<RegistrationRow>> {
    registration::table
        .inner_join(offender::table)
        .inner_join(r_register_type::table)
        .left_join(r_standard_reference_list::table)
        .filter(offender::crn.eq(crn.as_str()))
        .filter(offender::soft_deleted.eq(No))
        .filter(registration::soft_deleted.eq(No))
        .filter(registration::deregistered.eq(No))
        .order((registration::registration_date.desc(), registration::registration_id))
        .select((
            (r_register_type::code, r_register_type::description),
            (r_standard_reference_list::code_value, r_standard_reference_list::code_description).nullable(),
            registration::registration_date,
            registration::next_review_date,
        ))
        .load(conn)
}
