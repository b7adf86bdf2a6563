//! Requirements and licence conditions as those that appointments are created for.

use super::Stamp;
use super::flag::No;
use crate::store::bulk::rows_at_once;
use crate::store::conn::{DbConn, each, upsert_if};
use crate::store::model::AppointedComponentRow;
use crate::store::schema::{
    disposal, event, lic_condition, offender, r_lic_cond_type_main_cat, r_rqmnt_type_main_category, rqmnt,
};
use diesel::prelude::*;
use diesel::upsert::excluded;

/// Values that are written for a component: its mandatory columns, the date, the notes and the user.
const COLUMNS: usize = 13;

/// Writes the queries of one kind of component. The arguments are the names of its table and columns, and how its main
/// category goes into the column: that of a licence condition cannot be blank, and never is. It is not changed.
macro_rules! queries {
    ($kind:ident, $table:ident, $id:ident, $notes:ident, $category_id:ident, $category:ident, $main_category:expr) => {
        /// The queries of one kind of component.
        pub mod $kind {
            use super::*;

            /// Lists components of any category, active or not, with their person and event. Deleted ones, and those of
            /// deleted sentences or events (behaviour S8) or persons (4.1), are left out.
            pub fn list(conn: &mut DbConn, ids: &[i64]) -> QueryResult<Vec<AppointedComponentRow>> {
                each!(conn, conn => $table::table
                    .inner_join(disposal::table.inner_join(event::table.inner_join(offender::table)))
                    .left_join($category::table)
                    .filter($table::$id.eq_any(ids))
                    .filter($table::soft_deleted.eq(No))
                    .filter(disposal::soft_deleted.eq(No))
                    .filter(event::soft_deleted.eq(No))
                    .filter(offender::soft_deleted.eq(No))
                    .select((
                        $table::$id,
                        $table::row_version,
                        $table::disposal_id,
                        event::event_id,
                        offender::offender_id,
                        offender::crn,
                        $category::code.nullable(),
                        $table::$category_id.nullable(),
                        $table::active_flag,
                        $table::start_date,
                        $table::commencement_date,
                        $table::pending_transfer,
                        $table::$notes,
                        $table::created_datetime,
                    ))
                    .load(conn))
            }

            /// Writes back commencement date and notes of components, and says of how many: those whose version is still
            /// the one before the row's. On SQLite those are all, without a look: nobody else can have written since they
            /// were read.
            pub fn commence(
                conn: &mut DbConn,
                rows: &[AppointedComponentRow],
                stamp: Stamp,
            ) -> QueryResult<usize> {
                let values = |row: &AppointedComponentRow| {
                    (
                        $table::$id.eq(row.id),
                        $table::row_version.eq(row.row_version),
                        $table::disposal_id.eq(row.disposal_id),
                        $table::$category_id.eq($main_category(row.main_category_id)),
                        $table::start_date.eq(row.start_date),
                        $table::commencement_date.eq(row.commencement_date),
                        $table::pending_transfer.eq(row.pending_transfer),
                        $table::$notes.eq(row.notes.clone()),
                        $table::active_flag.eq(row.active_flag),
                        $table::soft_deleted.eq(0),
                        $table::created_datetime.eq(row.created_datetime),
                        $table::last_updated_datetime.eq(stamp.now),
                        $table::last_updated_user_id.eq(stamp.user_id),
                    )
                };
                let mut updated = 0;
                for rows in rows.chunks(rows_at_once(COLUMNS)) {
                    let rows: Vec<_> = rows.iter().map(values).collect();
                    updated += upsert_if!(
                        conn,
                        ($table::row_version + 1).eq(excluded($table::row_version)),
                        diesel::insert_into($table::table)
                            .values(&rows)
                            .on_conflict($table::$id)
                            .do_update()
                            .set((
                                $table::row_version.eq(excluded($table::row_version)),
                                $table::commencement_date.eq(excluded($table::commencement_date)),
                                $table::$notes.eq(excluded($table::$notes)),
                                $table::last_updated_datetime.eq(excluded($table::last_updated_datetime)),
                                $table::last_updated_user_id.eq(excluded($table::last_updated_user_id)),
                            ))
                    )?;
                }
                Ok(updated)
            }
        }
    };
}

queries!(
    requirement,
    rqmnt,
    rqmnt_id,
    rqmnt_notes,
    rqmnt_type_main_category_id,
    r_rqmnt_type_main_category,
    std::convert::identity
);

queries!(
    licence_condition,
    lic_condition,
    lic_condition_id,
    lic_condition_notes,
    lic_cond_type_main_cat_id,
    r_lic_cond_type_main_cat,
    Option::unwrap_or_default
);
