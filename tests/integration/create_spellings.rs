//! `POST /appointments`: the spellings of ids, times and references (behaviour 2.15, D5, S1, S13, S35).

use crate::appointments::{
    LICENCE_CONDITION, PATH, REQUIREMENT, body, create, day, fresh, id, new, new_on, time,
};
use apd_client::types::{NewAppointment, NumericId};
use apd_tests::{Engine, TestContext, both_engines};
use reqwest::Method;
use serde_json::json;

both_engines!(
    ids_are_taken_as_numbers_and_as_texts,
    times_are_taken_in_each_spelling,
    times_that_the_clocks_skip_are_stored_an_hour_later,
    reference_in_capitals_is_stored_in_small_letters,
);

async fn ids_are_taken_as_numbers_and_as_texts(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let text = |id: &str| Some(NumericId::String(id.parse().unwrap()));
    let none = || NewAppointment { requirement_id: None, ..new(3) };

    create(
        &ctx,
        vec![
            NewAppointment { requirement_id: id(REQUIREMENT), ..new(1) },
            NewAppointment { requirement_id: text("5000000003"), ..new(2) },
            NewAppointment { licence_condition_id: text("006000000003"), ..none() },
        ],
    )
    .await;

    let components = [1, 2, 3].map(|number| {
        let row = ctx.database.contact(&fresh(number));
        (row.rqmnt_id, row.lic_condition_id)
    });
    let requirement = (Some(REQUIREMENT), None);
    assert_eq!(components, [requirement, requirement, (None, Some(LICENCE_CONDITION))]);
    ctx.close().await;
}

async fn times_are_taken_in_each_spelling(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let spelt = |number, start: &str, end: &str| NewAppointment {
        start_time: start.to_owned(),
        end_time: end.to_owned(),
        ..new(number)
    };

    create(
        &ctx,
        vec![
            spelt(1, "09:30", "12:00"),
            spelt(2, "09:30:15", "12:00:45"),
            spelt(3, "09:30:00.5", "09:30:00.500001"),
        ],
    )
    .await;

    let times = [1, 2, 3].map(|number| {
        let row = ctx.database.contact(&fresh(number));
        [row.contact_start_time, row.contact_end_time].map(|time| time.unwrap().to_string())
    });
    assert_eq!(
        times,
        [
            ["2026-07-06 09:30:00", "2026-07-06 12:00:00"],
            ["2026-07-06 09:30:15", "2026-07-06 12:00:45"],
            ["2026-07-06 09:30:00.500", "2026-07-06 09:30:00.500001"],
        ]
    );
    ctx.close().await;
}

/// S1 and S35: on 29 March 2026 there is no time from 01:00 to 02:00. In an overlap nothing moves.
async fn times_that_the_clocks_skip_are_stored_an_hour_later(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let at = |number, date, start: &str, end: &str| NewAppointment {
        start_time: start.to_owned(),
        end_time: end.to_owned(),
        ..new_on(number, date)
    };

    create(
        &ctx,
        vec![at(1, "2026-03-29", "01:30:00", "02:45:00"), at(2, "2026-10-25", "01:30:00", "01:45:00")],
    )
    .await;

    let times = [1, 2].map(|number| {
        let row = ctx.database.contact(&fresh(number));
        (row.contact_start_time.unwrap(), row.contact_end_time.unwrap())
    });
    assert_eq!(
        times,
        [
            (time("2026-03-29T02:30:00"), time("2026-03-29T02:45:00")),
            (time("2026-10-25T01:30:00"), time("2026-10-25T01:45:00")),
        ]
    );
    ctx.close().await;
}

async fn reference_in_capitals_is_stored_in_small_letters(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let mut item = json!(new(1));
    item["reference"] = json!("C0FFEE00-ABCD-4000-8000-00000000000F");

    ctx.http.send(Method::POST, PATH, &body(&item)).await.assert_empty(201);

    let row = ctx.database.contact("c0ffee00-abcd-4000-8000-00000000000f");
    assert_eq!(row.contact_date, day("2026-07-06"));
    ctx.close().await;
}
