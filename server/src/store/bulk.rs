//! How many rows go into one statement.

/// SQLite takes 32,766 values in a statement, PostgreSQL twice as many; both get the same statements.
const VALUES_AT_ONCE: usize = 32_766;

/// The rows of so many columns that fit into one `INSERT`.
pub(super) const fn rows_at_once(columns: usize) -> usize {
    VALUES_AT_ONCE / columns
}
