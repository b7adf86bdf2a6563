//! The whole chain, from a message in a real queue to the rows in the database: the service with its consumer, LocalStack,
//! and a stand-in for the client's API (behaviour 3, D28, D32, D33).

mod acceptance;
mod command_line;
mod database_outage;
mod heartbeat;
mod parked;
mod queue_outages;
mod replies;
mod rig;
mod samples;
mod twice;
mod two_instances;
