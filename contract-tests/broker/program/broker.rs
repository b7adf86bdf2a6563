//! Requests to the broker.
//!
//! Its answers are resources in HAL: JSON with links to others. Of a link only path and query count, so that credentials
//! go to the broker that was configured, and nowhere else, whatever it calls itself.

use crate::settings::Settings;
use pact_models::http_utils::HttpAuth;
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::{Client, Method, Response, StatusCode, Url, redirect};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_secs(60);
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// How much of an answer is shown: that of a proxy can be a whole page.
const SHOWN: usize = 500;

/// Why the broker is of no use.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BrokerError {
    #[error("the broker cannot be reached at {url}")]
    Unreachable { url: Url, source: reqwest::Error },
    #[error("the broker does not accept the credentials: {status} at {url}")]
    Refused { url: Url, status: StatusCode },
    #[error("the broker has nothing at {url}")]
    Absent { url: Url },
    #[error("the broker answers {status} at {url}: {body}")]
    Failed { url: Url, status: StatusCode, body: String },
    #[error("this is not what a broker answers at {url}: {reason}")]
    Malformed { url: Url, reason: String },
}

/// The broker.
pub(crate) struct Broker {
    http: Client,
    settings: Settings,
}

/// What the broker has answered.
pub(crate) struct Resource {
    url: Url,
    body: Value,
}

impl Broker {
    /// # Errors
    ///
    /// When there is no TLS.
    pub(crate) fn new(settings: Settings) -> reqwest::Result<Broker> {
        // A redirected POST would come back as a GET, and be answered as if nothing had been asked.
        let http = Client::builder().timeout(TIMEOUT).redirect(redirect::Policy::none()).build()?;
        Ok(Broker { http, settings })
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What the broker has.
    pub(crate) async fn index(&self) -> Result<Resource, BrokerError> {
        self.request(Method::GET, self.settings.base.clone(), None).await
    }

    /// The resource that a link leads to.
    pub(crate) async fn get(&self, link: &str) -> Result<Resource, BrokerError> {
        self.request(Method::GET, self.resolve(link), None).await
    }

    /// What the broker answers to a document that is sent to where a link leads.
    pub(crate) async fn post(&self, link: &str, document: &Value) -> Result<Resource, BrokerError> {
        self.request(Method::POST, self.resolve(link), Some(document)).await
    }

    fn resolve(&self, link: &str) -> Url {
        let base = &self.settings.base;
        let Ok(target) = base.join(link) else { return base.clone() };
        let mut url = base.clone();
        url.set_path(target.path());
        url.set_query(target.query());
        url
    }

    async fn request(
        &self,
        method: Method,
        url: Url,
        document: Option<&Value>,
    ) -> Result<Resource, BrokerError> {
        let mut pause = FIRST_PAUSE;
        for _ in 0..self.settings.retries {
            match self.send(method.clone(), url.clone(), document).await {
                Err(error) if error.may_pass() => tokio::time::sleep(pause).await,
                done => return done,
            }
            pause *= 2;
        }
        self.send(method, url, document).await
    }

    async fn send(
        &self,
        method: Method,
        url: Url,
        document: Option<&Value>,
    ) -> Result<Resource, BrokerError> {
        let request =
            self.http.request(method, url.clone()).header(ACCEPT, "application/hal+json, application/json");
        let request = match &self.settings.credentials {
            HttpAuth::User(username, password) => request.basic_auth(username, password.as_ref()),
            HttpAuth::Token(token) => request.bearer_auth(token),
            HttpAuth::None => request,
        };
        let request = match document {
            Some(document) => request.json(document),
            None => request,
        };
        let unreachable = |source: reqwest::Error| BrokerError::Unreachable {
            url: url.clone(),
            source: source.without_url(),
        };
        let response = request.send().await.map_err(unreachable)?;
        let (status, is_json) = (response.status(), is_json(&response));
        let body = response.text().await.map_err(unreachable)?;
        read(url, status, is_json, &body)
    }
}

fn read(url: Url, status: StatusCode, is_json: bool, body: &str) -> Result<Resource, BrokerError> {
    match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Err(BrokerError::Refused { url, status }),
        // A page is that of a proxy, which has not found the broker.
        StatusCode::NOT_FOUND if is_json => Err(BrokerError::Absent { url }),
        _ if !status.is_success() => {
            let body = body.chars().take(SHOWN).collect();
            Err(BrokerError::Failed { url, status, body })
        }
        _ if !is_json => {
            Err(BrokerError::Malformed { url, reason: "it does not call itself JSON".to_owned() })
        }
        _ => match serde_json::from_str(body) {
            Ok(body) => Ok(Resource { url, body }),
            Err(error) => Err(BrokerError::Malformed { url, reason: error.to_string() }),
        },
    }
}

fn is_json(response: &Response) -> bool {
    let content_type = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = content_type.and_then(|value| value.split(';').next()).map(str::trim);
    media_type.is_some_and(|media_type| media_type == "application/json" || media_type.ends_with("+json"))
}

impl BrokerError {
    /// Whether another attempt can have another outcome.
    fn may_pass(&self) -> bool {
        match self {
            BrokerError::Unreachable { .. } => true,
            BrokerError::Failed { status, .. } => {
                let is_passing =
                    [StatusCode::REQUEST_TIMEOUT, StatusCode::TOO_MANY_REQUESTS].contains(status);
                is_passing || status.is_server_error()
            }
            BrokerError::Refused { .. } | BrokerError::Absent { .. } | BrokerError::Malformed { .. } => false,
        }
    }

    /// Whether the broker has answered that there is no such thing.
    pub(crate) fn is_absence(&self) -> bool {
        matches!(self, BrokerError::Absent { .. })
    }
}

impl Resource {
    /// What it says.
    pub(crate) fn body(&self) -> &Value {
        &self.body
    }

    /// Where one of its links leads.
    pub(crate) fn link(&self, relation: &str) -> Result<&str, BrokerError> {
        let link = self.body["_links"][relation]["href"].as_str();
        link.ok_or_else(|| self.malformed(format!("there is no link `{relation}`")))
    }

    /// What it says, as a value of a type.
    pub(crate) fn parse<T: DeserializeOwned>(&self) -> Result<T, BrokerError> {
        T::deserialize(&self.body).map_err(|error| self.malformed(error.to_string()))
    }

    /// Why it is not what it should be.
    pub(crate) fn malformed(&self, reason: impl Into<String>) -> BrokerError {
        BrokerError::Malformed { url: self.url.clone(), reason: reason.into() }
    }
}
