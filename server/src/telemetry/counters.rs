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
    /// Statuses of referrals that contacts record.
    pub status_changes: Counter,
    /// Messages about a status that an earlier delivery had recorded (behaviour D28).
    pub status_change_duplicates: Counter,
    /// Requirements and licence conditions terminated because the programme was completed.
    pub components_terminated: Counter,
    /// Terminations that were moved by a later completion.
    pub component_terminations_updated: Counter,
    /// Completions that lay before the start (behaviour 3.5 step 2).
    pub component_terminations_rejected: Counter,
    /// Domain events that could be read, deliveries of the same message included.
    pub notifications_received: Counter,
    /// Deliveries that had their effect.
    pub messages_handled: Counter,
    /// Deliveries whose effect an earlier one had already (behaviour D28).
    pub messages_handled_before: Counter,
    /// Deliveries that failed, and whose message may be handled later.
    pub messages_not_handled_yet: Counter,
    /// Deliveries whose message will never be handled.
    pub messages_refused: Counter,
    /// E-mail addresses left out because the user directory could not be asked (behaviour D13).
    pub directory_failures: Counter,
    /// Messages received, each delivery of one.
    pub messages_received: Counter,
    /// Messages that were received and are not settled yet.
    pub messages_under_way: Gauge,
    /// Messages handled and deleted.
    pub messages_deleted: Counter,
    /// Messages handled that could not be deleted, and come again.
    pub messages_not_deleted: Counter,
}
