//! Messages, and what they mean.

use super::chance::Chance;
use super::world::{Component, Kind};
use crate::events::{CRN, NOT_STARTED, completion, licence_completion, status, with};
use apd_tests::client_api::Reply;
use apd_tests::messages::{PROGRAMME_COMPLETE, STATUS_UPDATED, event, notification};
use serde_json::{Value, json};
use std::time::Duration;
use uuid::Uuid;

/// When programmes are completed, in London; on one day, so that the texts that name it do not depend on which time was the
/// first. Not before the statuses, which a termination would delete as contacts of the future.
pub const TIMES: [&str; 2] = ["2026-06-15T10:30:00", "2026-06-15T11:45:00"];

/// Some statuses, with their contact types.
const STATUSES: [(&str, i64); 4] =
    [("AWAITING_ASSESSMENT", 21), ("SCHEDULED", 24), ("ON_PROGRAMME", 25), ("BREACH", 29)];

/// What must come of a message.
#[derive(Clone, Debug)]
pub enum Meaning {
    /// A contact of this type, with this description.
    Status { component: Component, contact_type: i64, description: String },
    /// A termination; of different times for one component any may be the last.
    Completion { component: Component, at: &'static str },
    /// Nothing, as it lies before the start of the component.
    TooEarly,
    /// A dead letter, for this reason.
    Bad { reason: String },
}

/// A message. Sent again, it is the same.
#[derive(Clone, Debug)]
pub struct Message {
    /// The id of its notification, if it has one.
    pub id: Uuid,
    pub body: String,
    /// Where its details are, if they are at the client's API.
    pub path: String,
    /// What the client's API answers there.
    pub reply: Reply,
    pub meaning: Meaning,
}

impl Message {
    pub fn is_bad(&self) -> bool {
        matches!(self.meaning, Meaning::Bad { .. })
    }
}

/// Who makes messages up.
pub struct Author {
    pub chance: Chance,
    /// The client's API.
    base_url: String,
}

impl Author {
    pub fn new(chance: Chance, base_url: String) -> Author {
        Author { chance, base_url }
    }

    pub fn status(&mut self, component: Component) -> Message {
        let (name, contact_type) = self.chance.pick(&STATUSES);
        let description = format!("Change {}", self.chance.id());
        let detail = with(status(name), "sourcedFromEntityId", json!(component.id()));
        let kind = match component.kind {
            Kind::Requirement => "REQUIREMENT",
            Kind::LicenceCondition => "LICENCE_CONDITION",
        };
        let detail = with(detail, "sourcedFromEntityType", json!(kind));
        let detail = with(detail, "description", json!(description));
        self.about(STATUS_UPDATED, &detail, Meaning::Status { component, contact_type, description })
    }

    pub fn completion(&mut self, component: Component, at: &'static str) -> Message {
        let detail = match component.kind {
            Kind::Requirement => completion(component.id(), at),
            Kind::LicenceCondition => licence_completion(component.id(), at),
        };
        self.about(PROGRAMME_COMPLETE, &detail, Meaning::Completion { component, at })
    }

    pub fn too_early(&mut self) -> Message {
        self.about(PROGRAMME_COMPLETE, &completion(NOT_STARTED, TIMES[0]), Meaning::TooEarly)
    }

    /// A message about the person of the tests.
    fn about(&mut self, event_type: &str, detail: &Value, meaning: Meaning) -> Message {
        self.message(event_type, CRN, Reply::ok(detail.clone()), meaning)
    }

    /// A message whose details the client's API gives after some milliseconds, so that several are under way at a time.
    pub fn message(&mut self, event_type: &str, crn: &str, reply: Reply, meaning: Meaning) -> Message {
        let (id, referral) = (self.chance.id(), self.chance.id());
        let path = format!("/referral/{referral}/details");
        let event = event(event_type, crn, &format!("{}{path}", self.base_url));
        let delay = Duration::from_millis(self.chance.below(60) as u64);
        Message { id, body: notification(id, &event).to_string(), path, reply: reply.after(delay), meaning }
    }

    /// Where the client's API is.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }
}
