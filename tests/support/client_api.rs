//! The client's API, as far as the service calls it back: a token endpoint, and the details of events (behaviour 3.3).

use apd_server::config::{CallBackCredentials, Config, Secret};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

/// Where it gives tokens.
pub const TOKEN_PATH: &str = "/auth/oauth/token";

/// The client id that gets one.
pub const CLIENT_ID: &str = "accredited-programmes-and-delius";

/// That client's secret.
pub const CLIENT_SECRET: &str = "only-for-tests";

/// What it answers to a call.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// JSON.
    #[serde(default)]
    pub body: Option<Value>,
    /// Where a redirect leads.
    #[serde(default)]
    pub location: Option<String>,
    /// A content type, and a body to the letter.
    #[serde(skip)]
    raw: Option<(&'static str, String)>,
    /// How long it takes, besides what every reply takes.
    #[serde(skip)]
    delay: Duration,
}

impl Reply {
    /// A 200 with a body.
    pub fn ok(body: Value) -> Reply {
        Reply { body: Some(body), ..Reply::status(200) }
    }

    /// A status without a body.
    pub fn status(status: u16) -> Reply {
        Reply { status, ..Reply::default() }
    }

    /// A 200 with a body to the letter.
    pub fn raw(content_type: &'static str, body: impl Into<String>) -> Reply {
        Reply { raw: Some((content_type, body.into())), ..Reply::status(200) }
    }

    /// The same, later.
    #[must_use]
    pub fn after(self, delay: Duration) -> Reply {
        Reply { delay, ..self }
    }

    fn template(&self) -> ResponseTemplate {
        let mut template = ResponseTemplate::new(self.status);
        if let Some(body) = &self.body {
            template = template.set_body_json(body);
        }
        if let Some((content_type, body)) = &self.raw {
            template = template.set_body_raw(body.as_str(), content_type);
        }
        if let Some(location) = &self.location {
            template = template.insert_header("location", location.as_str());
        }
        template
    }
}

/// The replies by path, and how long each takes.
#[derive(Default)]
struct Replies {
    by_path: BTreeMap<String, Vec<Reply>>,
    delay: Duration,
    tokens: u64,
    calls: BTreeMap<String, u64>,
    refused: u64,
}

/// A running stand-in for the client's API. It gives a token to the one client that it knows, and details to callers that
/// show it.
pub struct ClientApi {
    server: MockServer,
    base_url: String,
    replies: Arc<Mutex<Replies>>,
}

struct Responder(Arc<Mutex<Replies>>);

impl Respond for Responder {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let mut replies = self.0.lock().unwrap();
        let authorization = request.headers.get("authorization").and_then(|value| value.to_str().ok());
        if request.url.path() == TOKEN_PATH {
            return replies.token(request, authorization);
        }
        if authorization != Some(&format!("Bearer {}", token(replies.tokens))) {
            replies.refused += 1;
            return ResponseTemplate::new(401);
        }
        replies.details(request.url.path())
    }
}

impl Replies {
    fn token(&mut self, request: &Request, authorization: Option<&str>) -> ResponseTemplate {
        use base64::Engine;
        let credentials =
            base64::engine::general_purpose::STANDARD.encode(format!("{CLIENT_ID}:{CLIENT_SECRET}"));
        let is_grant = request.method.as_str() == "POST" && request.body == b"grant_type=client_credentials";
        if !is_grant || authorization != Some(&format!("Basic {credentials}")) {
            return ResponseTemplate::new(401).set_body_json(json!({ "error": "invalid_client" }));
        }
        self.tokens += 1;
        let reply = json!({ "access_token": token(self.tokens), "token_type": "bearer", "expires_in": 3600 });
        ResponseTemplate::new(200).set_body_json(reply)
    }

    fn details(&mut self, path: &str) -> ResponseTemplate {
        let call = self.calls.entry(path.to_owned()).or_default();
        *call += 1;
        // The last reply of a path is for all further calls.
        let index = usize::try_from(*call - 1).unwrap_or(usize::MAX);
        let reply = self.by_path.get(path).and_then(|replies| replies.get(index).or(replies.last()));
        let unknown = Reply::status(404);
        let reply = reply.unwrap_or(&unknown);
        reply.template().set_delay(self.delay + reply.delay)
    }
}

fn token(number: u64) -> String {
    format!("token-{number}")
}

impl ClientApi {
    /// Starts one on a free port, which answers 404 to everything.
    pub async fn start() -> ClientApi {
        ClientApi::serve(MockServer::builder()).await
    }

    /// Starts one at an address.
    ///
    /// # Errors
    ///
    /// When the address is taken.
    pub async fn start_at(address: SocketAddr) -> std::io::Result<ClientApi> {
        Ok(ClientApi::serve(MockServer::builder().listener(TcpListener::bind(address)?)).await)
    }

    async fn serve(builder: wiremock::MockServerBuilder) -> ClientApi {
        // What was requested is counted by path, so that a long run does not fill the memory.
        let server = builder.disable_request_recording().start().await;
        let replies = Arc::new(Mutex::new(Replies::default()));
        Mock::given(any()).respond_with(Responder(Arc::clone(&replies))).mount(&server).await;
        ClientApi { base_url: server.uri(), server, replies }
    }

    /// The same, which gives the address of a proxy for its own.
    #[must_use]
    pub fn by_way_of(self, proxy: SocketAddr) -> ClientApi {
        ClientApi { base_url: format!("http://{proxy}"), ..self }
    }

    /// From now on answers calls of a path with these replies, one after the other and the last one for ever.
    pub fn answer(&self, path: &str, replies: impl IntoIterator<Item = Reply>) {
        let mut all = self.replies.lock().unwrap();
        all.by_path.insert(path.to_owned(), replies.into_iter().collect());
        all.calls.remove(path);
    }

    /// From now on answers as a file says: an object of path to reply.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or understood.
    pub fn answer_from(&self, file: &Path) -> anyhow::Result<()> {
        let replies: BTreeMap<String, Reply> = serde_json::from_str(&std::fs::read_to_string(file)?)?;
        replies.into_iter().for_each(|(path, reply)| self.answer(&path, [reply]));
        Ok(())
    }

    /// From now on takes its time for each reply.
    pub fn delay(&self, delay: Duration) {
        self.replies.lock().unwrap().delay = delay;
    }

    /// From now on does not know the tokens that it has given.
    pub fn forget_tokens(&self) {
        self.replies.lock().unwrap().tokens += 1;
    }

    /// How often a path was called with a valid token.
    pub fn calls(&self, path: &str) -> u64 {
        self.replies.lock().unwrap().calls.get(path).copied().unwrap_or_default()
    }

    /// How often a path was called with another token, or without one.
    pub fn refused_calls(&self) -> u64 {
        self.replies.lock().unwrap().refused
    }

    /// Where it listens, for a proxy.
    pub fn address(&self) -> SocketAddr {
        *self.server.address()
    }

    /// Has a service call back here, and nowhere else.
    pub fn configured(&self) -> impl FnOnce(&mut Config) + use<> {
        let (base_url, token_url) = (self.base_url(), self.token_url());
        move |config| {
            config.accredited_programmes.allowed_base_urls = vec![base_url.parse().expect("a URL")];
            config.accredited_programmes.credentials = Some(CallBackCredentials {
                token_url: token_url.parse().expect("a URL"),
                client_id: CLIENT_ID.to_owned(),
                client_secret: Secret::new(CLIENT_SECRET.to_owned()),
            });
        }
    }

    /// Its address, such as `http://127.0.0.1:9090`.
    pub fn base_url(&self) -> String {
        self.base_url.clone()
    }

    /// Where it gives tokens.
    pub fn token_url(&self) -> String {
        format!("{}{TOKEN_PATH}", self.base_url())
    }
}
