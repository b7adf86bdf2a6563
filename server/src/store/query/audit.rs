//! Audit rows of interactions (behaviour D26).

use super::Stamp;
use crate::store::bulk::rows_at_once;
use crate::store::conn::{DbConn, each};
use crate::store::schema::{audited_interaction, business_interaction};
use diesel::prelude::*;

/// Columns that are written; the key is the database's.
const COLUMNS: usize = 5;

/// Finds the id of an interaction by its code.
pub fn find_interaction_id(conn: &mut DbConn, code: &str) -> QueryResult<Option<i64>> {
    business_interaction::table
        .filter(business_interaction::business_interaction_code.eq(code))
        .select(business_interaction::business_interaction_id)
        .get_result(conn)
        .optional()
}

/// Inserts a row for each text of parameters.
pub fn insert(
    conn: &mut DbConn,
    interaction_id: i64,
    outcome: &str,
    parameters: &[String],
    stamp: Stamp,
) -> QueryResult<()> {
    let values = |parameters: &String| {
        (
            audited_interaction::date_time.eq(stamp.now),
            audited_interaction::business_interaction_id.eq(interaction_id),
            audited_interaction::user_id.eq(stamp.user_id),
            audited_interaction::outcome.eq(outcome.to_owned()),
            audited_interaction::interaction_parameters.eq(parameters.clone()),
        )
    };
    for parameters in parameters.chunks(rows_at_once(COLUMNS)) {
        let rows: Vec<_> = parameters.iter().map(values).collect();
        each!(conn, conn => diesel::insert_into(audited_interaction::table).values(&rows).execute(conn))?;
    }
    Ok(())
}
