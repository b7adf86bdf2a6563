//! The table that stands in for the user directory.

use super::lower;
use crate::store::conn::{DbConn, each};
use crate::store::schema::directory_user;
use diesel::prelude::*;

/// Lists username and e-mail address of users, by folded username.
pub fn list_emails(conn: &mut DbConn, usernames: &[&str]) -> QueryResult<Vec<(String, String)>> {
    each!(conn, conn => directory_user::table
        .filter(lower(directory_user::username).eq_any(usernames))
        .select((directory_user::username, directory_user::email))
        .load(conn))
}
