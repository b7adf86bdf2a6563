//! Reading components with the offices around them.

use super::kind::Kind;
use crate::app::App;
use crate::domain::Crn;
use crate::error::Error;
use crate::op::OpContext;
use crate::store::conn::DbConn;
use crate::store::model::{ComponentRow, PduOfficeRow, TeamOfficeRow};
use crate::store::query::component::Components;
use crate::store::query::{office, person};
use chrono::NaiveDate;
use diesel::QueryResult;
use std::collections::BTreeSet;

/// Rows of components, and of the offices around their managers.
pub(super) struct Found {
    pub(super) rows: Vec<ComponentRow>,
    pub(super) team_offices: Vec<TeamOfficeRow>,
    pub(super) region_offices: Vec<PduOfficeRow>,
}

/// Reads components in four statements, whatever their number; `None` when there is no such person.
pub(super) async fn read(
    app: &App,
    op: &OpContext,
    kind: &Kind,
    crn: Crn,
    which: impl FnOnce(i64) -> Option<Components> + Send + 'static,
) -> Result<Option<Found>, Error> {
    let (list, today) = (kind.list, app.clock.today());
    app.store
        .read(op, move |conn| {
            let Some(person_id) = person::find_person_id(conn, &crn)? else { return Ok(None) };
            let rows = which(person_id).map_or(Ok(Vec::new()), |which| list(conn, which))?;
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
