//! A programme is completed: its component is terminated (behaviour 3.5).
//!
//! The transaction locks and reads everything, works out what every row will be, and then writes, in a number of
//! statements that depends neither on the contacts nor on the transfers.
//!
//! | module | holds |
//! | --- | --- |
//! | `completed` | the completion, in the terms of Delius |
//! | `first` | the first completion: everything that a termination entails |
//! | `again` | a later completion with another time |
//! | `codes` | what the codes of a termination stand for |
//! | `termination_contact` | the contact that records the termination |
//! | `transfers` | pending transfers, which are rejected |
//! | `outgoing` | the event for others |
//! | `report` | log events and counts |

mod again;
mod codes;
mod completed;
mod first;
mod outgoing;
mod report;
mod termination_contact;
mod transfers;

use super::component::Component;
use super::{EventFailure, Handled, details};
use crate::app::App;
use crate::domain::ReceivedEvent;
use crate::domain::termination::{Completion, ComponentDates};
use crate::op::OpContext;
use crate::store::WorkError;
use crate::store::conn::DbConn;
use chrono::{DateTime, Utc};
use completed::CompletedProgramme;
use first::Termination;
use report::Report;

/// Terminates a component whose programme is completed, or moves its termination. A completion before the start is
/// handled, and changes nothing, nor does one that is repeated.
///
/// # Errors
///
/// Transient: the call back or the database may work later. Permanent: `Detail URL must not be null`; values in the detail
/// that are not known; `Requirement with id of … not found`, or the same of a licence condition; `CRN and component do not
/// match`; `Requirement with id=… has no manager`, or the same of a licence condition; `ReferenceData with code of … not
/// found`, `Type with code of … not found`; an outgoing event that is too long for its column.
pub async fn handle(app: &App, op: &OpContext, event: &ReceivedEvent) -> Result<Handled, EventFailure> {
    let programme = CompletedProgramme::new(event, details::fetch(app, event).await?)?;
    let now = app.clock.now();
    let work = move |conn: &mut DbConn| write(conn, &programme, now);
    let report = app.store.write(op, "terminate a component", work).await?;
    report.log(op);
    Ok(handled(report.completion))
}

fn handled(completion: Completion) -> Handled {
    match completion {
        Completion::BeforeStart => Handled::ComponentTerminationRejected,
        Completion::First => Handled::ComponentTerminated,
        Completion::Changed => Handled::ComponentTerminationUpdated,
        Completion::Repeated => Handled::ComponentTerminationRepeated,
    }
}

fn write(conn: &mut DbConn, programme: &CompletedProgramme, now: DateTime<Utc>) -> Result<Report, WorkError> {
    let component = Component::lock(conn, programme.component, &programme.crn)?;
    let completion = dates(&component).completed(programme.at);
    match completion {
        Completion::BeforeStart | Completion::Repeated => {}
        Completion::First => Termination::plan(conn, &component, programme.at, now)?.write(conn)?,
        Completion::Changed => again::move_termination(conn, &component, programme.at, now)?,
    }
    Ok(Report::new(completion, &component, programme.at))
}

fn dates(component: &Component) -> ComponentDates {
    ComponentDates {
        start: component.row.start_date,
        commencement: component.row.commencement_date,
        termination: component.row.termination_date,
    }
}
