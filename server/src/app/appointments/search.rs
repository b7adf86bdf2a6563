//! Search for programme appointments (behaviour 2.14).

use crate::app::App;
use crate::app::wire::{coded, moment, staff_member};
use crate::domain::reference::client_reference;
use crate::error::Error;
use crate::op::OpContext;
use crate::store::model::{AppointmentRow, OutcomeRow};
use crate::store::query;
use apd_api::error::{FieldError, FieldErrorKind};
use apd_api::types::NumericId;
use apd_api::types::appointments::{Appointment, AppointmentOutcome, FoundAppointments, SearchAppointments};
use std::collections::{BTreeMap, BTreeSet};

/// Ids of one kind in one request (behaviour D6).
const MAX_IDS: usize = 500;

/// Finds the appointments of requirements and licence conditions.
///
/// # Errors
///
/// `Validation failure` for more than 500 ids of one kind, `toDate cannot be before fromDate`, `at least one
/// requirementId or licenceConditionId must be provided`; looked at in this order.
pub async fn search(
    app: &App,
    op: &OpContext,
    search: SearchAppointments,
) -> Result<FoundAppointments, Error> {
    validate(&search)?;
    let rows = app
        .store
        .read(op, move |conn| {
            let rqmnt_ids = distinct(&search.requirement_ids);
            let lic_condition_ids = distinct(&search.licence_condition_ids);
            let (from, to) = (search.from_date, search.to_date);
            query::appointment::search(conn, &rqmnt_ids, &lic_condition_ids, from, to)
        })
        .await?;
    let mut content: BTreeMap<String, Vec<Appointment>> = BTreeMap::new();
    for row in rows {
        content.entry(row.crn.clone()).or_default().push(appointment(row));
    }
    Ok(FoundAppointments { content })
}

fn validate(search: &SearchAppointments) -> Result<(), Error> {
    let lists =
        [("requirementIds", &search.requirement_ids), ("licenceConditionIds", &search.licence_condition_ids)];
    let too_long: Vec<_> =
        lists.iter().filter(|(_, ids)| ids.len() > MAX_IDS).map(|(field, _)| size_error(field)).collect();
    if !too_long.is_empty() {
        return Err(Error::Validation(too_long));
    }
    if let (Some(from), Some(to)) = (search.from_date, search.to_date)
        && to < from
    {
        return Err(Error::rule("toDate cannot be before fromDate"));
    }
    if lists.iter().all(|(_, ids)| ids.is_empty()) {
        return Err(Error::rule("at least one requirementId or licenceConditionId must be provided"));
    }
    Ok(())
}

fn size_error(field: &str) -> FieldError {
    FieldError {
        field: field.to_owned(),
        kind: FieldErrorKind::Size,
        message: format!("size must be between 0 and {MAX_IDS}"),
    }
}

fn distinct(ids: &[NumericId]) -> Vec<i64> {
    ids.iter().map(|id| id.0).collect::<BTreeSet<_>>().into_iter().collect()
}

fn appointment(row: AppointmentRow) -> Appointment {
    Appointment {
        id: row.id,
        reference: row.external_reference.map(|reference| client_reference(&reference).to_owned()),
        crn: row.crn,
        requirement_id: row.rqmnt_id,
        licence_condition_id: row.lic_condition_id,
        date: row.date,
        start_time: row.start_time.map(moment),
        end_time: row.end_time.map(moment),
        created_at: moment(row.created_datetime),
        updated_at: moment(row.last_updated_datetime),
        appointment_type: coded(row.contact_type),
        outcome: row.outcome.map(outcome),
        location: row.location.map(coded),
        staff: staff_member(row.staff),
        team: coded(row.team),
        notes: row.notes,
        sensitive: row.sensitive.map(|flag| flag == "Y"),
    }
}

fn outcome(row: OutcomeRow) -> AppointmentOutcome {
    AppointmentOutcome {
        code: row.outcome.code,
        description: row.outcome.description,
        attended: row.attendance.map(|flag| flag == "Y"),
        complied: row.compliant.map(|flag| flag == "Y"),
    }
}
