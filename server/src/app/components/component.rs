//! From rows to the component that both kinds give.

use super::offices::Offices;
use super::rows::Found;
use crate::app::App;
use crate::app::emails::Emails;
use crate::app::wire::{coded, moment, practitioner};
use crate::op::OpContext;
use crate::store::model::{ComponentManagerRow, ComponentRow};
use apd_api::types::LondonDateTime;
use apd_api::types::common::{CodedValue, Manager, PduOfficeLocations};
use apd_api::types::components::{LicenceCondition, Requirement};

/// A component as both kinds give it.
pub(super) struct Component {
    id: i64,
    main_category: Option<CodedValue>,
    sub_category: Option<CodedValue>,
    manager: Manager,
    probation_delivery_units: Vec<PduOfficeLocations>,
    event_number: String,
    created_at: LondonDateTime,
}

/// Completes each component with its manager and offices; `None` for one without a manager.
pub(super) async fn complete(app: &App, op: &OpContext, found: Found) -> Vec<Option<Component>> {
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

pub(super) fn requirement(component: Component) -> Requirement {
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
pub(super) fn licence_condition(component: Component) -> Option<LicenceCondition> {
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
