//! The signals that end the smoke test before its time.

use std::io;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Whoever asks the program to stop: a person by Ctrl-C, a workflow or a container's platform by SIGTERM. From the moment
/// this exists neither ends the program by itself.
pub struct Stop {
    interrupt: Signal,
    terminate: Signal,
}

impl Stop {
    /// Listens from now on.
    ///
    /// # Errors
    ///
    /// When the operating system refuses.
    pub fn listen() -> io::Result<Stop> {
        let interrupt = signal(SignalKind::interrupt())?;
        let terminate = signal(SignalKind::terminate())?;
        Ok(Stop { interrupt, terminate })
    }

    /// Waits until somebody asks, and says how they did.
    pub async fn asked(&mut self) -> &'static str {
        tokio::select! {
            _ = self.interrupt.recv() => "stopped by hand",
            _ = self.terminate.recv() => "stopped by SIGTERM",
        }
    }
}
