//! The call back to the client's API, where the details of an event are fetched (behaviour 3.3).
//!
//! The URL comes in with a message, from outside: where the service would connect to, and show its token, is decided by
//! the configured allow-list before anything is sent (`allow_list`). What came back is told apart by whether trying again
//! can help (`failure`); who calls tries again. What a reply says is for the caller to parse.

mod allow_list;
mod failure;
mod http_call_back;
#[cfg(test)]
mod tests;

use crate::error::Cause;
use async_trait::async_trait;
pub use http_call_back::{CallBackSetUpError, HttpCallBack};

/// Fetches the details of events.
#[async_trait]
pub trait CallBack: Send + Sync {
    /// Fetches what stands at the detail URL of an event, at most 1 MiB of it (behaviour D33). One try, but for a
    /// refused token (behaviour S23); who calls tries again.
    ///
    /// # Errors
    ///
    /// When the URL must not be called, or there is no usable reply.
    async fn fetch(&self, detail_url: &str) -> Result<Vec<u8>, CallBackError>;
}

/// Why details could not be fetched. The texts are for operators, and free of secrets.
#[derive(Debug, thiserror::Error)]
pub enum CallBackError {
    /// Trying again cannot help: a URL that is not allowed, a redirect, a 4xx (behaviour D32, D33, S23).
    #[error("{reason}")]
    Permanent {
        /// What is wrong.
        reason: String,
    },
    /// The same call may succeed later (behaviour D32, S23, S32).
    #[error("{reason}")]
    Transient {
        /// What is wrong.
        reason: String,
        /// What lies behind it.
        #[source]
        source: Option<Cause>,
    },
}
