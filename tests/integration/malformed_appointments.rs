//! Requests to create, update and delete appointments that do not have the documented shape (behaviour D5, D6, S11).
//! They leave nothing at all, not even an audit row (S16).

use crate::appointments::{PATH, REQUIREMENT, body, keep, new, stored};
use apd_tests::{Engine, Reply, TestContext, both_engines};
use reqwest::Method;
use serde_json::{Value, json};

both_engines!(
    batch_of_no_or_too_many_items_is_refused,
    one_reference_two_thousand_times_is_deleted_once,
    missing_and_null_properties_are_named,
    mistyped_properties_are_named,
    lists_are_no_objects,
    text_with_nul_is_refused,
    id_that_is_no_number_of_64_bits_is_refused,
    greatest_ids_are_unknown,
    unknown_properties_are_ignored,
);

const METHODS: [Method; 3] = [Method::POST, Method::PUT, Method::DELETE];

/// An item that each of the writes takes.
fn item(ctx: &TestContext, method: &Method) -> Value {
    match *method {
        Method::POST => json!(new(1)),
        Method::PUT => json!(keep(ctx, &stored(5))),
        _ => json!({ "reference": stored(8) }),
    }
}

/// Asserts that one field of a request was refused.
#[track_caller]
fn assert_field(reply: &Reply, field: &str, kind: &str, what: &str) {
    let body = reply.json();
    assert_eq!(reply.status, 400, "{what}: {body}");
    assert_eq!(body["message"], "Validation failure", "{what}: {body}");
    assert_eq!(body["error_code"], "ValidationFailure", "{what}: {body}");
    let fields = body["fields"].as_array().unwrap();
    assert_eq!(fields.len(), 1, "{what}: {body}");
    assert_eq!((&fields[0]["field"], &fields[0]["type"]), (&json!(field), &json!(kind)), "{what}: {body}");
}

async fn batch_of_no_or_too_many_items_is_refused(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.snapshot();

    for method in METHODS {
        let items = vec![item(&ctx, &method); 2_001];
        let none = ctx.http.send(method.clone(), PATH, &json!({ "appointments": [] })).await;
        let many = ctx.http.send(method.clone(), PATH, &json!({ "appointments": items })).await;

        none.assert_validation_failure("appointments", "NotEmpty", "must not be empty");
        many.assert_validation_failure("appointments", "Size", "size must be between 1 and 2000");
    }
    assert_eq!(ctx.database.snapshot(), before);
    ctx.close().await;
}

/// The greatest batch there may be; what is named again is merged.
async fn one_reference_two_thousand_times_is_deleted_once(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let items = vec![item(&ctx, &Method::DELETE); 2_000];

    ctx.http.send(Method::DELETE, PATH, &json!({ "appointments": items })).await.assert_empty(204);

    assert_eq!(ctx.database.audit().len(), 1);
    ctx.close().await;
}

async fn missing_and_null_properties_are_named(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.snapshot();
    let of_both = ["reference", "date", "startTime", "endTime", "staff", "team", "sensitive"];

    for (method, properties) in METHODS.iter().zip([&of_both[..], &of_both[..], &of_both[..1]]) {
        for property in properties {
            let (mut absent, mut null) = (item(&ctx, method), item(&ctx, method));
            absent.as_object_mut().unwrap().remove(*property);
            null[property] = Value::Null;
            for at_fault in [absent, null] {
                let items = json!({ "appointments": [item(&ctx, method), at_fault] });
                let reply = ctx.http.send(method.clone(), PATH, &items).await;

                assert_field(&reply, &format!("appointments[1].{property}"), "NotNull", property);
            }
        }
        let nothing = ctx.http.send(method.clone(), PATH, &json!({})).await;
        assert_field(&nothing, "appointments", "NotNull", "no list");
    }
    for (property, at_fault) in [("staff", json!({})), ("team", json!({ "code": null }))] {
        let mut without_code = json!(new(1));
        without_code[property] = at_fault;
        let reply = ctx.http.send(Method::POST, PATH, &body(&without_code)).await;

        assert_field(&reply, &format!("appointments[0].{property}.code"), "NotNull", property);
    }
    assert_eq!(ctx.database.snapshot(), before);
    ctx.close().await;
}

async fn mistyped_properties_are_named(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.snapshot();

    for method in [Method::POST, Method::PUT] {
        for (property, field, value) in [
            ("reference", "reference", json!("c0000000")),
            ("reference", "reference", json!(1)),
            ("reference", "reference", json!("c0000000000040008000000000000001")),
            ("date", "date", json!("2026-02-29")),
            ("date", "date", json!("06/07/2026")),
            ("date", "date", json!("2026-07-06T09:30:00")),
            ("startTime", "startTime", json!("9:30")),
            ("startTime", "startTime", json!("24:00")),
            ("endTime", "endTime", json!("12:00Z")),
            ("endTime", "endTime", json!(12)),
            ("outcome", "outcome", json!("ATTC")),
            ("location", "location", json!("OFFICE1")),
            ("staff", "staff.code", json!({ "code": 1 })),
            ("team", "team", json!(false)),
            ("notes", "notes", json!(["Session one"])),
            ("sensitive", "sensitive", json!("false")),
            ("description", "description", json!(1)),
        ] {
            let mut at_fault = item(&ctx, &method);
            at_fault[property] = value.clone();
            let reply = ctx.http.send(method.clone(), PATH, &body(&at_fault)).await;

            assert_field(&reply, &format!("appointments[0].{field}"), "InvalidValue", &value.to_string());
        }
    }
    for value in [
        json!("SOMETHING_ELSE"),
        json!("CAPY"),
        json!(1),
        json!("programme_attendance"),
        json!({ "CAPY": null }),
    ] {
        let mut at_fault = json!(new(1));
        at_fault["type"] = value.clone();
        let reply = ctx.http.send(Method::POST, PATH, &body(&at_fault)).await;

        assert_field(&reply, "appointments[0].type", "InvalidValue", &value.to_string());
    }
    assert_eq!(ctx.database.snapshot(), before);
    ctx.close().await;
}

/// Serde would take the values of an object in their order for the object.
async fn lists_are_no_objects(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.snapshot();

    for method in METHODS {
        let object = item(&ctx, &method);
        let values: Vec<_> = object.as_object().unwrap().values().cloned().collect();
        for at_fault in [json!(values), json!([])] {
            let reply = ctx.http.send(method.clone(), PATH, &body(&at_fault)).await;
            assert_field(&reply, "appointments[0]", "InvalidValue", "an item");
        }
        let whole = ctx.http.send(method.clone(), PATH, &json!([[object.clone()]])).await;
        assert_eq!((whole.status, &whole.json()["message"]), (400, &json!("Validation failure")));
        let single = ctx.http.send(method.clone(), PATH, &json!({ "appointments": object })).await;
        assert_field(&single, "appointments", "InvalidValue", "an object in place of the list");
    }
    for method in [Method::POST, Method::PUT] {
        for (property, value) in [("staff", "STAFF02"), ("location", "OFFICE1"), ("outcome", "AAAA")] {
            let mut at_fault = item(&ctx, &method);
            at_fault[property] = json!([value]);
            let reply = ctx.http.send(method.clone(), PATH, &body(&at_fault)).await;

            assert_field(&reply, &format!("appointments[0].{property}"), "InvalidValue", property);
        }
    }
    assert_eq!(ctx.database.snapshot(), before);
    ctx.close().await;
}

async fn text_with_nul_is_refused(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.snapshot();

    for method in [Method::POST, Method::PUT] {
        for (property, field) in [
            ("notes", "notes"),
            ("description", "description"),
            ("staff", "staff.code"),
            ("team", "team.code"),
            ("location", "location.code"),
            ("outcome", "outcome.code"),
        ] {
            let mut at_fault = item(&ctx, &method);
            let text = json!("before\u{0}after");
            at_fault[property] = if field.ends_with(".code") { json!({ "code": text }) } else { text };
            let reply = ctx.http.send(method.clone(), PATH, &body(&at_fault)).await;

            assert_field(&reply, &format!("appointments[0].{field}"), "InvalidValue", property);
        }
    }
    assert_eq!(ctx.database.snapshot(), before);
    ctx.close().await;
}

async fn id_that_is_no_number_of_64_bits_is_refused(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.snapshot();

    for id in [
        "9223372036854775808",
        "-1",
        "1.5",
        "5000000003.0",
        "5e9",
        "\"\"",
        "\"+1\"",
        "\"-1\"",
        "\" 1\"",
        "\"1.0\"",
        "\"1e3\"",
        "\"5000000003 \"",
        "\"0x1\"",
        "\"1234567890123456789\"",
        "\"٣\"",
        "true",
        "[1]",
        "{}",
    ] {
        for property in ["requirementId", "licenceConditionId"] {
            let (other, text) = ("\"requirementId\":5000000003", json!(new(1)).to_string());
            assert!(text.contains(other));
            let text = text.replace(other, &format!("\"{property}\":{id}"));
            let request = format!("{{\"appointments\":[{text}]}}");
            let reply = ctx.http.send_text(Method::POST, PATH, request).await;

            assert_field(&reply, &format!("appointments[0].{property}"), "InvalidValue", id);
        }
    }
    assert_eq!(ctx.database.snapshot(), before);
    ctx.close().await;
}

async fn greatest_ids_are_unknown(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for (id, number) in [
        (json!(i64::MAX), i64::MAX),
        (json!(0), 0),
        (json!("0"), 0),
        (json!("999999999999999999"), 999_999_999_999_999_999),
    ] {
        let mut item = json!(new(1));
        item["requirementId"] = id;
        let reply = ctx.http.send(Method::POST, PATH, &body(&item)).await;

        reply.assert_refused(
            400,
            "InvalidReference",
            &format!("Invalid Requirement IDs: [{number}]"),
            &[("appointments[0].requirementId", "Unknown", "is not known")],
        );
    }
    ctx.close().await;
}

async fn unknown_properties_are_ignored(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for (method, status) in METHODS.into_iter().zip([201, 204, 204]) {
        let mut item = item(&ctx, &method);
        item["createOverlappingAppointment"] = json!({ "deep": [[[null]]] });
        if method == Method::PUT {
            // Of a create; what an appointment is for and its kind cannot be changed.
            item["requirementId"] = json!(REQUIREMENT + 1);
            item["type"] = json!(["whatever"]);
        }
        let request = json!({ "appointments": [item], "notes": 1 });

        ctx.http.send(method, PATH, &request).await.assert_empty(status);
    }
    assert_eq!(ctx.database.contact(&stored(5)).rqmnt_id, Some(REQUIREMENT));
    ctx.close().await;
}
