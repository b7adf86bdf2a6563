//! The log of a server under test, kept in memory.

use apd_server::telemetry::log_to_writer;
use serde_json::Value;
use slog::{Level, Logger};
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

/// What the server has logged. Clones share the lines.
#[derive(Clone, Debug, Default)]
pub struct CapturedLog(Arc<Mutex<Vec<u8>>>);

impl CapturedLog {
    /// A logger that writes to this log, down to the finest level: what is only logged while somebody looks for a
    /// fault must not hold personal data either.
    pub fn logger(&self) -> Logger {
        log_to_writer(Box::new(self.clone()), Level::Trace)
    }

    /// The lines as they stand.
    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).expect("the log is UTF-8")
    }

    /// The lines as JSON objects.
    pub fn lines(&self) -> Vec<Value> {
        self.text()
            .lines()
            .map(|line| serde_json::from_str(line).expect("a line of the log is JSON"))
            .collect()
    }

    /// The line of the request with this id.
    pub fn request(&self, request_id: &str) -> Value {
        let mut lines = self.requests();
        lines.retain(|line| line["request_id"] == request_id);
        assert_eq!(lines.len(), 1, "request {request_id} must have one line: {lines:?}");
        lines.remove(0)
    }

    /// The lines of all requests that reached an operation.
    pub fn requests(&self) -> Vec<Value> {
        self.lines().into_iter().filter(|line| line.get("route").is_some()).collect()
    }

    /// The messages at error level or above.
    pub fn errors(&self) -> Vec<String> {
        let is_error = |line: &Value| line["level"] == "error" || line["level"] == "critical";
        let message = |line: Value| line["msg"].as_str().unwrap_or_default().to_owned();
        self.lines().into_iter().filter(is_error).map(message).collect()
    }

    /// How many lines have this message.
    pub fn count(&self, message: &str) -> usize {
        self.lines().iter().filter(|line| line["msg"] == message).count()
    }
}

impl Write for CapturedLog {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
