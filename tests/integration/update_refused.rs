//! `PUT /appointments` refused: in which order, in which words, naming what, and without a trace (behaviour 2.16.1).

use crate::appointments::{
    code, day, delete, fresh, keep, outcome, stored, try_update, unchanged, update, urn,
};
use crate::refusals::{RefusalOrder, assert_only_audited, assert_unknown_codes_are_named};
use apd_client::patch;
use apd_client::types::{ChangedAppointment, Code};
use apd_tests::{Engine, TestContext, both_engines};
use reqwest::Method;
use serde_json::json;

both_engines!(
    refusals_come_in_the_order_of_the_steps,
    all_unknown_and_deleted_references_are_named,
    reference_of_another_system_is_unknown,
    reference_given_twice_is_refused,
    appointment_must_start_before_it_ends,
    appointment_with_an_outcome_cannot_be_rescheduled,
    outcome_of_the_same_request_does_not_keep_an_appointment_from_moving,
    blank_end_cannot_be_reduced,
    each_unknown_code_is_named_once_and_each_item_with_it,
    office_that_has_closed_is_refused_only_when_it_is_given,
    sensitive_flag_cannot_be_removed,
    outcome_that_cannot_be_known_yet_is_refused,
    recorded_outcome_keeps_an_appointment_from_the_future,
    missing_reference_data_is_not_found,
    batch_with_one_item_at_fault_leaves_nothing_but_an_audit_row,
);

const RESCHEDULED: &str = "Appointment with outcome cannot be rescheduled";
const PERMISSIBLE: &str = "Only permissible absences can be recorded for a future attendance";

type Item = ChangedAppointment;

/// Everything is wrong at first, and mended one by one in the order in which it is refused. The item at fault later comes
/// first in the request.
async fn refusals_come_in_the_order_of_the_steps(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let bad = |text: &str| Code { code: text.to_owned() };
    let items = vec![
        Item { sensitive: false, outcome: Some(code("ATTC")), ..keep(&ctx, &stored(10)) },
        Item { outcome: Some(bad("UNKNOWN")), ..keep(&ctx, &stored(5)) },
        Item { location: patch::set("OFFICE99"), ..keep(&ctx, &stored(6)) },
        Item { team: bad("TEAM99"), ..keep(&ctx, &stored(7)) },
        Item { staff: bad("STAFF99"), end_time: "09:00".to_owned(), ..keep(&ctx, &stored(8)) },
        Item { date: day("2026-05-21"), ..keep(&ctx, &stored(9)) },
        Item {
            end_time: "09:00".to_owned(),
            reference: fresh(12).parse().unwrap(),
            ..keep(&ctx, &stored(8))
        },
        keep(&ctx, &stored(8)),
    ];
    let mut order = RefusalOrder::<Item>::new();
    let (rule, reference) = ("RuleViolation", "InvalidReference");
    let duplicate = format!("Duplicate references: [{}]", stored(8));
    let unknown = format!("Could not find appointments with references: [{}]", urn(&fresh(12)));
    order.then(400, "Duplicate", &duplicate, |items| drop(items.pop()));
    order.then(400, reference, &unknown, |items| drop(items.pop()));
    order.then(400, rule, "Start time must be before end time", |items| {
        items[4].end_time = "12:00".to_owned()
    });
    order.then(400, rule, RESCHEDULED, |items| items[5].date = day("2026-05-20"));
    order.then(400, reference, "Invalid Staff codes: [STAFF99]", |items| items[4].staff = code("STAFF01"));
    order.then(400, reference, "Invalid Team codes: [TEAM99]", |items| items[3].team = code("TEAM01"));
    order.then(400, reference, "Invalid OfficeLocation codes: [OFFICE99]", |items| {
        items[2].location = patch::clear();
    });
    order.then(400, reference, "Invalid AppointmentOutcome codes: [UNKNOWN]", |items| {
        items[1].outcome = Some(code("AFTC"));
    });
    order.then(400, rule, "Sensitive flag cannot be removed", |items| items[0].sensitive = true);
    order.then(400, rule, PERMISSIBLE, |items| items[0].outcome = Some(code("AAAA")));
    order.then(400, rule, PERMISSIBLE, |items| items[1].outcome = None);

    let mended = order.mend(items, async |items| try_update(&ctx, items).await).await;

    try_update(&ctx, mended).await.assert_empty(204);
    ctx.close().await;
}

async fn all_unknown_and_deleted_references_are_named(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    delete(&ctx, &[stored(8)]).await;
    let template = keep(&ctx, &stored(5));
    let of = |reference: String| Item { reference: reference.parse().unwrap(), ..template.clone() };
    let items = [fresh(1), stored(5), stored(11), stored(8)].map(of);

    let reply = try_update(&ctx, items.to_vec()).await;

    let references = [fresh(1), stored(11), stored(8)].map(|reference| urn(&reference)).join(", ");
    reply.assert_refused(
        400,
        "InvalidReference",
        &format!("Could not find appointments with references: [{references}]"),
        &[
            ("appointments[0].reference", "Unknown", "is not known"),
            ("appointments[2].reference", "Unknown", "is not known"),
            ("appointments[3].reference", "Unknown", "is not known"),
        ],
    );
    ctx.close().await;
}

async fn reference_of_another_system_is_unknown(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let reference = "b0000001-0000-4000-8000-000000000001";
    let item = Item { reference: reference.parse().unwrap(), ..keep(&ctx, &stored(5)) };

    let reply = try_update(&ctx, vec![item]).await;

    let message = format!("Could not find appointments with references: [{}]", urn(reference));
    assert_eq!(reply.json()["message"], json!(message));
    ctx.close().await;
}

/// Both are named in the order in which the request first has them, not in that of the repetitions.
async fn reference_given_twice_is_refused(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let items = [5, 6, 6, 5].map(|number| keep(&ctx, &stored(number)));

    let reply = try_update(&ctx, items.to_vec()).await;

    let reason = ("Duplicate", "has been given before");
    reply.assert_refused(
        400,
        "Duplicate",
        &format!("Duplicate references: [{}, {}]", stored(5), stored(6)),
        &[2, 3]
            .map(|index| format!("appointments[{index}].reference"))
            .each_ref()
            .map(|path| (path.as_str(), reason.0, reason.1)),
    );
    ctx.close().await;
}

async fn appointment_must_start_before_it_ends(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let between = |number, date: &str, start: &str, end: &str| Item {
        date: day(date),
        start_time: start.to_owned(),
        end_time: end.to_owned(),
        ..keep(&ctx, &stored(number))
    };

    let reply = try_update(
        &ctx,
        vec![
            between(5, "2026-07-01", "10:00", "10:00"),
            between(6, "2026-06-01", "10:00", "12:00"),
            between(7, "2026-06-02", "12:00", "10:00"),
            between(8, "2027-03-28", "01:30", "02:15"),
        ],
    )
    .await;

    let reason = "must start before it ends";
    reply.assert_refused(
        400,
        "RuleViolation",
        "Start time must be before end time",
        &[
            ("appointments[0]", "InvalidValue", reason),
            ("appointments[2]", "InvalidValue", reason),
            ("appointments[3]", "InvalidValue", reason),
        ],
    );
    ctx.close().await;
}

async fn appointment_with_an_outcome_cannot_be_rescheduled(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let at = |date: &str, start: &str, end: &str| Item {
        date: day(date),
        start_time: start.to_owned(),
        end_time: end.to_owned(),
        ..keep(&ctx, &stored(9))
    };

    for moved in [
        at("2026-05-21", "10:00", "12:00"),
        at("2026-05-20", "10:00:00.000001", "12:00"),
        at("2026-05-20", "09:00", "11:00"),
        at("2026-05-20", "10:00", "12:00:00.000001"),
        at("2026-05-19", "10:00", "11:00"),
        Item { outcome: Some(code("ATSS")), ..at("2026-05-21", "10:00", "12:00") },
    ] {
        let reply = try_update(&ctx, vec![keep(&ctx, &stored(5)), moved]).await;

        reply.assert_refused(
            400,
            "RuleViolation",
            RESCHEDULED,
            &[("appointments[1]", "NotPermitted", "has an outcome")],
        );
    }
    ctx.close().await;
}

async fn outcome_of_the_same_request_does_not_keep_an_appointment_from_moving(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let moved = Item { date: day("2026-06-10"), ..outcome(&ctx, &stored(5), "ATTC") };

    update(&ctx, vec![moved.clone()]).await;
    let again = try_update(&ctx, vec![Item { date: day("2026-06-11"), ..moved }]).await;

    let row = ctx.database.contact(&stored(5));
    assert_eq!((row.contact_date, row.contact_outcome_type_id), (day("2026-06-10"), Some(1)));
    assert_eq!(again.json()["message"], RESCHEDULED);
    ctx.close().await;
}

async fn blank_end_cannot_be_reduced(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let item = Item { end_time: "10:30".to_owned(), ..keep(&ctx, &stored(9)) };
    ctx.database.execute("UPDATE contact SET contact_end_time = NULL WHERE contact_id = 900011");

    let reply = try_update(&ctx, vec![item]).await;

    assert_eq!((reply.status, &reply.json()["message"]), (400, &json!(RESCHEDULED)));
    ctx.close().await;
}

async fn each_unknown_code_is_named_once_and_each_item_with_it(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let items = [5, 6, 7, 8].map(|number| json!(keep(&ctx, &stored(number))));

    assert_unknown_codes_are_named(&ctx, Method::PUT, items).await;
    ctx.close().await;
}

async fn office_that_has_closed_is_refused_only_when_it_is_given(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE office_location SET end_date = '2026-06-15' WHERE code = 'OFFICE1'");

    update(&ctx, vec![keep(&ctx, &stored(5))]).await;
    let reply =
        try_update(&ctx, vec![Item { location: patch::set("OFFICE1"), ..keep(&ctx, &stored(5)) }]).await;

    reply.assert_refused(
        400,
        "InvalidReference",
        "Invalid OfficeLocation codes: [OFFICE1]",
        &[("appointments[0].location.code", "Inactive", "has closed")],
    );
    ctx.close().await;
}

async fn sensitive_flag_cannot_be_removed(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.contacts();
    let unmarked = Item { sensitive: false, ..keep(&ctx, &stored(10)) };
    let marked = Item { sensitive: true, ..keep(&ctx, &stored(5)) };

    let reply = try_update(&ctx, vec![marked, unmarked]).await;

    reply.assert_refused(
        400,
        "RuleViolation",
        "Sensitive flag cannot be removed",
        &[("appointments[1].sensitive", "NotPermitted", "is set and cannot be removed")],
    );
    assert_eq!(ctx.database.contacts(), before);
    ctx.close().await;
}

async fn outcome_that_cannot_be_known_yet_is_refused(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let reason = "is no acceptable absence, and the appointment starts in the future";

    for code in ["ATTC", "AFTC", "UAAB", "CO10"] {
        let items = vec![outcome(&ctx, &stored(8), "AAAA"), outcome(&ctx, &stored(5), code)];
        let reply = try_update(&ctx, items).await;

        let field = ("appointments[1].outcome.code", "NotPermitted", reason);
        reply.assert_refused(400, "RuleViolation", PERMISSIBLE, &[field]);
    }
    ctx.close().await;
}

/// Whatever put it there: here somebody else moved the appointment after its outcome was recorded. The item is at fault, or
/// its outcome if it names it.
async fn recorded_outcome_keeps_an_appointment_from_the_future(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute(
        "UPDATE contact SET contact_date = '2026-06-16', contact_start_time = '2026-06-16T10:00:00',
            contact_end_time = '2026-06-16T12:00:00'
         WHERE contact_id = 900011",
    );

    let sent = outcome(&ctx, &stored(9), "ATTC");
    for (item, field) in [(keep(&ctx, &stored(9)), "appointments[1]"), (sent, "appointments[1].outcome.code")]
    {
        let reply = try_update(&ctx, vec![keep(&ctx, &stored(5)), item]).await;

        let reason = "is no acceptable absence, and the appointment starts in the future";
        reply.assert_refused(400, "RuleViolation", PERMISSIBLE, &[(field, "NotPermitted", reason)]);
    }
    ctx.close().await;
}

/// Even where nothing is enforced: looked at behind the outcome codes and before the flags.
async fn missing_reference_data_is_not_found(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let items = [
        keep(&ctx, &stored(5)),
        outcome(&ctx, &stored(6), "UNKNOWN"),
        Item { sensitive: false, ..keep(&ctx, &stored(10)) },
    ];
    for (table, code, message) in [
        ("r_contact_type", "ARWS", "Type with code of ARWS not found"),
        ("r_enforcement_action", "ROM", "EnforcementAction with code of ROM not found"),
    ] {
        ctx.database.execute(&format!("UPDATE {table} SET code = 'X{code}' WHERE code = '{code}'"));
        let [unchanged, unknown, unmarked] = items.clone();

        for item in [unchanged, unmarked] {
            try_update(&ctx, vec![item]).await.assert_error(404, "NotFound", message);
        }
        let reply = try_update(&ctx, vec![unknown]).await;

        assert_eq!(reply.json()["message"], "Invalid AppointmentOutcome codes: [UNKNOWN]");
    }
    ctx.close().await;
}

async fn batch_with_one_item_at_fault_leaves_nothing_but_an_audit_row(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.snapshot();
    let row = ctx.database.contact(&stored(8));
    let items = vec![
        outcome(&ctx, &stored(6), "AFTC"),
        outcome(&ctx, &stored(7), "UAAB"),
        Item { notes: Some("Never stored".to_owned()), ..keep(&ctx, &stored(5)) },
        Item { sensitive: false, outcome: Some(code("ATTC")), ..unchanged(&row) },
    ];

    let reply = try_update(&ctx, items).await;

    assert_eq!(reply.json()["message"], PERMISSIBLE);
    assert_only_audited(&ctx, &before, "CLBI007", PERMISSIBLE);
    ctx.close().await;
}
