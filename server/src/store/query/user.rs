//! Users and their teams.

use super::lower;
use crate::domain::{SERVICE_USER, Username};
use crate::store::conn::DbConn;
use crate::store::model::UserTeamRow;
use crate::store::schema::{borough, district, probation_area, staff, staff_team, team, user_};
use chrono::NaiveDate;
use diesel::prelude::*;

/// Finds the id of a user.
pub fn find_user_id(conn: &mut DbConn, username: &Username) -> QueryResult<Option<i64>> {
    user_::table
        .filter(lower(user_::distinguished_name).eq(username.folded()))
        .select(user_::user_id)
        .get_result(conn)
        .optional()
}

/// Finds the id of the service's own user, as whom it writes (behaviour 0.5).
pub fn find_service_user_id(conn: &mut DbConn) -> QueryResult<Option<i64>> {
    let id = Username::parse(SERVICE_USER).map(|name| find_user_id(conn, &name)).transpose()?;
    Ok(id.flatten())
}

/// Finds the staff record of a user, who may not be there or have none.
pub fn find_staff_id(conn: &mut DbConn, username: &Username) -> QueryResult<Option<i64>> {
    let staff_id: Option<Option<i64>> = user_::table
        .filter(lower(user_::distinguished_name).eq(username.folded()))
        .select(user_::staff_id)
        .get_result(conn)
        .optional()?;
    Ok(staff_id.flatten())
}

/// Lists the teams of a user's staff record that are not closed, by code (behaviour 2.10).
pub fn list_user_teams(
    conn: &mut DbConn,
    username: &Username,
    today: NaiveDate,
) -> QueryResult<Vec<UserTeamRow>> {
    user_::table
        .inner_join(
            staff::table.inner_join(
                staff_team::table.inner_join(
                    team::table
                        .inner_join(probation_area::table)
                        .inner_join(district::table.inner_join(borough::table)),
                ),
            ),
        )
        .filter(lower(user_::distinguished_name).eq(username.folded()))
        .filter(team::end_date.is_null().or(team::end_date.gt(today)))
        .order(team::code)
        .select((
            (team::code, team::description),
            (borough::code, borough::description),
            (probation_area::code, probation_area::description),
        ))
        .load(conn)
}
