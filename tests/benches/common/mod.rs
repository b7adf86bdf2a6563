//! What the benchmarks share: databases of generated people, and the service in a process of its own that answers
//! questions of its parent.

pub(crate) mod child;
pub(crate) mod child_process;
pub(crate) mod database;
