//! `dlq`, as far as it needs no queue.

use crate::workplace::{Workplace, nobody_listens};

#[test]
fn dead_letters_need_a_queue() {
    let workplace = Workplace::new();

    for arguments in [&["dlq", "list"], &["dlq", "redrive"]] {
        let ended = workplace.run(arguments);

        assert_eq!(ended.code, Some(1));
        assert_eq!(ended.stderr, "error: no queue is configured (messaging.queue_url)\n");
    }
}

#[test]
fn queue_that_cannot_be_reached_is_told() {
    let mut workplace = Workplace::new();
    let endpoint = format!("http://{}", nobody_listens());
    workplace.set("APD_MESSAGING__QUEUE_URL", format!("{endpoint}/000000000000/queue"));
    workplace.set("APD_MESSAGING__ENDPOINT_URL", endpoint);

    for arguments in [&["dlq", "list"], &["dlq", "redrive"]] {
        let ended = workplace.run(arguments);

        assert_eq!((ended.code, ended.stdout.as_str()), (Some(1), ""));
        assert!(ended.stderr.starts_with("error: "), "{}", ended.stderr);
        assert!(ended.stderr.contains("the queue does not answer"), "{}", ended.stderr);
    }
}
