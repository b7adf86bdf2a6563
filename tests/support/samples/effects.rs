//! What each sample has to lead to (behaviour 3, S22, S23, S32; the README beside the samples).

use super::Sample;
use anyhow::Context;
use std::collections::BTreeMap;

/// What a sample leads to.
pub enum Effect {
    /// A contact for a person, of a type, at a time of London.
    Contact(&'static str, &'static str, &'static str),
    /// The same for a component, which is terminated at that time. There may be a contact for a rejected transfer, too.
    Termination {
        /// The person.
        crn: &'static str,
        /// The requirement or licence condition.
        component: i64,
        /// The time in London.
        at: &'static str,
        /// How many transfers are rejected.
        transfers: usize,
    },
    /// The end of a component moves to another time.
    Move {
        /// The requirement or licence condition.
        component: i64,
        /// The time in London.
        at: &'static str,
    },
    /// Nothing, and that is right.
    Nothing,
    /// A dead letter with this reason. `API` stands for the address of the client's API.
    Refusal(&'static str),
}

use Effect::{Contact, Move, Nothing, Refusal};

const fn terminated(crn: &'static str, component: i64, at: &'static str) -> Effect {
    Effect::Termination { crn, component, at, transfers: 0 }
}

const OCCURRED: &str = "2026-09-15T14:30:00.123456";

/// Each file and its effect.
pub const EFFECTS: [(&str, Effect); 52] = [
    ("good/programme-complete-again.json", Move { component: 2_500_000_027, at: "2026-03-03T10:00:00" }),
    (
        "good/programme-complete-licence-condition.json",
        terminated("X345678", 2_600_000_005, "2026-09-15T09:30:00"),
    ),
    (
        "good/programme-complete-pending-transfer.json",
        Effect::Termination {
            crn: "L659708",
            component: 2_500_000_089,
            at: "2026-09-14T10:00:00",
            transfers: 1,
        },
    ),
    ("good/programme-complete-requirement.json", terminated("X234567", 2_500_000_005, "2026-09-15T15:00:00")),
    ("good/status-updated-licence-condition.json", Contact("X123456", "EIBI", OCCURRED)),
    ("good/status-updated-requirement.json", Contact("X234567", "EIBE", OCCURRED)),
    ("raw/programme-complete.json", terminated("G922408", 2_600_000_011, "2026-09-14T16:00:00")),
    ("raw/status-updated.json", Contact("D402817", "EIBD", OCCURRED)),
    (
        "tolerated/completed-at-fraction-z.json",
        terminated("J421357", 2_500_000_025, "2026-09-14T10:00:00.123"),
    ),
    ("tolerated/completed-at-fraction.json", terminated("P871605", 2_500_000_101, "2026-09-14T10:00:00.123")),
    ("tolerated/completed-at-plain.json", terminated("P760594", 2_500_000_100, "2026-09-14T10:00:00")),
    ("tolerated/completed-at-z.json", terminated("L104253", 2_500_000_082, "2026-09-14T10:00:00")),
    ("tolerated/completed-before-start.json", Nothing),
    ("tolerated/occurred-at-absent.json", Contact("J754680", "EIBE", "2026-09-15T14:30:01.028")),
    ("tolerated/occurred-at-fraction-0.json", Contact("J754680", "EIBE", "2026-09-15T14:30:00")),
    ("tolerated/occurred-at-fraction-1.json", Contact("J754680", "EIBE", "2026-09-15T14:30:00.1")),
    ("tolerated/occurred-at-fraction-2.json", Contact("J754680", "EIBE", "2026-09-15T14:30:00.12")),
    ("tolerated/occurred-at-fraction-3.json", Contact("J754680", "EIBE", "2026-09-15T14:30:00.123")),
    ("tolerated/occurred-at-fraction-4.json", Contact("J754680", "EIBE", "2026-09-15T14:30:00.1234")),
    ("tolerated/occurred-at-fraction-5.json", Contact("J754680", "EIBE", "2026-09-15T14:30:00.12345")),
    ("tolerated/occurred-at-fraction-6.json", Contact("J754680", "EIBE", OCCURRED)),
    ("tolerated/occurred-at-fraction-7.json", Contact("J754680", "EIBE", OCCURRED)),
    ("tolerated/occurred-at-fraction-8.json", Contact("J754680", "EIBE", OCCURRED)),
    ("tolerated/occurred-at-fraction-9.json", Contact("J754680", "EIBE", OCCURRED)),
    ("tolerated/occurred-at-next-day-in-london.json", Contact("J754680", "EIBE", "2026-09-16T00:30:00")),
    ("tolerated/occurred-at-other-offset.json", Contact("J754680", "EIBE", "2026-09-15T14:30:00")),
    ("tolerated/occurred-at-utc.json", Contact("J754680", "EIBE", "2026-09-15T14:30:00")),
    ("tolerated/several-crns.json", Contact("J754680", "EIBL", OCCURRED)),
    ("bad/completed-at-with-offset.json", Refusal("Unknown value of licReqCompletedAt in the detail")),
    ("bad/component-of-another-category.json", Refusal("Requirement with id of 2500000002 not found")),
    ("bad/component-without-manager.json", Refusal("Requirement with id=2500000097 has no manager")),
    ("bad/crn-mismatch.json", Refusal("CRN and component do not match")),
    ("bad/detail-not-found.json", Refusal("http://API answered with status 404")),
    ("bad/detail-redirect.json", Refusal("http://API redirects, which is not followed (status 302)")),
    ("bad/detail-url-blank.json", Refusal("Detail URL must not be null")),
    (
        "bad/detail-url-credentials.json",
        Refusal("Unexpected detail URL: http://API (with a user name or a password in front of it)"),
    ),
    ("bad/detail-url-foreign.json", Refusal("Unexpected detail URL: https://elsewhere.example")),
    ("bad/detail-url-missing.json", Refusal("Detail URL must not be null")),
    ("bad/detail-url-other-scheme.json", Refusal("Unexpected detail URL: ftp://API")),
    ("bad/message-not-json.json", Refusal("Message of the notification is not JSON (line 1, column 1)")),
    (
        "bad/message-other-shape.json",
        Refusal("Message of the notification does not have the shape of a domain event (line 1, column 37)"),
    ),
    (
        "bad/message-parked-in-s3.json",
        Refusal(
            "Message of the notification is parked in S3 by the SQS extended client, and parked bodies are not \
             fetched",
        ),
    ),
    ("bad/no-active-manager.json", Refusal("Person manager not found")),
    ("bad/no-crn.json", Refusal("the event has no identifier of type CRN")),
    ("bad/no-event-type.json", Refusal("unexpected event type: the message has no attribute eventType")),
    ("bad/no-person-reference.json", Refusal("the event has no identifier of type CRN")),
    ("bad/not-json.txt", Refusal("the body is not JSON (line 1, column 1)")),
    (
        "bad/other-shape.json",
        Refusal("the body does not have the shape of a domain event (line 6, column 1)"),
    ),
    (
        "bad/parked-in-s3.json",
        Refusal("the body is parked in S3 by the SQS extended client, and parked bodies are not fetched"),
    ),
    ("bad/unknown-component.json", Refusal("Requirement with id of 2599999999 not found")),
    (
        "bad/unknown-event-type.json",
        Refusal("Unexpected event type interventions.community-referral.created"),
    ),
    ("bad/unknown-status.json", Refusal("Unknown value of newStatus in the detail")),
];

/// What a sample has to lead to.
///
/// # Errors
///
/// When nothing is written down about it.
pub fn effect_of(sample: &Sample) -> anyhow::Result<&'static Effect> {
    let found = EFFECTS.iter().find(|(name, _)| *name == sample.name);
    found.map(|(_, effect)| effect).with_context(|| format!("no effect is known of {}", sample.name))
}

/// The failures that these samples have to leave: key of the message to reason. `api` is the address of the client's API.
///
/// # Errors
///
/// When nothing is written down about one of them.
pub fn refusals<'a>(
    samples: impl IntoIterator<Item = &'a Sample>,
    api: &str,
) -> anyhow::Result<BTreeMap<String, String>> {
    let mut refusals = BTreeMap::new();
    for sample in samples {
        if let Refusal(reason) = effect_of(sample)? {
            refusals.insert(sample.key(), reason.replace("API", api));
        }
    }
    Ok(refusals)
}
