//! The teams of a user (behaviour 2.10).

use super::App;
use super::wire::coded;
use crate::domain::Username;
use crate::error::Error;
use crate::op::OpContext;
use crate::store::model::UserTeamRow;
use crate::store::query;
use apd_api::types::users::{UserTeam, UserTeams};

/// Lists the open teams of a user; none for a user who is not known or not staff.
///
/// # Errors
///
/// None of its own.
pub async fn list_teams(app: &App, op: &OpContext, username: &str) -> Result<UserTeams, Error> {
    let Some(username) = Username::parse(username) else { return Ok(UserTeams { teams: Vec::new() }) };
    let today = app.clock.today();
    let rows = app.store.read(op, move |conn| query::user::list_user_teams(conn, &username, today)).await?;
    Ok(UserTeams { teams: rows.into_iter().map(user_team).collect() })
}

fn user_team(row: UserTeamRow) -> UserTeam {
    UserTeam {
        code: row.team.code,
        description: row.team.description,
        pdu: coded(row.pdu),
        region: coded(row.region),
    }
}
