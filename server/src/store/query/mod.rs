//! The queries, one file a subject. Each takes the connection first and gives rows; none opens a transaction.
//!
//! Lists come in the order that the specification asks for (behaviour D7). Codes, CRNs and names are ordered by bytes:
//! SQLite does so by itself, on PostgreSQL the columns have collation "C". Where a column may be blank, the order says
//! where blanks go.

pub mod access;
pub mod appointed_component;
pub mod appointment;
pub mod audit;
pub mod component;
pub mod component_contact;
pub mod component_lock;
pub mod contact;
pub mod directory;
pub mod domain_event;
pub mod enforcement;
pub mod event;
mod flag;
pub mod health;
pub mod manager;
pub mod message_failure;
pub mod offence;
pub mod office;
pub mod person;
pub mod reference_data;
pub mod referred_component;
pub mod region;
pub mod registration;
pub mod sentence;
pub mod team;
pub mod transfer;
pub mod user;

use diesel::sql_types::Text;

diesel::define_sql_function! {
    /// Lower case. Folds ASCII letters only on both engines, given a column with collation "C".
    fn lower(text: Text) -> Text;
}

/// Who writes, and when: what every row that is written tells of its last change.
#[derive(Clone, Copy, Debug)]
pub struct Stamp {
    /// London wall time.
    pub now: chrono::NaiveDateTime,
    /// The service's own user.
    pub user_id: i64,
}

/// What a row that users may select has in `selectable`.
const SELECTABLE: &str = "Y";
