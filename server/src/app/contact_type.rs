//! Contact types that the service itself uses.

use crate::domain::ids::ContactTypeId;
use crate::error::Error;
use crate::store::WorkError;
use crate::store::conn::DbConn;
use crate::store::query::reference_data::list_contact_types;

/// Finds a contact type by its code.
///
/// # Errors
///
/// `Type with code of … not found`.
pub(super) fn find(conn: &mut DbConn, code: &str) -> Result<ContactTypeId, WorkError> {
    let rows = list_contact_types(conn, &[code])?;
    let row = rows.first().ok_or_else(|| Error::NotFound(format!("Type with code of {code} not found")))?;
    Ok(ContactTypeId(row.id))
}
