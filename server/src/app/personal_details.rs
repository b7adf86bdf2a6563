//! Who a person is, and who supervises them (behaviour 2.1).

use super::emails::Emails;
use super::wire::{coded, practitioner};
use super::{App, inconsistent};
use crate::domain::Crn;
use crate::domain::age::age;
use crate::error::Error;
use crate::op::OpContext;
use crate::store::model::PersonRow;
use crate::store::query;
use apd_api::types::cases::PersonalDetails;
use apd_api::types::common::Name;

/// Finds the details of a person.
///
/// # Errors
///
/// `Person with crn of … not found`; inconsistent: `Person does not have an active manager`.
pub async fn find(app: &App, op: &OpContext, crn: &str) -> Result<PersonalDetails, Error> {
    let key = Crn::parse(crn).ok_or_else(|| not_found(crn))?;
    let found = app
        .store
        .read(op, move |conn| {
            let Some(person) = query::person::find_person(conn, &key)? else { return Ok(None) };
            let manager = query::manager::find_person_manager(conn, person.id)?;
            Ok(Some((person, manager)))
        })
        .await?;
    let (person, manager) = found.ok_or_else(|| not_found(crn))?;
    let manager = manager.ok_or_else(|| {
        inconsistent::fault("Person does not have an active manager", "offender", person.id)
    })?;
    let emails = Emails::find(app, op, manager.username.as_deref()).await;
    Ok(PersonalDetails {
        name: name(&person),
        date_of_birth: person.date_of_birth,
        age: age(person.date_of_birth, app.clock.today()),
        crn: person.crn,
        sex: coded(person.gender),
        ethnicity: person.ethnicity.map(coded),
        probation_practitioner: practitioner(manager.staff, emails.of(manager.username.as_deref())),
        team: coded(manager.team),
        probation_delivery_unit: coded(manager.pdu),
        region: coded(manager.region),
    })
}

pub(super) fn not_found(crn: &str) -> Error {
    Error::NotFound(format!("Person with crn of {crn} not found"))
}

/// The middle names are given even when there are none: the client has always had the empty text here.
fn name(person: &PersonRow) -> Name {
    let middle_names = [&person.second_name, &person.third_name];
    let middle_names: Vec<_> =
        middle_names.into_iter().flatten().map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
    Name {
        forename: person.first_name.clone(),
        middle_names: Some(middle_names.join(" ")),
        surname: person.surname.clone(),
    }
}
