//! What messages must have led to, however often they were delivered.

use super::message::{Meaning, Message};
use super::world::{Component, Kind};
use crate::appointments::{SERVICE_USER, day, now, time};
use crate::events::contact;
use apd_server::store::model::{ContactRow, DomainEventRow, RejectedTransferRow};
use apd_tests::database::terminated::{EventSnapshot, StoredTermination, StoredTransfer};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// When the events of the messages occur, in London.
const OCCURRED_AT: &str = "2026-06-15T10:15:30.123456";

/// What stands in the database after messages. Rows that are new have no id, as it is not for the messages to say. Of a
/// component with several completions at different times, `found` says which one was the last, and how often they were
/// handled.
pub fn expected(before: &EventSnapshot, messages: &[Message], found: &EventSnapshot) -> EventSnapshot {
    let mut after = before.clone();
    let mut completions = BTreeMap::<Component, Vec<&'static str>>::new();
    for message in messages {
        match &message.meaning {
            Meaning::Status { component, contact_type, description } => {
                after.contacts.push(status_contact(message, *component, *contact_type, description));
            }
            Meaning::Completion { component, at } => completions.entry(*component).or_default().push(at),
            Meaning::TooEarly | Meaning::Bad { .. } => {}
        }
    }
    for (component, mut times) in completions {
        times.sort_unstable();
        times.dedup();
        terminate(&mut after, component, &Last::of(&times, stored(found, component)));
    }
    after
}

/// The completion that was handled last.
struct Last {
    at: &'static str,
    /// How often the termination has moved.
    moves: i64,
}

impl Last {
    fn of(times: &[&'static str], found: &StoredTermination) -> Last {
        let is_last = |at: &&&str| found.termination_date == Some(time(at));
        let at = times.iter().find(is_last).unwrap_or(&times[0]);
        // Each of several times was handled at least once, and may have been again after the other.
        let moves = if times.len() == 1 { 0 } else { (found.row_version - 1).max(1) };
        Last { at, moves }
    }
}

fn of_kind(kind: Kind, snapshot: &EventSnapshot) -> &[StoredTermination] {
    match kind {
        Kind::Requirement => &snapshot.requirements,
        Kind::LicenceCondition => &snapshot.licence_conditions,
    }
}

fn stored(snapshot: &EventSnapshot, component: Component) -> &StoredTermination {
    of_kind(component.kind, snapshot).iter().find(|row| row.id == component.id()).unwrap()
}

fn component_contact(component: Component, contact_type: i64, at: &str) -> ContactRow {
    ContactRow {
        event_id: Some(component.event()),
        rqmnt_id: component.requirement(),
        lic_condition_id: component.licence_condition(),
        ..contact(0, contact_type, at)
    }
}

fn status_contact(
    message: &Message,
    component: Component,
    contact_type: i64,
    description: &str,
) -> ContactRow {
    ContactRow {
        staff_id: 900_001,
        notes: Some("Asked for larger print".to_owned()),
        description: Some(description.to_owned()),
        external_reference: Some(format!("urn:uk:gov:hmpps:accredited-programmes-service:{}", message.id)),
        ..component_contact(component, contact_type, OCCURRED_AT)
    }
}

fn terminate(after: &mut EventSnapshot, component: Component, last: &Last) {
    let (terminations, reason_id, name) = match component.kind {
        Kind::Requirement => (&mut after.requirements, 801, "Requirement"),
        Kind::LicenceCondition => (&mut after.licence_conditions, 901, "Licence Condition"),
    };
    let row = terminations.iter_mut().find(|row| row.id == component.id()).unwrap();
    *row = StoredTermination {
        row_version: 1 + last.moves,
        termination_date: Some(time(last.at)),
        reason_id: Some(reason_id),
        pending_transfer: 0,
        last_updated_datetime: now(),
        last_updated_user_id: Some(SERVICE_USER),
        ..row.clone()
    };
    let is_future = |row: &&mut ContactRow| row.contact_id == component.future_contact();
    let future = after.contacts.iter_mut().find(is_future).unwrap();
    (future.soft_deleted, future.row_version) = (1, 1);
    let notes = format!(
        "{name} terminated on 15/06/2026 with termination reason of \"Completed - Programme\" following \
         notification from the Accredited Programmes – Intervention Service"
    );
    after.contacts.push(ContactRow {
        row_version: last.moves,
        contact_date: day(&last.at[..10]),
        notes: Some(notes),
        ..component_contact(component, 13, last.at)
    });
    if let Some(transfer) = component.transfer() {
        reject(after, component, transfer, last.at);
    }
    after.domain_events.push(outgoing(component));
}

/// A pending transfer from team 900003 to team 900001.
fn reject(after: &mut EventSnapshot, component: Component, transfer: i64, at: &str) {
    let (rows, why, rejection, reason_id, kept) = match component.kind {
        Kind::Requirement => {
            (&mut after.requirement_transfers, "Initial Allocation", "Terminated", 1_201, "Moves house\n")
        }
        Kind::LicenceCondition => {
            (&mut after.licence_condition_transfers, "null", "Terminated while Request Pending", 1_301, "")
        }
    };
    let name = match component.kind {
        Kind::Requirement => "requirement",
        Kind::LicenceCondition => "licence condition",
    };
    let notes = format!("{kept}Transfer automatically rejected due to termination of {name}.");
    let row = rows.iter_mut().find(|row| row.id == transfer).unwrap();
    *row = StoredTransfer {
        id: transfer,
        row_version: 1,
        status_id: 1_003,
        decision_id: Some(1_102),
        rejection_reason_id: Some(reason_id),
        status_date: Some(time(at)),
        notes: Some(notes.clone()),
        last_updated_datetime: now(),
        last_updated_user_id: Some(SERVICE_USER),
    };
    let told = format!(
        "Transfer Status: Transfer Rejected\nTransfer Reason: {why}\nRejection Reason: {rejection}\n\
         Owning Provider: Provider One\nReceiving Provider: Provider One\nNotes: \n{notes}\n"
    );
    after.contacts.push(ContactRow {
        staff_id: 900_001,
        team_id: 900_001,
        trust_provider_team_id: 900_001,
        notes: Some(told),
        ..component_contact(component, 14, at)
    });
    after.rejected_transfers.push(diary_entry(component, transfer, at, reason_id));
}

fn diary_entry(component: Component, transfer: i64, at: &str, reason_id: i64) -> RejectedTransferRow {
    let is_requirement = component.kind == Kind::Requirement;
    RejectedTransferRow {
        rejected_transfer_diary_id: 0,
        offender_id: crate::events::OFFENDER,
        event_id: Some(component.event()),
        rqmnt_id: component.requirement(),
        rqmnt_transfer_id: is_requirement.then_some(transfer),
        lic_condition_id: component.licence_condition(),
        lic_condition_transfer_id: (!is_requirement).then_some(transfer),
        transfer_request_date: time("2025-05-01T09:00:00"),
        transfer_status_date: Some(time(at)),
        rejection_reason_id: reason_id,
        target_provider_id: 900_001,
        target_team_id: 900_001,
        target_staff_id: 900_001,
        origin_provider_id: 900_001,
        origin_team_id: 900_003,
        origin_staff_id: 900_004,
        master_transfer_id: None,
    }
}

fn outgoing(component: Component) -> DomainEventRow {
    let id = component.id().to_string();
    let (name, type_id, description, information) = match component.kind {
        Kind::Requirement => (
            "probation-case.requirement.terminated",
            1_701,
            "A requirement has been terminated",
            json!({ "eventNumber": "2", "requirementID": id,
                "requirementMainType": "RAR/GAR - Accredited Programme",
                "requirementSubType": "Building Choices" }),
        ),
        Kind::LicenceCondition => (
            "probation-case.licence-condition.terminated",
            1_702,
            "A licence condition has been terminated",
            json!({ "eventNumber": "1", "licconditionId": id,
                "licconditionMainType": "Licence - Accredited Programme",
                "licconditionSubType": "Building Choices" }),
        ),
    };
    let body = json!({
        "eventType": name,
        "version": 1,
        "description": description,
        "occurredAt": "2026-06-15T12:00:00+01:00",
        "additionalInformation": information,
        "personReference": { "identifiers": [{ "type": "CRN", "value": crate::events::CRN }] },
    });
    DomainEventRow {
        domain_event_id: 0,
        domain_event_type_id: type_id,
        message_body: body.to_string(),
        message_attributes: format!(r#"{{"eventType":{{"Type":"String","Value":"{name}"}}}}"#),
        created_datetime: now(),
    }
}

/// What is missing in `found`, and what is too much.
pub fn differences(before: &EventSnapshot, expected: EventSnapshot, found: EventSnapshot) -> Vec<String> {
    let mut counts = BTreeMap::<String, i64>::new();
    lines(before, expected).into_iter().for_each(|line| *counts.entry(line).or_default() -= 1);
    lines(before, found).into_iter().for_each(|line| *counts.entry(line).or_default() += 1);
    let differs = counts.into_iter().filter(|(_, count)| *count != 0);
    let sentence = |count: i64| if count < 0 { "missing" } else { "too much" };
    differs.map(|(line, count)| format!("{}: {line}", sentence(count))).collect()
}

/// A line for each row, without the ids of those that are new.
fn lines(before: &EventSnapshot, mut snapshot: EventSnapshot) -> Vec<String> {
    let last_contact = before.contacts.iter().map(|row| row.contact_id).max().unwrap_or_default();
    for row in snapshot.contacts.iter_mut().filter(|row| row.contact_id > last_contact) {
        row.contact_id = 0;
    }
    for row in &mut snapshot.rejected_transfers {
        row.rejected_transfer_diary_id = 0;
    }
    for row in &mut snapshot.domain_events {
        row.domain_event_id = 0;
        // The order of properties says nothing.
        let body: Value = serde_json::from_str(&row.message_body).unwrap();
        row.message_body = body.to_string();
    }
    let mut lines = vec![format!("{} audit rows", snapshot.audit_rows)];
    lines.extend(snapshot.contacts.iter().map(|row| format!("{row:?}")));
    lines.extend(snapshot.requirements.iter().map(|row| format!("requirement {row:?}")));
    lines.extend(snapshot.licence_conditions.iter().map(|row| format!("licence condition {row:?}")));
    lines.extend(snapshot.requirement_transfers.iter().map(|row| format!("of a requirement {row:?}")));
    lines.extend(
        snapshot.licence_condition_transfers.iter().map(|row| format!("of a licence condition {row:?}")),
    );
    lines.extend(snapshot.rejected_transfers.iter().map(|row| format!("{row:?}")));
    lines.extend(snapshot.domain_events.iter().map(|row| format!("{row:?}")));
    lines
}
