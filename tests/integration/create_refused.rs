//! `POST /appointments` refused: in which order, in which words, naming what, and without a trace (behaviour 2.15).

use crate::appointments::{
    LICENCE_CONDITION, PATH, REQUIREMENT, code, fresh, id, new, new_on, new_with_outcome, stored, try_create,
};
use crate::refusals::{RefusalOrder, assert_only_audited, assert_unknown_codes_are_named};
use apd_client::types::NewAppointment;
use apd_tests::{Engine, TestContext, both_engines};
use reqwest::Method;
use serde_json::json;

both_engines!(
    refusals_come_in_the_order_of_the_rules,
    each_unknown_code_is_named_once_and_each_item_with_it,
    reason_why_a_component_cannot_be_used_is_given,
    reason_why_a_licence_condition_cannot_be_used_is_given,
    components_of_deleted_events_sentences_and_people_are_unknown,
    office_that_has_closed_or_closes_today_is_refused,
    appointment_must_start_before_it_ends,
    end_that_comes_before_a_start_that_has_moved_is_refused,
    outcome_that_cannot_be_known_yet_is_refused,
    reference_given_twice_is_refused,
    both_or_neither_component_is_refused,
    missing_reference_data_is_not_found,
    batch_with_one_item_at_fault_leaves_nothing_but_an_audit_row,
);

const NOT_EVEN_ONE: &str = "Either licence condition or requirement id must be specified.";
const PERMISSIBLE: &str = "Only permissible absences can be recorded for a future attendance";

/// Everything is wrong at first, and mended one by one in the order in which it is refused.
async fn refusals_come_in_the_order_of_the_rules(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let items = items_with_everything_wrong();

    let mended = order().mend(items, async |items| try_create(&ctx, items).await).await;

    try_create(&ctx, mended).await.assert_empty(201);
    ctx.close().await;
}

fn items_with_everything_wrong() -> Vec<NewAppointment> {
    let existing = NewAppointment { reference: stored(5).parse().unwrap(), ..new(9) };
    let licence = |id_: i64| NewAppointment { requirement_id: None, licence_condition_id: id(id_), ..new(3) };
    vec![
        NewAppointment {
            start_time: "12:00:00".to_owned(),
            end_time: "09:30:00".to_owned(),
            outcome: Some(code("UNKNOWN")),
            location: Some(code("OFFICE99")),
            team: code("TEAM99"),
            staff: code("STAFF99"),
            requirement_id: id(1),
            ..new(1)
        },
        NewAppointment { requirement_id: None, ..new(2) },
        licence(2),
        NewAppointment { start_time: "25:00".to_owned(), ..existing },
        new(1),
    ]
}

fn order() -> RefusalOrder<NewAppointment> {
    let mut order = RefusalOrder::<NewAppointment>::new();
    let different = format!("Appointments already exist with different details: [{}]", stored(5));
    let duplicate = format!("Duplicate references: [{}]", fresh(1));
    let rule = "RuleViolation";
    let reference = "InvalidReference";
    order.then(400, "ValidationFailure", "Validation failure", |items| {
        items[3].start_time = "09:30".to_owned()
    });
    order.then(400, rule, NOT_EVEN_ONE, |items| items[1].requirement_id = id(REQUIREMENT));
    order.then(400, "Duplicate", &duplicate, |items| drop(items.pop()));
    order.then(409, "Conflict", &different, |items| drop(items.pop()));
    order.then(400, reference, "Invalid Requirement IDs: [1]", |items| {
        items[0].requirement_id = id(REQUIREMENT)
    });
    order.then(400, reference, "Invalid LicenceCondition IDs: [2]", |items| {
        items[2].licence_condition_id = id(LICENCE_CONDITION);
    });
    order.then(400, rule, "Start time must be before end time", |items| {
        items[0].end_time = "12:00:01".to_owned();
    });
    order.then(400, reference, "Invalid AppointmentOutcome codes: [UNKNOWN]", |items| {
        items[0].outcome = Some(code("ATTC"));
    });
    order.then(400, reference, "Invalid OfficeLocation codes: [OFFICE99]", |items| items[0].location = None);
    order.then(400, reference, "Invalid Team codes: [TEAM99]", |items| items[0].team = code("TEAM02"));
    order.then(400, reference, "Invalid Staff codes: [STAFF99]", |items| items[0].staff = code("STAFF02"));
    order.then(400, rule, PERMISSIBLE, |items| items[0].outcome = None);
    order
}

async fn each_unknown_code_is_named_once_and_each_item_with_it(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let items = [1, 2, 3, 4].map(|number| json!(new(number)));

    assert_unknown_codes_are_named(&ctx, Method::POST, items).await;
    ctx.close().await;
}

async fn reason_why_a_component_cannot_be_used_is_given(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    // Not known, deleted, of another category, of none, not active, and one that can be used between them.
    let ids = [1, 5_000_000_014, REQUIREMENT, 5_000_000_015, 5_000_000_017, 5_000_000_013, 1];
    let items = ids.iter().zip(1..);
    let items = items.map(|(of, number)| NewAppointment { requirement_id: id(*of), ..new(number) });

    let reply = try_create(&ctx, items.collect()).await;

    let other = "is not of an accredited-programme category";
    reply.assert_refused(
        400,
        "InvalidReference",
        "Invalid Requirement IDs: [1, 5000000014, 5000000015, 5000000017, 5000000013]",
        &[
            ("appointments[0].requirementId", "Unknown", "is not known"),
            ("appointments[1].requirementId", "Unknown", "is not known"),
            ("appointments[3].requirementId", "OtherCategory", other),
            ("appointments[4].requirementId", "OtherCategory", other),
            ("appointments[5].requirementId", "Inactive", "is not active"),
            ("appointments[6].requirementId", "Unknown", "is not known"),
        ],
    );
    ctx.close().await;
}

async fn reason_why_a_licence_condition_cannot_be_used_is_given(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let ids = [6_000_000_009, 6_000_000_004, 6_000_000_008, REQUIREMENT];
    let item = |(of, number): (&i64, u32)| NewAppointment {
        requirement_id: None,
        licence_condition_id: id(*of),
        staff: code("STAFF99"),
        ..new(number)
    };

    let reply = try_create(&ctx, ids.iter().zip(1..).map(item).collect()).await;

    let other = "is not of an accredited-programme category";
    reply.assert_refused(
        400,
        "InvalidReference",
        "Invalid LicenceCondition IDs: [6000000009, 6000000004, 6000000008, 5000000003]",
        &[
            ("appointments[0].licenceConditionId", "Unknown", "is not known"),
            ("appointments[1].licenceConditionId", "OtherCategory", other),
            ("appointments[2].licenceConditionId", "Inactive", "is not active"),
            ("appointments[3].licenceConditionId", "Unknown", "is not known"),
        ],
    );
    ctx.close().await;
}

async fn components_of_deleted_events_sentences_and_people_are_unknown(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    // Of a deleted event, of a deleted sentence, of a deleted person; then of an inactive event, which is as good as any.
    let ids = [5_000_000_012, 5_000_000_018, 5_000_000_009, 5_000_000_010];
    ctx.database.execute(
        "UPDATE disposal SET soft_deleted = 1 WHERE disposal_id = 900017;
         UPDATE event SET soft_deleted = 1 WHERE event_id = 900016;
         UPDATE rqmnt SET disposal_id = 900009 WHERE rqmnt_id = 5000000009",
    );
    let items = ids.iter().zip(1..);
    let items = items.map(|(of, number)| NewAppointment { requirement_id: id(*of), ..new(number) });

    let reply = try_create(&ctx, items.collect()).await;

    let message = "Invalid Requirement IDs: [5000000012, 5000000018, 5000000009]";
    let field = |index: usize| format!("appointments[{index}].requirementId");
    let fields = [0, 1, 2].map(field);
    let fields = fields.each_ref().map(|field| (field.as_str(), "Unknown", "is not known"));
    reply.assert_refused(400, "InvalidReference", message, &fields);
    ctx.close().await;
}

async fn office_that_has_closed_or_closes_today_is_refused(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let offices = ["OFFICE8", "OFFICE6", "OFFICE5", "OFFICE99"];
    let items = offices.iter().zip(1..);
    let items = items.map(|(office, number)| NewAppointment { location: Some(code(office)), ..new(number) });

    let reply = try_create(&ctx, items.collect()).await;

    reply.assert_refused(
        400,
        "InvalidReference",
        "Invalid OfficeLocation codes: [OFFICE8, OFFICE5, OFFICE99]",
        &[
            ("appointments[0].location.code", "Inactive", "has closed"),
            ("appointments[2].location.code", "Inactive", "has closed"),
            ("appointments[3].location.code", "Unknown", "is not known"),
        ],
    );
    ctx.close().await;
}

fn between(number: u32, date: &str, start: &str, end: &str) -> NewAppointment {
    NewAppointment { start_time: start.to_owned(), end_time: end.to_owned(), ..new_on(number, date) }
}

async fn appointment_must_start_before_it_ends(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let date = "2026-07-06";

    let reply = try_create(
        &ctx,
        vec![
            between(1, date, "09:30", "09:30:00"),
            between(2, date, "09:30", "09:30:00.000001"),
            between(3, date, "12:00", "09:30"),
        ],
    )
    .await;

    let reason = ("InvalidValue", "must start before it ends");
    reply.assert_refused(
        400,
        "RuleViolation",
        "Start time must be before end time",
        &[("appointments[0]", reason.0, reason.1), ("appointments[2]", reason.0, reason.1)],
    );
    ctx.close().await;
}

/// 01:30 becomes 02:30 on the day on which the clocks go forward.
async fn end_that_comes_before_a_start_that_has_moved_is_refused(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let reply = try_create(&ctx, vec![between(1, "2026-03-29", "01:30", "02:15")]).await;

    reply.assert_refused(
        400,
        "RuleViolation",
        "Start time must be before end time",
        &[("appointments[0]", "InvalidValue", "must start before it ends")],
    );
    ctx.close().await;
}

/// Only known not to attend and known to comply: `CO10` does not say whether the person attended.
async fn outcome_that_cannot_be_known_yet_is_refused(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let outcomes = ["ATTC", "AAAA", "AFTC", "CO10", "UAAB"];
    let items = outcomes.iter().zip(1..);
    let items = items.map(|(outcome, number)| new_with_outcome(number, "2026-06-16", outcome));

    let reply = try_create(&ctx, items.collect()).await;

    let reason = "is no acceptable absence, and the appointment starts in the future";
    let field = |index: usize| format!("appointments[{index}].outcome.code");
    let fields = [0, 2, 3, 4].map(field);
    let fields = fields.each_ref().map(|field| (field.as_str(), "NotPermitted", reason));
    reply.assert_refused(400, "RuleViolation", PERMISSIBLE, &fields);
    ctx.close().await;
}

/// All are named in the order in which the request first has them, not in that of the repetitions.
async fn reference_given_twice_is_refused(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let mut capitals = json!(new(10));
    capitals["reference"] = json!(fresh(10).to_uppercase());
    let items = json!([new(10), new(11), new(12), new(11), capitals, new(10)]);

    let reply = ctx.http.send(Method::POST, PATH, &json!({ "appointments": items })).await;

    let reason = ("Duplicate", "has been given before");
    reply.assert_refused(
        400,
        "Duplicate",
        &format!("Duplicate references: [{}, {}]", fresh(10), fresh(11)),
        &[3, 4, 5]
            .map(|index| format!("appointments[{index}].reference"))
            .each_ref()
            .map(|path| (path.as_str(), reason.0, reason.1)),
    );
    ctx.close().await;
}

async fn both_or_neither_component_is_refused(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let neither = NewAppointment { requirement_id: None, ..new(1) };
    let both = NewAppointment { licence_condition_id: id(LICENCE_CONDITION), ..new(2) };

    let reply = try_create(&ctx, vec![neither, new(3), both]).await;

    reply.assert_refused(
        400,
        "RuleViolation",
        NOT_EVEN_ONE,
        &[
            ("appointments[0]", "InvalidValue", "must name a requirement or a licence condition"),
            ("appointments[2]", "InvalidValue", "must not name a requirement and a licence condition"),
        ],
    );
    ctx.close().await;
}

/// Steps 5 to 9: taken away one after the other, from the last looked for to the first. An item that a step between them
/// refuses says on which side of them it comes.
async fn missing_reference_data_is_not_found(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let unknown_outcome = || NewAppointment { outcome: Some(code("UNKNOWN")), ..new(1) };
    let unknown_office = || NewAppointment { location: Some(code("OFFICE99")), ..new(1) };
    let (review, action) =
        ("Type with code of ARWS not found", "EnforcementAction with code of ROM not found");
    let outcome = "Invalid AppointmentOutcome codes: [UNKNOWN]";
    let kind = "Invalid Type codes: [CAPY]";
    let (missing, invalid) = ((404, "NotFound"), (400, "InvalidReference"));
    for (table, code, replies) in [
        ("r_contact_type", "ARWS", [(missing, review), (invalid, outcome), (missing, review)]),
        ("r_enforcement_action", "ROM", [(missing, action), (invalid, outcome), (missing, action)]),
        ("r_contact_type", "CAPY", [(invalid, kind), (invalid, kind), (invalid, kind)]),
    ] {
        ctx.database.execute(&format!("UPDATE {table} SET code = 'X{code}' WHERE code = '{code}'"));

        for (item, (expected, message)) in
            [new(1), unknown_outcome(), unknown_office()].into_iter().zip(replies)
        {
            let reply = try_create(&ctx, vec![item]).await;

            let body = reply.json();
            assert_eq!(
                (reply.status, &body["error_code"]),
                (expected.0, &json!(expected.1)),
                "{code}: {body}"
            );
            assert_eq!(body["message"], message, "{code}");
        }
    }
    ctx.close().await;
}

async fn batch_with_one_item_at_fault_leaves_nothing_but_an_audit_row(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.snapshot();
    let mut items: Vec<_> = (1..=20).map(|number| new_with_outcome(number, "2026-06-08", "AFTC")).collect();
    items[13].staff = code("STAFF99");

    let reply = try_create(&ctx, items).await;

    reply.assert_refused(
        400,
        "InvalidReference",
        "Invalid Staff codes: [STAFF99]",
        &[("appointments[13].staff.code", "Unknown", "is not known")],
    );
    assert_only_audited(&ctx, &before, "CLBI003", "Invalid Staff codes: [STAFF99]");
    ctx.close().await;
}
