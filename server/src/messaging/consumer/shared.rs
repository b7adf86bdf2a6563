//! What the tasks of a consumer share.

use super::ConsumerSettings;
use super::ability::Ability;
use super::errand::Errand;
use super::in_flight::InFlight;
use super::reach::Reach;
use super::slots::Slots;
use super::stop::Stop;
use crate::messaging::Handler;
use crate::messaging::queue::Queue;
use crate::telemetry::counters::Counters;
use std::sync::Arc;
use tokio::sync::Mutex;

pub(super) struct Shared {
    pub(super) settings: ConsumerSettings,
    pub(super) queue: Arc<dyn Queue>,
    pub(super) handler: Arc<dyn Handler>,
    pub(super) counters: Arc<Counters>,
    pub(super) log: slog::Logger,
    pub(super) stop: Stop,
    pub(super) slots: Slots,
    /// Held by the poller that is about to receive.
    pub(super) turn: Mutex<()>,
    pub(super) ability: Ability,
    pub(super) reach: Reach,
    pub(super) in_flight: InFlight,
    /// Hiding messages for longer while they are handled.
    pub(super) keeping_hidden: Errand,
    /// Deleting messages that were handled.
    pub(super) deleting: Errand,
    /// Deciding when messages that were not handled come again.
    pub(super) showing_again: Errand,
}
