//! Contacts of one requirement or licence condition, for its termination.

use super::flag::{No, Yes};
use crate::store::conn::{DbConn, locked};
use crate::store::model::ContactRow;
use crate::store::schema::{contact, user_};
use chrono::NaiveDate;
use diesel::SelectableHelper;
use diesel::dsl::{exists, not};
use diesel::prelude::*;

/// Writes the queries of one kind of component. The argument is the column of `contact` that names it.
macro_rules! queries {
    ($kind:ident, $id:ident) => {
        /// The queries of one kind of component.
        pub mod $kind {
            use super::*;

            /// Locks the contacts of a component after a day that have no outcome and were not made by a system user, and
            /// gives their ids in order (behaviour 3.5 step 3b). A blank maker is no system user.
            pub fn lock_future(conn: &mut DbConn, id: i64, after: NaiveDate) -> QueryResult<Vec<i64>> {
                let made_by_system = user_::table
                    .filter(user_::user_id.nullable().eq(contact::created_by_user_id))
                    .filter(user_::system_user.eq(Yes));
                locked!(
                    conn,
                    contact::table
                        .filter(contact::$id.eq(id))
                        .filter(contact::contact_date.gt(after))
                        .filter(contact::contact_outcome_type_id.is_null())
                        .filter(contact::soft_deleted.eq(No))
                        .filter(not(exists(made_by_system)))
                        .order(contact::contact_id)
                        .select(contact::contact_id)
                )
            }

            /// Locks the latest contact of a component of a type: by date, then id.
            pub fn lock_latest(
                conn: &mut DbConn,
                id: i64,
                contact_type_id: i64,
            ) -> QueryResult<Option<ContactRow>> {
                let found: QueryResult<Vec<ContactRow>> = locked!(
                    conn,
                    contact::table
                        .filter(contact::$id.eq(id))
                        .filter(contact::contact_type_id.eq(contact_type_id))
                        .filter(contact::soft_deleted.eq(No))
                        .order((contact::contact_date.desc(), contact::contact_id.desc()))
                        .limit(1)
                        .select(ContactRow::as_select())
                );
                Ok(found?.pop())
            }
        }
    };
}

queries!(requirement, rqmnt_id);
queries!(licence_condition, lic_condition_id);
