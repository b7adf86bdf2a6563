//! The interaction that is being verified.

use super::apart::apart;
use super::front::Front;
use super::stage::{Message, Stage};
use crate::states::{self, Params};
use anyhow::{Context, bail};
use apd_tests::Engine;
use std::sync::Mutex;
use tokio::sync::Mutex as AsyncMutex;

/// How far an interaction has come.
enum Progress {
    /// The last one is over.
    Over,
    /// Its states are being set up, or it is being tried.
    Staged(Box<Stage>),
    /// A state could not be set up.
    Failed(anyhow::Error),
}

/// Sets the stage for one interaction after the other. The verifier's hooks share it.
pub(super) struct Current {
    engine: Engine,
    front: Front,
    progress: AsyncMutex<Progress>,
    seen: Mutex<Seen>,
    trouble: Mutex<Option<String>>,
}

/// What the hooks need that cannot wait.
#[derive(Clone, Default)]
pub(super) struct Seen {
    /// The value of `Authorization`.
    pub(super) authorization: Option<String>,
    /// The message that was left.
    pub(super) message: Option<Message>,
}

impl std::fmt::Debug for Current {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Current").field("engine", &self.engine).finish_non_exhaustive()
    }
}

impl Current {
    pub(super) async fn start(engine: Engine) -> Current {
        let progress = AsyncMutex::new(Progress::Over);
        let (seen, trouble) = Default::default();
        Current { engine, front: Front::start().await, progress, seen, trouble }
    }

    /// The port that leads to the server.
    pub(super) fn port(&self) -> u16 {
        self.front.address().port()
    }

    /// Why the service could not be started for an interaction, which says nothing of the contract.
    pub(super) fn trouble(&self) -> Option<String> {
        self.trouble.lock().unwrap().clone()
    }

    pub(super) fn seen(&self) -> Seen {
        self.seen.lock().unwrap().clone()
    }

    /// Sets a state up. The first one of an interaction starts its server. A failure is kept until the interaction is
    /// over, because the verifier asks for its end only when all states were set up.
    pub(super) async fn set_up(&self, state: &str, params: Params) {
        let mut progress = self.progress.lock().await;
        let reached = std::mem::replace(&mut *progress, Progress::Over);
        *progress = match self.with_state(reached, state.to_owned(), params).await {
            Ok(stage) => Progress::Staged(stage),
            Err(error) => Progress::Failed(error),
        };
        if let Progress::Staged(stage) = &*progress {
            self.front.lead_to(Some(stage.address()));
            *self.seen.lock().unwrap() =
                Seen { authorization: stage.authorization(), message: stage.message.clone() };
        }
    }

    async fn with_state(
        &self,
        progress: Progress,
        state: String,
        params: Params,
    ) -> anyhow::Result<Box<Stage>> {
        let engine = self.engine;
        let stage = match progress {
            Progress::Over => {
                let started = apart(async move || Box::new(Stage::set(engine).await)).await;
                started.context("starting the service").inspect_err(|error| {
                    self.trouble.lock().unwrap().get_or_insert_with(|| format!("{error:#}"));
                })
            }
            Progress::Staged(stage) => Ok(stage),
            Progress::Failed(error) => Err(error),
        }?;
        let named = format!("state `{state}`");
        apart(async move || apply(stage, &state, &params).await).await.flatten().context(named)
    }

    /// Ends the interaction, once for all of its states.
    ///
    /// # Errors
    ///
    /// When one of its states could not be set up, or the server has logged an error that no state announced.
    pub(super) async fn end(&self) -> anyhow::Result<()> {
        let progress = std::mem::replace(&mut *self.progress.lock().await, Progress::Over);
        self.front.lead_to(None);
        *self.seen.lock().unwrap() = Seen::default();
        match progress {
            Progress::Over => Ok(()),
            Progress::Staged(stage) => {
                apart(async move || stage.ctx.close().await).await.context("stopping the service")
            }
            Progress::Failed(error) => Err(error),
        }
    }
}

async fn apply(mut stage: Box<Stage>, name: &str, params: &Params) -> anyhow::Result<Box<Stage>> {
    // The verifier names no state for an interaction without any.
    if !name.is_empty() {
        let Some(state) = states::find(name) else { bail!("not in the table of states") };
        (state.set_up)(&mut stage, params).await;
    }
    Ok(stage)
}
