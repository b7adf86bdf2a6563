//! Requirements and licence conditions of accredited-programme categories.
//!
//! The two tables have the same shape under different names; the queries differ in nothing else.

use super::flag::{No, Yes};
use crate::domain::accredited_programmes::{LICENCE_CONDITION_CATEGORY, REQUIREMENT_CATEGORIES};
use crate::store::conn::DbConn;
use crate::store::model::ComponentRow;
use crate::store::schema::{
    borough, disposal, district, event, lic_condition, lic_condition_manager, offender,
    r_lic_cond_type_main_cat, r_rqmnt_type_main_category, r_standard_reference_list, rqmnt, rqmnt_manager,
    staff, team, user_,
};
use diesel::prelude::*;

/// Which components to list.
#[derive(Clone, Copy, Debug)]
pub enum Components {
    /// The one with this id, whoever's it is.
    WithId(i64),
    /// All of a person, `offender_id`.
    OfPerson(i64),
}

/// Lists requirements: active ones first, then the latest recorded (behaviour D7).
///
/// Inactive ones and those of inactive events are visible, those of deleted sentences and events are not (D9, S8).
pub fn list_requirements(conn: &mut DbConn, which: Components) -> QueryResult<Vec<ComponentRow>> {
    let active_manager = rqmnt_manager::rqmnt_id
        .eq(rqmnt::rqmnt_id)
        .and(rqmnt_manager::active_flag.eq(Yes))
        .and(rqmnt_manager::soft_deleted.eq(No));
    let mut query = rqmnt::table
        .inner_join(r_rqmnt_type_main_category::table)
        .inner_join(disposal::table.inner_join(event::table.inner_join(offender::table)))
        .left_join(
            r_standard_reference_list::table.on(r_standard_reference_list::standard_reference_list_id
                .nullable()
                .eq(rqmnt::rqmnt_type_sub_category_id)),
        )
        .left_join(rqmnt_manager::table.on(active_manager))
        .left_join(staff::table.on(staff::staff_id.eq(rqmnt_manager::allocated_staff_id)))
        .left_join(user_::table.on(user_::staff_id.eq(staff::staff_id.nullable())))
        .left_join(team::table.on(team::team_id.eq(rqmnt_manager::allocated_team_id)))
        .left_join(district::table.on(district::district_id.eq(team::district_id)))
        .left_join(borough::table.on(borough::borough_id.eq(district::borough_id)))
        .filter(
            r_rqmnt_type_main_category::code
                .eq(REQUIREMENT_CATEGORIES[0])
                .or(r_rqmnt_type_main_category::code.eq(REQUIREMENT_CATEGORIES[1])),
        )
        .filter(rqmnt::soft_deleted.eq(No))
        .filter(disposal::soft_deleted.eq(No))
        .filter(event::soft_deleted.eq(No))
        .order((rqmnt::active_flag.desc(), rqmnt::created_datetime.desc(), rqmnt::rqmnt_id.desc()))
        .select((
            rqmnt::rqmnt_id,
            offender::crn,
            (r_rqmnt_type_main_category::code, r_rqmnt_type_main_category::description).nullable(),
            (r_standard_reference_list::code_value, r_standard_reference_list::code_description).nullable(),
            event::event_number,
            rqmnt::created_datetime,
            (
                (staff::officer_code, staff::forename, staff::forename2, staff::surname),
                team::team_id,
                (team::code, team::description),
                (borough::code, borough::description),
                borough::probation_area_id,
            )
                .nullable(),
            user_::distinguished_name.nullable(),
        ))
        .into_boxed();
    query = match which {
        Components::WithId(id) => query.filter(rqmnt::rqmnt_id.eq(id)),
        Components::OfPerson(id) => query.filter(event::offender_id.eq(id)),
    };
    query.load(conn)
}

/// Lists licence conditions, as [`list_requirements`].
pub fn list_licence_conditions(conn: &mut DbConn, which: Components) -> QueryResult<Vec<ComponentRow>> {
    let active_manager = lic_condition_manager::lic_condition_id
        .eq(lic_condition::lic_condition_id)
        .and(lic_condition_manager::active_flag.eq(Yes))
        .and(lic_condition_manager::soft_deleted.eq(No));
    let mut query = lic_condition::table
        .inner_join(r_lic_cond_type_main_cat::table)
        .inner_join(disposal::table.inner_join(event::table.inner_join(offender::table)))
        .left_join(
            r_standard_reference_list::table.on(r_standard_reference_list::standard_reference_list_id
                .nullable()
                .eq(lic_condition::lic_cond_type_sub_cat_id)),
        )
        .left_join(lic_condition_manager::table.on(active_manager))
        .left_join(staff::table.on(staff::staff_id.eq(lic_condition_manager::staff_id)))
        .left_join(user_::table.on(user_::staff_id.eq(staff::staff_id.nullable())))
        .left_join(team::table.on(team::team_id.eq(lic_condition_manager::team_id)))
        .left_join(district::table.on(district::district_id.eq(team::district_id)))
        .left_join(borough::table.on(borough::borough_id.eq(district::borough_id)))
        .filter(r_lic_cond_type_main_cat::code.eq(LICENCE_CONDITION_CATEGORY))
        .filter(lic_condition::soft_deleted.eq(No))
        .filter(disposal::soft_deleted.eq(No))
        .filter(event::soft_deleted.eq(No))
        .order((
            lic_condition::active_flag.desc(),
            lic_condition::created_datetime.desc(),
            lic_condition::lic_condition_id.desc(),
        ))
        .select((
            lic_condition::lic_condition_id,
            offender::crn,
            (r_lic_cond_type_main_cat::code, r_lic_cond_type_main_cat::description).nullable(),
            (r_standard_reference_list::code_value, r_standard_reference_list::code_description).nullable(),
            event::event_number,
            lic_condition::created_datetime,
            (
                (staff::officer_code, staff::forename, staff::forename2, staff::surname),
                team::team_id,
                (team::code, team::description),
                (borough::code, borough::description),
                borough::probation_area_id,
            )
                .nullable(),
            user_::distinguished_name.nullable(),
        ))
        .into_boxed();
    query = match which {
        Components::WithId(id) => query.filter(lic_condition::lic_condition_id.eq(id)),
        Components::OfPerson(id) => query.filter(event::offender_id.eq(id)),
    };
    query.load(conn)
}
