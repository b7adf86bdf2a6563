//! Members and offices of regions (behaviour 2.11 to 2.13).

use super::App;
use super::wire::{coded, staff_member, staff_member_with_middle_names};
use crate::domain::accredited_programmes::local_admin_unit;
use crate::error::Error;
use crate::op::OpContext;
use crate::store::model::{CodedRow, PduTeamMemberRow, StaffRow, TeamMemberRow};
use crate::store::query;
use apd_api::types::common::{PduOfficeLocations, StaffMember};
use apd_api::types::regions::{AccreditedProgrammesTeams, PduMembers, RegionMembers, TeamMembers};

/// Lists everybody who works in a region, by delivery unit and team.
///
/// # Errors
///
/// `No members found for region`.
pub async fn list_members(app: &App, op: &OpContext, code: &str) -> Result<RegionMembers, Error> {
    let not_found = || Error::NotFound("No members found for region".to_owned());
    let key = lookup_key(code).ok_or_else(not_found)?;
    let rows = app.store.read(op, move |conn| query::region::list_region_members(conn, &key)).await?;
    let region = rows.first().map(|row| row.region.clone()).ok_or_else(not_found)?;
    Ok(RegionMembers { code: region.code, description: region.description, pdus: by_pdu(rows) })
}

/// Lists the accredited-programmes teams of a region and their members.
///
/// # Errors
///
/// `No Accredited Programmes Local Admin Unit mapping found for region …`.
pub async fn list_accredited_programmes_members(
    app: &App,
    op: &OpContext,
    code: &str,
) -> Result<AccreditedProgrammesTeams, Error> {
    let unit = local_admin_unit(code).ok_or_else(|| {
        Error::NotFound(format!("No Accredited Programmes Local Admin Unit mapping found for region {code}"))
    })?;
    let (key, today) = (code.to_owned(), app.clock.today());
    let rows = app
        .store
        .read(op, move |conn| query::region::list_local_admin_unit_members(conn, &key, unit, today))
        .await?;
    Ok(AccreditedProgrammesTeams { teams: by_team(rows, staff_member_with_middle_names) })
}

/// Lists the open offices of a delivery unit.
///
/// # Errors
///
/// `ProbationDeliveryUnit with code of … not found`.
pub async fn list_office_locations(
    app: &App,
    op: &OpContext,
    pdu: &str,
) -> Result<PduOfficeLocations, Error> {
    let not_found = || Error::NotFound(format!("ProbationDeliveryUnit with code of {pdu} not found"));
    let (key, today) = (lookup_key(pdu).ok_or_else(not_found)?, app.clock.today());
    let found = app
        .store
        .read(op, move |conn| {
            let Some(pdu) = query::office::find_pdu(conn, &key)? else { return Ok(None) };
            let offices = query::office::list_pdu_offices(conn, pdu.id, today)?;
            Ok(Some((pdu.pdu, offices)))
        })
        .await?;
    let (pdu, offices) = found.ok_or_else(not_found)?;
    Ok(PduOfficeLocations {
        code: pdu.code,
        description: pdu.description,
        office_locations: offices.into_iter().map(coded).collect(),
    })
}

/// Any text can be looked up but one that no database column can hold.
fn lookup_key(code: &str) -> Option<String> {
    (!code.contains('\0')).then(|| code.to_owned())
}

/// Groups rows that are in the order of delivery unit, team and member.
fn by_pdu(rows: Vec<PduTeamMemberRow>) -> Vec<PduMembers> {
    let rows = rows.into_iter().map(|row| (row.pdu, row.member)).collect();
    let group = |(pdu, members): (CodedRow, Vec<TeamMemberRow>)| PduMembers {
        code: pdu.code,
        description: pdu.description,
        team: by_team(members, staff_member),
    };
    grouped(rows).into_iter().map(group).collect()
}

/// Groups rows that are in the order of team and member.
fn by_team(rows: Vec<TeamMemberRow>, member: fn(StaffRow) -> StaffMember) -> Vec<TeamMembers> {
    let rows = rows.into_iter().map(|row| (row.team, row.staff)).collect();
    let group = |(team, staff): (CodedRow, Vec<StaffRow>)| TeamMembers {
        code: team.code,
        description: team.description,
        members: staff.into_iter().map(member).collect(),
    };
    grouped(rows).into_iter().map(group).collect()
}

/// Puts neighbours with the same key together.
fn grouped<T>(rows: Vec<(CodedRow, T)>) -> Vec<(CodedRow, Vec<T>)> {
    let mut groups: Vec<(CodedRow, Vec<T>)> = Vec::new();
    for (key, value) in rows {
        match groups.last_mut() {
            Some((last, values)) if *last == key => values.push(value),
            _ => groups.push((key, vec![value])),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_grouped_in_their_order() {
        let key = |code: &str| CodedRow { code: code.to_owned(), description: String::new() };
        let groups = grouped(vec![(key("A"), 1), (key("A"), 2), (key("B"), 3)]);
        assert_eq!(groups, [(key("A"), vec![1, 2]), (key("B"), vec![3])]);
    }
}
