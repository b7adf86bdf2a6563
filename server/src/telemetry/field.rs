//! Names of log fields that several places write, so that one query finds them all.
//!
//! `ts`, `level` and `msg` belong to the line itself; no field may bear these names. A field is given once on
//! the way from the root logger to the line: the log does not merge fields of one name.

/// Which try it was, a number from 1.
pub const ATTEMPT: &str = "attempt";
/// The part of the service that logs, such as `store` or `auth`.
pub const COMPONENT: &str = "component";
/// The client that calls, from the token's `client_id`.
pub const CLIENT_ID: &str = "client_id";
/// The request id that the caller sent in `X-Request-Id`.
pub const CALLER_REQUEST_ID: &str = "caller_request_id";
/// The case, by its number.
pub const CRN: &str = "crn";
/// How long something took, in milliseconds, a number with a fraction.
pub const DURATION_MS: &str = "duration_ms";
/// An error and its sources, in one text.
pub const ERROR: &str = "error";
/// The `error_code` of the response (behaviour D2).
pub const ERROR_CODE: &str = "error_code";
/// The name of a thing that happened to a case, such as `AppointmentCreated` (behaviour 6.7). The other fields of its line
/// are spelt as there.
pub const EVENT: &str = "event";
/// The type of the event that a message holds, from its attribute.
pub const EVENT_TYPE: &str = "event_type";
/// The id of a message, the same in every delivery and the key of its failure.
pub const MESSAGE_ID: &str = "message_id";
/// The HTTP method.
pub const METHOD: &str = "method";
/// What a message that was handled has led to.
pub const OUTCOME: &str = "outcome";
/// The id that the queue gave to a message, another one after a redrive.
pub const QUEUE_ID: &str = "queue_id";
/// How often the queue has delivered a message, a number.
pub const RECEIVE_COUNT: &str = "receive_count";
/// The id of the request, which is in the response's header and error body too.
pub const REQUEST_ID: &str = "request_id";
/// The path with its variables unfilled, such as `/case/{crn}/personal-details`.
pub const ROUTE: &str = "route";
/// The HTTP status of the response, a number.
pub const STATUS: &str = "status";
/// The trace of the caller or publisher, from the header or the message attribute `traceparent`.
pub const TRACEPARENT: &str = "traceparent";
/// How often the handling of a delivery was tried, a number.
pub const TRIES: &str = "tries";
/// How many SQL statements the operation ran, a number.
pub const STATEMENTS: &str = "statements";
