//! A consumer under test: a queue of its own, a handler that the test directs, and what can be seen of both.

use apd_server::messaging::consumer::{Consumer, ConsumerSettings};
use apd_server::messaging::queue::{FailedEntry, Queue, QueueError, Receipt, Receive, Received, Refusal};
use apd_server::messaging::{Delivery, Handler, Verdict};
use apd_server::telemetry::counters::Counters;
use apd_tests::localstack::TestQueue;
use apd_tests::log::CapturedLog;
use async_trait::async_trait;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// Ten at a time, waits that a test can afford, and a visibility that no test outlasts.
pub fn settings() -> ConsumerSettings {
    ConsumerSettings {
        concurrency: 10,
        wait_time: Duration::from_secs(1),
        visibility_timeout: Duration::from_secs(60),
        retry_delay: Duration::from_secs(1),
        retry_delay_max: Duration::from_secs(60),
        shutdown_grace: Duration::from_secs(10),
    }
}

/// A running consumer.
pub struct Rig {
    pub consumer: Consumer,
    pub handler: Arc<Directed>,
    pub queue: Arc<Watched>,
    pub counters: Arc<Counters>,
    pub log: CapturedLog,
}

impl Rig {
    /// Starts a consumer.
    pub fn start(queue: Arc<dyn Queue>, handler: Directed, settings: ConsumerSettings) -> Rig {
        let (counters, log) = (Arc::<Counters>::default(), CapturedLog::default());
        let (queue, handler) = (Arc::new(Watched::new(queue)), Arc::new(handler));
        let consumer = Consumer::new(
            Arc::clone(&queue) as Arc<dyn Queue>,
            Arc::clone(&handler) as Arc<dyn Handler>,
            settings,
            Arc::clone(&counters),
            log.logger(),
        );
        consumer.begin();
        Rig { consumer, handler, queue, counters, log }
    }

    /// A consumer of a queue of LocalStack, as most tests want it.
    pub fn on(queue: &TestQueue, handler: Directed) -> Rig {
        Rig::start(Arc::new(queue.sqs()), handler, settings())
    }
}

type Judge = Box<dyn Fn(&Delivery) -> Verdict + Send + Sync>;

/// A handler that does what the test tells it.
pub struct Directed {
    judge: Judge,
    /// Each handling takes one; a test that holds them back decides when a message is done.
    pub permits: Semaphore,
    pub able: AtomicBool,
    pub asked: AtomicUsize,
    begun: Mutex<Vec<(Delivery, Instant)>>,
    now: AtomicUsize,
    peak: AtomicUsize,
}

impl Directed {
    /// Judges each delivery at once.
    pub fn judging(judge: impl Fn(&Delivery) -> Verdict + Send + Sync + 'static) -> Directed {
        Directed {
            judge: Box::new(judge),
            permits: Semaphore::new(Semaphore::MAX_PERMITS),
            able: AtomicBool::new(true),
            asked: AtomicUsize::new(0),
            begun: Mutex::default(),
            now: AtomicUsize::new(0),
            peak: AtomicUsize::new(0),
        }
    }

    /// Handles everything, each message when the test adds a permit.
    pub fn waiting() -> Directed {
        Directed { permits: Semaphore::new(0), ..Directed::judging(|_| Verdict::Handled) }
    }

    /// The deliveries whose handling has begun.
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.begun.lock().unwrap().iter().map(|(delivery, _)| delivery.clone()).collect()
    }

    /// The times between one delivery and the next.
    pub fn pauses(&self) -> Vec<Duration> {
        let begun = self.begun.lock().unwrap();
        begun.windows(2).map(|pair| pair[1].1 - pair[0].1).collect()
    }

    /// How many messages are being handled.
    pub fn now(&self) -> usize {
        self.now.load(Ordering::SeqCst)
    }

    /// The most that were ever handled at the same time.
    pub fn peak(&self) -> usize {
        self.peak.load(Ordering::SeqCst)
    }
}

/// Counts a handling for as long as it lives, dropped ones included.
struct Counted<'a>(&'a AtomicUsize);

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

#[async_trait]
impl Handler for Directed {
    async fn handle(&self, delivery: &Delivery) -> Verdict {
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        let _counted = Counted(&self.now);
        self.peak.fetch_max(now, Ordering::SeqCst);
        self.begun.lock().unwrap().push((delivery.clone(), Instant::now()));
        self.permits.acquire().await.unwrap().forget();
        (self.judge)(delivery)
    }

    async fn is_able(&self) -> bool {
        self.asked.fetch_add(1, Ordering::SeqCst);
        self.able.load(Ordering::SeqCst)
    }
}

/// A queue, and what was asked of it.
pub struct Watched {
    queue: Arc<dyn Queue>,
    /// For each receive that was answered, how many messages were asked for and given.
    received: Mutex<Vec<(usize, usize)>>,
    /// Receives that are not answered yet.
    pub open_receives: AtomicUsize,
    /// Messages that were hidden for longer.
    pub prolonged: AtomicUsize,
    /// Whether nothing is hidden for longer, and never will be.
    pub refuses_to_hide: AtomicBool,
    /// The sizes of the batches that were deleted.
    deleted: Mutex<Vec<usize>>,
    /// Requests of this kind are refused as a whole, as those of whom AWS does not permit them.
    pub denies: Mutex<Option<Request>>,
    /// How many were.
    pub denied: AtomicUsize,
    /// The next request of this kind panics.
    pub panics: Mutex<Option<Request>>,
}

/// What is asked of a queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request {
    Receive,
    Delete,
    ChangeVisibility,
}

impl Watched {
    fn new(queue: Arc<dyn Queue>) -> Watched {
        Watched {
            queue,
            received: Mutex::default(),
            open_receives: AtomicUsize::new(0),
            prolonged: AtomicUsize::new(0),
            refuses_to_hide: AtomicBool::new(false),
            deleted: Mutex::default(),
            denies: Mutex::default(),
            denied: AtomicUsize::new(0),
            panics: Mutex::default(),
        }
    }

    fn deny_if_told(&self, request: Request) -> Result<(), QueueError> {
        if *self.denies.lock().unwrap() != Some(request) {
            return Ok(());
        }
        self.denied.fetch_add(1, Ordering::SeqCst);
        let (code, message) = ("AccessDenied".to_owned(), "not permitted".to_owned());
        Err(QueueError::Refused(Refusal { code, message }))
    }

    fn panic_if_told(&self, request: Request) {
        let told = self.panics.lock().unwrap().take_if(|told| *told == request);
        assert!(told.is_none(), "as the test wants it: {request:?}");
    }

    pub fn received(&self) -> Vec<(usize, usize)> {
        self.received.lock().unwrap().clone()
    }

    pub fn deleted(&self) -> Vec<usize> {
        self.deleted.lock().unwrap().clone()
    }
}

#[async_trait]
impl Queue for Watched {
    async fn receive(&self, receive: Receive) -> Result<Vec<Received>, QueueError> {
        self.panic_if_told(Request::Receive);
        self.open_receives.fetch_add(1, Ordering::SeqCst);
        let _open = Counted(&self.open_receives);
        let messages = self.queue.receive(receive).await?;
        self.received.lock().unwrap().push((receive.most, messages.len()));
        Ok(messages)
    }

    async fn delete(&self, receipts: &[Receipt]) -> Result<Vec<FailedEntry>, QueueError> {
        self.panic_if_told(Request::Delete);
        self.deny_if_told(Request::Delete)?;
        self.deleted.lock().unwrap().push(receipts.len());
        self.queue.delete(receipts).await
    }

    async fn change_visibility(
        &self,
        changes: &[(Receipt, Duration)],
    ) -> Result<Vec<FailedEntry>, QueueError> {
        self.panic_if_told(Request::ChangeVisibility);
        self.deny_if_told(Request::ChangeVisibility)?;
        if self.refuses_to_hide.load(Ordering::SeqCst) {
            let entry = |index| FailedEntry { index, is_transient: false, code: "Refused".to_owned() };
            return Ok((0..changes.len()).map(entry).collect());
        }
        let failed = self.queue.change_visibility(changes).await?;
        let longer = changes.iter().filter(|(_, visibility)| !visibility.is_zero()).count();
        self.prolonged.fetch_add(longer, Ordering::SeqCst);
        Ok(failed)
    }
}
