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

/// Writes the query of one kind of component. The arguments are the names of its tables and columns, and the condition
/// that its main category is one of accredited programmes.
macro_rules! list_components {
    (
        $(#[$doc:meta])* $list:ident,
        $component:ident($id:ident, $sub_category_id:ident),
        $manager:ident($staff_id:ident, $team_id:ident),
        $category:ident: $is_programme:expr $(,)?
    ) => {
        $(#[$doc])*
        pub fn $list(conn: &mut DbConn, which: Components) -> QueryResult<Vec<ComponentRow>> {
            let active_manager = $manager::$id
                .eq($component::$id)
                .and($manager::active_flag.eq(Yes))
                .and($manager::soft_deleted.eq(No));
            let sub_category = r_standard_reference_list::standard_reference_list_id
                .nullable()
                .eq($component::$sub_category_id);
            let mut query = $component::table
                .inner_join($category::table)
                .inner_join(disposal::table.inner_join(event::table.inner_join(offender::table)))
                .left_join(r_standard_reference_list::table.on(sub_category))
                .left_join($manager::table.on(active_manager))
                .left_join(staff::table.on(staff::staff_id.eq($manager::$staff_id)))
                .left_join(user_::table.on(user_::staff_id.eq(staff::staff_id.nullable())))
                .left_join(team::table.on(team::team_id.eq($manager::$team_id)))
                .left_join(district::table.on(district::district_id.eq(team::district_id)))
                .left_join(borough::table.on(borough::borough_id.eq(district::borough_id)))
                .filter($is_programme)
                .filter($component::soft_deleted.eq(No))
                .filter(disposal::soft_deleted.eq(No))
                .filter(event::soft_deleted.eq(No))
                .order((
                    $component::active_flag.desc(),
                    $component::created_datetime.desc(),
                    $component::$id.desc(),
                ))
                .select((
                    $component::$id,
                    offender::crn,
                    ($category::code, $category::description).nullable(),
                    (r_standard_reference_list::code_value, r_standard_reference_list::code_description)
                        .nullable(),
                    event::event_number,
                    $component::created_datetime,
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
                Components::WithId(id) => query.filter($component::$id.eq(id)),
                Components::OfPerson(id) => query.filter(event::offender_id.eq(id)),
            };
            query.load(conn)
        }
    };
}

list_components!(
    /// Lists requirements: active ones first, then the latest recorded (behaviour D7).
    ///
    /// Inactive ones and those of inactive events are visible, those of deleted sentences and events are not (D9, S8).
    list_requirements,
    rqmnt(rqmnt_id, rqmnt_type_sub_category_id),
    rqmnt_manager(allocated_staff_id, allocated_team_id),
    r_rqmnt_type_main_category: r_rqmnt_type_main_category::code
        .eq(REQUIREMENT_CATEGORIES[0])
        .or(r_rqmnt_type_main_category::code.eq(REQUIREMENT_CATEGORIES[1])),
);

list_components!(
    /// Lists licence conditions, as [`list_requirements`].
    list_licence_conditions,
    lic_condition(lic_condition_id, lic_cond_type_sub_cat_id),
    lic_condition_manager(staff_id, team_id),
    r_lic_cond_type_main_cat: r_lic_cond_type_main_cat::code.eq(LICENCE_CONDITION_CATEGORY),
);
