//! Faults of the service.

use super::Params;
use crate::provider::Stage;

/// Of these tables each operation needs at least one.
const TABLES: [&str; 6] = ["borough", "contact", "offender", "rqmnt", "team", "user_"];

/// The database answers, and a statement of every operation fails: tables that they need are not there.
pub(super) async fn delius_fails(stage: &mut Stage, _: &Params) {
    for table in TABLES {
        stage.ctx.database.execute(&format!("ALTER TABLE {table} RENAME TO {table}_elsewhere"));
    }
}
