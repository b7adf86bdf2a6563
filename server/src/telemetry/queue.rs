//! The bounded queue between those who log and the thread that writes.
//!
//! When it is full, lines are dropped and counted, and the next line that fits is preceded by one that tells
//! how many are missing. The other way, to wait, would let a stuck reader of standard error stop every
//! request, and the log is worth less than the service.
//!
//! The queue is `slog-async`'s; its own overflow report counts some lines twice, hence the few lines here.

use std::sync::atomic::{AtomicU64, Ordering};

use slog::{Drain, Level, Never, OwnedKVList, Record, b, o, record};
use slog_async::{AsyncCore, AsyncError, AsyncGuard};

/// Lines that may wait: a burst of a twentieth of a second at the highest rate measured, and a few megabytes
/// of memory at most.
pub(super) const QUEUE_LINES: usize = 4_096;

/// A drain that hands lines over to a thread of its own.
pub(super) struct Queue {
    core: AsyncCore,
    dropped: AtomicU64,
}

impl Queue {
    /// Starts the thread, which writes to `drain` until the guard is dropped.
    pub(super) fn start<D>(drain: D) -> (Self, AsyncGuard)
    where
        D: Drain<Ok = (), Err = Never> + Send + 'static,
    {
        let (core, guard) = AsyncCore::custom(drain)
            .chan_size(QUEUE_LINES)
            .blocking(false)
            .thread_name("log".to_owned())
            .build_with_guard();
        (Self { core, dropped: AtomicU64::new(0) }, guard)
    }

    fn report_dropped(&self) {
        if self.dropped.load(Ordering::Relaxed) == 0 {
            return;
        }
        let dropped = self.dropped.swap(0, Ordering::Relaxed);
        if dropped > 0 && self.log_dropped(dropped).is_err() {
            self.dropped.fetch_add(dropped, Ordering::Relaxed);
        }
    }

    fn log_dropped(&self, dropped: u64) -> Result<(), AsyncError> {
        self.core.log(
            &record!(
                Level::Warning,
                "",
                &format_args!("log lines were dropped, as they came faster than they could be written"),
                b!("dropped_lines" => dropped)
            ),
            &o!().into(),
        )
    }
}

impl Drain for Queue {
    type Ok = ();
    type Err = Never;

    fn log(&self, record: &Record<'_>, values: &OwnedKVList) -> Result<(), Never> {
        self.report_dropped();
        // Any other error means that the log has ended, and there is nowhere left to count.
        if let Err(AsyncError::Full) = self.core.log(record, values) {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    }
}
