//! `POST /appointments`: what is written (behaviour 2.15).

use crate::appointments::{
    EVENT, LICENCE_CONDITION, LICENCE_EVENT, OFFENDER, PATH, REQUIREMENT, SERVICE_USER, body, code, create,
    day, fresh, new, new_on, new_with_outcome, now, of_licence_condition, time, try_create, urn,
};
use apd_client::types::{AppointmentType, NewAppointment};
use apd_server::store::model::ContactRow;
use apd_tests::{Engine, TestContext, both_engines};
use reqwest::Method;
use serde_json::json;

both_engines!(
    every_column_of_the_contact_is_written,
    appointment_for_a_licence_condition_is_of_its_event,
    each_type_has_its_contact_type,
    type_is_programme_attendance_when_absent_or_null,
    request_of_the_client_is_understood_to_the_letter,
    bulk_of_both_components_is_created_with_outcome_and_description,
    past_appointment_without_an_outcome_is_created,
    acceptable_absence_can_be_recorded_beforehand,
    outcome_of_today_can_be_recorded_once_the_appointment_has_begun,
    contacts_get_their_ids_in_the_order_of_their_references,
    former_staff_and_closed_teams_may_hold_appointments,
    optional_values_may_be_left_out,
    unusual_notes_are_stored_unchanged,
    created_appointment_is_found_by_search,
);

/// What [`new`] becomes.
fn expected(contact_id: i64) -> ContactRow {
    ContactRow {
        contact_id,
        row_version: 0,
        offender_id: OFFENDER,
        event_id: Some(EVENT),
        rqmnt_id: Some(REQUIREMENT),
        lic_condition_id: None,
        nsi_id: None,
        pss_rqmnt_id: None,
        contact_date: day("2026-07-06"),
        contact_start_time: Some(time("2026-07-06T09:30:00")),
        contact_end_time: Some(time("2026-07-06T12:00:00")),
        contact_type_id: 1,
        contact_outcome_type_id: None,
        attended: None,
        complied: None,
        enforcement: Some(1),
        latest_enforcement_action_id: None,
        linked_contact_id: None,
        office_location_id: Some(900_001),
        staff_id: 900_002,
        team_id: 900_002,
        probation_area_id: 900_001,
        notes: Some("Session one".to_owned()),
        description: None,
        external_reference: Some(urn(&fresh(1))),
        sensitive: Some("N".to_owned()),
        alert_active: None,
        rar_activity: None,
        visor_contact: Some("N".to_owned()),
        visor_exported: None,
        trust_provider_flag: 0,
        trust_provider_team_id: 900_002,
        partition_area_id: 0,
        soft_deleted: 0,
        created_datetime: now(),
        created_by_user_id: Some(SERVICE_USER),
        last_updated_datetime: now(),
        last_updated_user_id: Some(SERVICE_USER),
    }
}

async fn every_column_of_the_contact_is_written(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.contacts();

    create(&ctx, vec![new(1)]).await;

    let mut contacts = ctx.database.contacts();
    let created = contacts.pop().unwrap();
    assert_eq!(contacts, before);
    assert!(before.iter().all(|row| row.contact_id < created.contact_id));
    assert_eq!(created, expected(created.contact_id));
    ctx.close().await;
}

async fn appointment_for_a_licence_condition_is_of_its_event(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let item = NewAppointment {
        team: code("N07AP1"),
        staff: code("N07AP01"),
        location: None,
        notes: None,
        sensitive: true,
        description: Some("Described".to_owned()),
        ..of_licence_condition(new(1))
    };

    create(&ctx, vec![item]).await;

    let row = ctx.database.contact(&fresh(1));
    let other = ContactRow {
        event_id: Some(LICENCE_EVENT),
        rqmnt_id: None,
        lic_condition_id: Some(LICENCE_CONDITION),
        office_location_id: None,
        staff_id: 900_011,
        team_id: 900_011,
        probation_area_id: 1_001,
        trust_provider_team_id: 900_011,
        notes: None,
        description: Some("Described".to_owned()),
        sensitive: Some("Y".to_owned()),
        ..expected(row.contact_id)
    };
    assert_eq!(row, other);
    ctx.close().await;
}

async fn each_type_has_its_contact_type(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    // Of the three, only a three-way meeting shall need no outcome here.
    ctx.database.execute("UPDATE r_contact_type SET contact_outcome_flag = 'B' WHERE code = 'CAPZ'");
    let types = [
        (AppointmentType::ProgrammeAttendance, 1, 1),
        (AppointmentType::ThreeWayMeeting, 2, 0),
        (AppointmentType::PreGroupOneToOneMeeting, 3, 1),
    ];
    let items = types.iter().zip(1..);
    let items = items.map(|((kind, ..), number)| NewAppointment { type_: Some(*kind), ..new(number) });

    create(&ctx, items.collect()).await;

    for ((_, contact_type, outstanding), number) in types.iter().zip(1..) {
        let row = ctx.database.contact(&fresh(number));
        assert_eq!((row.contact_type_id, row.enforcement), (*contact_type, Some(*outstanding)));
    }
    ctx.close().await;
}

async fn type_is_programme_attendance_when_absent_or_null(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let mut null = json!(new(2));
    null["type"] = json!(null);

    create(&ctx, vec![new(1)]).await;
    let reply = ctx.http.send(Method::POST, PATH, &body(&null)).await;

    reply.assert_empty(201);
    for number in [1, 2] {
        assert_eq!(ctx.database.contact(&fresh(number)).contact_type_id, 1);
    }
    ctx.close().await;
}

/// The client sends ids as texts, seconds always, and null for what it does not give.
async fn request_of_the_client_is_understood_to_the_letter(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let request = r#"{"appointments":[{
        "reference":"3f0c1f4e-1b53-4d0e-9a0d-0d6b6f2b9a11",
        "requirementId":"5000000003","licenceConditionId":null,
        "date":"2026-09-07","startTime":"09:30:00","endTime":"12:00:00",
        "outcome":null,
        "location":{"code":"OFFICE1"},
        "staff":{"code":"STAFF02"},"team":{"code":"TEAM02"},
        "notes":"(Prog ID: BCCDD1, Type: main, Session: Understanding myself)\nTreatment Manager: A B",
        "sensitive":false,
        "type":"PROGRAMME_ATTENDANCE"}]}"#;

    let reply = ctx.http.send_text(Method::POST, PATH, request).await;

    reply.assert_empty(201);
    let reference = "3f0c1f4e-1b53-4d0e-9a0d-0d6b6f2b9a11";
    let row = ctx.database.contact(reference);
    let notes = "(Prog ID: BCCDD1, Type: main, Session: Understanding myself)\nTreatment Manager: A B";
    let other = ContactRow {
        contact_date: day("2026-09-07"),
        contact_start_time: Some(time("2026-09-07T09:30:00")),
        contact_end_time: Some(time("2026-09-07T12:00:00")),
        notes: Some(notes.to_owned()),
        external_reference: Some(urn(reference)),
        ..expected(row.contact_id)
    };
    assert_eq!(row, other);
    ctx.close().await;
}

/// A14 of the acceptance list.
async fn bulk_of_both_components_is_created_with_outcome_and_description(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let items = (1..=6).map(|number| {
        let item = NewAppointment {
            description: Some(format!("Description {number}")),
            notes: Some(format!("Notes {number}")),
            sensitive: number % 2 == 0,
            ..new_with_outcome(number, "2026-06-08", "ATTC")
        };
        if number <= 3 { item } else { of_licence_condition(item) }
    });

    create(&ctx, items.collect()).await;

    for number in 1..=6 {
        let row = ctx.database.contact(&fresh(number));
        let is_requirement = number <= 3;
        let other = ContactRow {
            event_id: Some(if is_requirement { EVENT } else { LICENCE_EVENT }),
            rqmnt_id: is_requirement.then_some(REQUIREMENT),
            lic_condition_id: (!is_requirement).then_some(LICENCE_CONDITION),
            contact_date: day("2026-06-08"),
            contact_start_time: Some(time("2026-06-08T09:30:00")),
            contact_end_time: Some(time("2026-06-08T12:00:00")),
            contact_outcome_type_id: Some(1),
            attended: Some("Y".to_owned()),
            complied: Some("Y".to_owned()),
            enforcement: None,
            notes: Some(format!("Notes {number}")),
            description: Some(format!("Description {number}")),
            sensitive: Some(if number % 2 == 0 { "Y" } else { "N" }.to_owned()),
            external_reference: Some(urn(&fresh(number))),
            ..expected(row.contact_id)
        };
        assert_eq!(row, other);
    }
    assert_eq!(ctx.database.enforcements(), []);
    ctx.close().await;
}

async fn past_appointment_without_an_outcome_is_created(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    create(&ctx, vec![new_on(1, "2026-06-08")]).await;

    let row = ctx.database.contact(&fresh(1));
    assert_eq!((row.contact_outcome_type_id, row.attended, row.complied), (None, None, None));
    assert_eq!(row.enforcement, Some(1));
    ctx.close().await;
}

async fn acceptable_absence_can_be_recorded_beforehand(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    create(&ctx, vec![new_with_outcome(1, "2026-07-06", "AAME")]).await;

    let row = ctx.database.contact(&fresh(1));
    assert_eq!((row.attended.as_deref(), row.complied.as_deref()), (Some("N"), Some("Y")));
    assert_eq!((row.contact_outcome_type_id, row.enforcement), (Some(7), None));
    ctx.close().await;
}

/// At noon: one that begins at noon has begun, one that begins a second later has not.
async fn outcome_of_today_can_be_recorded_once_the_appointment_has_begun(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let today = |number, start: &str| NewAppointment {
        start_time: start.to_owned(),
        end_time: "13:00:00".to_owned(),
        ..new_with_outcome(number, "2026-06-15", "ATTC")
    };

    create(&ctx, vec![today(1, "12:00:00")]).await;
    let refused = try_create(&ctx, vec![today(2, "12:00:01")]).await;

    assert_eq!(ctx.database.contact(&fresh(1)).contact_outcome_type_id, Some(1));
    assert_eq!(refused.status, 400, "{refused:?}");
    ctx.close().await;
}

async fn contacts_get_their_ids_in_the_order_of_their_references(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    create(&ctx, vec![new(3), new(1), new(2)]).await;

    let ids = [1, 2, 3].map(|number| ctx.database.contact(&fresh(number)).contact_id);
    assert_eq!(ids, [ids[0], ids[0] + 1, ids[0] + 2]);
    ctx.close().await;
}

async fn former_staff_and_closed_teams_may_hold_appointments(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let item = NewAppointment {
        staff: code("STAFF09"),
        team: code("TEAM04"),
        location: Some(code("OFFICE6")),
        ..new(1)
    };

    create(&ctx, vec![item]).await;

    let row = ctx.database.contact(&fresh(1));
    assert_eq!((row.staff_id, row.team_id, row.office_location_id), (900_009, 900_004, Some(900_006)));
    ctx.close().await;
}

async fn optional_values_may_be_left_out(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let mut absent = json!(new(1));
    let mut nulls = json!(new(2));
    for property in ["licenceConditionId", "outcome", "location", "notes", "type", "description"] {
        absent.as_object_mut().unwrap().remove(property);
        nulls[property] = json!(null);
    }

    ctx.http.send(Method::POST, PATH, &json!({ "appointments": [absent, nulls] })).await.assert_empty(201);

    for number in [1, 2] {
        let row = ctx.database.contact(&fresh(number));
        let other = ContactRow {
            office_location_id: None,
            notes: None,
            external_reference: Some(urn(&fresh(number))),
            ..expected(row.contact_id)
        };
        assert_eq!(row, other);
    }
    ctx.close().await;
}

async fn unusual_notes_are_stored_unchanged(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let part = "\u{202e}\u{200f}Ünï 🙂👩‍👩‍👧 \"quoted\" 'it''s' \\ %s $1 ?\r\n\r\n\t; DROP TABLE contact; --";
    let notes: String = part.chars().cycle().take(10_000).collect();
    let item = NewAppointment { notes: Some(notes.clone()), description: Some(part.to_owned()), ..new(1) };

    create(&ctx, vec![item]).await;

    let row = ctx.database.contact(&fresh(1));
    assert_eq!((row.notes, row.description), (Some(notes), Some(part.to_owned())));
    ctx.close().await;
}

async fn created_appointment_is_found_by_search(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    create(&ctx, vec![new_with_outcome(1, "2026-06-08", "AFTC")]).await;

    let search = json!({
        "requirementIds": [REQUIREMENT], "licenceConditionIds": [],
        "fromDate": "2026-06-08", "toDate": "2026-06-08",
    });
    let found = ctx.http.post("/appointments/search", &search).await.ok();
    let appointments = found["content"]["A000002"].as_array().unwrap();
    assert_eq!(appointments.len(), 1);
    assert_eq!(appointments[0]["reference"], fresh(1));
    assert_eq!(appointments[0]["startTime"], "2026-06-08T09:30:00+01:00");
    assert_eq!(
        appointments[0]["outcome"],
        json!({ "code": "AFTC", "description": "Failed to Comply", "attended": false, "complied": false })
    );
    ctx.close().await;
}
