//! Who may call the service: where the keys of their tokens come from and which roles admit.

use std::path::{Path, PathBuf};
use std::time::Duration;

use reqwest::Url;

use super::describe::Entry;
use super::key::{Key, Kind};
use super::settings::Settings;
use super::web_url;

/// The roles required where nothing else is configured: the role in HMPPS Auth, and the spelling that the published
/// documentation shows (behaviour D1).
pub const DEFAULT_REQUIRED_ROLES: [&str; 2] = [
    "ROLE_PROBATION_API__ACCREDITED_PROGRAMMES__CASE_DETAIL",
    "ROLE_PROBATION_API_ACCREDITED_PROGRAMMES_CASE_DETAIL",
];
/// Clocks of servers that keep time differ by less.
const DEFAULT_LEEWAY_SECONDS: u32 = 30;
/// Key sets change every few months; a new key is also found by the first token that names it.
const DEFAULT_JWKS_REFRESH_SECONDS: u32 = 300;
/// Tokens with invented key ids must not become a load on the key server.
const DEFAULT_JWKS_REFETCH_SECONDS: u32 = 10;
const DEFAULT_JWKS_TIMEOUT_MS: u32 = 3_000;
/// The client has a handful of valid tokens at a time; an entry takes a few hundred bytes.
const DEFAULT_VERIFIED_TOKENS: u32 = 1_024;
/// Hidden, because it is nobody's business but the service's.
const DEVELOPMENT_KEY_NAME: &str = ".apd-development-key.pem";

pub(super) const JWKS_URL: Key = Key {
    name: "auth.jwks_url",
    kind: Kind::Text("an https:// URL, in development http:// too, without credentials"),
    meaning: "The key set that tokens are signed with. Production needs it; in development its absence turns \
              the service's own key on.",
    default: None,
    example: "https://sign-in.hmpps.service.justice.gov.uk/auth/.well-known/jwks.json",
};

pub(super) const ISSUER: Key = Key {
    name: "auth.issuer",
    kind: Kind::Text("the issuer's URL without credentials"),
    meaning: "The `iss` that tokens must bear, to the letter. Production needs it; in development its \
              absence means that any issuer will do.",
    default: None,
    example: "https://sign-in.hmpps.service.justice.gov.uk/auth/issuer",
};

pub(super) const REQUIRED_ROLES: Key = Key {
    name: "auth.required_roles",
    kind: Kind::List("roles"),
    meaning: "The roles, any one of which admits.",
    default: Some(
        "`ROLE_PROBATION_API__ACCREDITED_PROGRAMMES__CASE_DETAIL`, \
         `ROLE_PROBATION_API_ACCREDITED_PROGRAMMES_CASE_DETAIL`",
    ),
    example: "ROLE_PROBATION_API__ACCREDITED_PROGRAMMES__CASE_DETAIL,ROLE_SECOND",
};

pub(super) const LEEWAY_SECONDS: Key = Key {
    name: "auth.leeway_seconds",
    kind: Kind::Whole { min: 0, max: 300 },
    meaning: "How far the clocks of issuer and service may differ, in seconds.",
    default: Some("30"),
    example: "60",
};

pub(super) const JWKS_REFRESH_SECONDS: Key = Key {
    name: "auth.jwks_refresh_seconds",
    kind: Kind::Whole { min: 1, max: 86_400 },
    meaning: "How often the key set is fetched anew in the background, in seconds.",
    default: Some("300"),
    example: "600",
};

pub(super) const JWKS_REFETCH_SECONDS: Key = Key {
    name: "auth.jwks_refetch_seconds",
    kind: Kind::Whole { min: 1, max: 3_600 },
    meaning: "The least time between two fetches that tokens with unknown key ids cause, in seconds.",
    default: Some("10"),
    example: "30",
};

pub(super) const JWKS_TIMEOUT_MS: Key = Key {
    name: "auth.jwks_timeout_ms",
    kind: Kind::Whole { min: 100, max: 60_000 },
    meaning: "The longest wait for the key set, in milliseconds.",
    default: Some("3000"),
    example: "5000",
};

pub(super) const VERIFIED_TOKENS: Key = Key {
    name: "auth.verified_tokens",
    kind: Kind::Whole { min: 0, max: 100_000 },
    meaning: "How many verified tokens are remembered, to be spared a second verification; 0 for none.",
    default: Some("1024"),
    example: "4096",
};

pub(super) const DEVELOPMENT_KEY_FILE: Key = Key {
    name: "auth.development_key_file",
    kind: Kind::Text("the path of a file"),
    meaning: "The service's own signing key, made when absent (development without `auth.jwks_url` only).",
    default: Some("`.apd-development-key.pem` beside the SQLite database, else in the working directory"),
    example: "/tmp/apd-development-key.pem",
};

/// Settings of authentication and authorisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthConfig {
    /// The key set that tokens are signed with; [`None`] in development only.
    pub jwks_url: Option<Url>,
    /// The issuer that tokens must name, to the letter; [`None`] in development only.
    pub issuer: Option<String>,
    /// The roles, any one of which admits (behaviour D1). Never empty.
    pub required_roles: Vec<String>,
    /// How far the clocks of issuer and service may differ.
    pub leeway: Duration,
    /// How often the key set is fetched anew in the background.
    pub jwks_refresh: Duration,
    /// The least time between two fetches that unknown key ids cause.
    pub jwks_refetch: Duration,
    /// The longest wait for the key set.
    pub jwks_timeout: Duration,
    /// How many verified tokens are remembered; 0 for none.
    pub verified_tokens: usize,
    /// Where the service keeps its own key, if it uses one: see [`AuthConfig::keys`].
    pub development_key_file: PathBuf,
}

/// Where the keys come from that tokens are verified with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeySource<'a> {
    /// A key set of the issuer.
    Jwks(&'a Url),
    /// The service's own key pair, in a file.
    Development(&'a Path),
}

impl AuthConfig {
    /// The keys that count. With a key set the service's own key is off, in development too (behaviour S31);
    /// without one the profile is development, because production is refused.
    #[must_use]
    pub fn keys(&self) -> KeySource<'_> {
        match &self.jwks_url {
            Some(url) => KeySource::Jwks(url),
            None => KeySource::Development(&self.development_key_file),
        }
    }

    /// `database_directory` is where the service's own key belongs when nobody says otherwise: each database
    /// of a developer has its own, and deleting the directory leaves nothing behind.
    pub(super) fn read(settings: &mut Settings, database_directory: Option<&Path>) -> Self {
        let mut number = |key, default| settings.whole(key).unwrap_or(default);
        let leeway = number(&LEEWAY_SECONDS, DEFAULT_LEEWAY_SECONDS);
        let jwks_refresh = number(&JWKS_REFRESH_SECONDS, DEFAULT_JWKS_REFRESH_SECONDS);
        let jwks_refetch = number(&JWKS_REFETCH_SECONDS, DEFAULT_JWKS_REFETCH_SECONDS);
        let jwks_timeout = number(&JWKS_TIMEOUT_MS, DEFAULT_JWKS_TIMEOUT_MS);
        let verified_tokens = number(&VERIFIED_TOKENS, DEFAULT_VERIFIED_TOKENS);
        let default_key_file =
            || database_directory.unwrap_or_else(|| Path::new("")).join(DEVELOPMENT_KEY_NAME);
        Self {
            jwks_url: settings.parsed(&JWKS_URL, |text| web_url::parse(&JWKS_URL, text)),
            issuer: settings.parsed(&ISSUER, |text| web_url::check_issuer(&ISSUER, text)),
            required_roles: settings
                .list(&REQUIRED_ROLES)
                .unwrap_or_else(|| DEFAULT_REQUIRED_ROLES.map(str::to_owned).to_vec()),
            leeway: Duration::from_secs(leeway.into()),
            jwks_refresh: Duration::from_secs(jwks_refresh.into()),
            jwks_refetch: Duration::from_secs(jwks_refetch.into()),
            jwks_timeout: Duration::from_millis(jwks_timeout.into()),
            verified_tokens: usize::try_from(verified_tokens).unwrap_or(usize::MAX),
            development_key_file: settings.path(&DEVELOPMENT_KEY_FILE).unwrap_or_else(default_key_file),
        }
    }

    pub(super) fn entries(&self) -> Vec<Entry> {
        vec![
            Entry::optional(&JWKS_URL, self.jwks_url.as_ref()),
            Entry::optional(&ISSUER, self.issuer.as_ref()),
            Entry::list(&REQUIRED_ROLES, &self.required_roles),
            Entry::seconds(&LEEWAY_SECONDS, self.leeway),
            Entry::seconds(&JWKS_REFRESH_SECONDS, self.jwks_refresh),
            Entry::seconds(&JWKS_REFETCH_SECONDS, self.jwks_refetch),
            Entry::milliseconds(&JWKS_TIMEOUT_MS, self.jwks_timeout),
            Entry::size(&VERIFIED_TOKENS, self.verified_tokens),
            match self.keys() {
                KeySource::Jwks(_) => Entry::unset(&DEVELOPMENT_KEY_FILE),
                KeySource::Development(path) => Entry::text(&DEVELOPMENT_KEY_FILE, path.display()),
            },
        ]
    }
}
