//! Requirements and licence conditions of accredited-programme categories (behaviour 2.5 to 2.8).
//!
//! The two kinds follow the same rules under different names; `kind` holds what differs.

mod component;
mod kind;
mod offices;
mod rows;

use super::personal_details::not_found as person_not_found;
use super::{App, inconsistent};
use crate::domain::{ComponentId, Crn};
use crate::error::Error;
use crate::op::OpContext;
use crate::store::query::component::Components;
use apd_api::types::components::{LicenceCondition, LicenceConditions, Requirement, Requirements};
use component::{Component, complete, licence_condition, requirement};
use kind::{Kind, LICENCE_CONDITION, REQUIREMENT};
use rows::read;

/// Finds a requirement of a person.
///
/// # Errors
///
/// In this order: `Person with crn of … not found`, `Requirement with id of … not found`, `CRN does not match
/// requirement`; inconsistent: `Requirement does not have an active manager`.
pub async fn find_requirement(app: &App, op: &OpContext, crn: &str, id: &str) -> Result<Requirement, Error> {
    find(app, op, &REQUIREMENT, crn, id).await.map(requirement)
}

/// Lists the requirements of a person. One without an active manager is left out, logged and counted.
///
/// # Errors
///
/// `Person with crn of … not found`.
pub async fn list_requirements(app: &App, op: &OpContext, crn: &str) -> Result<Requirements, Error> {
    let components = list(app, op, &REQUIREMENT, crn).await?;
    Ok(Requirements { content: components.into_iter().map(requirement).collect() })
}

/// Finds a licence condition of a person.
///
/// # Errors
///
/// As [`find_requirement`], in the words of licence conditions.
pub async fn find_licence_condition(
    app: &App,
    op: &OpContext,
    crn: &str,
    id: &str,
) -> Result<LicenceCondition, Error> {
    let component = find(app, op, &LICENCE_CONDITION, crn, id).await?;
    licence_condition(component).ok_or_else(|| not_found(&LICENCE_CONDITION, id))
}

/// Lists the licence conditions of a person, as [`list_requirements`].
///
/// # Errors
///
/// `Person with crn of … not found`.
pub async fn list_licence_conditions(
    app: &App,
    op: &OpContext,
    crn: &str,
) -> Result<LicenceConditions, Error> {
    let components = list(app, op, &LICENCE_CONDITION, crn).await?;
    Ok(LicenceConditions { content: components.into_iter().filter_map(licence_condition).collect() })
}

async fn find(app: &App, op: &OpContext, kind: &Kind, crn: &str, id: &str) -> Result<Component, Error> {
    let key = Crn::parse(crn).ok_or_else(|| person_not_found(crn))?;
    // What cannot be an id is not looked up, but an unknown person comes first.
    let which = ComponentId::parse(id).map(|id| Components::WithId(id.0));
    let wanted = key.clone();
    let found = read(app, op, kind, key, move |_| which).await?;
    let found = found.ok_or_else(|| person_not_found(crn))?;
    let row = found.rows.first().ok_or_else(|| not_found(kind, id))?;
    if row.crn != wanted.as_str() {
        return Err(Error::rule(kind.other_person));
    }
    let record = row.id;
    let mut components = complete(app, op, found).await;
    components.pop().flatten().ok_or_else(|| inconsistent::fault(kind.no_manager, kind.record, record))
}

async fn list(app: &App, op: &OpContext, kind: &Kind, crn: &str) -> Result<Vec<Component>, Error> {
    let key = Crn::parse(crn).ok_or_else(|| person_not_found(crn))?;
    let found = read(app, op, kind, key, |person_id| Some(Components::OfPerson(person_id))).await?;
    let found = found.ok_or_else(|| person_not_found(crn))?;
    let ids: Vec<_> = found.rows.iter().map(|row| row.id).collect();
    let components = complete(app, op, found).await;
    for (id, _) in ids.into_iter().zip(&components).filter(|(_, component)| component.is_none()) {
        inconsistent::left_out(op, kind.no_manager, kind.record, id);
    }
    Ok(components.into_iter().flatten().collect())
}

fn not_found(kind: &Kind, id: &str) -> Error {
    Error::NotFound(format!("{} with id of {id} not found", kind.entity))
}
