//! A log that can be read afterwards.

use std::sync::{Arc, Mutex};

use slog::{Drain, KV, Key, Level, Logger, Never, OwnedKVList, Record, Serializer, o};

/// Keeps every line as its level, message and values.
#[derive(Clone, Default)]
pub(in crate::auth::tests) struct RecordedLog(Arc<Mutex<Vec<String>>>);

impl RecordedLog {
    pub(in crate::auth::tests) fn logger(&self) -> Logger {
        Logger::root(self.clone(), o!())
    }

    /// How many hold on to the log: loggers, and the test itself.
    pub(in crate::auth::tests) fn holders(&self) -> usize {
        Arc::strong_count(&self.0)
    }

    /// The lines of `level` so far.
    pub(in crate::auth::tests) fn lines(&self, level: Level) -> Vec<String> {
        let lines = self.0.lock().unwrap();
        lines.iter().filter(|line| line.starts_with(level.as_str())).cloned().collect()
    }
}

impl Drain for RecordedLog {
    type Ok = ();
    type Err = Never;

    fn log(&self, record: &Record<'_>, _values: &OwnedKVList) -> Result<(), Never> {
        let mut line = Line(format!("{} {}", record.level().as_str(), record.msg()));
        record.kv().serialize(record, &mut line).unwrap();
        self.0.lock().unwrap().push(line.0);
        Ok(())
    }
}

struct Line(String);

impl Serializer for Line {
    fn emit_arguments(&mut self, key: Key, value: &std::fmt::Arguments<'_>) -> slog::Result {
        self.0.push_str(&format!(" {key}={value}"));
        Ok(())
    }
}
