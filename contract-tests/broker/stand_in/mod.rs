//! A stand-in of a Pact Broker, for the tests.
//!
//! | module | does as the broker does |
//! | --- | --- |
//! | [`records`] | what it remembers |
//! | `route` | which request is which |
//! | `publish` | takes contracts |
//! | `selection` | says which contracts a provider has to verify: selectors, pending, work in progress |
//! | `results` | hands out contracts, and takes the results of their verification |
//! | `deployments` | versions, branches, environments, and what is deployed where |
//! | `matrix` | answers `can-i-deploy` |
//! | `answer` | resources in HAL |
//!
//! It answers what the clients of a broker read, not everything that a broker says. It keeps to the rules of the real
//! one, but no test holds it to them: `contract-tests/broker/compose.yaml` starts the real one.

mod answer;
mod deployments;
mod matrix;
mod publish;
pub(crate) mod records;
mod results;
mod route;
mod selection;

use answer::Answer;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use records::Records;
use std::sync::{Arc, Mutex, MutexGuard};
use wiremock::matchers::{any, method, path_regex};
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

/// Whom it lets in.
pub(crate) const TOKEN: &str = "a-token-of-the-broker";
/// The same, in another way.
pub(crate) const USERNAME: &str = "somebody";
/// The password of [`USERNAME`].
pub(crate) const PASSWORD: &str = "known-to-the-broker";

/// A broker that runs.
pub(crate) struct StandIn {
    server: MockServer,
    records: Arc<Mutex<Records>>,
}

struct Desk(Arc<Mutex<Records>>);

impl Respond for Desk {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        if !is_let_in(request) {
            return Answer::refusal(401, "who are you?").into();
        }
        route::route(&mut self.0.lock().unwrap(), request).into()
    }
}

fn is_let_in(request: &Request) -> bool {
    let token = format!("Bearer {TOKEN}");
    let basic = format!("Basic {}", STANDARD.encode(format!("{USERNAME}:{PASSWORD}")));
    let given = request.headers.get("authorization").and_then(|value| value.to_str().ok());
    given.is_some_and(|given| given == token || given == basic)
}

impl StandIn {
    /// One that knows nothing yet.
    pub(crate) async fn start() -> StandIn {
        let (server, records) = (MockServer::start().await, Arc::default());
        Mock::given(any()).respond_with(Desk(Arc::clone(&records))).mount(&server).await;
        StandIn { server, records }
    }

    /// Where it is.
    pub(crate) fn url(&self) -> String {
        self.server.uri()
    }

    /// What it knows.
    pub(crate) fn records(&self) -> MutexGuard<'_, Records> {
        self.records.lock().unwrap()
    }

    /// From now on it answers this to requests of a kind, known by method and a pattern of the path.
    pub(crate) async fn spoil(&self, verb: &str, path: &str, answer: ResponseTemplate) {
        let given = Mock::given(method(verb)).and(path_regex(path));
        given.respond_with(answer).with_priority(1).mount(&self.server).await;
    }

    /// Like [`StandIn::spoil`], for one request.
    pub(crate) async fn spoil_once(&self, verb: &str, path: &str, answer: ResponseTemplate) {
        let given = Mock::given(method(verb)).and(path_regex(path));
        given.respond_with(answer).with_priority(1).up_to_n_times(1).mount(&self.server).await;
    }

    /// The bodies of the requests that were sent to paths like this.
    pub(crate) async fn sent(&self, verb: &str, path: &str) -> Vec<serde_json::Value> {
        let requests = self.server.received_requests().await.unwrap();
        let is_meant =
            |request: &&Request| request.method.as_str() == verb && request.url.path().contains(path);
        requests.iter().filter(is_meant).map(|request| request.body_json().unwrap()).collect()
    }
}
