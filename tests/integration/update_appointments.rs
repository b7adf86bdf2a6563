//! `PUT /appointments`: what is written, outcomes apart (behaviour 2.16).

use crate::appointments::{
    PATH, REQUIREMENT, SERVICE_USER, body, code, day, keep, now, outcome, stored, time, unchanged, update,
};
use apd_client::patch;
use apd_client::types::ChangedAppointment;
use apd_server::store::model::ContactRow;
use apd_tests::{Engine, TestContext, both_engines};
use reqwest::Method;
use serde_json::{Value, json};

both_engines!(
    future_appointment_is_changed_in_every_way,
    request_of_the_client_is_understood_to_the_letter,
    update_that_changes_nothing_raises_no_version,
    absent_location_and_description_stay_and_null_removes_them,
    null_absent_and_blank_notes_append_nothing,
    notes_are_appended_after_a_blank_line,
    notes_that_are_there_already_are_not_appended_again,
    unusual_notes_are_appended_unchanged,
    provider_and_trust_move_with_the_team,
    provider_stays_when_the_team_does,
    sensitive_appointment_stays_so,
    contact_for_the_register_of_offenders_awaits_its_export,
    duration_of_an_appointment_with_an_outcome_may_be_reduced,
    times_that_the_clocks_skip_are_stored_an_hour_later,
    appointment_of_a_terminated_component_is_updated,
    contact_of_another_type_is_updated,
    each_contact_of_a_batch_gets_its_own_values,
);

/// The row with the version and stamp of a change.
fn raised(row: ContactRow) -> ContactRow {
    ContactRow {
        row_version: row.row_version + 1,
        last_updated_datetime: now(),
        last_updated_user_id: Some(SERVICE_USER),
        ..row
    }
}

/// A17 of the acceptance list, and every other property besides.
async fn future_appointment_is_changed_in_every_way(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.contact(&stored(5));
    let others: Vec<_> =
        ctx.database.contacts().into_iter().filter(|row| row.contact_id != before.contact_id).collect();
    let item = ChangedAppointment {
        date: day("2026-06-16"),
        start_time: "14:00".to_owned(),
        end_time: "15:30:30".to_owned(),
        outcome: Some(code("AAAA")),
        location: patch::set("OFFICE2"),
        staff: code("N07AP01"),
        team: code("N07AP1"),
        notes: Some("New notes".to_owned()),
        sensitive: true,
        description: patch::set("New description"),
        ..unchanged(&before)
    };

    update(&ctx, vec![item]).await;

    let expected = ContactRow {
        contact_date: day("2026-06-16"),
        contact_start_time: Some(time("2026-06-16T14:00:00")),
        contact_end_time: Some(time("2026-06-16T15:30:30")),
        contact_outcome_type_id: Some(6),
        attended: Some("N".to_owned()),
        complied: Some("Y".to_owned()),
        enforcement: None,
        office_location_id: Some(900_002),
        staff_id: 900_011,
        team_id: 900_011,
        probation_area_id: 1_001,
        trust_provider_team_id: 900_011,
        notes: Some("Some appointment notes\n\nNew notes".to_owned()),
        sensitive: Some("Y".to_owned()),
        description: Some("New description".to_owned()),
        ..raised(before.clone())
    };
    assert_eq!(ctx.database.contact(&stored(5)), expected);
    let mut after = ctx.database.contacts();
    after.retain(|row| row.contact_id != before.contact_id);
    assert_eq!(after, others);
    ctx.close().await;
}

async fn request_of_the_client_is_understood_to_the_letter(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.contact(&stored(5));
    let request = r#"{"appointments":[{
        "reference":"a0000001-0000-4000-8000-000000000005",
        "date":"2026-09-07","startTime":"09:30:00","endTime":"12:00:00",
        "outcome":null,
        "location":{"code":"OFFICE1"},
        "staff":{"code":"STAFF02"},"team":{"code":"TEAM02"},
        "notes":null,
        "sensitive":false}]}"#;

    let reply = ctx.http.send_text(Method::PUT, PATH, request).await;

    reply.assert_empty(204);
    let expected = ContactRow {
        contact_date: day("2026-09-07"),
        contact_start_time: Some(time("2026-09-07T09:30:00")),
        contact_end_time: Some(time("2026-09-07T12:00:00")),
        ..raised(before)
    };
    assert_eq!(ctx.database.contact(&stored(5)), expected);
    ctx.close().await;
}

/// S17: it is audited all the same.
async fn update_that_changes_nothing_raises_no_version(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.snapshot();
    let items = vec![
        keep(&ctx, &stored(5)),
        ChangedAppointment {
            location: patch::set("OFFICE1"),
            description: patch::clear(),
            notes: Some("Some appointment notes".to_owned()),
            ..outcome(&ctx, &stored(9), "ATTC")
        },
    ];

    update(&ctx, items).await;

    let mut after = ctx.database.snapshot();
    let audited = after.audit.split_off(before.audit.len());
    assert_eq!(after, before);
    assert_eq!(audited.iter().map(|row| row.outcome.as_str()).collect::<Vec<_>>(), ["P", "P"]);
    ctx.close().await;
}

async fn absent_location_and_description_stay_and_null_removes_them(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE contact SET description = 'Old' WHERE contact_id IN (900007, 900008)");

    update(
        &ctx,
        vec![
            keep(&ctx, &stored(5)),
            ChangedAppointment {
                location: patch::clear(),
                description: patch::clear(),
                ..keep(&ctx, &stored(6))
            },
        ],
    )
    .await;

    let [kept, cleared] = [5, 6].map(|number| ctx.database.contact(&stored(number)));
    assert_eq!((kept.office_location_id, kept.description.as_deref()), (Some(900_001), Some("Old")));
    assert_eq!((cleared.office_location_id, cleared.description), (None, None));
    assert_eq!((kept.row_version, cleared.row_version), (0, 1));
    ctx.close().await;
}

async fn null_absent_and_blank_notes_append_nothing(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.contact(&stored(5));

    for notes in [Value::Null, json!(""), json!(" \r\n\t")] {
        let mut item = json!(keep(&ctx, &stored(5)));
        item["notes"] = notes;
        ctx.http.send(Method::PUT, PATH, &body(&item)).await.assert_empty(204);
    }

    assert_eq!(ctx.database.contact(&stored(5)), before);
    ctx.close().await;
}

fn with_notes(ctx: &TestContext, number: u32, notes: &str) -> ChangedAppointment {
    ChangedAppointment { notes: Some(notes.to_owned()), ..keep(ctx, &stored(number)) }
}

async fn notes_are_appended_after_a_blank_line(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    update(&ctx, vec![with_notes(&ctx, 5, "One"), with_notes(&ctx, 8, "First of all")]).await;
    update(&ctx, vec![with_notes(&ctx, 5, "Two")]).await;

    let [five, eight] = [5, 8].map(|number| ctx.database.contact(&stored(number)));
    assert_eq!(five.notes.as_deref(), Some("Some appointment notes\n\nOne\n\nTwo"));
    assert_eq!(eight.notes.as_deref(), Some("First of all"));
    assert_eq!((five.row_version, eight.row_version), (2, 1));
    ctx.close().await;
}

async fn notes_that_are_there_already_are_not_appended_again(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for notes in ["One", "One", "One\n\nTwo", "Two", "One\n\nTwo", "notes"] {
        update(&ctx, vec![with_notes(&ctx, 5, notes)]).await;
    }

    let row = ctx.database.contact(&stored(5));
    assert_eq!(row.notes.as_deref(), Some("Some appointment notes\n\nOne\n\nOne\n\nTwo\n\nnotes"));
    assert_eq!(row.row_version, 3);
    ctx.close().await;
}

async fn unusual_notes_are_appended_unchanged(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let part = "\u{202e}\u{200f}Ünï 🙂👩‍👩‍👧 \"quoted\" 'it''s' \\ %s $1 ?\r\n\r\n\t; DROP TABLE contact; --";
    let notes: String = part.chars().cycle().take(10_000).collect();

    update(&ctx, vec![with_notes(&ctx, 5, &notes)]).await;

    let row = ctx.database.contact(&stored(5));
    assert_eq!(row.notes, Some(format!("Some appointment notes\n\n{notes}")));
    ctx.close().await;
}

async fn provider_and_trust_move_with_the_team(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.contact(&stored(5));

    update(&ctx, vec![ChangedAppointment { team: code("N07OT1"), ..keep(&ctx, &stored(5)) }]).await;

    let expected = ContactRow {
        team_id: 900_020,
        probation_area_id: 1_001,
        trust_provider_team_id: 900_020,
        ..raised(before)
    };
    assert_eq!(ctx.database.contact(&stored(5)), expected);
    ctx.close().await;
}

/// A contact that another system has given to another provider keeps it while its team stays.
async fn provider_stays_when_the_team_does(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute(
        "UPDATE contact SET probation_area_id = 900003, trust_provider_team_id = 900001
         WHERE contact_id = 900007",
    );
    let before = ctx.database.contact(&stored(5));

    update(&ctx, vec![ChangedAppointment { staff: code("STAFF01"), ..keep(&ctx, &stored(5)) }]).await;

    assert_eq!(ctx.database.contact(&stored(5)), ContactRow { staff_id: 900_001, ..raised(before) });
    ctx.close().await;
}

async fn sensitive_appointment_stays_so(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.contact(&stored(10));

    update(&ctx, vec![ChangedAppointment { sensitive: true, ..keep(&ctx, &stored(10)) }]).await;

    assert_eq!(ctx.database.contact(&stored(10)), before);
    ctx.close().await;
}

/// A value stays, none becomes `N`; for other contacts it is blank.
async fn contact_for_the_register_of_offenders_awaits_its_export(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute(
        "UPDATE contact SET visor_contact = 'Y' WHERE contact_id IN (900007, 900008);
         UPDATE contact SET visor_exported = 'Y' WHERE contact_id IN (900008, 900009)",
    );

    update(&ctx, [5, 6, 7].map(|number| keep(&ctx, &stored(number))).to_vec()).await;

    let exported = [5, 6, 7].map(|number| {
        let row = ctx.database.contact(&stored(number));
        (row.visor_exported, row.row_version)
    });
    assert_eq!(exported, [(Some("N".to_owned()), 1), (Some("Y".to_owned()), 0), (None, 1)]);
    ctx.close().await;
}

async fn duration_of_an_appointment_with_an_outcome_may_be_reduced(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.contact(&stored(9));
    let item = ChangedAppointment {
        end_time: "11:59:59.999999".to_owned(),
        outcome: Some(code("ATTC")),
        ..unchanged(&before)
    };

    update(&ctx, vec![item]).await;

    let expected =
        ContactRow { contact_end_time: Some(time("2026-05-20T11:59:59.999999")), ..raised(before) };
    assert_eq!(ctx.database.contact(&stored(9)), expected);
    ctx.close().await;
}

async fn times_that_the_clocks_skip_are_stored_an_hour_later(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let item = ChangedAppointment {
        date: day("2027-03-28"),
        start_time: "01:15".to_owned(),
        end_time: "01:45".to_owned(),
        ..keep(&ctx, &stored(5))
    };

    update(&ctx, vec![item.clone()]).await;
    update(&ctx, vec![item]).await;

    let row = ctx.database.contact(&stored(5));
    assert_eq!(row.contact_start_time, Some(time("2027-03-28T02:15:00")));
    assert_eq!(row.contact_end_time, Some(time("2027-03-28T02:45:00")));
    assert_eq!(row.row_version, 1, "the same again is no move");
    ctx.close().await;
}

async fn appointment_of_a_terminated_component_is_updated(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute(&format!(
        "UPDATE rqmnt SET active_flag = 0, soft_deleted = 1 WHERE rqmnt_id = {REQUIREMENT}"
    ));

    update(&ctx, vec![with_notes(&ctx, 5, "Still here")]).await;

    let row = ctx.database.contact(&stored(5));
    assert_eq!(row.notes.as_deref(), Some("Some appointment notes\n\nStill here"));
    ctx.close().await;
}

async fn contact_of_another_type_is_updated(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE contact SET contact_type_id = 43 WHERE contact_id = 900007");

    update(&ctx, vec![with_notes(&ctx, 5, "Of any type")]).await;

    let row = ctx.database.contact(&stored(5));
    assert_eq!(row.notes.as_deref(), Some("Some appointment notes\n\nOf any type"));
    assert_eq!(row.contact_type_id, 43);
    ctx.close().await;
}

async fn each_contact_of_a_batch_gets_its_own_values(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let numbers = [8, 5, 7, 6];
    let before = numbers.map(|number| ctx.database.contact(&stored(number)));
    let items = before.iter().zip(["TEAM01", "TEAM03", "N07AP1", "TEAM02"]).map(|(row, team)| {
        ChangedAppointment { team: code(team), notes: Some(format!("For {team}")), ..unchanged(row) }
    });

    update(&ctx, items.collect()).await;

    let after = numbers.map(|number| {
        let row = ctx.database.contact(&stored(number));
        (row.team_id, row.probation_area_id, row.notes.unwrap())
    });
    let old = "Some appointment notes\n\n";
    let expected = [
        (900_001, 900_001, "For TEAM01".to_owned()),
        (900_003, 900_001, format!("{old}For TEAM03")),
        (900_011, 1_001, format!("{old}For N07AP1")),
        (900_002, 900_001, format!("{old}For TEAM02")),
    ];
    assert_eq!(after, expected);
    ctx.close().await;
}
