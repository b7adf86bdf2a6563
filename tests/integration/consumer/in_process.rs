//! The consumer on the queue of the demonstration.

use super::rig::{Directed, Rig, settings};
use apd_server::messaging::Verdict;
use apd_server::messaging::queue::{InProcessQueue, InProcessSettings};
use apd_tests::eventually;
use std::collections::BTreeMap;
use std::sync::Arc;

#[tokio::test]
async fn messages_in_memory_are_handled_or_end_as_dead_letters() {
    let queue = Arc::new(InProcessQueue::new(InProcessSettings { capacity: 100, receives: 3 }));
    let judge = |body: &str| if body == "bad" { Verdict::Permanent } else { Verdict::Handled };
    let handler = Directed::judging(move |delivery| judge(&delivery.body));
    let rig = Rig::start(Arc::clone(&queue) as _, handler, settings());

    for body in ["good", "bad", "good"] {
        queue.send(body, BTreeMap::new()).unwrap();
    }

    eventually("the end of all", async || queue.is_empty()).await;
    let dead: Vec<_> = queue.dead_letters().into_iter().map(|letter| letter.body).collect();
    assert_eq!(dead, ["bad"]);
    assert_eq!(rig.handler.deliveries().len(), 5);
    rig.consumer.close().await;
}
