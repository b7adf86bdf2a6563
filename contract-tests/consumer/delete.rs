//! Deleting appointments (consumer W3), through the generated client. The request has a body.

use crate::call::Call;
use crate::contract::{Contract, contracts};
use crate::matchers::uuid;
use crate::written::{reference, stored};
use apd_client::types::{DeleteAppointments, DeletedAppointment};
use pact_consumer::patterns::JsonPattern;
use serde_json::json;

contracts!(one, unknown, known_and_unknown, over, with_an_outcome);

fn call(description: &str, numbers: &[u32]) -> Call {
    let item = |number: &u32| json_pattern!({ "reference": uuid(&reference(*number)) });
    let items = JsonPattern::Array(numbers.iter().map(item).collect());
    Call::of_the_service(description)
        .sends("DELETE", "/appointments")
        .with_body(json_pattern!({ "appointments": items }))
}

fn body(numbers: &[u32]) -> DeleteAppointments {
    let item = |number: &u32| DeletedAppointment { reference: reference(*number).parse().unwrap() };
    DeleteAppointments { appointments: numbers.iter().map(item).collect() }
}

fn deletes(call: Call, numbers: &'static [u32]) -> Contract {
    call.receives_status(204).through_the_client(async |client| {
        client.delete_appointments(&body(numbers)).await.unwrap();
    })
}

fn fails(call: Call) -> Contract {
    let message = "Cannot delete appointments that ended in the past or have an outcome";
    call.receives_refusal(400, "RuleViolation", message.into()).fails_through_the_client(
        400,
        async |client| {
            client.delete_appointments(&body(&[1])).await?;
            Ok(())
        },
    )
}

fn one() -> Contract {
    deletes(call("the end of a session", &[1]).given("an appointment", &stored(1, "2026-09-07")), &[1])
}

/// Deleting and creating are two requests: what the first one did stays when the second one fails.
fn unknown() -> Contract {
    deletes(
        call("the end of a session", &[1]).given("no appointment", &json!({ "reference": reference(1) })),
        &[1],
    )
}

fn known_and_unknown() -> Contract {
    let call = call("the end of two sessions", &[1, 2])
        .given("an appointment", &stored(1, "2026-09-07"))
        .given("no appointment", &json!({ "reference": reference(2) }));
    deletes(call, &[1, 2])
}

fn over() -> Contract {
    fails(call("the end of a session that is over", &[1]).given("an appointment", &stored(1, "2026-06-08")))
}

fn with_an_outcome() -> Contract {
    let mut state = stored(1, "2026-09-07");
    state["outcome"] = json!("ATTC");
    fails(call("the end of a session with an outcome", &[1]).given("an appointment", &state))
}
