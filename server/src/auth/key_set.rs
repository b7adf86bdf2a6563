//! The keys in hand at one moment.

use jsonwebtoken::Algorithm;

use super::VerificationKey;

/// An unchanging set of keys. A rotation makes a new set with the next generation.
#[derive(Debug, Default)]
pub(super) struct KeySet {
    generation: u64,
    keys: Vec<VerificationKey>,
}

impl KeySet {
    /// The set that follows this one.
    pub(super) fn followed_by(&self, keys: Vec<VerificationKey>) -> Self {
        Self { generation: self.generation + 1, keys }
    }

    /// Counts the sets that this process has seen, from 0 for the empty one before the first fetch. What was found
    /// out with the keys of one generation says nothing about another.
    pub(super) fn generation(&self) -> u64 {
        self.generation
    }

    pub(super) fn keys(&self) -> &[VerificationKey] {
        &self.keys
    }

    /// Whether these are the keys `others`, in whatever order.
    pub(super) fn consists_of(&self, others: &[VerificationKey]) -> bool {
        sorted_identities(&self.keys) == sorted_identities(others)
    }

    /// Whether a key has the name `id`.
    pub(super) fn knows(&self, id: &str) -> bool {
        self.keys.iter().any(|key| key.id() == Some(id))
    }

    /// The keys that can have signed a token with this algorithm and this key name. Every key of the fitting type
    /// can where the token names none.
    pub(super) fn candidates(
        &self,
        algorithm: Algorithm,
        id: Option<&str>,
    ) -> impl Iterator<Item = &VerificationKey> {
        self.keys
            .iter()
            .filter(move |key| key.algorithm() == algorithm)
            .filter(move |key| id.is_none() || key.id() == id)
    }
}

fn sorted_identities(keys: &[VerificationKey]) -> Vec<(Option<&str>, &str)> {
    let mut identities: Vec<_> = keys.iter().map(VerificationKey::identity).collect();
    identities.sort_unstable();
    identities
}
