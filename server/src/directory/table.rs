//! The directory as a table of the service's own database.

use super::Directory;
use crate::domain::Username;
use crate::error::Error;
use crate::op::OpContext;
use crate::store::{Store, query};
use async_trait::async_trait;
use std::collections::HashMap;

/// Looks e-mail addresses up in the table `directory_user`.
pub struct TableDirectory {
    store: Store,
}

impl TableDirectory {
    /// A directory in this database.
    pub fn new(store: Store) -> TableDirectory {
        TableDirectory { store }
    }
}

#[async_trait]
impl Directory for TableDirectory {
    async fn find_emails(
        &self,
        op: &OpContext,
        usernames: &[Username],
    ) -> Result<HashMap<Username, String>, Error> {
        let usernames = usernames.to_vec();
        let found = self
            .store
            .read(op, move |conn| {
                let folded: Vec<_> = usernames.iter().map(Username::folded).collect();
                query::directory::list_emails(conn, &folded)
            })
            .await?;
        let by_username = |(username, email): (String, String)| Some((Username::parse(&username)?, email));
        Ok(found.into_iter().filter_map(by_username).collect())
    }
}
