//! The process under test: the service, an empty handler beside it, and a way to run the bare statements.

use crate::bare;
use crate::common::child::{Service, next_question, resident_kibibytes, say};
use crate::ids::Ids;
use crate::workload::Endpoint;
use anyhow::Context;
use dropshot::{
    ApiDescription, ConfigDropshot, HttpError, HttpResponseUpdatedNoContent, RequestContext, ServerBuilder,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What the child tells when it is ready.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Ready {
    pub(crate) service: String,
    pub(crate) empty: String,
    pub(crate) token: String,
    pub(crate) ids: Ids,
    /// From the start of the service until it lets requests in, in milliseconds.
    pub(crate) ready_ms: f64,
}

/// A question of the parent.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) enum Question {
    /// How many times a second do the bare statements run?
    Bare { endpoint: String, tasks: usize, millis: u64 },
    /// How many tokens a second can be checked that were seen before?
    Authenticate { rounds: u32 },
    /// How much memory is resident, in kibibytes?
    Memory,
}

/// Answers the parent.
pub(crate) async fn converse(service: &Service) -> anyhow::Result<()> {
    let empty = empty_server()?;
    let ids = Arc::new(Ids::read(&mut service.connect()?)?);
    say(&Ready {
        service: service.server.local_addr().to_string(),
        empty: empty.local_addr().to_string(),
        token: service.token.clone(),
        ids: Ids::clone(&ids),
        ready_ms: service.ready_ms,
    })?;
    while let Some(question) = next_question().await? {
        let figure = match question {
            Question::Bare { endpoint, tasks, millis } => {
                let endpoint = Endpoint::named(&endpoint).context("no such endpoint")?;
                let store = service.server.store();
                bare::run(store, &ids, endpoint, tasks, Duration::from_millis(millis)).await?
            }
            Question::Authenticate { rounds } => authenticate(service, rounds).await?,
            Question::Memory => resident_kibibytes()?,
        };
        say(&figure)?;
    }
    empty.close().await.map_err(anyhow::Error::msg)
}

async fn authenticate(service: &Service, rounds: u32) -> anyhow::Result<f64> {
    let header = format!("Bearer {}", service.token);
    let begun = Instant::now();
    for _ in 0..rounds {
        let principal = service.server.authenticator().authenticate(Some(&header)).await?;
        service.server.authenticator().authorise(&principal)?;
    }
    Ok(f64::from(rounds) / begun.elapsed().as_secs_f64())
}

/// Answers without doing anything.
#[dropshot::endpoint { method = GET, path = "/empty" }]
async fn answer_empty(_: RequestContext<()>) -> Result<HttpResponseUpdatedNoContent, HttpError> {
    Ok(HttpResponseUpdatedNoContent())
}

fn empty_server() -> anyhow::Result<dropshot::HttpServer<()>> {
    let mut api = ApiDescription::new();
    api.register(answer_empty).context("the empty handler is not a valid endpoint")?;
    let config = ConfigDropshot { bind_address: ([127, 0, 0, 1], 0).into(), ..ConfigDropshot::default() };
    // Its own request lines would cost what the service does not pay either.
    let log = slog::Logger::root(slog::Discard, slog::o!());
    ServerBuilder::new(api, (), log).config(config).start().context("failed to start the empty server")
}
