//! What becomes of deliveries whose details have to be fetched, with a stand-in for the client's API and the sample data.
//! The rest is tested on both engines in `apd-tests`.

use super::*;
use crate::app::events::message_failure::{MessageFailure, list_failures};
use crate::callback::{CallBack, CallBackError};
use crate::clock::SystemClock;
use crate::config::{Config, DatabaseUrl, Secret};
use crate::directory::TableDirectory;
use crate::prepare::prepare;
use crate::store::Store;
use crate::telemetry::log_to_writer;
use serde_json::{Value, json};
use slog::{Discard, Level, Logger};
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tempfile::TempDir;
use uuid::Uuid;

const MESSAGE: &str = include_str!("../../../../localstack/samples/good/status-updated-requirement.json");
const MESSAGE_ID: Uuid = Uuid::from_u128(0x0f00_0000_0000_4000_8000_0000_0000_0001);

/// Tells the replies that it was given, one after the other; then what the client's API tells of the message.
#[derive(Clone, Default)]
struct Replies(Arc<Mutex<Vec<CallBackError>>>);

impl Replies {
    fn begin_with(&self, failures: impl IntoIterator<Item = CallBackError>) {
        let mut waiting = self.0.lock().unwrap();
        waiting.extend(failures);
        waiting.reverse();
    }

    fn waiting(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

#[async_trait]
impl CallBack for Replies {
    async fn fetch(&self, _: &str) -> Result<Vec<u8>, CallBackError> {
        let failure = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let details = json!({
            "newStatus": "ON_PROGRAMME",
            "sourcedFromEntityType": "REQUIREMENT",
            "sourcedFromEntityId": 2_500_000_005_i64,
            "description": "The referral has a new status.",
        });
        failure.map_or_else(|| Ok(details.to_string().into_bytes()), Err)
    }
}

fn transient() -> CallBackError {
    CallBackError::Transient { reason: "the API answered 503".to_owned(), source: Some("cut off".into()) }
}

fn permanent() -> CallBackError {
    CallBackError::Permanent { reason: "the API answered 404".to_owned() }
}

/// Lines as they are logged.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    /// The last line, without when and how long.
    fn last(&self) -> Value {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        let mut line: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
        for field in ["ts", "duration_ms", "statements"] {
            assert!(line.as_object_mut().unwrap().remove(field).is_some(), "{field}");
        }
        line
    }
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A dispatcher and its surroundings.
struct Desk {
    dispatcher: Dispatcher,
    replies: Replies,
    lines: Lines,
    _directory: TempDir,
}

impl Desk {
    async fn with_sample() -> Desk {
        let directory = TempDir::new().unwrap();
        let config = config(&directory.path().join("delius.db"));
        let clock: Arc<dyn crate::clock::Clock> = Arc::new(SystemClock);
        prepare(&config, &clock, &Logger::root(Discard, slog::o!())).await.unwrap();
        Desk::on(&config, directory)
    }

    fn on(config: &Config, directory: TempDir) -> Desk {
        let (replies, lines) = (Replies::default(), Lines::default());
        let store = Store::new(&config.database).unwrap();
        let app = App {
            directory: Arc::new(TableDirectory::new(store.clone())),
            store,
            call_back: Arc::new(replies.clone()),
            clock: Arc::new(SystemClock),
        };
        let log = log_to_writer(Box::new(lines.clone()), Level::Info);
        let dispatcher = Dispatcher::new(Arc::new(app), Arc::default(), log)
            .with_pauses(Pauses(vec![Duration::from_millis(1); 2]));
        Desk { dispatcher, replies, lines, _directory: directory }
    }

    async fn deliver(&self) -> Verdict {
        self.dispatcher.handle(&crate::messaging::envelope::by_hand(MESSAGE.to_owned())).await
    }

    async fn failures(&self) -> Vec<MessageFailure> {
        let op = OpContext::for_test(self.dispatcher.log.clone());
        list_failures(&self.dispatcher.app, &op, &[MESSAGE_ID]).await.unwrap()
    }

    /// Received, handled, handled before, not handled yet, refused.
    fn counted(&self) -> [u64; 5] {
        let counters = &self.dispatcher.counters;
        [
            &counters.notifications_received,
            &counters.messages_handled,
            &counters.messages_handled_before,
            &counters.messages_not_handled_yet,
            &counters.messages_refused,
        ]
        .map(|counter| counter.get())
    }
}

fn config(database: &Path) -> Config {
    let mut config = Config::development();
    let url = format!("sqlite:{}", database.display());
    config.database.url = DatabaseUrl::parse(Secret::new(url)).unwrap();
    config
}

/// The line of the message with what came of it.
fn line(level: &str, msg: &str, tries: u32, field: &str, value: &str) -> Value {
    let mut line = json!({
        "level": level,
        "msg": msg,
        "message_id": MESSAGE_ID,
        "event_type": "accredited-programmes-community.referral.status-updated",
        "traceparent": "00-0e0000000000400080000000000000a1-00000000000000a1-01",
        "queue_id": "by hand",
        "receive_count": 1,
        "crn": "X234567",
        "tries": tries,
    });
    line[field] = json!(value);
    line
}

#[tokio::test]
async fn transient_failure_is_tried_three_times_and_then_left_to_the_queue() {
    let desk = Desk::with_sample().await;
    desk.replies.begin_with([transient(), transient(), transient(), permanent()]);

    let verdict = desk.deliver().await;

    assert_eq!((verdict, desk.replies.waiting(), desk.counted()), (Verdict::Transient, 1, [1, 0, 0, 1, 0]));
    let reason = "the API answered 503: cut off";
    assert_eq!(desk.lines.last(), line("warn", "message not handled yet", 3, "error", reason));
    let [failure] = desk.failures().await.try_into().unwrap();
    assert_eq!((failure.reason.as_str(), failure.attempts), (reason, 1));
    assert_eq!(failure.crn.as_deref(), Some("X234567"));
}

#[tokio::test]
async fn failure_for_good_is_not_tried_again() {
    let desk = Desk::with_sample().await;
    desk.replies.begin_with([permanent(), permanent()]);

    let verdict = desk.deliver().await;

    assert_eq!((verdict, desk.replies.waiting(), desk.counted()), (Verdict::Permanent, 1, [1, 0, 0, 0, 1]));
    assert_eq!(desk.lines.last(), line("error", "message refused", 1, "error", "the API answered 404"));
}

#[tokio::test]
async fn success_clears_the_failures_before_it() {
    let desk = Desk::with_sample().await;
    desk.replies.begin_with([permanent()]);
    assert_eq!(desk.deliver().await, Verdict::Permanent);
    desk.replies.begin_with([transient(), transient()]);
    let failed = desk.failures().await.len();

    let verdict = desk.deliver().await;

    assert_eq!((failed, verdict, desk.failures().await.len()), (1, Verdict::Handled, 0));
    assert_eq!(desk.lines.last(), line("info", "message handled", 3, "outcome", "StatusChanged"));
    assert_eq!(desk.counted(), [2, 1, 0, 0, 1]);
}

#[tokio::test]
async fn messages_can_be_handled_while_the_database_answers() {
    let desk = Desk::with_sample().await;
    let nowhere = Desk::on(&config(Path::new("/nowhere/at/all.db")), TempDir::new().unwrap());

    assert!(desk.dispatcher.is_able().await);
    assert!(!nowhere.dispatcher.is_able().await);
}
