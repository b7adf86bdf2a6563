//! What the service counts.

use std::sync::atomic::{AtomicU64, Ordering};

/// One count that only grows.
#[derive(Debug, Default)]
pub struct Counter(AtomicU64);

impl Counter {
    /// Counts one more.
    pub fn increment(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// The count so far.
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// The counts of one running service.
#[derive(Debug, Default)]
pub struct Counters {
    /// Times that inconsistent data was met in Delius (behaviour D3).
    pub inconsistent_data: Counter,
    /// Requests that no route matched: unknown paths and methods.
    pub unrouted_requests: Counter,
    /// E-mail addresses left out because the user directory could not be asked (behaviour D13).
    pub directory_failures: Counter,
}
