//! What a source file uses: every path in it, made absolute. Code that is only there for tests is left out.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemMod, ItemUse, Macro, UseTree};

/// A source file and the paths in it.
pub struct SourceFile {
    /// The path below `src`, such as `app/access.rs`.
    pub name: String,
    pub uses: Vec<Use>,
}

impl SourceFile {
    /// The module below the root of the crate that the file belongs to.
    pub fn top_level_module(&self) -> &str {
        let first = self.name.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }
}

/// A path, such as `crate::store::query`, with `self` and `super` resolved.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use(Vec<String>);

impl Use {
    /// The top-level module of the same crate that the path leads to.
    pub fn layer(&self) -> Option<&str> {
        if self.0.first()? == "crate" { self.0.get(1).map(String::as_str) } else { None }
    }

    /// The dependency that the path leads to.
    pub fn dependency(&self, dependencies: &BTreeSet<String>) -> Option<&str> {
        // A path of one name is a name in scope.
        self.0.first().filter(|name| self.0.len() > 1 && dependencies.contains(*name)).map(String::as_str)
    }

    pub fn starts_with(&self, names: &[&str]) -> bool {
        self.0.len() >= names.len() && self.0.iter().zip(names).all(|(own, name)| own == name)
    }

    pub fn ends_with(&self, names: &[&str]) -> bool {
        let skipped = self.0.len().checked_sub(names.len());
        skipped.is_some_and(|skipped| self.0.iter().skip(skipped).zip(names).all(|(own, name)| own == name))
    }
}

/// The dependencies in a manifest, as Rust spells them.
pub fn dependencies(manifest: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(manifest).unwrap();
    let section = text.split("\n[").find(|section| section.starts_with("dependencies]")).unwrap();
    let names = section.lines().filter_map(|line| line.split(['.', ' ', '=']).next());
    names.filter(|name| name.starts_with(char::is_alphabetic)).map(|name| name.replace('-', "_")).collect()
}

/// Reads the sources of a crate, but for those of tests.
pub fn read_crate(directory: &Path) -> Vec<SourceFile> {
    let root = directory.join("src");
    let mut paths = Vec::new();
    find_files(&root, &mut paths);
    paths.iter().map(|path| read_file(&root, path)).collect()
}

fn find_files(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let is_of_tests = name == "tests" || name.ends_with("_test") || name.ends_with("_tests");
        match path.extension() {
            _ if is_of_tests => {}
            Some(extension) if extension == "rs" => found.push(path),
            Some(_) => {}
            None => find_files(&path, found),
        }
    }
}

fn read_file(root: &Path, path: &Path) -> SourceFile {
    let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
    let text = std::fs::read_to_string(path).unwrap();
    let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut collector = Collector { module: module_of(&name), uses: Vec::new() };
    collector.visit_file(&file);
    SourceFile { name, uses: collector.uses }
}

/// The module that a file holds, from the root of the crate.
fn module_of(name: &str) -> Vec<String> {
    let mut module: Vec<_> = name.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if module.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
        module.pop();
    }
    module
}

struct Collector {
    /// The module that is being visited.
    module: Vec<String>,
    uses: Vec<Use>,
}

impl Collector {
    fn add(&mut self, names: &[String]) {
        self.uses.push(Use(self.absolute(names)));
    }

    fn absolute(&self, names: &[String]) -> Vec<String> {
        let mut module = self.module.clone();
        let mut names = names;
        let mut is_relative = false;
        while let [first, rest @ ..] = names {
            match first.as_str() {
                "self" => {}
                "super" => {
                    module.pop();
                }
                _ => break,
            }
            is_relative = true;
            names = rest;
        }
        let start = if is_relative { [vec!["crate".to_owned()], module].concat() } else { Vec::new() };
        [start, names.to_vec()].concat()
    }

    fn add_tree(&mut self, before: &[String], tree: &UseTree) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.add_tree(&with(&path.ident), &path.tree),
            UseTree::Name(name) => self.add(&with(&name.ident)),
            UseTree::Rename(rename) => self.add(&with(&rename.ident)),
            UseTree::Glob(_) => self.add(before),
            UseTree::Group(group) => group.items.iter().for_each(|item| self.add_tree(before, item)),
        }
    }
}

impl<'ast> Visit<'ast> for Collector {
    fn visit_item(&mut self, item: &'ast Item) {
        if !attributes(item).iter().any(is_for_tests) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        self.module.push(module.ident.to_string());
        visit::visit_item_mod(self, module);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.add_tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<_> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.add(&names);
        visit::visit_path(self, path);
    }

    /// The arguments of a macro are tokens; whatever has `::` in it is taken for a path.
    fn visit_macro(&mut self, called: &'ast Macro) {
        let text = called.tokens.to_string().replace(" :: ", "::");
        let is_part_of_path =
            |character: char| character.is_alphanumeric() || ['_', ':'].contains(&character);
        for path in text.split(|character| !is_part_of_path(character)).filter(|word| word.contains("::")) {
            let names: Vec<_> = path.split("::").filter(|name| !name.is_empty()).map(str::to_owned).collect();
            self.add(&names);
        }
        visit::visit_macro(self, called);
    }
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// `#[cfg(test)]`.
fn is_for_tests(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg")
        && attribute.parse_args::<syn::Ident>().is_ok_and(|condition| condition == "test")
}
