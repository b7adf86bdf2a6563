//! What domain events lead to (behaviour 3.4 to 3.7).
//!
//! Each of the two use cases fetches the details of its event from the client's API, and then does everything that follows
//! from them in one transaction. The component is locked before anything else, so that two events about it, or two
//! deliveries of one, take turns, and the second finds what the first has done (behaviour D28).
//!
//! | module | holds |
//! | --- | --- |
//! | `status_updated`, `programme_complete` | the use cases |
//! | `details` | fetching and reading what the client's API tells |
//! | `component` | the component that an event is about, and its contacts |
//! | `handled`, `failure` | how it ended |
//! | `message_failure` | failures that are kept for those who look into the dead-letter queue |

mod component;
mod details;
mod failure;
mod handled;
pub mod message_failure;
pub mod programme_complete;
pub mod status_updated;

pub use failure::EventFailure;
pub use handled::Handled;
