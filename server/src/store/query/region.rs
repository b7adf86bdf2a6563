//! Members of regions.

use super::SELECTABLE;
use crate::store::conn::DbConn;
use crate::store::model::{PduTeamMemberRow, TeamMemberRow};
use crate::store::schema::{borough, district, probation_area, staff, staff_team, team};
use chrono::NaiveDate;
use diesel::prelude::*;

/// Lists everybody in a region by delivery unit, team and officer code. Whoever, or whatever team, has an end date at
/// all is left out (behaviour 2.11).
pub fn list_region_members(conn: &mut DbConn, code: &str) -> QueryResult<Vec<PduTeamMemberRow>> {
    staff_team::table
        .inner_join(staff::table)
        .inner_join(
            team::table
                .inner_join(probation_area::table)
                .inner_join(district::table.inner_join(borough::table)),
        )
        .filter(probation_area::code.eq(code))
        .filter(district::selectable.eq(SELECTABLE))
        .filter(borough::selectable.eq(SELECTABLE))
        .filter(team::end_date.is_null())
        .filter(staff::end_date.is_null())
        .order((borough::code, team::code, staff::officer_code))
        .select((
            (probation_area::code, probation_area::description),
            (borough::code, borough::description),
            (
                (team::code, team::description),
                (staff::officer_code, staff::forename, staff::forename2, staff::surname),
            ),
        ))
        .load(conn)
}

/// Lists the members of a region's teams in a local admin unit by team and officer code. End dates to come do not count
/// yet (behaviour 2.13).
pub fn list_local_admin_unit_members(
    conn: &mut DbConn,
    region_code: &str,
    local_admin_unit: &str,
    today: NaiveDate,
) -> QueryResult<Vec<TeamMemberRow>> {
    staff_team::table
        .inner_join(staff::table)
        .inner_join(team::table.inner_join(probation_area::table).inner_join(district::table))
        .filter(probation_area::code.eq(region_code))
        .filter(district::code.eq(local_admin_unit))
        .filter(team::end_date.is_null().or(team::end_date.gt(today)))
        .filter(staff::end_date.is_null().or(staff::end_date.gt(today)))
        .order((team::code, staff::officer_code))
        .select((
            (team::code, team::description),
            (staff::officer_code, staff::forename, staff::forename2, staff::surname),
        ))
        .load(conn)
}
