//! The samples of `localstack/samples`, each read as `handle` reads it.

use super::*;
use std::fs;
use std::path::{Path, PathBuf};

/// What is wrong with the bad samples whose fault is in the envelope. Those of the others are found later.
const UNREADABLE: [(&str, &str); 7] = [
    ("message-not-json.json", "Message of the notification is not JSON (line 1, column 1)"),
    (
        "message-other-shape.json",
        "Message of the notification does not have the shape of a domain event (line 1, column 37)",
    ),
    (
        "message-parked-in-s3.json",
        "Message of the notification is parked in S3 by the SQS extended client, and parked bodies are not fetched",
    ),
    ("no-event-type.json", "unexpected event type: the message has no attribute eventType"),
    ("not-json.txt", "the body is not JSON (line 1, column 1)"),
    ("other-shape.json", "the body does not have the shape of a domain event (line 6, column 1)"),
    (
        "parked-in-s3.json",
        "the body is parked in S3 by the SQS extended client, and parked bodies are not fetched",
    ),
];

fn samples(directory: &str) -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../localstack/samples").join(directory);
    let mut files: Vec<_> = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

fn read_sample(file: &Path) -> Envelope {
    Envelope::read(&by_hand(fs::read_to_string(file).unwrap()), now())
}

fn name(file: &Path) -> &str {
    file.file_name().unwrap().to_str().unwrap()
}

#[test]
fn good_raw_and_tolerated_samples_are_read() {
    for file in ["good", "raw", "tolerated"].into_iter().flat_map(samples) {
        let envelope = read_sample(&file);

        let event = envelope.event.unwrap_or_else(|error| panic!("{}: {error}", name(&file)));
        assert!(event.event_type.starts_with("accredited-programmes-community."), "{}", name(&file));
        assert!(event.detail_url.is_some() && envelope.crn.is_some(), "{}", name(&file));
        assert_eq!(envelope.crn, event.crn().and_then(Crn::parse), "{}", name(&file));
    }
}

#[test]
fn bad_samples_are_refused_for_the_right_reason_or_left_to_who_looks_closer() {
    let mut refused = Vec::new();
    for file in samples("bad") {
        let expected = UNREADABLE.iter().find(|(bad, _)| *bad == name(&file));
        match (read_sample(&file).event, expected) {
            (Err(error), Some((bad, reason))) => {
                assert_eq!(error.to_string(), *reason, "{bad}");
                refused.push(*bad);
            }
            (Ok(_), None) => {}
            (event, _) => panic!("{}: {event:?}", name(&file)),
        }
    }
    assert_eq!(refused, UNREADABLE.map(|(bad, _)| bad));
}

#[test]
fn moments_of_the_samples_are_those_that_their_names_tell() {
    let of = |sample: &str| {
        let file =
            samples("tolerated").into_iter().find(|file| name(file) == format!("occurred-at-{sample}.json"));
        read_sample(&file.unwrap()).event.unwrap().occurred_at
    };
    let half_past_two: DateTime<Utc> = "2026-09-15T13:30:00Z".parse().unwrap();

    for digits in 0..=9_u32 {
        let moment = of(&format!("fraction-{digits}"));
        let nanos = 123_456_789 / 10_i64.pow(9 - digits) * 10_i64.pow(9 - digits);
        assert_eq!(moment.to_utc(), half_past_two + chrono::Duration::nanoseconds(nanos), "{digits}");
    }
    assert_eq!((of("utc").to_utc(), of("other-offset").to_utc()), (half_past_two, half_past_two));
    assert_eq!(of("next-day-in-london").to_rfc3339(), "2026-09-15T23:30:00+00:00");
    assert_eq!(of("absent").to_rfc3339(), "2026-09-15T13:30:01.028+00:00");
}
