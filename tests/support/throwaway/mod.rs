//! Servers that a run of the tests starts for itself: each has a directory of its own, and ends with its owner.
//!
//! A small shell process, the watchdog, reads from a pipe whose other end only the owner holds. When the owner ends, however
//! it ends, the pipe closes, and the watchdog stops the server and removes the directory. A static of a test process is
//! never dropped, so this does not rely on `Drop`. Should the watchdog die, too, a lock on a file in the directory, which
//! the system releases with its owner, tells the next run that the server is an orphan to sweep.

mod directory;
mod watchdog;

pub(crate) use directory::OwnedDirectory;
pub(crate) use watchdog::Watchdog;
