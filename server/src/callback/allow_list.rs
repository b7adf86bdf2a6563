//! Which detail URLs may be called: decided before any connection is made (behaviour 3.3, D33).

use crate::config::Profile;
use reqwest::Url;

/// The longest detail URL, in bytes. Those of the client have about a hundred; a text of any length may come in.
const LONGEST: usize = 2_000;

/// Where details may be fetched.
#[derive(Debug)]
pub(super) enum AllowList {
    /// Anywhere on the web: the development profile without a list.
    Anything,
    /// At these bases alone, each as [`base`] writes it.
    Only(Vec<String>),
}

/// Why a detail URL is not called. The texts are those of behaviour 3.3; they hold nothing of the URL but scheme, host
/// and port.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    /// There is none.
    #[error("Detail URL must not be null")]
    Blank,
    /// It is no absolute URL.
    #[error("Unexpected detail URL: not a URL")]
    Malformed,
    /// It is too long to be one of the client's.
    #[error("Unexpected detail URL: longer than {LONGEST} bytes")]
    TooLong,
    /// It carries credentials, which the service's own token must not be mixed up with.
    #[error("Unexpected detail URL: {0} (with a user name or a password in front of it)")]
    Credentials(String),
    /// Its base is not in the list.
    #[error("Unexpected detail URL: {0}")]
    Foreign(String),
}

impl AllowList {
    /// The list of the configuration.
    pub(super) fn new(allowed: &[Url], profile: Profile) -> AllowList {
        match (allowed, profile) {
            ([], Profile::Development) => AllowList::Anything,
            _ => AllowList::Only(allowed.iter().map(base).collect()),
        }
    }

    /// The detail URL as it will be called: what is checked here and what is connected to is the same value.
    ///
    /// # Errors
    ///
    /// When it must not be called.
    pub(super) fn check(&self, detail_url: &str) -> Result<Url, Refusal> {
        let url = parse(detail_url)?;
        let base = base(&url);
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refusal::Credentials(base));
        }
        let is_web = matches!(url.scheme(), "http" | "https");
        if is_web && self.holds(&base) { Ok(url) } else { Err(Refusal::Foreign(base)) }
    }

    fn holds(&self, base: &str) -> bool {
        match self {
            AllowList::Anything => true,
            AllowList::Only(allowed) => allowed.iter().any(|allowed| allowed == base),
        }
    }
}

fn parse(detail_url: &str) -> Result<Url, Refusal> {
    if detail_url.trim().is_empty() {
        return Err(Refusal::Blank);
    }
    if detail_url.len() > LONGEST {
        return Err(Refusal::TooLong);
    }
    Url::parse(detail_url).map_err(|_| Refusal::Malformed)
}

/// Scheme, host and port of a URL: all of it that may be logged, because the path names a referral. A port that is the
/// scheme's own is left out.
pub(super) fn base(url: &Url) -> String {
    let scheme = url.scheme();
    match (url.host_str(), url.port()) {
        (Some(host), Some(port)) => format!("{scheme}://{host}:{port}"),
        (Some(host), None) => format!("{scheme}://{host}"),
        (None, _) => format!("{scheme}:"),
    }
}
