//! Offices of teams, regions and delivery units. Closed ones are left out.

use super::SELECTABLE;
use crate::store::conn::{DbConn, each};
use crate::store::model::{CodedRow, PduOfficeRow, PduRow, TeamOfficeRow};
use crate::store::schema::{borough, district, office_location, probation_area, team_office_location};
use chrono::NaiveDate;
use diesel::prelude::*;

/// Lists the open offices of teams, by team and code.
pub fn list_team_offices(
    conn: &mut DbConn,
    team_ids: &[i64],
    today: NaiveDate,
) -> QueryResult<Vec<TeamOfficeRow>> {
    each!(conn, conn => team_office_location::table
        .inner_join(office_location::table)
        .filter(team_office_location::team_id.eq_any(team_ids))
        .filter(office_location::end_date.is_null().or(office_location::end_date.gt(today)))
        .order((team_office_location::team_id, office_location::code))
        .select((team_office_location::team_id, (office_location::code, office_location::description)))
        .load(conn))
}

/// Lists the open offices of regions in delivery units and local admin units that can be selected, by region, unit and
/// code.
pub fn list_region_offices(
    conn: &mut DbConn,
    region_ids: &[i64],
    today: NaiveDate,
) -> QueryResult<Vec<PduOfficeRow>> {
    each!(conn, conn => office_location::table
        .inner_join(district::table.inner_join(borough::table))
        .filter(borough::probation_area_id.eq_any(region_ids))
        .filter(borough::selectable.eq(SELECTABLE))
        .filter(district::selectable.eq(SELECTABLE))
        .filter(office_location::end_date.is_null().or(office_location::end_date.gt(today)))
        .order((borough::probation_area_id, borough::code, office_location::code))
        .select((
            borough::probation_area_id,
            (borough::code, borough::description),
            (office_location::code, office_location::description),
        ))
        .load(conn))
}

/// Finds a delivery unit that can be selected, of a region that is active (behaviour D11, S9).
pub fn find_pdu(conn: &mut DbConn, code: &str) -> QueryResult<Option<PduRow>> {
    borough::table
        .inner_join(probation_area::table)
        .filter(borough::code.eq(code))
        .filter(borough::selectable.eq(SELECTABLE))
        .filter(probation_area::selectable.eq(SELECTABLE))
        .select((borough::borough_id, (borough::code, borough::description)))
        .get_result(conn)
        .optional()
}

/// Lists the open offices of a delivery unit, in local admin units that can be selected, by code.
pub fn list_pdu_offices(conn: &mut DbConn, pdu_id: i64, today: NaiveDate) -> QueryResult<Vec<CodedRow>> {
    office_location::table
        .inner_join(district::table)
        .filter(district::borough_id.eq(pdu_id))
        .filter(district::selectable.eq(SELECTABLE))
        .filter(office_location::end_date.is_null().or(office_location::end_date.gt(today)))
        .order(office_location::code)
        .select((office_location::code, office_location::description))
        .load(conn)
}
