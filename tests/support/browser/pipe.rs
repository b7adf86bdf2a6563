//! Commands to the browser, their answers, and what it tells unasked: JSON, each message ended by a zero byte.

use crate::wait::PATIENCE;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::process::Child;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::process::{ChildStdin, ChildStdout};
use tokio::sync::oneshot;

/// Why there is no answer, most likely.
const GONE: &str = "the browser is gone; tests/setup installs chromium";

/// The way to the browser and back.
#[derive(Clone)]
pub(super) struct Pipe {
    commands: Arc<tokio::sync::Mutex<ChildStdin>>,
    heard: Arc<Mutex<Heard>>,
}

#[derive(Default)]
struct Heard {
    last_id: u64,
    /// Who waits for the answer to which command.
    waiting: HashMap<u64, oneshot::Sender<Value>>,
    events: Vec<Value>,
}

impl Pipe {
    /// Talks to a process by its standard input and output.
    ///
    /// # Errors
    ///
    /// When these are no pipes.
    pub(super) fn to(process: &mut Child) -> std::io::Result<Pipe> {
        let missing = || std::io::Error::other("no pipe");
        let commands = ChildStdin::from_std(process.stdin.take().ok_or_else(missing)?)?;
        let answers = ChildStdout::from_std(process.stdout.take().ok_or_else(missing)?)?;
        let heard = Arc::<Mutex<Heard>>::default();
        tokio::spawn(listen(answers, Arc::clone(&heard)));
        Ok(Pipe { commands: Arc::new(commands.into()), heard })
    }

    /// Gives a command to the browser, or to one of its pages, and waits until it is done.
    ///
    /// # Errors
    ///
    /// What the browser says where it cannot obey, for example because the page is going elsewhere.
    pub(super) async fn command(
        &self,
        session: Option<&str>,
        method: &str,
        parameters: Value,
    ) -> Result<Value, Value> {
        let (answer, answered) = oneshot::channel();
        let id = locked(&self.heard).expect_answer(answer);
        let mut command = json!({ "id": id, "method": method, "params": parameters });
        if let Some(session) = session {
            command["sessionId"] = session.into();
        }
        self.commands.lock().await.write_all(format!("{command}\0").as_bytes()).await.expect(GONE);
        let answer = tokio::time::timeout(PATIENCE, answered).await;
        let mut answer = answer.unwrap_or_else(|_| panic!("no answer: {method}")).expect(GONE);
        if answer["error"].is_null() { Ok(answer["result"].take()) } else { Err(answer["error"].take()) }
    }

    /// What a page has told so far: the parameters of its events of this name.
    pub(super) fn events(&self, session: &str, method: &str) -> Vec<Value> {
        let heard = locked(&self.heard);
        let told = heard.events.iter().filter(|event| event["sessionId"] == session);
        told.filter(|event| event["method"] == method).map(|event| event["params"].clone()).collect()
    }
}

impl Heard {
    fn expect_answer(&mut self, answer: oneshot::Sender<Value>) -> u64 {
        self.last_id += 1;
        self.waiting.insert(self.last_id, answer);
        self.last_id
    }

    fn hear(&mut self, message: Value) {
        match message["id"].as_u64().and_then(|id| self.waiting.remove(&id)) {
            // Who no longer waits does not want to know.
            Some(waiting) => drop(waiting.send(message)),
            None => self.events.push(message),
        }
    }
}

/// Hears the browser out. At its end, nobody waits any longer.
async fn listen(answers: ChildStdout, heard: Arc<Mutex<Heard>>) {
    let mut messages = BufReader::new(answers).split(0);
    while let Ok(Some(message)) = messages.next_segment().await {
        let message = serde_json::from_slice(&message).expect("the browser speaks JSON");
        locked(&heard).hear(message);
    }
    locked(&heard).waiting.clear();
}

fn locked(heard: &Mutex<Heard>) -> std::sync::MutexGuard<'_, Heard> {
    heard.lock().unwrap_or_else(PoisonError::into_inner)
}
