//! The signals that end the smoke test before its time.

use std::io;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Whoever asks the program to stop: a person by Ctrl-C, a workflow or a container's platform by SIGTERM, a terminal that is
/// closed by SIGHUP. From the moment this exists none of them ends the program by itself.
pub struct Stop {
    interrupt: Signal,
    terminate: Signal,
    hangup: Signal,
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
        let hangup = signal(SignalKind::hangup())?;
        Ok(Stop { interrupt, terminate, hangup })
    }

    /// Waits until somebody asks, and says how they did.
    pub async fn asked(&mut self) -> &'static str {
        tokio::select! {
            _ = self.interrupt.recv() => "stopped by hand",
            _ = self.terminate.recv() => "stopped by SIGTERM",
            _ = self.hangup.recv() => "stopped by SIGHUP",
        }
    }
}
