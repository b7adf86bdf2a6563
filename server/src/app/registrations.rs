//! The registrations of a person (behaviour 2.4).

use super::App;
use super::wire::coded;
use crate::domain::Crn;
use crate::error::Error;
use crate::op::OpContext;
use crate::store::model::RegistrationRow;
use crate::store::query;
use apd_api::types::cases::{Registration, Registrations};

/// Lists the registrations in force. A person who is not known has none (behaviour S6).
///
/// # Errors
///
/// None of its own.
pub async fn list(app: &App, op: &OpContext, crn: &str) -> Result<Registrations, Error> {
    let Some(crn) = Crn::parse(crn) else { return Ok(Registrations { registrations: Vec::new() }) };
    let rows = app.store.read(op, move |conn| query::registration::list_registrations(conn, &crn)).await?;
    Ok(Registrations { registrations: rows.into_iter().map(registration).collect() })
}

fn registration(row: RegistrationRow) -> Registration {
    Registration {
        register_type: coded(row.register_type),
        category: row.category.map(coded),
        date: row.date,
        next_review_date: row.next_review_date,
    }
}
