//! The third part of the story: Manage and Deliver publishes events, and the service finds out what has happened.

use crate::contact_log;
use crate::service::Service;
use anyhow::Context;
use apd_server::clock::{Clock, SystemClock};
use apd_server::domain::london;
use apd_tests::messages::{PROGRAMME_COMPLETE, STATUS_UPDATED};
use apd_tests::narration::Narration;
use serde_json::{Value, json};

/// Of the sample data: on a programme.
const PERSON: &str = "X234567";
/// Their programme.
const REQUIREMENT: i64 = 2_500_000_005;

/// Where the details of an event are: those of a new status, and those of a completion.
const STATUS_PATH: &str = "/referral/0e000000-0000-4000-8000-000000000001/status-change-details";
const COMPLETION_PATH: &str = "/referral/0e000000-0000-4000-8000-000000000001/completion-data";

/// Tells the events.
pub(crate) async fn tell(story: &Narration, service: &Service) -> anyhow::Result<()> {
    let end = contact_log::end(&mut service.connect()?)?;
    let tale = Tale { story, service, end };
    let notification = tale.status_changes().await?;
    tale.comes_again(&notification).await?;
    tale.programme_is_complete().await?;
    tale.nobody_understands().await
}

struct Tale<'a> {
    story: &'a Narration,
    service: &'a Service,
    /// Where the contact log ended before.
    end: i64,
}

impl Tale<'_> {
    async fn status_changes(&self) -> anyhow::Result<Value> {
        self.story.chapter("An event arrives: the status of a referral has changed");
        let details =
            status("PROGRAMME_COMPLETE", "Finished the last module.\nAsked for a copy of the certificate.");
        let notification = self.publish(STATUS_UPDATED, STATUS_PATH, &details).await?;
        self.story.line("The service has called back for the details, and written them to the contact log:");
        self.show_log()?;
        Ok(notification)
    }

    async fn comes_again(&self, notification: &Value) -> anyhow::Result<()> {
        self.story.chapter("The same event is delivered once more, as queues do");
        self.service.publisher.publish(notification).await?;
        let counters = self.service.counters();
        let (once, again) = (counters.messages_handled.get(), counters.messages_handled_before.get());
        self.story.line(&format!("Messages with an effect: {once}; repeated, and without one: {again}."));
        self.show_log()
    }

    async fn programme_is_complete(&self) -> anyhow::Result<()> {
        self.story.chapter("The programme is complete: the requirement is terminated");
        self.show_requirement()?;
        let at = london::wall_time(SystemClock.now()).format("%Y-%m-%dT%H:%M:%S").to_string();
        let details = json!({
            "licReqId": REQUIREMENT.to_string(),
            "licReqCompletedAt": at,
            "sourcedFromEntityType": "REQUIREMENT",
        });
        self.publish(PROGRAMME_COMPLETE, COMPLETION_PATH, &details).await?;
        self.show_requirement()?;
        self.show_log()
    }

    async fn nobody_understands(&self) -> anyhow::Result<()> {
        self.story.chapter("An event that cannot be understood ends as a dead letter, with its reason");
        self.publish(STATUS_UPDATED, STATUS_PATH, &status("ON_HOLIDAY", "Back in spring.")).await?;
        let descriptions = self.service.dead_letters().await?;
        for letter in descriptions {
            let event_type = letter.event_type.context("a dead letter without a type")?;
            let crn = letter.crn.context("a dead letter without a case")?;
            self.story.line(&format!("{event_type}, {crn}: {}", letter.reason.unwrap_or_default()));
        }
        self.story.line("Nothing was written but that reason; `dlq redrive` would have it tried again.");
        Ok(())
    }

    /// Publishes an event about the person. Gives the notification.
    async fn publish(&self, event_type: &str, path: &str, details: &Value) -> anyhow::Result<Value> {
        let publisher = &self.service.publisher;
        self.story.call(&format!("{event_type}, {PERSON}"));
        let notification = publisher.notification(event_type, PERSON, path, details);
        publisher.publish(&notification).await?;
        Ok(notification)
    }

    fn show_log(&self) -> anyhow::Result<()> {
        contact_log::show(self.story, &mut self.service.connect()?, REQUIREMENT, self.end)
    }

    fn show_requirement(&self) -> anyhow::Result<()> {
        let termination = contact_log::termination(&mut self.service.connect()?, REQUIREMENT)?;
        self.story.line(&match termination {
            None => format!("Requirement {REQUIREMENT} is in force."),
            Some((at, reason)) => {
                format!("Requirement {REQUIREMENT} is terminated, {}: {reason}.", at.format("%d/%m/%Y %H:%M"))
            }
        });
        Ok(())
    }
}

/// The details of a new status.
fn status(new_status: &str, notes: &str) -> Value {
    json!({
        "newStatus": new_status,
        "sourcedFromEntityType": "REQUIREMENT",
        "sourcedFromEntityId": REQUIREMENT,
        "notes": notes,
        "description": "The person has completed the programme.",
        "username": "AmaraOkaforNPS",
    })
}
