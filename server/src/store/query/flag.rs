//! The two values of a flag, written into the statement instead of bound to it.
//!
//! A partial index (`… WHERE soft_deleted = 0`) can serve a statement only when the planner sees the value. With a bound
//! one SQLite plans the statement anew at each execution, which takes several times as long as running it, and
//! PostgreSQL gives up on plans that it could keep.

use diesel::QueryResult;
use diesel::backend::Backend;
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::SmallInt;

/// `1`: active, deregistered, deleted.
#[derive(Clone, Copy, Debug, QueryId)]
pub struct Yes;

/// `0`: not so.
#[derive(Clone, Copy, Debug, QueryId)]
pub struct No;

macro_rules! literal {
    ($flag:ty, $sql:literal) => {
        impl Expression for $flag {
            type SqlType = SmallInt;
        }

        impl<T> SelectableExpression<T> for $flag {}

        impl<T> AppearsOnTable<T> for $flag {}

        impl ValidGrouping<()> for $flag {
            type IsAggregate = is_aggregate::Never;
        }

        impl<DB: Backend> QueryFragment<DB> for $flag {
            fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
                out.push_sql($sql);
                Ok(())
            }
        }
    };
}

literal!(Yes, "1");
literal!(No, "0");
