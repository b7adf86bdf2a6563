//! Messages: from a queue to the use cases (behaviour 3.1, 3.6, D32).

mod backoff;
pub mod consumer;
pub mod dead_letters;
pub mod delivery;
pub mod dispatch;
pub mod envelope;
pub mod handler;
pub mod queue;
mod settings;

pub use delivery::Delivery;
pub use dispatch::Dispatcher;
pub use handler::{Handler, Verdict};
