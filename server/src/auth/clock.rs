//! The time that tokens are judged by.

use std::sync::Arc;

/// Tells the time in whole seconds since 1970-01-01T00:00:00Z, as the claims `exp` and `nbf` count it.
///
/// A function rather than the system's clock itself, so that a test can move it.
pub type SecondsClock = Arc<dyn Fn() -> i64 + Send + Sync>;
