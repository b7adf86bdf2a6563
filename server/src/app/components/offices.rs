//! The open offices of teams and regions.

use crate::app::wire::coded;
use crate::store::model::{PduOfficeRow, TeamOfficeRow};
use apd_api::types::common::{CodedValue, PduOfficeLocations};
use std::collections::HashMap;

/// The open offices of teams and regions.
pub(super) struct Offices {
    by_team: HashMap<i64, Vec<CodedValue>>,
    by_region: HashMap<i64, Vec<PduOfficeLocations>>,
}

impl Offices {
    /// From rows that are in the order of delivery unit and office.
    pub(super) fn new(team_offices: Vec<TeamOfficeRow>, region_offices: Vec<PduOfficeRow>) -> Offices {
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

    pub(super) fn of_team(&self, team_id: i64) -> Vec<CodedValue> {
        self.by_team.get(&team_id).cloned().unwrap_or_default()
    }

    pub(super) fn of_region(&self, region_id: i64) -> Vec<PduOfficeLocations> {
        self.by_region.get(&region_id).cloned().unwrap_or_default()
    }
}
