//! The consumer on real queues (behaviour D32), with handlers that do what the test tells them.

mod concurrency;
mod heartbeat;
mod in_process;
mod inability;
mod outages;
mod panics;
mod permissions;
mod rig;
mod service;
mod shutdown;
mod topic;
mod verdicts;
