//! Messages: from a queue to the use cases (behaviour 3.1, 3.6, D32).

pub mod delivery;
pub mod dispatch;
pub mod envelope;
pub mod handler;

pub use delivery::Delivery;
pub use dispatch::Dispatcher;
pub use handler::{Handler, Verdict};
