//! E-mail addresses for members of staff.

use super::App;
use crate::domain::Username;
use crate::op::OpContext;
use crate::telemetry::{error_chain, field};
use std::collections::{BTreeSet, HashMap};

/// The e-mail addresses of users, by folded username.
pub(super) struct Emails(HashMap<Username, String>);

impl Emails {
    /// Asks the directory once for all users (behaviour D8), and not at all when there are none. A directory that
    /// cannot be asked costs the addresses, never the response (D13).
    pub(super) async fn find<'a>(
        app: &App,
        op: &OpContext,
        usernames: impl IntoIterator<Item = &'a str>,
    ) -> Emails {
        let usernames: BTreeSet<_> = usernames.into_iter().filter_map(Username::parse).collect();
        if usernames.is_empty() {
            return Emails(HashMap::new());
        }
        let usernames: Vec<_> = usernames.into_iter().collect();
        match app.directory.find_emails(op, &usernames).await {
            Ok(emails) => Emails(emails),
            Err(error) => {
                op.counters().directory_failures.increment();
                slog::warn!(op.log, "the user directory could not be asked"; field::ERROR => error_chain(&error));
                Emails(HashMap::new())
            }
        }
    }

    pub(super) fn of(&self, username: Option<&str>) -> Option<String> {
        let username = Username::parse(username?)?;
        self.0.get(&username).cloned()
    }
}
