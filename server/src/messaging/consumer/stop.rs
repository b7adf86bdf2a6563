//! The signal to stop, which has two steps: take nothing new, then let go of what is left.

use tokio::sync::watch;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    Running,
    Stopping,
    Over,
}

/// Gives the signal. Dropped, it lets go of everything.
#[derive(Debug)]
pub(super) struct StopSender(watch::Sender<Phase>);

/// Hears the signal. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Stop(watch::Receiver<Phase>);

pub(super) fn stop() -> (StopSender, Stop) {
    let (sender, receiver) = watch::channel(Phase::Running);
    (StopSender(sender), Stop(receiver))
}

impl StopSender {
    /// Nothing new is to be taken.
    pub(super) fn begin(&self) {
        self.0.send_replace(Phase::Stopping);
    }

    /// What is left is to be let go.
    pub(super) fn finish(&self) {
        self.0.send_replace(Phase::Over);
    }
}

impl Stop {
    /// Comes back when nothing new is to be taken.
    pub(super) async fn stopping(&self) {
        self.reached(Phase::Stopping).await;
    }

    /// Comes back when everything is to be let go.
    pub(super) async fn over(&self) {
        self.reached(Phase::Over).await;
    }

    async fn reached(&self, phase: Phase) {
        // An error means that the sender is gone.
        let _ = self.0.clone().wait_for(|now| *now >= phase).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;

    #[test]
    fn stopping_has_two_steps() {
        let (sender, stop) = stop();
        assert!(stop.stopping().now_or_never().is_none());

        sender.begin();
        assert!(stop.stopping().now_or_never().is_some());
        assert!(stop.over().now_or_never().is_none());

        sender.finish();
        assert!(stop.over().now_or_never().is_some());
    }

    #[test]
    fn consumer_that_is_gone_lets_go_of_everything() {
        let (sender, stop) = stop();

        drop(sender);

        assert!(stop.over().now_or_never().is_some());
    }
}
