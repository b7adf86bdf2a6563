//! Where bearer tokens come from: the crate `apd-token`, which knows nothing of this client, so that whoever calls
//! another service of HMPPS can use it, too.

pub use apd_token::{ClientCredentials, Secret, TokenError, TokenSource, TokenSourceError};
