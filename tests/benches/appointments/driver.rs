//! Callers over HTTP.

use crate::operation::Operation;
use anyhow::bail;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

/// Sends requests to the service over connections that stay open.
pub(crate) struct Driver {
    runtime: Runtime,
    caller: Caller,
}

#[derive(Clone)]
struct Caller {
    client: reqwest::Client,
    url: String,
    token: String,
}

impl Driver {
    pub(crate) fn new(address: &str, token: &str) -> anyhow::Result<Driver> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let url = format!("http://{address}/appointments");
        Ok(Driver {
            runtime,
            caller: Caller { client: reqwest::Client::new(), url, token: token.to_owned() },
        })
    }

    /// Sends one request, and gives the milliseconds until the answer is there. It must be a success.
    pub(crate) fn send(&self, operation: Operation, body: Vec<u8>) -> anyhow::Result<f64> {
        self.runtime.block_on(self.caller.send(operation, body))
    }

    /// Sends requests from so many callers at once, each its next one as soon as it has an answer, and gives the
    /// milliseconds of each.
    pub(crate) fn send_at_once(
        &self,
        callers: usize,
        operation: Operation,
        bodies: Vec<Vec<u8>>,
    ) -> anyhow::Result<Vec<f64>> {
        let (bodies, next) = (Arc::new(bodies), Arc::new(AtomicUsize::new(0)));
        self.runtime.block_on(async {
            let mut running = JoinSet::new();
            for _ in 0..callers {
                let (caller, bodies, next) = (self.caller.clone(), Arc::clone(&bodies), Arc::clone(&next));
                running.spawn(async move {
                    let mut times = Vec::new();
                    while let Some(body) = bodies.get(next.fetch_add(1, Ordering::Relaxed)) {
                        times.push(caller.send(operation, body.clone()).await?);
                    }
                    Ok::<_, anyhow::Error>(times)
                });
            }
            let mut times = Vec::new();
            while let Some(caller) = running.join_next().await {
                times.append(&mut caller??);
            }
            Ok(times)
        })
    }
}

impl Caller {
    async fn send(&self, operation: Operation, body: Vec<u8>) -> anyhow::Result<f64> {
        let request = self.client.request(operation.method(), &self.url).bearer_auth(&self.token);
        let request = request.header("content-type", "application/json").body(body);
        let begun = Instant::now();
        let response = request.send().await?;
        let status = response.status();
        let text = response.text().await?;
        let milliseconds = begun.elapsed().as_secs_f64() * 1_000.0;
        if !status.is_success() {
            bail!("{} was answered by {status}: {text}", operation.name());
        }
        Ok(milliseconds)
    }
}
