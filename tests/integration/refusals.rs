//! What the tests of refused writes have in common.

use crate::appointments::{PATH, now};
use apd_tests::database::stored::Snapshot;
use apd_tests::{Reply, TestContext};
use reqwest::Method;
use serde_json::{Value, json};

/// The refusals of items with which much is wrong, in the order in which they come.
pub struct RefusalOrder<T>(Vec<Refusal<T>>);

struct Refusal<T> {
    status: u16,
    error_code: &'static str,
    message: String,
    mend: fn(&mut Vec<T>),
}

impl<T: Clone> RefusalOrder<T> {
    /// None yet.
    pub fn new() -> RefusalOrder<T> {
        RefusalOrder(Vec::new())
    }

    /// The next one, and what makes it go away.
    pub fn then(&mut self, status: u16, error_code: &'static str, message: &str, mend: fn(&mut Vec<T>)) {
        self.0.push(Refusal { status, error_code, message: message.to_owned(), mend });
    }

    /// Sends the items for each refusal, and mends them then. Gives what becomes of them, which should do.
    pub async fn mend(self, mut items: Vec<T>, send: impl AsyncFn(Vec<T>) -> Reply) -> Vec<T> {
        for refusal in self.0 {
            let reply = send(items.clone()).await;
            let body = reply.json();
            let expected = (refusal.status, &json!(refusal.error_code));
            assert_eq!((reply.status, &body["error_code"]), expected, "{body}");
            assert_eq!(body["message"], refusal.message);
            (refusal.mend)(&mut items);
        }
        items
    }
}

/// Gives four items that would do unknown codes, `B` twice and `A`, for each property in turn, and asserts that the refusal
/// names both codes once, and each item that has one.
pub async fn assert_unknown_codes_are_named(ctx: &TestContext, method: Method, items: [Value; 4]) {
    for (property, known, what) in [
        ("outcome", "AAAA", "AppointmentOutcome"),
        ("location", "OFFICE1", "OfficeLocation"),
        ("team", "TEAM02", "Team"),
        ("staff", "STAFF02", "Staff"),
    ] {
        let mut items = items.clone();
        for (item, code) in items.iter_mut().zip(["B", known, "A", "B"]) {
            item[property] = json!({ "code": code });
        }
        let reply = ctx.http.send(method.clone(), PATH, &json!({ "appointments": items })).await;

        let path = |index: usize| format!("appointments[{index}].{property}.code");
        reply.assert_refused(
            400,
            "InvalidReference",
            &format!("Invalid {what} codes: [B, A]"),
            &[0, 2, 3].map(path).each_ref().map(|path| (path.as_str(), "Unknown", "is not known")),
        );
    }
}

/// Asserts that nothing has changed since `before`, but that a refusal has been audited with its reason.
#[track_caller]
pub fn assert_only_audited(ctx: &TestContext, before: &Snapshot, interaction: &str, reason: &str) {
    let mut after = ctx.database.snapshot();
    let row = after.audit.pop().unwrap();
    assert_eq!(&after, before);
    assert_eq!((row.interaction.as_str(), row.outcome.as_str()), (interaction, "F"));
    assert_eq!((row.parameters, row.date_time), (format!("reason='{reason}'"), now()));
}
