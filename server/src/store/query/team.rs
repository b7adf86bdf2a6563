//! Teams.

use crate::store::conn::{DbConn, each};
use crate::store::model::TeamProviderRow;
use crate::store::schema::{probation_area, team};
use diesel::prelude::*;

/// Lists teams with their providers, closed ones included.
pub fn list_providers(conn: &mut DbConn, team_ids: &[i64]) -> QueryResult<Vec<TeamProviderRow>> {
    each!(conn, conn => team::table
        .inner_join(probation_area::table)
        .filter(team::team_id.eq_any(team_ids))
        .select((team::team_id, probation_area::probation_area_id, probation_area::description))
        .load(conn))
}
