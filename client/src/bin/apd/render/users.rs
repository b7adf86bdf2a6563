//! Users.

use super::Table;
use super::layout::Grid;
use super::words::{coded, yes_or_no};
use apd_client::types::{CaseAccess, UserAccess, UserTeams};

impl Table for UserAccess {
    fn table(&self, width: Option<u16>) -> String {
        let mut grid = Grid::new(["CRN", "May see it", "Why not"], width);
        for case in &self.access {
            let barred = case.user_excluded || case.user_restricted;
            grid.row([case.crn.clone(), yes_or_no(!barred), reasons(case)]);
        }
        grid.text_or("No cases.")
    }
}

/// Why a user is kept out, with the words of Delius.
fn reasons(case: &CaseAccess) -> String {
    let reason = |applies: bool, label: &str, message: &Option<String>| match message {
        _ if !applies => None,
        Some(message) => Some(format!("{label}: {message}")),
        None => Some(label.to_owned()),
    };
    let exclusion = reason(case.user_excluded, "Excluded", &case.exclusion_message);
    let restriction = reason(case.user_restricted, "Restricted", &case.restriction_message);
    [exclusion, restriction].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

impl Table for UserTeams {
    fn table(&self, width: Option<u16>) -> String {
        let mut grid = Grid::new(["Team", "PDU", "Region"], width);
        for team in &self.teams {
            let name = format!("{} ({})", team.description, team.code);
            grid.row([name, coded(&team.pdu), coded(&team.region)]);
        }
        grid.text_or("No open teams: the user is not known or not staff.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::examples::{assert_table, example};

    #[test]
    fn access() {
        let mut access: UserAccess = example("check_access");
        access.access.push(CaseAccess {
            crn: "X345678".to_owned(),
            user_excluded: true,
            user_restricted: true,
            exclusion_message: None,
            restriction_message: Some("This case is restricted.\u{1b}[0m".to_owned()),
        });
        assert_table("access", &access);
    }

    #[test]
    fn teams() {
        assert_table("teams", &example::<UserTeams>("list_user_teams"));
    }

    #[test]
    fn no_teams_is_said_in_words() {
        let none = UserTeams { teams: Vec::new() };
        assert_eq!(none.table(None), "No open teams: the user is not known or not staff.");
    }
}
