//! The run on one engine.

use crate::child::{Question, Task, WAIT_SECONDS};
use crate::common::child_process::ChildProcess;
use crate::common::database::Database;
use crate::kind::Kind;
use crate::options::Options;
use crate::referral::Referral;
use crate::report::{Report, Row};
use anyhow::ensure;
use apd_tests::client_api::{CLIENT_ID, CLIENT_SECRET, ClientApi};
use apd_tests::localstack::{self, REGION, TestQueue};
use std::time::Duration;
use tokio::runtime::Runtime;

/// Measures everything on one database.
pub(crate) fn measure(database: &Database, options: &Options) -> anyhow::Result<Report> {
    let runtime = Runtime::new()?;
    let referrals = Referral::read(&mut database.connect(), options.messages())?;
    ensure!(!referrals.is_empty(), "nobody has a requirement");
    let api = runtime.block_on(ClientApi::start());
    referrals.iter().for_each(|referral| referral.tell(&api));
    let bench = Bench { database, runtime, api, referrals };
    bench.run(Kind::Bare, 1)?;
    let mut rows = Vec::new();
    for concurrency in options.concurrencies() {
        for delay in options.delays() {
            rows.push(bench.row(concurrency, delay, options.rounds(concurrency))?);
        }
    }
    Ok(Report {
        engine: database.engine.name(),
        people: options.common.people(),
        messages: options.messages(),
        rows,
    })
}

struct Bench<'a> {
    database: &'a Database,
    runtime: Runtime,
    api: ClientApi,
    /// One for each message.
    referrals: Vec<Referral>,
}

/// What came of one run.
struct Outcome {
    messages_a_second: f64,
    peak_kibibytes: f64,
}

impl Bench<'_> {
    /// Measures the service and what it is compared with by turns.
    fn row(&self, concurrency: usize, delay: Duration, rounds: usize) -> anyhow::Result<Row> {
        self.api.delay(delay);
        let mut row = Row { concurrency, delay, ..Row::default() };
        for _ in 0..rounds {
            let service = self.run(Kind::Service, concurrency)?;
            row.kibibytes = row.kibibytes.max(service.peak_kibibytes);
            row.service.push(service.messages_a_second);
            row.floor.push(self.run(Kind::Floor, concurrency)?.messages_a_second);
            row.bare.push(self.run(Kind::Bare, concurrency)?.messages_a_second);
        }
        eprintln!("{}", row.line());
        Ok(row)
    }

    /// Fills a queue, and has a new child empty it.
    fn run(&self, kind: Kind, concurrency: usize) -> anyhow::Result<Outcome> {
        let queue = self.runtime.block_on(async {
            let queue = TestQueue::make().await;
            queue.send_all(self.referrals.iter().map(|referral| referral.message(&self.api))).await;
            queue
        });
        let contacts = self.contacts();
        let task = self.task(kind, concurrency, &queue);
        let mut child: ChildProcess<()> = ChildProcess::start_with(self.database, &settings(&task))?;
        let seconds = child.ask(&Question::Seconds(task))?;
        let peak_kibibytes = child.ask(&Question::PeakMemory)?;
        drop(child);
        let expected = if kind == Kind::Bare { 0 } else { self.referrals.len() };
        let written = self.contacts() - contacts;
        ensure!(usize::try_from(written) == Ok(expected), "{written} contacts of {expected} were written");
        let is_empty =
            self.runtime.block_on(async { queue.is_empty().await && queue.dead_letters().await == 0 });
        ensure!(is_empty, "messages are left in the queue");
        self.runtime.block_on(queue.delete());
        Ok(Outcome { messages_a_second: self.referrals.len() as f64 / seconds, peak_kibibytes })
    }

    fn task(&self, kind: Kind, concurrency: usize, queue: &TestQueue) -> Task {
        Task {
            kind,
            concurrency,
            messages: self.referrals.len(),
            queue_url: queue.url.clone(),
            endpoint_url: localstack::url().to_owned(),
            api_url: self.api.base_url(),
            token_url: self.api.token_url(),
        }
    }

    /// How many changes of status are recorded.
    fn contacts(&self) -> i64 {
        self.database.count(
            "SELECT count(*) FROM contact WHERE external_reference LIKE 'urn:uk:gov:hmpps:accredited-programmes-service:%'",
        )
    }
}

/// How the child is configured: as a deployment, but for where everything is, and that it does not wait for messages for
/// long, because none will come any more when the queue is empty.
fn settings(task: &Task) -> Vec<(&'static str, String)> {
    vec![
        ("APD_MESSAGING__QUEUE_URL", task.queue_url.clone()),
        ("APD_MESSAGING__ENDPOINT_URL", task.endpoint_url.clone()),
        ("APD_MESSAGING__REGION", REGION.to_owned()),
        ("APD_MESSAGING__ENABLED", (task.kind == Kind::Service).to_string()),
        ("APD_MESSAGING__CONCURRENCY", task.concurrency.to_string()),
        ("APD_MESSAGING__WAIT_TIME_SECONDS", WAIT_SECONDS.to_string()),
        ("APD_ACCREDITED_PROGRAMMES__ALLOWED_BASE_URLS", task.api_url.clone()),
        ("APD_ACCREDITED_PROGRAMMES__TOKEN_URL", task.token_url.clone()),
        ("APD_ACCREDITED_PROGRAMMES__CLIENT_ID", CLIENT_ID.to_owned()),
        ("APD_ACCREDITED_PROGRAMMES__CLIENT_SECRET", CLIENT_SECRET.to_owned()),
    ]
}
