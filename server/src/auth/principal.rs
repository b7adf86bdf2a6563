//! The caller.

/// Whom a token speaks for, as far as this service needs to know.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Principal {
    /// The OAuth2 client (`client_id`).
    pub client_id: Option<String>,
    /// The subject (`sub`): the client again, or the user in whose name the client calls.
    pub subject: Option<String>,
    /// What the caller is entitled to (`authorities`), verbatim. A claim of another type than a list of strings
    /// counts as no authority (behaviour S29).
    pub authorities: Vec<String>,
}

impl Principal {
    /// The name of the client for the log: `client_id`, or `sub` where that is missing.
    pub fn client(&self) -> Option<&str> {
        self.client_id.as_deref().or(self.subject.as_deref())
    }
}
