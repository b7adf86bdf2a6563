//! The time that tokens are judged by.

use std::sync::Arc;

use chrono::Utc;

/// Tells the time in whole seconds since 1970-01-01T00:00:00Z, as the claims `exp` and `nbf` count it.
///
/// A function rather than the system's clock itself, so that a test can move it.
pub type SecondsClock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// The system's clock.
pub fn system_clock() -> SecondsClock {
    Arc::new(|| Utc::now().timestamp())
}
