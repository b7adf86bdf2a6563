//! What is measured.

use serde::{Deserialize, Serialize};

/// Who rids the queue of its messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) enum Kind {
    /// The service.
    Service,
    /// Loops that do what must be done, without the service.
    Floor,
    /// Loops that receive and delete.
    Bare,
}
