//! What came of a run.

use super::log::Log;
use serde_json::Value;

#[derive(Debug, Default)]
pub struct Tally {
    /// Messages sent, copies included.
    pub sent: usize,
    /// Messages sent that differ.
    pub distinct: usize,
    /// Contacts that record a status, and terminations.
    pub effects: usize,
    /// Deliveries that found their effect in the database already, as far as the log has been written.
    pub duplicates_dropped: usize,
    /// Those of them that the queue delivered again: their service was killed between commit and deletion.
    pub dropped_after_a_kill: usize,
    pub kills: usize,
    /// Kills while messages were received and not settled.
    pub kills_in_flight: usize,
    /// Kills while a transaction was open.
    pub kills_in_transaction: usize,
    /// Kills as soon as a transaction had ended.
    pub kills_after_commit: usize,
    /// Dead letters after the kills.
    pub dead_letters: usize,
    /// Those of them that had nothing wrong with them.
    pub good_dead_letters: usize,
    pub redriven: usize,
}

impl Tally {
    /// Counts what the log tells.
    pub fn count(&mut self, log: &Log) {
        let lines = log.lines();
        let dropped: Vec<_> = lines.iter().filter(|line| is_dropped(line)).collect();
        self.duplicates_dropped = dropped.len();
        let came_again = |line: &&&Value| line["receive_count"].as_u64() > Some(1);
        self.dropped_after_a_kill = dropped.iter().filter(came_again).count();
    }
}

/// A completion that repeats that of another message looks like a copy; when it came again it was dropped in any case.
fn is_dropped(line: &Value) -> bool {
    line["msg"] == "message handled"
        && (line["outcome"] == "StatusChangeDuplicate"
            || (line["outcome"] == "ComponentTerminationRepeated" && line["receive_count"] != 1))
}
