//! Locks on requirements and licence conditions: what every transaction that changes or refers to them takes first.

use crate::store::conn::{DbConn, locked};
use crate::store::schema::{lic_condition, rqmnt};
use diesel::prelude::*;

macro_rules! queries {
    ($kind:ident, $component:ident($id:ident)) => {
        /// The lock on one kind of component.
        pub mod $kind {
            use super::*;

            /// Locks components, deleted ones included, and gives their ids in order.
            pub fn lock(conn: &mut DbConn, ids: &[i64]) -> QueryResult<Vec<i64>> {
                let query = $component::table.filter($component::$id.eq_any(ids));
                locked!(conn, query.order($component::$id).select($component::$id))
            }
        }
    };
}

queries!(requirement, rqmnt(rqmnt_id));
queries!(licence_condition, lic_condition(lic_condition_id));
