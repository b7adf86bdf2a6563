//! Requirements and licence conditions of accredited-programme categories (behaviour 2.5 to 2.8).
//!
//! The two kinds follow the same rules under different names: [`Kind`] holds what differs.

use super::emails::Emails;
use super::personal_details::not_found as person_not_found;
use super::wire::{coded, moment, practitioner};
use super::{App, inconsistent};
use crate::domain::{ComponentId, Crn};
use crate::error::Error;
use crate::op::OpContext;
use crate::store::conn::DbConn;
use crate::store::model::{ComponentManagerRow, ComponentRow, PduOfficeRow, TeamOfficeRow};
use crate::store::query::component::Components;
use crate::store::query::{component, office, person};
use apd_api::types::common::{CodedValue, Manager, PduOfficeLocations};
use apd_api::types::components::{LicenceCondition, LicenceConditions, Requirement, Requirements};
use chrono::NaiveDate;
use diesel::QueryResult;
use std::collections::{BTreeSet, HashMap};

/// What differs between the two kinds of component.
struct Kind {
    /// The name of the kind in not-found texts.
    entity: &'static str,
    record: &'static str,
    other_person: &'static str,
    no_manager: &'static str,
    list: fn(&mut DbConn, Components) -> QueryResult<Vec<ComponentRow>>,
}

const REQUIREMENT: Kind = Kind {
    entity: "Requirement",
    record: "rqmnt",
    other_person: "CRN does not match requirement",
    no_manager: "Requirement does not have an active manager",
    list: component::list_requirements,
};

const LICENCE_CONDITION: Kind = Kind {
    entity: "LicenceCondition",
    record: "lic_condition",
    other_person: "CRN does not match licence condition",
    no_manager: "Licence condition does not have an active manager",
    list: component::list_licence_conditions,
};

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
    // An id that cannot be one is looked up as one that no component has: an unknown person comes first.
    let which = Components::WithId(ComponentId::parse(id).map_or(-1, |id| id.0));
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
    let found = read(app, op, kind, key, Components::OfPerson).await?;
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

/// Rows of components, and of the offices around their managers.
struct Found {
    rows: Vec<ComponentRow>,
    team_offices: Vec<TeamOfficeRow>,
    region_offices: Vec<PduOfficeRow>,
}

/// Reads components in four statements, whatever their number; `None` when there is no such person.
async fn read(
    app: &App,
    op: &OpContext,
    kind: &Kind,
    crn: Crn,
    which: impl FnOnce(i64) -> Components + Send + 'static,
) -> Result<Option<Found>, Error> {
    let (list, today) = (kind.list, app.clock.today());
    app.store
        .read(op, move |conn| {
            let Some(person_id) = person::find_person_id(conn, &crn)? else { return Ok(None) };
            let rows = list(conn, which(person_id))?;
            Found::with_offices(conn, rows, today).map(Some)
        })
        .await
}

impl Found {
    fn with_offices(conn: &mut DbConn, rows: Vec<ComponentRow>, today: NaiveDate) -> QueryResult<Found> {
        let managers = || rows.iter().filter_map(|row| row.manager.as_ref());
        let teams: BTreeSet<_> = managers().map(|manager| manager.team_id).collect();
        let regions: BTreeSet<_> = managers().map(|manager| manager.region_id).collect();
        let teams: Vec<_> = teams.into_iter().collect();
        let regions: Vec<_> = regions.into_iter().collect();
        Ok(Found {
            team_offices: office::list_team_offices(conn, &teams, today)?,
            region_offices: office::list_region_offices(conn, &regions, today)?,
            rows,
        })
    }
}

/// A component as both kinds give it.
struct Component {
    id: i64,
    main_category: Option<CodedValue>,
    sub_category: Option<CodedValue>,
    manager: Manager,
    probation_delivery_units: Vec<PduOfficeLocations>,
    event_number: String,
    created_at: apd_api::types::LondonDateTime,
}

/// Completes each component with its manager and offices; `None` for one without a manager.
async fn complete(app: &App, op: &OpContext, found: Found) -> Vec<Option<Component>> {
    let usernames = found.rows.iter().filter_map(|row| row.manager_username.as_deref());
    let emails = Emails::find(app, op, usernames).await;
    let offices = Offices::new(found.team_offices, found.region_offices);
    found.rows.into_iter().map(|row| component_of(row, &offices, &emails)).collect()
}

fn component_of(row: ComponentRow, offices: &Offices, emails: &Emails) -> Option<Component> {
    let email = emails.of(row.manager_username.as_deref());
    let ComponentManagerRow { staff, team_id, team, pdu, region_id } = row.manager?;
    Some(Component {
        id: row.id,
        main_category: row.main_category.map(coded),
        sub_category: row.sub_category.map(coded),
        manager: Manager {
            staff: practitioner(staff, email),
            team: coded(team),
            probation_delivery_unit: coded(pdu),
            office_locations: offices.of_team(team_id),
        },
        probation_delivery_units: offices.of_region(region_id),
        event_number: row.event_number,
        created_at: moment(row.created_datetime),
    })
}

/// The open offices of teams and regions.
struct Offices {
    by_team: HashMap<i64, Vec<CodedValue>>,
    by_region: HashMap<i64, Vec<PduOfficeLocations>>,
}

impl Offices {
    /// From rows that are in the order of delivery unit and office.
    fn new(team_offices: Vec<TeamOfficeRow>, region_offices: Vec<PduOfficeRow>) -> Offices {
        let mut by_team: HashMap<i64, Vec<CodedValue>> = HashMap::new();
        for row in team_offices {
            by_team.entry(row.team_id).or_default().push(coded(row.office));
        }
        let mut by_region: HashMap<i64, Vec<PduOfficeLocations>> = HashMap::new();
        for row in region_offices {
            let units = by_region.entry(row.region_id).or_default();
            match units.last_mut() {
                Some(unit) if unit.code == row.pdu.code => unit.office_locations.push(coded(row.office)),
                _ => units.push(PduOfficeLocations {
                    code: row.pdu.code,
                    description: row.pdu.description,
                    office_locations: vec![coded(row.office)],
                }),
            }
        }
        Offices { by_team, by_region }
    }

    fn of_team(&self, team_id: i64) -> Vec<CodedValue> {
        self.by_team.get(&team_id).cloned().unwrap_or_default()
    }

    fn of_region(&self, region_id: i64) -> Vec<PduOfficeLocations> {
        self.by_region.get(&region_id).cloned().unwrap_or_default()
    }
}

fn requirement(component: Component) -> Requirement {
    Requirement {
        id: component.id,
        main_category: component.main_category,
        sub_category: component.sub_category,
        manager: component.manager,
        probation_delivery_units: component.probation_delivery_units,
        event_number: component.event_number,
        created_at: component.created_at,
    }
}

/// `None` cannot happen for rows of this kind, whose main category is never blank.
fn licence_condition(component: Component) -> Option<LicenceCondition> {
    Some(LicenceCondition {
        id: component.id,
        main_category: component.main_category?,
        sub_category: component.sub_category,
        manager: component.manager,
        probation_delivery_units: component.probation_delivery_units,
        event_number: component.event_number,
        created_at: component.created_at,
    })
}
