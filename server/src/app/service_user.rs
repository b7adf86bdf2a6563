//! The service's own user, as whom it writes to Delius (behaviour 0.5).

use crate::domain::{SERVICE_USER, london};
use crate::error::Error;
use crate::store::WorkError;
use crate::store::conn::DbConn;
use crate::store::query::{self, Stamp};
use chrono::{DateTime, Utc};

/// What rows that the service writes now tell of their last change.
///
/// # Errors
///
/// When Delius does not know the user; the service does not start without it.
pub(super) fn stamp(conn: &mut DbConn, now: DateTime<Utc>) -> Result<Stamp, WorkError> {
    let user_id = query::user::find_service_user_id(conn)?
        .ok_or_else(|| Error::NotFound(format!("User with username of {SERVICE_USER} not found")))?;
    Ok(Stamp { now: london::wall_time(now), user_id })
}
