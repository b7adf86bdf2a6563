//! `dlq`, as far as it needs no queue.

use crate::workplace::Workplace;

#[test]
fn dead_letters_need_a_queue() {
    let workplace = Workplace::new();

    for arguments in [&["dlq", "list"], &["dlq", "redrive"]] {
        let ended = workplace.run(arguments);

        assert_eq!(ended.code, Some(1));
        assert_eq!(ended.stderr, "error: no queue is configured (messaging.queue_url)\n");
    }
}

/// A table with bodies would be of no use, and bodies hold personal data.
#[test]
fn bodies_are_asked_for_with_json() {
    let ended = Workplace::new().run(&["dlq", "list", "--body"]);

    assert_eq!(ended.code, Some(2));
    assert!(ended.stderr.contains("--json"), "{}", ended.stderr);
}
