//! Whether the service can take requests, and whether it ever will.

use tokio::sync::watch;

/// Tells when the database has been prepared. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Readiness(watch::Receiver<bool>);

/// The other end: says that everything is prepared. Dropped without it, the service never becomes ready.
#[derive(Debug)]
pub struct ReadySender(watch::Sender<bool>);

/// Both ends, not ready yet.
pub fn readiness() -> (ReadySender, Readiness) {
    let (sender, receiver) = watch::channel(false);
    (ReadySender(sender), Readiness(receiver))
}

impl Readiness {
    /// Whether requests can be served now.
    pub fn is_ready(&self) -> bool {
        *self.0.borrow()
    }
}

impl ReadySender {
    /// Lets requests in.
    pub fn ready(&self) {
        self.0.send_replace(true);
    }
}
