use super::*;

const MINUTE: Duration = Duration::from_secs(60);

/// No wait: what a test expects is there at once.
const AT_ONCE: Receive = Receive { most: 10, wait: Duration::ZERO, visibility: MINUTE };

fn queue() -> InProcessQueue {
    InProcessQueue::new(InProcessSettings { capacity: 100, receives: 3 })
}

fn send(queue: &InProcessQueue, body: &str) -> String {
    queue.send(body, BTreeMap::new()).unwrap()
}

async fn receive(queue: &InProcessQueue) -> Vec<Received> {
    queue.receive(AT_ONCE).await.unwrap()
}

async fn release(queue: &InProcessQueue, received: &[Received]) {
    let changes: Vec<_> = received.iter().map(|one| (one.receipt.clone(), Duration::ZERO)).collect();
    assert_eq!(queue.change_visibility(&changes).await.unwrap(), []);
}

#[tokio::test]
async fn received_message_is_hidden() {
    let queue = queue();
    let id = send(&queue, "one");

    let (first, second) = (receive(&queue).await, receive(&queue).await);

    assert_eq!(first[0].delivery.queue_id, id);
    assert_eq!(first[0].delivery.receive_count, 1);
    assert_eq!(second, []);
    assert_eq!(queue.len(), 1);
}

#[tokio::test]
async fn released_message_comes_again_and_is_counted() {
    let queue = queue();
    send(&queue, "one");
    let first = receive(&queue).await;

    release(&queue, &first).await;

    let second = receive(&queue).await;
    assert_eq!(second[0].delivery.receive_count, 2);
    assert_eq!(second[0].first_received, first[0].first_received);
    assert_ne!(second[0].receipt, first[0].receipt);
}

#[tokio::test]
async fn visibility_that_runs_out_shows_the_message_to_a_receiver_who_waits() {
    let queue = queue();
    send(&queue, "one");
    let short = Receive { visibility: Duration::from_millis(20), ..AT_ONCE };
    queue.receive(short).await.unwrap();

    let second = queue.receive(Receive { wait: MINUTE, ..AT_ONCE }).await.unwrap();

    assert_eq!(second[0].delivery.receive_count, 2);
}

#[tokio::test]
async fn deleted_message_is_gone() {
    let queue = queue();
    send(&queue, "one");
    let received = receive(&queue).await;

    assert_eq!(queue.delete(&[received[0].receipt.clone()]).await.unwrap(), []);

    assert!(queue.is_empty());
}

#[tokio::test]
async fn receipt_of_an_earlier_delivery_settles_nothing() {
    let queue = queue();
    send(&queue, "one");
    let first = receive(&queue).await;
    release(&queue, &first).await;
    receive(&queue).await;

    let failed = queue.delete(&[first[0].receipt.clone()]).await.unwrap();

    assert_eq!((failed[0].index, failed[0].is_transient), (0, false));
    assert_eq!(queue.len(), 1);
}

#[tokio::test]
async fn message_is_a_dead_letter_after_its_last_receive() {
    let queue = queue();
    let id = send(&queue, "one");
    for _ in 0..3 {
        let received = receive(&queue).await;
        release(&queue, &received).await;
    }

    assert_eq!(receive(&queue).await, []);

    assert!(queue.is_empty());
    let dead = queue.dead_letters();
    assert_eq!((dead[0].queue_id.as_str(), dead[0].receive_count), (id.as_str(), 3));
}

#[tokio::test]
async fn no_more_messages_are_received_than_were_asked_for() {
    let queue = queue();
    (0..5).for_each(|number| drop(send(&queue, &number.to_string())));

    let received = queue.receive(Receive { most: 2, ..AT_ONCE }).await.unwrap();

    let bodies: Vec<_> = received.iter().map(|one| one.delivery.body.as_str()).collect();
    assert_eq!(bodies, ["0", "1"]);
}

#[tokio::test]
async fn receiver_who_waits_is_woken_by_a_message() {
    let queue = queue();
    let waiting = queue.receive(Receive { wait: MINUTE, ..AT_ONCE });
    let sending = async { send(&queue, "one") };

    let (received, id) = tokio::join!(waiting, sending);

    assert_eq!(received.unwrap()[0].delivery.queue_id, id);
}

#[test]
fn full_queue_takes_no_further_message() {
    let queue = InProcessQueue::new(InProcessSettings { capacity: 1, receives: 3 });
    send(&queue, "one");

    assert_eq!(queue.send("two", BTreeMap::new()), Err(QueueFull));
}
