//! The call back to the client's API: which addresses may be called, and as whom.

use std::time::Duration;

use reqwest::Url;

use super::describe::Entry;
use super::error::Problem;
use super::key::{Key, Kind};
use super::origin::Origin;
use super::reason::Reason;
use super::secret::Secret;
use super::settings::Settings;
use super::web_url;

/// Behaviour D33.
const DEFAULT_CALL_TIMEOUT_MS: u32 = 10_000;

pub(super) const ALLOWED_BASE_URLS: Key = Key {
    name: "accredited_programmes.allowed_base_urls",
    kind: Kind::List("base URLs (https://HOST[:PORT], in development http:// too, nothing behind it)"),
    meaning: "Where the details of events may be fetched. Without it nothing may be fetched, in development \
              anything. Production needs it for a queue.",
    default: None,
    example: "https://mad.example.org,https://mad-standby.example.org:8443",
};

pub(super) const TOKEN_URL: Key = Key {
    name: "accredited_programmes.token_url",
    kind: Kind::Text("an https:// URL, in development http:// too, without credentials"),
    meaning: "Where the token for the call back is fetched. Production needs it for a queue; in development \
              its absence means that calls go without a token.",
    default: None,
    example: "https://sign-in.hmpps.service.justice.gov.uk/auth/oauth/token",
};

pub(super) const CLIENT_ID: Key = Key {
    name: "accredited_programmes.client_id",
    kind: Kind::Text("the id of an OAuth2 client"),
    meaning: "The client that the service is when it asks for the token; with `token_url` only.",
    default: None,
    example: "accredited-programmes-and-delius",
};

pub(super) const CLIENT_SECRET: Key = Key {
    name: "accredited_programmes.client_secret",
    kind: Kind::Secret("the secret of that client"),
    meaning: "The client's secret, with `token_url` only. It comes from the environment or from \
              `client_secret_file`, never from the configuration file.",
    default: None,
    example: "SECRET",
};

pub(super) const CLIENT_SECRET_FILE: Key = Key {
    name: "accredited_programmes.client_secret_file",
    kind: Kind::Text("the path of a file that holds one line"),
    meaning: "A file that holds `accredited_programmes.client_secret`, such as a mounted secret.",
    default: None,
    example: "/run/secrets/client-secret",
};

pub(super) const CALL_TIMEOUT_MS: Key = Key {
    name: "accredited_programmes.call_timeout_ms",
    kind: Kind::Whole { min: 100, max: 600_000 },
    meaning: "The longest that one call back may take, the token included, in milliseconds.",
    default: Some("10000"),
    example: "5000",
};

/// Settings of the call back to the client's API (behaviour 3.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccreditedProgrammesConfig {
    /// Where details may be fetched: scheme, host and port, with nothing behind them. Empty allows nothing, and
    /// anything in the development profile (behaviour D33).
    pub allowed_base_urls: Vec<Url>,
    /// As whom; [`None`] calls without a token, which production with a queue refuses.
    pub credentials: Option<CallBackCredentials>,
    /// The longest that one call may take, the token included.
    pub call_timeout: Duration,
}

/// As whom the client's API is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallBackCredentials {
    /// The token endpoint.
    pub token_url: Url,
    /// The OAuth2 client that the service is.
    pub client_id: String,
    /// The client's secret.
    pub client_secret: Secret,
}

impl AccreditedProgrammesConfig {
    pub(super) fn read(settings: &mut Settings) -> Self {
        let allowed_base_urls =
            settings.parsed_list(&ALLOWED_BASE_URLS, |text| web_url::parse_base(&ALLOWED_BASE_URLS, text));
        let call_timeout = settings.whole(&CALL_TIMEOUT_MS).unwrap_or(DEFAULT_CALL_TIMEOUT_MS);
        Self {
            allowed_base_urls: allowed_base_urls.unwrap_or_default(),
            credentials: CallBackCredentials::read(settings),
            call_timeout: Duration::from_millis(call_timeout.into()),
        }
    }

    /// Without `accredited_programmes.client_secret_file`: its content is in force as the secret, whose origin names
    /// the file.
    pub(super) fn entries(&self) -> Vec<Entry> {
        let credentials = self.credentials.as_ref();
        let base_urls: Vec<_> =
            self.allowed_base_urls.iter().map(|url| url.origin().ascii_serialization()).collect();
        vec![
            match base_urls.as_slice() {
                [] => Entry::unset(&ALLOWED_BASE_URLS),
                some => Entry::list(&ALLOWED_BASE_URLS, some),
            },
            Entry::optional(&TOKEN_URL, credentials.map(|credentials| &credentials.token_url)),
            Entry::optional(&CLIENT_ID, credentials.map(|credentials| &credentials.client_id)),
            Entry::optional(&CLIENT_SECRET, credentials.map(|_| "***")),
            Entry::milliseconds(&CALL_TIMEOUT_MS, self.call_timeout),
        ]
    }
}

impl CallBackCredentials {
    /// All three or none: a part that somebody forgot must not become calls without a token.
    fn read(settings: &mut Settings) -> Option<Self> {
        let token_url = settings.parsed(&TOKEN_URL, |text| web_url::parse(&TOKEN_URL, text));
        let client_id = settings.text(&CLIENT_ID);
        let client_secret = settings.secret(&CLIENT_SECRET, &CLIENT_SECRET_FILE);
        if matches!(settings.origin(&CLIENT_SECRET), Origin::File(_)) {
            settings.refuse_value(&CLIENT_SECRET, Reason::SecretInFile);
        }
        demand_all(settings);
        Some(Self { token_url: token_url?, client_id: client_id?, client_secret: client_secret? })
    }
}

/// Whether a source gave any of the three parts.
pub(super) fn is_any_credential_given(settings: &Settings) -> bool {
    parts(settings).iter().any(|(_, given)| *given)
}

fn demand_all(settings: &mut Settings) {
    let parts = parts(settings);
    let Some((by, _)) = parts.into_iter().find(|(_, given)| *given) else { return };
    for (key, _) in parts.into_iter().filter(|(_, given)| !given) {
        settings.refuse(Problem::Needed { key, by });
    }
}

/// The three parts, and whether each was given, be it right or wrong.
fn parts(settings: &Settings) -> [(&'static Key, bool); 3] {
    let secret = settings.is_given(&CLIENT_SECRET) || settings.is_given(&CLIENT_SECRET_FILE);
    [
        (&TOKEN_URL, settings.is_given(&TOKEN_URL)),
        (&CLIENT_ID, settings.is_given(&CLIENT_ID)),
        (&CLIENT_SECRET, secret),
    ]
}
