//! The user directory, which knows the e-mail addresses of users (behaviour D13).
//!
//! The table `directory_user` serves, through [`TableDirectory`].

mod table;

use crate::domain::Username;
use crate::error::Error;
use crate::op::OpContext;
use async_trait::async_trait;
use std::collections::HashMap;
pub use table::TableDirectory;

/// Looks e-mail addresses up.
#[async_trait]
pub trait Directory: Send + Sync {
    /// Finds the addresses of users; users whom the directory does not know are missing from the answer.
    ///
    /// # Errors
    ///
    /// When the directory cannot be asked. The caller goes on without addresses.
    async fn find_emails(
        &self,
        op: &OpContext,
        usernames: &[Username],
    ) -> Result<HashMap<Username, String>, Error>;
}
