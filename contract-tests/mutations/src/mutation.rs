//! The breaks, as the table tells them.

use anyhow::{Context, ensure};
use serde::Deserialize;
use std::collections::HashSet;

const TABLE: &str = include_str!("../mutations.toml");

/// A break of the contract.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mutation {
    /// Names it.
    pub name: String,
    /// What it does to the client team.
    pub breaks: String,
    /// The edits that make it.
    pub edits: Vec<Edit>,
}

/// A text that takes the place of another.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// The file, from the root of the repository.
    pub file: String,
    /// Where to look: behind the first place of this text. From the beginning unless told.
    #[serde(default)]
    pub after: String,
    /// What has to be there; the first place counts.
    pub find: String,
    /// What takes its place.
    pub replace: String,
}

impl Mutation {
    /// Whether it changes what the documents are made of.
    pub fn is_of_contract(&self) -> bool {
        self.edits.iter().any(|edit| edit.file.starts_with("api-spec/"))
    }

    /// The file that tells most: that of the last edit, for which others prepare.
    pub fn place(&self) -> &str {
        self.edits.last().map_or("", |edit| edit.file.as_str())
    }
}

#[derive(Deserialize)]
struct Table {
    mutations: Vec<Mutation>,
}

/// All breaks.
pub fn all() -> anyhow::Result<Vec<Mutation>> {
    let table: Table = toml::from_str(TABLE).context("mutations.toml is not as it should be")?;
    let mut names = HashSet::new();
    for mutation in &table.mutations {
        ensure!(names.insert(mutation.name.clone()), "there are two breaks called {}", mutation.name);
        ensure!(!mutation.edits.is_empty(), "the break {} changes nothing", mutation.name);
    }
    Ok(table.mutations)
}

impl Edit {
    /// The text with the edit made.
    pub fn apply(&self, text: &str) -> anyhow::Result<String> {
        let anchor = text.find(&self.after).with_context(|| format!("{}: no {:?}", self.file, self.after))?;
        let (before, rest) = text.split_at(anchor + self.after.len());
        let place = rest.find(&self.find).with_context(|| format!("{}: no {:?}", self.file, self.find))?;
        ensure!(self.find != self.replace, "{}: the edit changes nothing", self.file);
        Ok([before, &rest[..place], &self.replace, &rest[place + self.find.len()..]].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn edit(after: &str, find: &str, replace: &str) -> Edit {
        Edit {
            file: "file".to_owned(),
            after: after.to_owned(),
            find: find.to_owned(),
            replace: replace.to_owned(),
        }
    }

    #[test]
    fn first_place_behind_the_anchor_is_changed() {
        assert_eq!(edit("", "a", "x").apply("a b a").unwrap(), "x b a");
        assert_eq!(edit("b", "a", "x").apply("a b a a").unwrap(), "a b x a");
    }

    #[test]
    fn edit_that_finds_nothing_or_changes_nothing_is_an_error() {
        assert!(edit("", "c", "x").apply("a b").is_err());
        assert!(edit("c", "a", "x").apply("a b").is_err());
        assert!(edit("b", "a", "x").apply("a b").is_err());
        assert!(edit("", "a", "a").apply("a b").is_err());
    }

    #[test]
    fn breaks_are_those_of_the_documentation() {
        let rows = include_str!("../../../docs/testing.md").lines();
        let rows = rows.skip_while(|line| !line.starts_with("| break | where |")).skip(2);
        let row =
            |line: &str| Some(line.strip_prefix("| ")?.split(" | ").take(2).collect::<Vec<_>>().join(" | "));
        let documented: BTreeSet<_> = rows.map_while(row).collect();
        let told =
            |mutation: Mutation| format!("`{}`: {} | `{}`", mutation.name, mutation.breaks, mutation.place());

        assert_eq!(documented, all().unwrap().into_iter().map(told).collect());
    }

    #[test]
    fn every_break_of_the_table_can_be_made() {
        let all = all().unwrap();
        assert!(all.len() >= 40, "{}", all.len());
        for mutation in all {
            crate::tree::read_and_apply(&mutation)
                .unwrap_or_else(|error| panic!("{}: {error:#}", mutation.name));
        }
    }
}
