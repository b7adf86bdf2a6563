//! What the codes of a batch stand for, with the texts for those that stand for nothing.

use super::batch::{Fault, invalid_reference, list};
use super::contacts::flag;
use crate::app::contact_type;
use crate::domain::appointment::Assignment;
use crate::domain::enforcement::{EnforcementAction, REFER_TO_MANAGER, REVIEW_ENFORCEMENT_STATUS};
use crate::domain::ids::{
    ContactTypeId, EnforcementActionId, OfficeLocationId, OutcomeTypeId, ProviderId, StaffId, TeamId,
};
use crate::domain::outcome::OutcomeType;
use crate::error::Error;
use crate::store::WorkError;
use crate::store::conn::DbConn;
use crate::store::model::{ContactTypeRow, EnforcementActionRow, OutcomeTypeRow, TeamRow};
use crate::store::query::reference_data as query;
use apd_api::error::FieldErrorKind;
use chrono::NaiveDate;
use std::collections::{BTreeSet, HashMap};

/// Why a code is refused, for machines and for people.
type Reason = (FieldErrorKind, &'static str);

const UNKNOWN: Reason = (FieldErrorKind::Unknown, "is not known");
const CLOSED: Reason = (FieldErrorKind::Inactive, "has closed");

/// An item of a request, as far as its codes go.
pub(super) trait CodedItem {
    /// Its place in the request.
    fn index(&self) -> usize;
    /// Its codes.
    fn codes(&self) -> ItemCodes<'_>;
}

/// The codes that an item names.
#[derive(Clone, Copy, Debug)]
pub(super) struct ItemCodes<'a> {
    /// Of the outcome, if the request gives one.
    pub(super) outcome: Option<&'a str>,
    /// Of the location, if the request sets one.
    pub(super) location: Option<&'a str>,
    /// Of the member of staff.
    pub(super) staff: &'a str,
    /// Of the team.
    pub(super) team: &'a str,
}

/// A code of an item.
#[derive(Clone, Copy, Debug)]
pub(super) struct Code<'a> {
    /// The item's place in the request.
    index: usize,
    /// The code as the request has it.
    code: &'a str,
}

/// Codes of one kind, in the order of the items that name one.
pub(super) fn of<'a, T: CodedItem + 'a>(
    items: impl IntoIterator<Item = &'a T>,
    code: impl Fn(&'a T) -> Option<&'a str>,
) -> Vec<Code<'a>> {
    let code = |item: &'a T| Some(Code { index: item.index(), code: code(item)? });
    items.into_iter().filter_map(code).collect()
}

/// What codes of one kind stand for.
pub(super) struct Codes<T>(HashMap<String, T>);

impl<T: Copy> Codes<T> {
    /// What a code stands for; every code of the batch has been checked to stand for something.
    ///
    /// # Errors
    ///
    /// A fault of this service: a code that has not been checked.
    pub(super) fn get(&self, code: &str) -> Result<T, Error> {
        let found = self.0.get(code).copied();
        found.ok_or_else(|| Error::Internal("a code was used that had not been looked up".into()))
    }
}

/// The contact type that a code stands for.
#[derive(Clone, Copy, Debug)]
pub(super) struct ContactType {
    pub(super) id: i64,
    /// Whether its contacts count as failures to comply.
    pub(super) counts: bool,
    /// Whether its contacts need an outcome.
    pub(super) needs_outcome: bool,
}

fn contact_type(row: &ContactTypeRow) -> ContactType {
    ContactType {
        id: row.id,
        counts: row.national_standards.as_deref() == Some("Y"),
        needs_outcome: row.outcome_flag == "Y",
    }
}

/// Looks up contact types; the item's property is `type`.
pub(super) fn contact_types(conn: &mut DbConn, codes: &[Code<'_>]) -> Result<Codes<ContactType>, WorkError> {
    let rows = query::list_contact_types(conn, &distinct(codes))?;
    let found = Codes(rows.into_iter().map(|row| (row.code.clone(), contact_type(&row))).collect());
    refuse_unknown("Type codes", "type", codes, &found)?;
    Ok(found)
}

/// Looks up outcomes.
pub(super) fn outcomes(conn: &mut DbConn, codes: &[Code<'_>]) -> Result<Codes<OutcomeType>, WorkError> {
    if codes.is_empty() {
        return Ok(Codes(HashMap::new()));
    }
    let rows = query::list_outcome_types(conn, &distinct(codes))?;
    let found = Codes(rows.into_iter().map(|row| (row.code.clone(), outcome(&row))).collect());
    refuse_unknown("AppointmentOutcome codes", "outcome.code", codes, &found)?;
    Ok(found)
}

fn outcome(row: &OutcomeTypeRow) -> OutcomeType {
    OutcomeType {
        id: OutcomeTypeId(row.id),
        attended: flag(row.attendance.as_deref()),
        complied: flag(row.compliant.as_deref()),
        enforceable: flag(row.enforceable.as_deref()) == Some(true),
    }
}

/// What enforcement needs, whether or not an item of the batch is enforced.
pub(super) struct EnforcementData {
    /// The one action that is taken.
    pub(super) action: EnforcementAction,
    /// The type of the contact that asks for a review.
    pub(super) review_type: ContactTypeId,
}

/// Finds the action and the contact type of enforcement.
///
/// # Errors
///
/// `EnforcementAction with code of ROM not found`, `Type with code of ARWS not found`.
pub(super) fn enforcement(conn: &mut DbConn) -> Result<EnforcementData, WorkError> {
    let action = query::find_enforcement_action(conn, REFER_TO_MANAGER)?;
    let action = action.ok_or_else(|| {
        Error::NotFound(format!("EnforcementAction with code of {REFER_TO_MANAGER} not found"))
    })?;
    let review_type = contact_type::find(conn, REVIEW_ENFORCEMENT_STATUS)?;
    Ok(EnforcementData { action: enforcement_action(action), review_type })
}

fn enforcement_action(row: EnforcementActionRow) -> EnforcementAction {
    EnforcementAction {
        id: EnforcementActionId(row.id),
        description: row.description,
        response_by_period: row.response_by_period,
        outstanding_contact_action: row.outstanding_contact_action == "Y",
        contact_type: ContactTypeId(row.contact_type_id),
    }
}

/// Looks up office locations, which must not have closed.
pub(super) fn locations(
    conn: &mut DbConn,
    codes: &[Code<'_>],
    today: NaiveDate,
) -> Result<Codes<OfficeLocationId>, WorkError> {
    if codes.is_empty() {
        return Ok(Codes(HashMap::new()));
    }
    let rows = query::list_office_locations(conn, &distinct(codes))?;
    let closed: BTreeSet<_> = rows
        .iter()
        .filter(|row| row.end_date.is_some_and(|end| end <= today))
        .map(|row| row.code.clone())
        .collect();
    let found = Codes(rows.into_iter().map(|row| (row.code, OfficeLocationId(row.id))).collect());
    refuse("OfficeLocation codes", "location.code", codes, |code| match found.0.get(code) {
        None => Some(UNKNOWN),
        Some(_) if closed.contains(code) => Some(CLOSED),
        Some(_) => None,
    })?;
    Ok(found)
}

/// Looks up teams with their providers; a closed one may still hold appointments.
pub(super) fn teams(conn: &mut DbConn, codes: &[Code<'_>]) -> Result<Codes<(TeamId, ProviderId)>, WorkError> {
    let rows = query::list_teams(conn, &distinct(codes))?;
    let team = |row: TeamRow| (row.code, (TeamId(row.id), ProviderId(row.provider_id)));
    let found = Codes(rows.into_iter().map(team).collect());
    refuse_unknown("Team codes", "team.code", codes, &found)?;
    Ok(found)
}

/// Looks up staff; former staff may still hold appointments.
pub(super) fn staff(conn: &mut DbConn, codes: &[Code<'_>]) -> Result<Codes<StaffId>, WorkError> {
    let rows = query::list_staff(conn, &distinct(codes))?;
    let found = Codes(rows.into_iter().map(|row| (row.code, StaffId(row.id))).collect());
    refuse_unknown("Staff codes", "staff.code", codes, &found)?;
    Ok(found)
}

/// Who shall hold the appointment of an item with these codes.
pub(super) fn assignment(
    staff: &Codes<StaffId>,
    teams: &Codes<(TeamId, ProviderId)>,
    codes: ItemCodes<'_>,
) -> Result<Assignment, Error> {
    let (team, provider) = teams.get(codes.team)?;
    Ok(Assignment { staff: staff.get(codes.staff)?, team, provider })
}

fn distinct<'a>(codes: &[Code<'a>]) -> Vec<&'a str> {
    codes.iter().map(|code| code.code).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Refuses codes that stand for nothing.
fn refuse_unknown<T>(
    what: &str,
    property: &'static str,
    codes: &[Code<'_>],
    found: &Codes<T>,
) -> Result<(), Error> {
    refuse(what, property, codes, |code| (!found.0.contains_key(code)).then_some(UNKNOWN))
}

/// Refuses codes that cannot be used, each with its reason.
fn refuse(
    what: &str,
    property: &'static str,
    codes: &[Code<'_>],
    reason: impl Fn(&str) -> Option<Reason>,
) -> Result<(), Error> {
    let refused: Vec<_> = codes.iter().filter_map(|code| Some((code, reason(code.code)?))).collect();
    if refused.is_empty() {
        return Ok(());
    }
    let fault = |(code, (kind, reason)): &(&Code<'_>, Reason)| Fault {
        index: code.index,
        property,
        kind: *kind,
        reason,
    };
    let message = format!("Invalid {what}: {}", list(refused.iter().map(|(code, _)| code.code)));
    Err(invalid_reference(message, refused.iter().map(fault).collect()))
}
