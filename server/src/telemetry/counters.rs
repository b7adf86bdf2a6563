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

/// How many of something there are at the moment.
#[derive(Debug, Default)]
pub struct Gauge(AtomicU64);

impl Gauge {
    /// Counts one more for as long as the guard lives.
    pub fn enter(&self) -> Entered<'_> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Entered(self)
    }

    /// How many there are now.
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// One of those that a [`Gauge`] counts.
#[derive(Debug)]
pub struct Entered<'a>(&'a Gauge);

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The counts of one running service.
#[derive(Debug, Default)]
pub struct Counters {
    /// Requests that have reached an operation and are not answered yet.
    pub requests_under_way: Gauge,
    /// Times that inconsistent data was met in Delius (behaviour D3).
    pub inconsistent_data: Counter,
    /// Requests that no route matched: unknown paths and methods.
    pub unrouted_requests: Counter,
    /// Appointments created.
    pub appointments_created: Counter,
    /// Appointments updated.
    pub appointments_updated: Counter,
    /// Appointments deleted.
    pub appointments_deleted: Counter,
    /// Requirements and licence conditions that commenced with an appointment.
    pub components_commenced: Counter,
    /// E-mail addresses left out because the user directory could not be asked (behaviour D13).
    pub directory_failures: Counter,
}
