//! Regions, their members and offices.

use super::Table;
use super::layout::{Grid, Once};
use super::words::name;
use apd_client::types::{AccreditedProgrammesTeams, PduOfficeLocations, RegionMembers};

impl Table for RegionMembers {
    fn table(&self, width: Option<u16>) -> String {
        let mut grid = Grid::new(["PDU", "Team", "Officer code", "Name"], width);
        for pdu in &self.pdus {
            let mut unit = Once::new(titled(&pdu.description, &pdu.code));
            for team in &pdu.team {
                let mut team_name = Once::new(titled(&team.description, &team.code));
                for member in &team.members {
                    grid.row([unit.take(), team_name.take(), member.code.clone(), name(&member.name)]);
                }
            }
        }
        let members = grid.text_or("No members.");
        format!("{}\n{members}", titled(&self.description, &self.code))
    }
}

impl Table for AccreditedProgrammesTeams {
    fn table(&self, width: Option<u16>) -> String {
        let mut grid = Grid::new(["Team", "Officer code", "Name"], width);
        for team in &self.teams {
            let mut team_name = Once::new(titled(&team.description, &team.code));
            for member in &team.members {
                grid.row([team_name.take(), member.code.clone(), name(&member.name)]);
            }
        }
        grid.text_or("No members.")
    }
}

impl Table for PduOfficeLocations {
    fn table(&self, width: Option<u16>) -> String {
        let mut grid = Grid::new(["Code", "Office"], width);
        for office in &self.office_locations {
            grid.row([office.code.clone(), office.description.clone()]);
        }
        let offices = grid.text_or("No open offices.");
        format!("{}\n{offices}", titled(&self.description, &self.code))
    }
}

fn titled(description: &str, code: &str) -> String {
    format!("{} ({code})", super::words::clean(description))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::examples::{assert_table, example};
    use apd_client::types::StaffMember;

    /// A second member, so that a snapshot shows what is not repeated.
    fn second(first: &StaffMember) -> StaffMember {
        let mut member = first.clone();
        member.code = "N07A002".to_owned();
        member.name.forename = "Bethan".to_owned();
        member
    }

    #[test]
    fn members_of_a_region() {
        let mut region: RegionMembers = example("list_region_members");
        let members = &mut region.pdus[0].team[0].members;
        members.push(second(&members[0]));
        assert_table("members", &region);
    }

    #[test]
    fn members_of_the_accredited_programmes_teams() {
        let mut teams: AccreditedProgrammesTeams = example("list_accredited_programmes_members");
        let members = &mut teams.teams[0].members;
        members.push(second(&members[0]));
        assert_table("accredited-programmes-members", &teams);
    }

    #[test]
    fn offices() {
        assert_table("offices", &example::<PduOfficeLocations>("list_office_locations"));
    }

    #[test]
    fn nothing_is_said_in_words_below_the_name() {
        let mut unit: PduOfficeLocations = example("list_office_locations");
        unit.office_locations.clear();
        assert_eq!(unit.table(None), "Croydon (N07CRDN)\nNo open offices.");
    }
}
