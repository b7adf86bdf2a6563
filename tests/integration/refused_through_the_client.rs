//! Refusals as the generated client gives them, A8 to A13 of the acceptance list among them. What else there is to a refusal
//! is tested by hand, in `create_refused` and `update_refused`.

use crate::appointments::{
    code, deletion, fresh, id, new, new_with_outcome, of_licence_condition, outcome, stored, urn,
};
use apd_client::types::{
    ChangedAppointment, CreateAppointments, ErrorCode, ErrorResponse, FieldErrorKind, NewAppointment,
    UpdateAppointments,
};
use apd_client::{Error, ResponseValue};
use apd_tests::{Engine, TestContext, both_engines};

both_engines!(creates_of_the_acceptance_list_are_refused, updates_and_deletions_are_refused);

/// The documented body of a call that failed, with its one field: the path and the type.
#[track_caller]
fn refusal<T: std::fmt::Debug>(
    result: Result<ResponseValue<T>, Error<ErrorResponse>>,
) -> (u16, ErrorCode, String, Vec<(String, FieldErrorKind)>) {
    let Err(Error::ErrorResponse(reply)) = result else { panic!("not the documented failure: {result:?}") };
    let status = reply.status().as_u16();
    let body = reply.into_inner();
    let fields = body.fields.into_iter().map(|field| (field.field, field.type_)).collect();
    (status, body.error_code, body.message, fields)
}

async fn creates_of_the_acceptance_list_are_refused(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.snapshot();
    let other_category = 6_000_000_004;
    let (unknown, reference) = (FieldErrorKind::Unknown, ErrorCode::InvalidReference);
    for (name, item, error_code, message, field, kind) in [
        (
            "A8",
            new_with_outcome(1, "2026-06-08", "UNKNOWN"),
            reference,
            "Invalid AppointmentOutcome codes: [UNKNOWN]",
            "outcome.code",
            unknown,
        ),
        (
            "A9",
            NewAppointment { location: Some(code("OFFICE99")), ..new(1) },
            reference,
            "Invalid OfficeLocation codes: [OFFICE99]",
            "location.code",
            unknown,
        ),
        (
            "A10",
            NewAppointment { staff: code("STAFF99"), ..new(1) },
            reference,
            "Invalid Staff codes: [STAFF99]",
            "staff.code",
            unknown,
        ),
        (
            "A11",
            NewAppointment { team: code("TEAM99"), ..new(1) },
            reference,
            "Invalid Team codes: [TEAM99]",
            "team.code",
            unknown,
        ),
        (
            "A12",
            NewAppointment { requirement_id: None, ..new(1) },
            ErrorCode::RuleViolation,
            "Either licence condition or requirement id must be specified.",
            "",
            FieldErrorKind::InvalidValue,
        ),
        (
            "A13",
            NewAppointment {
                licence_condition_id: id(other_category),
                staff: code("STAFF99"),
                ..of_licence_condition(new(1))
            },
            reference,
            "Invalid LicenceCondition IDs: [6000000004]",
            "licenceConditionId",
            FieldErrorKind::OtherCategory,
        ),
    ] {
        let request = CreateAppointments { appointments: vec![item] };

        let refusal = refusal(ctx.client.create_appointments(&request).await);

        let path = format!("appointments[0].{field}").trim_end_matches('.').to_owned();
        assert_eq!(refusal, (400, error_code, message.to_owned(), vec![(path, kind)]), "{name}");
    }
    assert_eq!(ctx.database.contacts(), before.contacts);
    ctx.close().await;
}

async fn updates_and_deletions_are_refused(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let template = outcome(&ctx, &stored(5), "ATTC");
    let unknown = ChangedAppointment { reference: fresh(1).parse().unwrap(), ..template };

    let update = ctx.client.update_appointments(&UpdateAppointments { appointments: vec![unknown] }).await;
    let deleted = ctx.client.delete_appointments(&deletion(&[stored(8), stored(9)])).await;

    let message = format!("Could not find appointments with references: [{}]", urn(&fresh(1)));
    let field = ("appointments[0].reference".to_owned(), FieldErrorKind::Unknown);
    assert_eq!(refusal(update), (400, ErrorCode::InvalidReference, message, vec![field]));
    let message = "Cannot delete appointments that ended in the past or have an outcome".to_owned();
    let field = ("appointments[1]".to_owned(), FieldErrorKind::NotPermitted);
    assert_eq!(refusal(deleted), (400, ErrorCode::RuleViolation, message, vec![field]));
    ctx.close().await;
}
