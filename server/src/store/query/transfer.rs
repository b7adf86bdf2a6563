//! Transfers of requirements and licence conditions between teams.

use super::Stamp;
use super::flag::No;
use crate::store::bulk::rows_at_once;
use crate::store::conn::{DbConn, each, locked, upsert_if};
use crate::store::model::{RejectedTransferRow, TransferRow};
use crate::store::schema::{lic_condition_transfer, rejected_transfer_diary, rqmnt_transfer};
use diesel::prelude::*;
use diesel::upsert::excluded;

/// Values that are written for a transfer: its mandatory columns, those that change, and the user.
const COLUMNS: usize = 16;

/// Columns of `rejected_transfer_diary`.
const DIARY_COLUMNS: usize = 17;

/// Writes the queries of one kind of component. The arguments are the names of its table and columns.
macro_rules! queries {
    ($kind:ident, $transfer:ident($transfer_id:ident, $id:ident)) => {
        /// The queries of one kind of component.
        pub mod $kind {
            use super::*;

            /// Locks the transfers of a component that have a status and are not deleted, and gives them by id.
            pub fn lock(conn: &mut DbConn, id: i64, status_id: i64) -> QueryResult<Vec<TransferRow>> {
                locked!(
                    conn,
                    $transfer::table
                        .filter($transfer::$id.eq(id))
                        .filter($transfer::transfer_status_id.eq(status_id))
                        .filter($transfer::soft_deleted.eq(No))
                        .order($transfer::$transfer_id)
                        .select((
                            $transfer::$transfer_id,
                            $transfer::row_version,
                            $transfer::$id,
                            $transfer::transfer_status_id,
                            $transfer::accepted_decision_id,
                            $transfer::allocation_reason_id,
                            $transfer::rejection_reason_id,
                            $transfer::request_date,
                            $transfer::transfer_status_date,
                            $transfer::notes,
                            $transfer::origin_team_id,
                            $transfer::origin_staff_id,
                            $transfer::receiving_team_id,
                            $transfer::receiving_staff_id,
                            $transfer::master_transfer_id,
                            $transfer::created_datetime,
                        ))
                )
            }

            /// Writes back what a decision changes of transfers, and says of how many: those whose version is still the one
            /// before the row's.
            pub fn update(conn: &mut DbConn, rows: &[TransferRow], stamp: Stamp) -> QueryResult<usize> {
                let values = |row: &TransferRow| {
                    (
                        $transfer::$transfer_id.eq(row.id),
                        $transfer::row_version.eq(row.row_version),
                        $transfer::$id.eq(row.component_id),
                        $transfer::transfer_status_id.eq(row.transfer_status_id),
                        $transfer::accepted_decision_id.eq(row.accepted_decision_id),
                        $transfer::rejection_reason_id.eq(row.rejection_reason_id),
                        $transfer::request_date.eq(row.request_date),
                        $transfer::transfer_status_date.eq(row.transfer_status_date),
                        $transfer::notes.eq(row.notes.clone()),
                        $transfer::origin_team_id.eq(row.origin_team_id),
                        $transfer::origin_staff_id.eq(row.origin_staff_id),
                        $transfer::receiving_team_id.eq(row.receiving_team_id),
                        $transfer::receiving_staff_id.eq(row.receiving_staff_id),
                        $transfer::created_datetime.eq(row.created_datetime),
                        $transfer::last_updated_datetime.eq(stamp.now),
                        $transfer::last_updated_user_id.eq(stamp.user_id),
                    )
                };
                let mut updated = 0;
                for rows in rows.chunks(rows_at_once(COLUMNS)) {
                    let rows: Vec<_> = rows.iter().map(values).collect();
                    updated += upsert_if!(
                        conn,
                        ($transfer::row_version + 1).eq(excluded($transfer::row_version)),
                        diesel::insert_into($transfer::table)
                            .values(&rows)
                            .on_conflict($transfer::$transfer_id)
                            .do_update()
                            .set((
                                $transfer::row_version.eq(excluded($transfer::row_version)),
                                $transfer::transfer_status_id.eq(excluded($transfer::transfer_status_id)),
                                $transfer::accepted_decision_id.eq(excluded($transfer::accepted_decision_id)),
                                $transfer::rejection_reason_id.eq(excluded($transfer::rejection_reason_id)),
                                $transfer::transfer_status_date.eq(excluded($transfer::transfer_status_date)),
                                $transfer::notes.eq(excluded($transfer::notes)),
                                $transfer::last_updated_datetime
                                    .eq(excluded($transfer::last_updated_datetime)),
                                $transfer::last_updated_user_id.eq(excluded($transfer::last_updated_user_id)),
                            ))
                    )?;
                }
                Ok(updated)
            }
        }
    };
}

queries!(requirement, rqmnt_transfer(rqmnt_transfer_id, rqmnt_id));
queries!(licence_condition, lic_condition_transfer(lic_condition_transfer_id, lic_condition_id));

/// Enters rejected transfers into the diary.
pub fn insert_rejected(conn: &mut DbConn, rows: &[RejectedTransferRow]) -> QueryResult<()> {
    for rows in rows.chunks(rows_at_once(DIARY_COLUMNS)) {
        each!(conn, conn => diesel::insert_into(rejected_transfer_diary::table).values(rows).execute(conn))?;
    }
    Ok(())
}
