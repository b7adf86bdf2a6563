//! Offences of events.

use super::flag::No;
use crate::store::conn::DbConn;
use crate::store::model::OffenceRow;
use crate::store::schema::{additional_offence, main_offence, r_offence};
use diesel::prelude::*;

type CategoryColumns = (
    r_offence::main_category_code,
    r_offence::main_category_description,
    r_offence::sub_category_code,
    r_offence::sub_category_description,
);

const CATEGORIES: CategoryColumns = (
    r_offence::main_category_code,
    r_offence::main_category_description,
    r_offence::sub_category_code,
    r_offence::sub_category_description,
);

/// Lists the main offences of an event by id: there should be one.
pub fn list_main_offences(conn: &mut DbConn, event_id: i64) -> QueryResult<Vec<OffenceRow>> {
    let (main_code, main, sub_code, sub) = CATEGORIES;
    main_offence::table
        .inner_join(r_offence::table)
        .filter(main_offence::event_id.eq(event_id))
        .filter(main_offence::soft_deleted.eq(No))
        .order(main_offence::main_offence_id)
        .select((main_offence::offence_date.nullable(), main_code, main, sub_code, sub))
        .load(conn)
}

/// Lists the additional offences of an event by id.
pub fn list_additional_offences(conn: &mut DbConn, event_id: i64) -> QueryResult<Vec<OffenceRow>> {
    let (main_code, main, sub_code, sub) = CATEGORIES;
    additional_offence::table
        .inner_join(r_offence::table)
        .filter(additional_offence::event_id.eq(event_id))
        .filter(additional_offence::soft_deleted.eq(No))
        .order(additional_offence::additional_offence_id)
        .select((additional_offence::offence_date, main_code, main, sub_code, sub))
        .load(conn)
}
