//! Requirements and licence conditions as those that events are about.

use super::Stamp;
use super::flag::{No, Yes};
use crate::store::conn::DbConn;
use crate::store::model::ReferredComponentRow;
use crate::store::schema::{
    disposal, event, lic_condition, lic_condition_manager, offender, r_lic_cond_type_main_cat,
    r_rqmnt_type_main_category, r_standard_reference_list, rqmnt, rqmnt_manager, team,
};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// Writes the queries of one kind of component. The arguments are the names of its tables and columns.
macro_rules! queries {
    (
        $kind:ident,
        $component:ident($id:ident, $sub_category_id:ident, $reason_id:ident),
        $manager:ident($staff_id:ident, $team_id:ident),
        $category:ident
    ) => {
        /// The queries of one kind of component.
        pub mod $kind {
            use super::*;

            /// Finds a component of any category, active or not, with its person, event and active manager. Not a deleted
            /// one, nor one of a deleted sentence, event or person (behaviour S8).
            pub fn find(conn: &mut DbConn, id: i64) -> QueryResult<Option<ReferredComponentRow>> {
                let sub_category = r_standard_reference_list::standard_reference_list_id
                    .nullable()
                    .eq($component::$sub_category_id);
                let active_manager = $manager::$id
                    .eq($component::$id)
                    .and($manager::active_flag.eq(Yes))
                    .and($manager::soft_deleted.eq(No));
                $component::table
                    .inner_join($category::table)
                    .inner_join(disposal::table.inner_join(event::table.inner_join(offender::table)))
                    .left_join(r_standard_reference_list::table.on(sub_category))
                    .left_join($manager::table.on(active_manager))
                    .left_join(team::table.on(team::team_id.eq($manager::$team_id)))
                    .filter($component::$id.eq(id))
                    .filter($component::soft_deleted.eq(No))
                    .filter(disposal::soft_deleted.eq(No))
                    .filter(event::soft_deleted.eq(No))
                    .filter(offender::soft_deleted.eq(No))
                    .select((
                        offender::offender_id,
                        offender::crn,
                        event::event_id,
                        event::event_number,
                        ($category::code, $category::description),
                        (r_standard_reference_list::code_value, r_standard_reference_list::code_description)
                            .nullable(),
                        $component::start_date,
                        $component::commencement_date,
                        $component::termination_date,
                        $component::$reason_id,
                        ($manager::$staff_id, team::team_id, team::probation_area_id).nullable(),
                    ))
                    .get_result(conn)
                    .optional()
            }

            /// Terminates a locked component, which has no transfer pending any more.
            pub fn terminate(
                conn: &mut DbConn,
                id: i64,
                at: NaiveDateTime,
                reason_id: i64,
                stamp: Stamp,
            ) -> QueryResult<usize> {
                diesel::update($component::table.filter($component::$id.eq(id)))
                    .set((
                        $component::termination_date.eq(at),
                        $component::$reason_id.eq(reason_id),
                        $component::pending_transfer.eq(No),
                        $component::row_version.eq($component::row_version + 1),
                        $component::last_updated_datetime.eq(stamp.now),
                        $component::last_updated_user_id.eq(stamp.user_id),
                    ))
                    .execute(conn)
            }

            /// Moves the termination of a locked component.
            pub fn move_termination(
                conn: &mut DbConn,
                id: i64,
                at: NaiveDateTime,
                stamp: Stamp,
            ) -> QueryResult<usize> {
                diesel::update($component::table.filter($component::$id.eq(id)))
                    .set((
                        $component::termination_date.eq(at),
                        $component::row_version.eq($component::row_version + 1),
                        $component::last_updated_datetime.eq(stamp.now),
                        $component::last_updated_user_id.eq(stamp.user_id),
                    ))
                    .execute(conn)
            }
        }
    };
}

queries!(
    requirement,
    rqmnt(rqmnt_id, rqmnt_type_sub_category_id, rqmnt_termination_reason_id),
    rqmnt_manager(allocated_staff_id, allocated_team_id),
    r_rqmnt_type_main_category
);

queries!(
    licence_condition,
    lic_condition(lic_condition_id, lic_cond_type_sub_cat_id, lic_termination_reason_id),
    lic_condition_manager(staff_id, team_id),
    r_lic_cond_type_main_cat
);
