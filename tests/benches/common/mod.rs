//! What the benchmarks share: options, databases of generated people, and the service in a process of its own that answers
//! questions of its parent.
#![allow(dead_code, reason = "no benchmark uses all of it")]

pub(crate) mod child;
pub(crate) mod child_process;
pub(crate) mod database;
pub(crate) mod each_engine;
pub(crate) mod options;
pub(crate) mod pick;
