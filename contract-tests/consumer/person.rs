//! Whom the contracts with this service are about.

/// A person that no fixture has: the states write them.
pub const CRN: &str = "X100001";
