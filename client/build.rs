//! Generates the client from the checked-in OpenAPI document and from nothing else.
//!
//! A build script rather than progenitor's macro: the code becomes a formatted file, so that "go to definition" and
//! rustdoc's source links open the operation itself instead of a macro call, and a panic names a real line. The build
//! takes as long either way.

use anyhow::{Context, anyhow};
use progenitor::{GenerationSettings, Generator, HooksMode, InterfaceStyle};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The contract, relative to this crate.
const DOCUMENT: &str = "../api-spec/openapi.json";

fn main() -> anyhow::Result<()> {
    let document = directory("CARGO_MANIFEST_DIR")?.join(DOCUMENT);
    println!("cargo::rerun-if-changed={}", document.display());
    let code = generate(&document).with_context(|| format!("cannot make a client of {DOCUMENT}"))?;
    fs::write(directory("OUT_DIR")?.join("generated.rs"), code).context("cannot write the generated client")
}

fn generate(document: &Path) -> anyhow::Result<String> {
    let specification = serde_json::from_reader(fs::File::open(document)?)?;
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Positional)
        // A missing implementation of the hooks would mean requests without tokens: make it a compile error.
        .with_hooks(HooksMode::Expected)
        .with_inner_type("crate::token::TokenSource".parse().map_err(|error| anyhow!("inner type: {error}"))?)
        // Keeps the order of the keys, which for found appointments is the order of the CRNs.
        .with_map_type("::std::collections::BTreeMap")
        .with_derive("PartialEq");
    let tokens = Generator::new(&settings).generate_tokens(&specification)?;
    Ok(prettyplease::unparse(&syn::parse2(tokens)?))
}

fn directory(variable: &str) -> anyhow::Result<PathBuf> {
    env::var_os(variable).map(PathBuf::from).with_context(|| format!("{variable} is not set"))
}
