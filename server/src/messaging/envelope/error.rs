//! Why an event cannot be taken out of a message.

use std::fmt;

/// Why an event cannot be taken out of a message. Trying again cannot help (behaviour D32). The texts are for operators
/// and quote nothing of the body, which may hold what no log may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// The text that should hold the event is no JSON.
    #[error("{part} is not JSON ({at})")]
    NotJson {
        /// What was read.
        part: Part,
        /// Where reading ended.
        at: Position,
    },
    /// The JSON that should be the event has another shape.
    #[error("{part} does not have the shape of a domain event ({at})")]
    NotAnEvent {
        /// What was read.
        part: Part,
        /// Where reading ended.
        at: Position,
    },
    /// What a notification holds is not a text.
    #[error("Message of the notification is not a text")]
    NoMessage,
    /// Without its id the effects of a notification cannot be told from those of another one.
    #[error("MessageId of the notification is not a UUID")]
    NoMessageId,
    /// Another field of the notification has another shape.
    #[error("the notification does not have the agreed shape")]
    NotANotification,
    /// The attribute that decides the handling is missing. The type in the event does not count.
    #[error("unexpected event type: the message has no attribute eventType")]
    NoEventType,
    /// The SQS extended client has put the body elsewhere.
    #[error("{part} is parked in S3 by the SQS extended client, and parked bodies are not fetched")]
    ParkedInS3 {
        /// What is a pointer.
        part: Part,
    },
    /// When the event occurred cannot be understood.
    #[error("occurredAt is not a date and time with an offset and at most 9 digits of a fraction")]
    OccurredAt,
}

/// The part of a message that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Body,
    /// What is in the notification.
    Message,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Part::Body => "the body",
            Part::Message => "Message of the notification",
        })
    }
}

/// A place in a text. Lines and columns count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    line: usize,
    column: usize,
}

impl Position {
    pub(super) const START: Position = Position { line: 1, column: 1 };
}

impl From<&serde_json::Error> for Position {
    fn from(error: &serde_json::Error) -> Position {
        Position { line: error.line(), column: error.column() }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}
