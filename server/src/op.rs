//! What one operation needs to know of itself: where to log, and what it is counted with.

use crate::error::Inconsistency;
use crate::telemetry::counters::Counters;
use crate::telemetry::field;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The context of one operation. Every use case and every unit of database work takes one, and of the
/// service's own code only that which has checked the caller makes one, so that no case is read without that check.
#[derive(Debug)]
pub struct OpContext {
    /// Logger with the fields of the operation, such as the request id.
    pub log: slog::Logger,
    counters: Arc<Counters>,
    statements: AtomicU64,
    is_message: bool,
}

impl OpContext {
    /// For a request whose caller is authenticated and authorised.
    pub(crate) fn for_request(log: slog::Logger, counters: Arc<Counters>) -> OpContext {
        OpContext::new(log, counters)
    }

    /// For a subcommand, or work of the service itself.
    pub(crate) fn for_command(log: slog::Logger, counters: Arc<Counters>) -> OpContext {
        OpContext::new(log, counters)
    }

    /// For a message from the queue, which only lets in who may publish.
    pub(crate) fn for_message(log: slog::Logger, counters: Arc<Counters>) -> OpContext {
        OpContext { is_message: true, ..OpContext::new(log, counters) }
    }

    /// For tests and benchmarks, which have nobody to authenticate.
    pub fn for_test(log: slog::Logger) -> OpContext {
        OpContext::new(log, Arc::default())
    }

    fn new(log: slog::Logger, counters: Arc<Counters>) -> OpContext {
        OpContext { log, counters, statements: AtomicU64::new(0), is_message: false }
    }

    /// What the service counts.
    pub fn counters(&self) -> &Counters {
        &self.counters
    }

    /// Whether it handles a message. There are never more of those at the same time than the service has chosen to receive.
    pub(crate) fn is_message(&self) -> bool {
        self.is_message
    }

    /// Logs and counts inconsistent data in Delius, once for each time it is met (behaviour D3). Ids only.
    pub(crate) fn report_inconsistency(&self, inconsistency: &Inconsistency) {
        self.counters.inconsistent_data.increment();
        slog::error!(self.log, "inconsistent data in Delius";
            field::ERROR => inconsistency.text,
            "record" => inconsistency.record,
            "record_id" => inconsistency.id,
        );
    }

    /// Adds to the SQL statements that the operation has run.
    pub(crate) fn count_statements(&self, statements: u64) {
        self.statements.fetch_add(statements, Ordering::Relaxed);
    }

    /// SQL statements that the operation has run so far.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }
}
