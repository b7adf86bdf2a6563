//! The roles that admit a caller (behaviour D1).

use super::Principal;

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
