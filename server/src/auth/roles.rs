//! The roles that admit a caller (behaviour D1).

use super::Principal;

/// The roles required where nothing else is configured: the role as HMPPS Auth has it, and the spelling that the
/// published documentation shows.
pub const DEFAULT_REQUIRED_ROLES: [&str; 2] = [
    "ROLE_PROBATION_API__ACCREDITED_PROGRAMMES__CASE_DETAIL",
    "ROLE_PROBATION_API_ACCREDITED_PROGRAMMES_CASE_DETAIL",
];

/// A list of roles, any one of which admits. An empty list admits nobody.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RequiredRoles(Vec<String>);

impl RequiredRoles {
    /// Requires one of `roles`.
    pub fn any_of<T: Into<String>>(roles: impl IntoIterator<Item = T>) -> Self {
        Self(roles.into_iter().map(Into::into).collect())
    }

    /// Whether `principal` holds one of the roles. Roles are compared exactly.
    pub fn admit(&self, principal: &Principal) -> bool {
        principal.authorities.iter().any(|authority| self.0.contains(authority))
    }
}

impl Default for RequiredRoles {
    fn default() -> Self {
        Self::any_of(DEFAULT_REQUIRED_ROLES)
    }
}
