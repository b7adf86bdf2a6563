//! The acceptance list of behaviour 7.4, point by point, from a message in a real queue to what stands in the database, the
//! outbox and the log. The rules behind the points have tests of their own, which look at more cases without a queue.
//!
//! | point | test | the rules |
//! | --- | --- | --- |
//! | M1 | `statuses::m1_breach_of_a_licence_condition_is_recorded` | `status_updated` |
//! | M2 | `statuses::m2_on_programme_of_a_requirement_is_recorded` | `status_updated` |
//! | M3 | `statuses::m3_crn_that_does_not_match_makes_a_dead_letter` | `event_refused` |
//! | M4 | `statuses::m4_staff_are_those_of_the_user` | `status_updated` |
//! | M5 | `statuses::m5_staff_of_an_unknown_user_are_the_manager_s` | `status_updated` |
//! | M6 | `statuses::m6_staff_of_a_user_without_staff_are_the_manager_s` | `status_updated` |
//! | M7 | `statuses::m7_contact_has_all_its_fields_and_nothing_else_changes` | `status_updated` |
//! | T1 | `terminations::t1_requirement_is_terminated` | `programme_complete` |
//! | T2 | `terminations::t2_licence_condition_is_terminated` | `programme_complete` |
//! | T3 | `terminations::t3_termination_moves` | `repeated_completion` |
//! | T4 | `terminations::t4_completion_before_the_start_is_rejected` | `programme_complete` |
//! | T5 | `terminations::t5_pending_transfer_is_rejected` | `transfers` |

mod statuses;
mod terminations;

use super::rig::{Chain, News};
use crate::events::CRN;
use apd_tests::events::message_id;
use serde_json::{Value, json};

/// The number of the one message of each test.
const MESSAGE: u32 = 1;

/// Sends a message with news, and waits until it is acknowledged.
async fn deliver(chain: &Chain, news: &News) {
    chain.queue.send(&chain.tell(MESSAGE, news)).await;
    chain.handled().await;
}

/// Asserts that the log has these events of behaviour 6.7, to the property and in this order, after the one that tells of the
/// message itself, which stands there once for each delivery.
fn assert_logged(chain: &Chain, event_type: &str, deliveries: usize, expected: &[Value]) {
    let notification = json!({
        "event": "NotificationReceived",
        "eventType": event_type,
        "detailUrl": format!("{}/details/{MESSAGE}", chain.api.base_url()),
        "CRN": CRN,
    });
    let mut all = vec![notification; deliveries];
    all.extend_from_slice(expected);
    assert_eq!(logged(chain, event_type), all);
}

/// The events in the order of the log, without what every line about the message has.
fn logged(chain: &Chain, event_type: &str) -> Vec<Value> {
    let mut lines = chain.ctx.log.lines();
    lines.retain(|line| line.get("event").is_some());
    for line in &mut lines {
        let line = line.as_object_mut().unwrap();
        assert_eq!(line.remove("level"), Some(json!("info")));
        assert_eq!(line.remove("message_id"), Some(json!(message_id(MESSAGE))));
        assert_eq!(line.remove("event_type"), Some(json!(event_type)));
        assert!(line.remove("ts").is_some() && line.remove("msg").is_some());
    }
    lines
}
