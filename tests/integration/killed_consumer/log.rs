//! The log of all the services of a run, in one file: what a service has written stays when it is killed.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs::File;
use tempfile::NamedTempFile;

pub struct Log(NamedTempFile);

impl Log {
    pub fn new() -> Log {
        Log(NamedTempFile::new().unwrap())
    }

    /// Where the next service writes to.
    pub fn append(&self) -> File {
        File::options().append(true).open(self.0.path()).unwrap()
    }

    /// The lines, but those that a kill has cut.
    pub fn lines(&self) -> Vec<Value> {
        let text = std::fs::read_to_string(self.0.path()).unwrap();
        text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
    }
}

/// Whether, by the lines of one service, a message was being handled at their end.
pub fn in_flight(lines: &[Value]) -> bool {
    let mut open = BTreeMap::<&str, i64>::new();
    for line in lines {
        let id = line["message_id"].as_str().unwrap_or_default();
        match line["msg"].as_str() {
            Some("notification") => *open.entry(id).or_default() += 1,
            Some("message handled" | "message not handled yet" | "message refused") => {
                *open.entry(id).or_default() -= 1;
            }
            _ => {}
        }
    }
    open.values().any(|count| *count > 0)
}
