//! Limited access: who is named by exclusions and restrictions. Whether one counts is a rule (`domain::access`).

use crate::domain::Crn;
use crate::store::conn::{DbConn, each};
use crate::store::model::{LimitRow, LimitedPersonRow};
use crate::store::schema::{exclusion, offender, restriction};
use diesel::prelude::*;

/// Lists persons by CRN, deleted ones included (behaviour S7).
pub fn list_people(conn: &mut DbConn, crns: &[&Crn]) -> QueryResult<Vec<LimitedPersonRow>> {
    let crns: Vec<_> = crns.iter().map(|crn| crn.as_str()).collect();
    each!(conn, conn => offender::table
        .filter(offender::crn.eq_any(&crns))
        .select((
            offender::offender_id,
            offender::crn,
            offender::exclusion_message,
            offender::restriction_message,
        ))
        .load(conn))
}

/// Lists the exclusions of persons.
pub fn list_exclusions(conn: &mut DbConn, person_ids: &[i64]) -> QueryResult<Vec<LimitRow>> {
    each!(conn, conn => exclusion::table
        .filter(exclusion::offender_id.eq_any(person_ids))
        .select((exclusion::offender_id, exclusion::user_id, exclusion::exclusion_end_time))
        .load(conn))
}

/// Lists the restrictions of persons.
pub fn list_restrictions(conn: &mut DbConn, person_ids: &[i64]) -> QueryResult<Vec<LimitRow>> {
    each!(conn, conn => restriction::table
        .filter(restriction::offender_id.eq_any(person_ids))
        .select((restriction::offender_id, restriction::user_id, restriction::restriction_end_time))
        .load(conn))
}
