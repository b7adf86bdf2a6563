//! `POST /user/{username}/access` (behaviour 2.9).

use apd_tests::{Engine, TestContext, both_engines};
use serde_json::{Value, json};

both_engines!(
    user_whom_nothing_keeps_out_may_see_the_case,
    user_who_is_excluded_and_not_named_by_the_restriction_is_told_both,
    client_asks_about_access,
    answers_come_in_the_order_given_with_duplicates_and_as_written,
    unknown_user_is_kept_out_by_anything_that_is_current,
    limit_counts_until_the_start_of_the_day_on_which_it_ends,
    deleted_person_is_limited_all_the_same,
    username_is_compared_without_regard_to_ascii_case,
    empty_list_is_refused,
    five_hundred_crns_are_answered_and_one_more_is_refused,
    body_of_another_shape_is_refused,
);

/// What is said of a case that the user may see.
fn open(crn: &str) -> Value {
    json!({ "crn": crn, "userExcluded": false, "userRestricted": false })
}

async fn user_whom_nothing_keeps_out_may_see_the_case(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let access = ctx.http.post("/user/TestUser/access", &json!(["A000001"])).await.ok();

    assert_eq!(access, json!({ "access": [open("A000001")] }));
    ctx.close().await;
}

async fn user_who_is_excluded_and_not_named_by_the_restriction_is_told_both(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let access = ctx.http.post("/user/TestUserWithLimitedAccess/access", &json!(["A000001"])).await.ok();

    let expected = json!({ "access": [{
        "crn": "A000001",
        "userExcluded": true,
        "userRestricted": true,
        "exclusionMessage": "You are excluded from viewing this record",
        "restrictionMessage": "This record is restricted",
    }] });
    assert_eq!(access, expected);
    ctx.close().await;
}

async fn client_asks_about_access(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let crns = vec!["A000001".to_owned(), "A000002".to_owned()];
    let found = ctx.client.check_access("TestUserOfSeveralTeams", &crns).await.unwrap().into_inner();

    let restricted: Vec<_> = found.access.iter().map(|case| case.user_restricted).collect();
    assert_eq!(restricted, [true, false]);
    assert!(found.access.iter().all(|case| !case.user_excluded && case.exclusion_message.is_none()));
    ctx.close().await;
}

async fn answers_come_in_the_order_given_with_duplicates_and_as_written(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let crns =
        ["Z999999", " a000001\t", "A000003", "A000001", "nobody", "", "A000003", "'; DROP TABLE offender"];

    let access = ctx.http.post("/user/TestUserOfSeveralTeams/access", &json!(crns)).await.ok();

    let restricted = |crn: &str| {
        json!({
            "crn": crn,
            "userExcluded": false,
            "userRestricted": true,
            "restrictionMessage": "This record is restricted",
        })
    };
    let is_limited = |crn: &&str| crn.trim().eq_ignore_ascii_case("A000001");
    let expected: Vec<_> =
        crns.iter().map(|crn| if is_limited(crn) { restricted(crn) } else { open(crn) }).collect();
    assert_eq!(access, json!({ "access": expected }));
    ctx.close().await;
}

async fn unknown_user_is_kept_out_by_anything_that_is_current(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let kept_out = json!({ "access": [{
        "crn": "A000009",
        "userExcluded": true,
        "userRestricted": true,
        "exclusionMessage": "Excluded",
        "restrictionMessage": "Restricted",
    }] });

    for username in ["Nobody", "O%27Brien", "%00", "%25"] {
        let access = ctx.http.post(&format!("/user/{username}/access"), &json!(["A000009"])).await.ok();

        assert_eq!(access, kept_out, "{username}");
    }
    ctx.close().await;
}

/// The start of the exclusion in the future is not looked at.
async fn limit_counts_until_the_start_of_the_day_on_which_it_ends(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let users = ["TestUser", "TestUserWithLimitedAccess", "TestUserOfSeveralTeams", "TestUserWithoutMail"];

    for (now, excluded, restricted) in [
        ("2026-06-14T23:59:59+01:00", [true, true, false, false], [false, true, false, true]),
        ("2026-06-15T00:00:00+01:00", [false, true, false, false], [true, true, false, true]),
        ("2026-06-15T23:59:59+01:00", [false, true, false, false], [true, true, false, true]),
        ("2026-06-16T00:00:00+01:00", [false, true, false, false], [false, false, false, false]),
    ] {
        let caller = ctx.at(now);
        for (user, limits) in users.iter().zip(excluded.into_iter().zip(restricted)) {
            let access = caller.post(&format!("/user/{user}/access"), &json!(["A000009"])).await.ok();

            let case = &access["access"][0];
            assert_eq!(
                (&case["userExcluded"], &case["userRestricted"]),
                (&json!(limits.0), &json!(limits.1)),
                "{user} at {now}"
            );
            assert_eq!(case.get("exclusionMessage").is_some(), limits.0);
            assert_eq!(case.get("restrictionMessage").is_some(), limits.1);
        }
    }
    ctx.close().await;
}

async fn deleted_person_is_limited_all_the_same(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let access = ctx.http.post("/user/TestUserWithLimitedAccess/access", &json!(["A000005"])).await.ok();

    assert_eq!(access["access"][0]["userRestricted"], true);
    assert_eq!(access["access"][0]["restrictionMessage"], "This record is restricted");
    ctx.close().await;
}

async fn username_is_compared_without_regard_to_ascii_case(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let access = ctx.http.post("/user/tESTuSER/access", &json!(["A000001"])).await.ok();

    assert_eq!(access, json!({ "access": [open("A000001")] }));
    ctx.close().await;
}

async fn empty_list_is_refused(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let reply = ctx.http.post("/user/TestUser/access", &json!([])).await;

    reply.assert_validation_failure("$", "Size", "Please provide between 1 and 500 crns");
    ctx.close().await;
}

async fn five_hundred_crns_are_answered_and_one_more_is_refused(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let crns = |count: u32| -> Value { (0..count).map(|number| format!("B{number:06}")).collect() };

    let most = ctx.http.post("/user/TestUser/access", &crns(500)).await;
    let too_many = ctx.http.post("/user/TestUser/access", &crns(501)).await;

    assert_eq!(most.ok()["access"].as_array().unwrap().len(), 500);
    too_many.assert_validation_failure("$", "Size", "Please provide between 1 and 500 crns");
    ctx.close().await;
}

async fn body_of_another_shape_is_refused(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for (body, field, kind, message) in [
        (json!(["A000001", 2]), "[1]", "InvalidValue", "must be a string"),
        (json!([null]), "[0]", "NotNull", "must not be null"),
        (json!({ "crns": ["A000001"] }), "$", "InvalidValue", "must be an array"),
        (json!("A000001"), "$", "InvalidValue", "must be an array"),
        (json!(null), "$", "NotNull", "must not be null"),
    ] {
        let reply = ctx.http.post("/user/TestUser/access", &body).await;

        reply.assert_validation_failure(field, kind, message);
    }
    ctx.close().await;
}
