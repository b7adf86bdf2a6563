//! What the database says about its tables: the only knowledge of them that loading a dataset has.

use super::SeedError;
use super::sql;
use crate::store::conn::DbConn;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What a column takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Integer,
    SmallInteger,
    Text,
    Date,
    /// London wall time to the microsecond.
    Timestamp,
}

#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) nullable: bool,
    pub(super) has_default: bool,
    /// Whether it is part of the primary key.
    pub(super) in_key: bool,
    /// The only values that it takes, where a constraint lists them.
    pub(super) allowed: Option<Vec<Value>>,
}

impl Column {
    /// Whether a new row gets the value from the clock rather than from a default (behaviour 0.5).
    pub(super) fn is_set_by_clock(&self) -> bool {
        ["created_datetime", "last_updated_datetime"].contains(&self.name.as_str())
    }
}

/// A foreign key.
#[derive(Debug)]
pub(super) struct Reference {
    /// The index of the column that points.
    pub(super) column: usize,
    pub(super) target_table: String,
    pub(super) target_column: String,
}

#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    pub(super) references: Vec<Reference>,
}

impl Table {
    /// The column of this name with its index.
    pub(super) fn column(&self, name: &str) -> Option<(usize, &Column)> {
        self.columns.iter().enumerate().find(|(_, column)| column.name == name)
    }

    /// The name of the column with this index.
    pub(super) fn column_name(&self, index: usize) -> &str {
        self.columns.get(index).map_or("", |column| &column.name)
    }

    /// The columns of the primary key with their indices.
    pub(super) fn key(&self) -> impl Iterator<Item = (usize, &Column)> {
        self.columns.iter().enumerate().filter(|(_, column)| column.in_key)
    }
}

/// The tables that files can fill.
#[derive(Debug)]
pub(super) struct Catalogue {
    tables: BTreeMap<String, Table>,
}

impl Catalogue {
    /// Asks the database, in three statements.
    pub(super) fn read(conn: &mut DbConn) -> Result<Catalogue, SeedError> {
        let checks = sql::catalogue::allowed_values(conn)?;
        let mut tables: BTreeMap<String, Table> = BTreeMap::new();
        for row in sql::catalogue::columns(conn)? {
            let kind = kind(&row.kind).ok_or_else(|| SeedError::UnknownType {
                table: row.table_name.clone(),
                column: row.column_name.clone(),
                kind: row.kind.clone(),
            })?;
            let table = tables.entry(row.table_name.clone()).or_default();
            table.columns.push(Column {
                allowed: checks.of(&row.table_name, &row.column_name),
                name: row.column_name,
                kind,
                nullable: row.nullable,
                has_default: row.has_default,
                in_key: row.in_key,
            });
            table.name = row.table_name;
        }
        for row in sql::catalogue::references(conn)? {
            let Some(table) = tables.get_mut(&row.table_name) else { continue };
            let Some((column, _)) = table.column(&row.column_name) else { continue };
            let (target_table, target_column) = (row.target_table, row.target_column);
            table.references.push(Reference { column, target_table, target_column });
        }
        Ok(Catalogue { tables })
    }

    pub(super) fn table(&self, name: &str) -> Option<&Table> {
        self.tables.get(name)
    }

    pub(super) fn tables(&self) -> impl Iterator<Item = &Table> {
        self.tables.values()
    }

    /// All tables, each after those that it points to.
    ///
    /// A table that points to itself does not wait for itself: the one such key is checked at commit (contacts linked to
    /// contacts). Tables that wait for each other in a circle would come by name.
    pub(super) fn referenced_first(&self) -> Vec<&Table> {
        let mut waiting: BTreeSet<&str> = self.tables.keys().map(String::as_str).collect();
        let mut ordered = Vec::with_capacity(waiting.len());
        while let Some(first) = waiting.first().copied() {
            let next = waiting.iter().copied().find(|name| !self.waits(name, &waiting)).unwrap_or(first);
            waiting.remove(next);
            ordered.extend(self.tables.get(next));
        }
        ordered
    }

    fn waits(&self, name: &str, waiting: &BTreeSet<&str>) -> bool {
        let Some(table) = self.tables.get(name) else { return false };
        let mut targets = table.references.iter().map(|reference| reference.target_table.as_str());
        targets.any(|target| target != name && waiting.contains(target))
    }
}

/// The type names that the migrations use, and what PostgreSQL's catalogue makes of them.
fn kind(type_name: &str) -> Option<Kind> {
    Some(match type_name {
        "INTEGER" | "BIGINT" | "bigint" => Kind::Integer,
        "SMALLINT" | "smallint" => Kind::SmallInteger,
        "TEXT" | "text" => Kind::Text,
        "DATE" | "date" => Kind::Date,
        "TIMESTAMP" | "timestamp(6) without time zone" => Kind::Timestamp,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue(tables: &[(&str, &[&str])]) -> Catalogue {
        let table = |name: &str, targets: &[&str]| Table {
            name: name.to_owned(),
            columns: Vec::new(),
            references: targets
                .iter()
                .map(|target| Reference {
                    column: 0,
                    target_table: (*target).to_owned(),
                    target_column: "id".to_owned(),
                })
                .collect(),
        };
        Catalogue {
            tables: tables.iter().map(|(name, targets)| ((*name).to_owned(), table(name, targets))).collect(),
        }
    }

    fn order(catalogue: &Catalogue) -> Vec<&str> {
        catalogue.referenced_first().iter().map(|table| table.name.as_str()).collect()
    }

    #[test]
    fn referenced_tables_come_first() {
        let catalogue = catalogue(&[("a", &["b", "c"]), ("b", &["c"]), ("c", &[]), ("d", &["a"])]);
        assert_eq!(order(&catalogue), ["c", "b", "a", "d"]);
    }

    #[test]
    fn a_table_that_points_to_itself_or_in_a_circle_still_has_its_place() {
        let catalogue = catalogue(&[("a", &["b"]), ("b", &["a"]), ("c", &["c"])]);
        assert_eq!(order(&catalogue), ["c", "a", "b"]);
    }
}
