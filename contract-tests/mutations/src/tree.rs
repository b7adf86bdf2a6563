//! The copy of the working tree that the breaks are made in.
//!
//! It stays below `target/mutations` between runs, with what was built there, so that a break costs the building of what
//! it changes. Files keep their time where they have not changed, which is what cargo goes by.

use crate::mutation::Mutation;
use crate::said::Said;
use crate::warm::warm;
use anyhow::{Context, bail, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The copy.
pub struct Tree {
    root: PathBuf,
}

/// A break that is made: its files, with their text before it. Writes that back when it is dropped, generated documents
/// included.
pub struct Made<'a> {
    tree: &'a Tree,
    before: BTreeMap<String, String>,
}

/// What is not as it was before a break.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// What the documents are made of.
    pub of_contract: bool,
    /// The documents.
    pub of_documents: bool,
}

/// What `cargo openapi generate` writes.
const GENERATED: [&str; 2] = ["api-spec/openapi.json", "api-spec/asyncapi.json"];

/// What is installed beside the sources, and is used from where it is.
const INSTALLED: &str = "tests/tools/node_modules";

impl Tree {
    /// Brings the copy to the state of the working tree, changes that are not committed included.
    pub fn copy() -> anyhow::Result<Tree> {
        let root = repository().join("target/mutations/tree");
        let files = tracked_files()?;
        for file in &files {
            copy_where_different(&repository().join(file), &root.join(file))?;
        }
        remove_others(&root, &files)?;
        let installed = root.join(INSTALLED);
        if installed.symlink_metadata().is_err() {
            std::os::unix::fs::symlink(repository().join(INSTALLED), installed)?;
        }
        warm(&repository().join("target/debug"), &root.join("target/debug"))?;
        Ok(Tree { root })
    }

    /// A program that runs in the copy.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", self.root.join("target"))
            // One change after the other, of which nobody asks for the lines of a backtrace.
            .env("CARGO_INCREMENTAL", "1")
            .env("CARGO_PROFILE_DEV_DEBUG", "false")
            // What is built does not depend on a revision that the copy does not have.
            .env("GIT_REVISION", "mutation")
            .env("LOCALSTACK_VENV", repository().join("target/localstack/venv"));
        command
    }

    /// Makes a break.
    pub fn apply(&self, mutation: &Mutation) -> anyhow::Result<Made<'_>> {
        let mut made = Made { tree: self, before: BTreeMap::new() };
        for file in GENERATED {
            made.before.insert(file.to_owned(), fs::read_to_string(self.root.join(file))?);
        }
        for (file, text) in applied(mutation, &self.root)? {
            let path = self.root.join(&file);
            made.before.insert(file, fs::read_to_string(&path)?);
            write(&path, &text)?;
        }
        Ok(made)
    }
}

impl Made<'_> {
    /// Generates the documents anew: whoever breaks the contract without knowing does not leave them stale, either.
    ///
    /// # Errors
    ///
    /// When that is not possible with this break.
    pub fn generate_documents(&self, mutation: &Mutation) -> anyhow::Result<Change> {
        if !mutation.is_of_contract() {
            return Ok(Change::default());
        }
        let generated = Said::by(self.tree.command("cargo").args(["openapi", "generate"]))?;
        if !generated.is_success() {
            bail!("the documents cannot be generated: {}", generated.first_error());
        }
        let is_as_before = |file: &&str| {
            let now = fs::read_to_string(self.tree.root.join(file));
            now.is_ok_and(|now| self.before.get(*file) == Some(&now))
        };
        Ok(Change { of_contract: true, of_documents: !GENERATED.iter().all(is_as_before) })
    }
}

impl Drop for Made<'_> {
    fn drop(&mut self) {
        for (file, text) in &self.before {
            let path = self.tree.root.join(file);
            let is_changed = fs::read_to_string(&path).is_ok_and(|now| now != *text);
            if is_changed && let Err(error) = write(&path, text) {
                eprintln!("cannot take the break back in {file}: {error}");
            }
        }
    }
}

/// Sees that a break can be made in the working tree, which stays as it is.
pub fn read_and_apply(mutation: &Mutation) -> anyhow::Result<()> {
    applied(mutation, &repository()).map(|_| ())
}

/// The texts of the files that a break changes, after it.
fn applied(mutation: &Mutation, root: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let mut texts = BTreeMap::new();
    for edit in &mutation.edits {
        let text = match texts.remove(&edit.file) {
            Some(text) => text,
            None => fs::read_to_string(root.join(&edit.file)).with_context(|| edit.file.clone())?,
        };
        texts.insert(edit.file.clone(), edit.apply(&text)?);
    }
    Ok(texts)
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn tracked_files() -> anyhow::Result<Vec<String>> {
    let list = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
    let output =
        Command::new("git").args(list).current_dir(repository()).output().context("failed to run git")?;
    ensure!(output.status.success(), "git ls-files failed: {}", String::from_utf8_lossy(&output.stderr));
    let names = String::from_utf8(output.stdout)?;
    let is_there = |name: &&str| repository().join(name).symlink_metadata().is_ok();
    Ok(names.split('\0').filter(|name| !name.is_empty()).filter(is_there).map(str::to_owned).collect())
}

fn copy_where_different(from: &Path, to: &Path) -> anyhow::Result<()> {
    if let Ok(target) = fs::read_link(from) {
        if fs::read_link(to).ok().as_ref() != Some(&target) {
            prepare(to)?;
            std::os::unix::fs::symlink(target, to)?;
        }
        return Ok(());
    }
    let content = fs::read(from).with_context(|| from.display().to_string())?;
    if fs::read(to).is_ok_and(|there| there == content) {
        return Ok(());
    }
    prepare(to)?;
    fs::copy(from, to)?;
    Ok(())
}

/// Makes room for a file.
fn prepare(path: &Path) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    if path.symlink_metadata().is_ok() {
        fs::remove_file(path)?;
    }
    Ok(())
}

/// Removes what an earlier copy had and this one has not.
fn remove_others(root: &Path, files: &[String]) -> anyhow::Result<()> {
    let list = root.join("target/mutations-files");
    let earlier = fs::read_to_string(&list).unwrap_or_default();
    for file in earlier.lines().filter(|file| !files.iter().any(|name| name == file)) {
        let _ = fs::remove_file(root.join(file));
    }
    write(&list, &files.join("\n"))
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text).with_context(|| path.display().to_string())
}
