//! Requirements and licence conditions. They look alike, so both are shown through one view.

use super::Table;
use super::cases::practitioner;
use super::layout::{Grid, Once, Sheet};
use super::words::{coded, coded_lines, moment, name};
use apd_client::types::{
    CodedValue, LicenceCondition, LicenceConditions, Manager, PduOfficeLocations, Requirement, Requirements,
};
use chrono::{DateTime, Utc};

/// What a requirement and a licence condition have in common.
struct Component<'a> {
    id: i64,
    event_number: &'a str,
    main_category: Option<&'a CodedValue>,
    sub_category: Option<&'a CodedValue>,
    created_at: DateTime<Utc>,
    manager: &'a Manager,
    units: &'a [PduOfficeLocations],
}

impl<'a> From<&'a Requirement> for Component<'a> {
    fn from(requirement: &'a Requirement) -> Self {
        Self {
            id: requirement.id,
            event_number: &requirement.event_number,
            main_category: requirement.main_category.as_ref(),
            sub_category: requirement.sub_category.as_ref(),
            created_at: requirement.created_at,
            manager: &requirement.manager,
            units: &requirement.probation_delivery_units,
        }
    }
}

impl<'a> From<&'a LicenceCondition> for Component<'a> {
    fn from(condition: &'a LicenceCondition) -> Self {
        Self {
            id: condition.id,
            event_number: &condition.event_number,
            main_category: Some(&condition.main_category),
            sub_category: condition.sub_category.as_ref(),
            created_at: condition.created_at,
            manager: &condition.manager,
            units: &condition.probation_delivery_units,
        }
    }
}

impl Table for Requirement {
    fn table(&self, width: Option<u16>) -> String {
        one("Requirement", &self.into(), width)
    }
}

impl Table for LicenceCondition {
    fn table(&self, width: Option<u16>) -> String {
        one("Licence condition", &self.into(), width)
    }
}

impl Table for Requirements {
    fn table(&self, width: Option<u16>) -> String {
        many(self.content.iter().map(Component::from), width).text_or("No accredited-programme requirements.")
    }
}

impl Table for LicenceConditions {
    fn table(&self, width: Option<u16>) -> String {
        many(self.content.iter().map(Component::from), width)
            .text_or("No accredited-programme licence conditions.")
    }
}

fn one(what: &str, component: &Component<'_>, width: Option<u16>) -> String {
    let manager = component.manager;
    let own_offices = &manager.office_locations;
    let sheet = Sheet::new(width)
        .row(what, component.id.to_string())
        .maybe("Programme", component.sub_category.map(coded))
        .maybe("Category", component.main_category.map(coded))
        .row("Event", component.event_number)
        .row("Recorded", moment(component.created_at))
        .row("Manager", practitioner(&manager.staff))
        .row("Team", coded(&manager.team))
        .row("PDU", coded(&manager.probation_delivery_unit))
        .maybe("Offices of the team", (!own_offices.is_empty()).then(|| coded_lines(own_offices)))
        .text();
    let offices = offices(component.units, width).text_or("none");
    format!("{sheet}\n\nOffices of the manager's region:\n{offices}")
}

fn many<'a>(components: impl Iterator<Item = Component<'a>>, width: Option<u16>) -> Grid {
    let headings = ["Id", "Event", "Programme", "Category", "Manager", "Team", "Recorded"];
    let mut grid = Grid::new(headings, width);
    for component in components {
        grid.row([
            component.id.to_string(),
            component.event_number.to_owned(),
            component.sub_category.map(coded).unwrap_or_default(),
            component.main_category.map(coded).unwrap_or_default(),
            name(&component.manager.staff.name),
            component.manager.team.description.clone(),
            moment(component.created_at),
        ]);
    }
    grid
}

fn offices(units: &[PduOfficeLocations], width: Option<u16>) -> Grid {
    let mut grid = Grid::new(["PDU", "Office"], width);
    for unit in units {
        let mut shown = Once::new(format!("{} ({})", unit.description, unit.code));
        for office in &unit.office_locations {
            grid.row([shown.take(), coded(office)]);
        }
    }
    grid
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::examples::{assert_table, example};

    #[test]
    fn requirement() {
        let mut requirement: Requirement = example("get_requirement");
        let unit = &mut requirement.probation_delivery_units[0];
        let (code, description) = ("N07ISL1".to_owned(), "Islington Probation Office".to_owned());
        unit.office_locations.push(CodedValue { code, description });
        assert_table("requirement", &requirement);
    }

    #[test]
    fn requirement_without_what_may_be_absent() {
        let mut requirement: Requirement = example("get_requirement");
        (requirement.main_category, requirement.sub_category) = (None, None);
        requirement.manager.office_locations.clear();
        requirement.probation_delivery_units.clear();
        assert_table("requirement-sparse", &requirement);
    }

    #[test]
    fn requirements() {
        assert_table("requirements", &example::<Requirements>("list_requirements"));
    }

    #[test]
    fn licence_condition() {
        assert_table("licence-condition", &example::<LicenceCondition>("get_licence_condition"));
    }

    #[test]
    fn licence_conditions() {
        assert_table("licence-conditions", &example::<LicenceConditions>("list_licence_conditions"));
    }

    #[test]
    fn no_components_is_said_in_words() {
        let (requirements, conditions) =
            (Requirements { content: Vec::new() }, LicenceConditions { content: Vec::new() });
        assert_eq!(requirements.table(None), "No accredited-programme requirements.");
        assert_eq!(conditions.table(None), "No accredited-programme licence conditions.");
    }
}
