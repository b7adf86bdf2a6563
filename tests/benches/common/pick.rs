//! Ids in turn.

/// The `turn`th element, going round.
pub(crate) fn pick<T>(items: &[T], turn: usize) -> &T {
    &items[turn % items.len()]
}
