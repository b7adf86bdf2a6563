use std::sync::Arc;
use std::sync::mpsc;

use chrono::DateTime;
use serde_json::Value;
use slog::{debug, info, warn};
use slog_term::PlainDecorator;

use super::super::{field, queue::QUEUE_LINES};
use super::*;

/// Collects what is written.
#[derive(Clone, Default)]
struct Capture(Arc<Mutex<Vec<u8>>>);

impl Capture {
    fn lines(&self) -> Vec<Value> {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

impl Write for Capture {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A writer nobody can write to.
struct Broken;

impl Write for Broken {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(io::ErrorKind::BrokenPipe.into())
    }
}

/// A writer that waits for a permit before each line.
struct Gated {
    permits: mpsc::Receiver<()>,
    inner: Capture,
}

impl Write for Gated {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let _ = self.permits.recv();
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn line_is_one_json_object_with_time_level_message_and_fields() {
    let capture = Capture::default();
    let log = log_to_writer(Box::new(capture.clone()), Level::Info);

    let request_log = log.new(o!(field::REQUEST_ID => "r-1"));
    warn!(request_log, "request handled"; field::STATUS => 404, field::DURATION_MS => 1.25);

    let lines = capture.lines();
    let line = lines.first().unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!(line["msg"], "request handled");
    assert_eq!(line["level"], "warn");
    assert_eq!(line["request_id"], "r-1");
    assert_eq!(line["status"], 404);
    assert_eq!(line["duration_ms"], 1.25);
    let ts = line["ts"].as_str().unwrap();
    assert!(ts.ends_with('Z') && ts.len() == "2026-01-01T00:00:00.000Z".len(), "{ts}");
    assert!(DateTime::parse_from_rfc3339(ts).is_ok());
}

#[test]
fn line_begins_with_time_level_and_message() {
    let capture = Capture::default();
    let log = log_to_writer(Box::new(capture.clone()), Level::Info);

    info!(log, "ready"; "port" => 1);

    let text = String::from_utf8(capture.0.lock().unwrap().clone()).unwrap();
    let order = ["\"ts\":", "\"level\":", "\"msg\":", "\"port\":"].map(|key| text.find(key).unwrap());
    assert!(order.is_sorted(), "{text}");
}

#[test]
fn line_breaks_in_values_do_not_break_lines() {
    let capture = Capture::default();
    let log = log_to_writer(Box::new(capture.clone()), Level::Info);

    info!(log, "first\nsecond"; "text" => "a\n{\"level\":\"error\"}");

    assert_eq!(capture.lines().len(), 1);
}

#[test]
fn line_for_the_terminal_is_readable() {
    let capture = Capture::default();
    let (log, guard) = queued(terminal_lines(PlainDecorator::new(capture.clone())).ignore_res(), Level::Info);

    let request_log = log.new(o!(field::REQUEST_ID => "r-1"));
    info!(request_log, "request handled"; field::METHOD => "GET", field::STATUS => 200);
    drop(guard);

    let text = String::from_utf8(capture.0.lock().unwrap().clone()).unwrap();
    assert!(text.ends_with("INFO request handled, request_id: r-1, method: GET, status: 200\n"), "{text}");
}

#[test]
fn lines_below_the_level_are_left_out() {
    let capture = Capture::default();
    let log = log_to_writer(Box::new(capture.clone()), Level::Info);

    debug!(log, "not wanted");
    info!(log, "wanted");

    assert_eq!(capture.lines().len(), 1);
}

#[test]
fn dropping_the_guard_writes_what_waits() {
    let capture = Capture::default();
    let (log, guard) = queued(json_lines(capture.clone()).ignore_res(), Level::Info);

    for number in 0..1_000 {
        info!(log, "line"; "number" => number);
    }
    drop(guard);

    assert_eq!(capture.lines().len(), 1_000);
}

#[test]
fn logging_after_the_end_of_the_log_is_harmless() {
    let capture = Capture::default();
    let (log, guard) = queued(json_lines(capture.clone()).ignore_res(), Level::Info);
    drop(guard);

    info!(log, "too late");

    assert!(capture.lines().is_empty());
}

#[test]
fn broken_output_does_not_stop_the_caller() {
    let log = log_to_writer(Box::new(Broken), Level::Info);
    let (queued_log, guard) = queued(json_lines(Broken).ignore_res(), Level::Info);

    for _ in 0..3 {
        info!(log, "lost");
        info!(queued_log, "lost");
    }

    drop(guard);
}

#[test]
fn stuck_output_drops_lines_and_tells_how_many() {
    let (permit, permits) = mpsc::channel();
    let inner = Capture::default();
    let (log, guard) = queued(json_lines(Gated { permits, inner: inner.clone() }).ignore_res(), Level::Info);
    let sent = 3 * QUEUE_LINES;

    for _ in 0..sent {
        info!(log, "line");
    }
    // One permit writes one line, which makes room for two: the report and another line follow what waits.
    for _ in 0..3 {
        permit.send(()).unwrap();
    }
    while inner.lines().len() < 3 {
        std::thread::yield_now();
    }
    info!(log, "room again");
    drop(permit);
    drop(guard);

    let lines = inner.lines();
    let dropped: u64 = lines.iter().filter_map(|line| line["dropped_lines"].as_u64()).sum();
    let written = lines.iter().filter(|line| line["msg"] == "line").count();
    assert!(written <= QUEUE_LINES + 2, "{written}");
    assert_eq!(usize::try_from(dropped).unwrap() + written, sent);
}
