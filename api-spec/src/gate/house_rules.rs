//! Where this contract is stricter than the differ, which goes by what a caller's request and parser accept.

use super::change::Impact;
use super::differ::{Found, Kind};

/// How much of the version a difference demands.
pub(super) fn impact(found: &Found) -> Impact {
    if loses_part_of_a_request(found) || changes_error_codes(found) { Impact::Major } else { found.impact }
}

/// A property of a request that is gone or has another name is ignored from then on: the request succeeds, and does not do
/// what the caller wants.
fn loses_part_of_a_request(found: &Found) -> bool {
    let is_property = found.path.rsplit('/').nth(1) == Some("properties");
    let is_gone = found.kind == Kind::Removed || found.property.as_deref() == Some("key");
    found.path.contains("/requestBody/") && is_property && is_gone
}

/// Callers branch by `error_code`, so that no code may come, go or be renamed (behaviour D2).
fn changes_error_codes(found: &Found) -> bool {
    let is_code = found.pointer().starts_with("#/components/schemas/ErrorCode");
    let is_of_text = found.kind == Kind::Modified && found.property.as_deref() == Some("description");
    is_code && !is_of_text
}
