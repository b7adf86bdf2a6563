//! The names of event types: what the message attribute `eventType` says.

/// The status of a referral has changed (behaviour 3.4).
pub const STATUS_UPDATED: &str = "accredited-programmes-community.referral.status-updated";

/// A person has completed the programme (behaviour 3.5).
pub const PROGRAMME_COMPLETE: &str = "accredited-programmes-community.programme.complete";

/// A requirement has been terminated (behaviour 3.7).
pub const REQUIREMENT_TERMINATED: &str = "probation-case.requirement.terminated";

/// A licence condition has been terminated (behaviour 3.7).
pub const LICENCE_CONDITION_TERMINATED: &str = "probation-case.licence-condition.terminated";
