//! Managers of persons.

use super::flag::{No, Yes};
use crate::store::conn::DbConn;
use crate::store::model::{HolderRow, ManagerRow};
use crate::store::schema::{borough, district, offender_manager, probation_area, staff, team, user_};
use diesel::prelude::*;

/// Finds the active manager of a person, with team, delivery unit and region.
pub fn find_person_manager(conn: &mut DbConn, person_id: i64) -> QueryResult<Option<ManagerRow>> {
    offender_manager::table
        .inner_join(staff::table.left_join(user_::table))
        .inner_join(
            team::table
                .inner_join(district::table.inner_join(borough::table))
                .inner_join(probation_area::table),
        )
        .filter(offender_manager::offender_id.eq(person_id))
        .filter(offender_manager::active_flag.eq(Yes))
        .filter(offender_manager::soft_deleted.eq(No))
        .select((
            (staff::officer_code, staff::forename, staff::forename2, staff::surname),
            user_::distinguished_name.nullable(),
            (team::code, team::description),
            (borough::code, borough::description),
            (probation_area::code, probation_area::description),
        ))
        .get_result(conn)
        .optional()
}

/// Finds who manages a person: the active manager with team and provider, by their ids.
pub fn find_person_holder(conn: &mut DbConn, person_id: i64) -> QueryResult<Option<HolderRow>> {
    offender_manager::table
        .inner_join(team::table)
        .filter(offender_manager::offender_id.eq(person_id))
        .filter(offender_manager::active_flag.eq(Yes))
        .filter(offender_manager::soft_deleted.eq(No))
        .select((offender_manager::allocation_staff_id, team::team_id, team::probation_area_id))
        .get_result(conn)
        .optional()
}
