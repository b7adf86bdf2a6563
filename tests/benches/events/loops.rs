//! Straight loops: each receives up to ten messages, does something with one after the other, deletes them, and begins
//! again.

use crate::child::{Task, WAIT_SECONDS};
use crate::common::pick::pick;
use crate::referral::Referral;
use crate::status_change::StatusChanges;
use anyhow::Context;
use apd_client::{ClientCredentials, TokenSource};
use apd_tests::client_api::{CLIENT_ID, CLIENT_SECRET};
use apd_tests::localstack;
use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::{DeleteMessageBatchRequestEntry, Message};
use reqwest::header::AUTHORIZATION;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;
use tokio::task::JoinSet;

/// As the service's.
const BATCH: i32 = 10;
const VISIBILITY_SECONDS: i32 = 30;

/// What is done with each message: nothing, or what the floor does.
pub(crate) struct Loops {
    pub(crate) task: Task,
    pub(crate) work: Option<Work>,
}

/// What the floor does with a message.
pub(crate) struct Work {
    pub(crate) changes: StatusChanges,
    pub(crate) referrals: Vec<Referral>,
}

/// What the loops share.
struct Shared {
    task: Task,
    sqs: Client,
    http: reqwest::Client,
    tokens: TokenSource,
    work: Option<Work>,
    begun: AtomicUsize,
    deleted: AtomicUsize,
}

impl Loops {
    /// Runs as many loops as the task says until all messages are deleted, and gives the seconds of it.
    pub(crate) async fn run(self) -> anyhow::Result<f64> {
        let begun = Instant::now();
        let Loops { task, work } = self;
        let grant = ClientCredentials::new(&task.token_url, CLIENT_ID, CLIENT_SECRET);
        let shared = Arc::new(Shared {
            sqs: localstack::client(&task.endpoint_url),
            http: reqwest::Client::new(),
            tokens: TokenSource::client_credentials(grant)?,
            work,
            begun: AtomicUsize::new(0),
            deleted: AtomicUsize::new(0),
            task,
        });
        let mut loops = JoinSet::new();
        for _ in 0..shared.task.concurrency {
            loops.spawn(Arc::clone(&shared).run());
        }
        // The first loop that ends has deleted the last message, or has failed; the others wait for messages in vain.
        loops.join_next().await.context("no loop")???;
        Ok(begun.elapsed().as_secs_f64())
    }
}

impl Shared {
    async fn run(self: Arc<Self>) -> anyhow::Result<()> {
        while self.deleted.load(Ordering::SeqCst) < self.task.messages {
            let messages = self.receive().await?;
            for _ in &messages {
                self.handle().await?;
            }
            self.delete(messages).await?;
        }
        Ok(())
    }

    async fn receive(&self) -> anyhow::Result<Vec<Message>> {
        let request = self
            .sqs
            .receive_message()
            .queue_url(&self.task.queue_url)
            .max_number_of_messages(BATCH)
            .wait_time_seconds(WAIT_SECONDS)
            .visibility_timeout(VISIBILITY_SECONDS);
        Ok(request.send().await?.messages.unwrap_or_default())
    }

    async fn handle(&self) -> anyhow::Result<()> {
        let Some(work) = &self.work else { return Ok(()) };
        let turn = self.begun.fetch_add(1, Ordering::Relaxed);
        let referral = pick(&work.referrals, turn);
        let token = self.tokens.authorization().await?.context("no token")?;
        let url = format!("{}{}", self.task.api_url, referral.path());
        let response = self.http.get(url).header(AUTHORIZATION, token).send().await?;
        response.error_for_status()?.bytes().await?;
        work.changes.write(referral).await
    }

    async fn delete(&self, messages: Vec<Message>) -> anyhow::Result<()> {
        if messages.is_empty() {
            return Ok(());
        }
        let number = messages.len();
        let entries = messages.into_iter().enumerate().map(|(index, message)| {
            let entry = DeleteMessageBatchRequestEntry::builder().id(index.to_string());
            entry.set_receipt_handle(message.receipt_handle).build()
        });
        let entries = entries.collect::<Result<Vec<_>, _>>()?;
        let request = self.sqs.delete_message_batch().queue_url(&self.task.queue_url);
        request.set_entries(Some(entries)).send().await?;
        self.deleted.fetch_add(number, Ordering::SeqCst);
        Ok(())
    }
}
