//! The checked-in pact files.
//!
//! A file is written so that the same contracts give the same bytes, whichever version of the Pact libraries is used:
//! interactions in the order of their kind, states and description, keys in alphabetical order, and no word about the
//! tools.

use pact_models::pact::Pact;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The directory of the checked-in files.
pub fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("pacts")
}

/// The name of the file with the contracts between two.
pub fn name(consumer: &str, provider: &str) -> String {
    format!("{consumer}-{provider}.json")
}

/// The checked-in files, by name.
pub fn checked_in() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(directory()).expect("the directory of pact files is there");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("an entry of the directory").path()).collect();
    files.sort();
    files
}

/// The checked-in files whose provider is `provider`.
pub fn of_provider(provider: &str) -> Vec<PathBuf> {
    let is_of_provider = |file: &PathBuf| read(file).provider().name == provider;
    checked_in().into_iter().filter(is_of_provider).collect()
}

/// The states that the interactions of a file name.
pub fn states(file: &Path) -> BTreeSet<String> {
    let pact = read(file);
    let states = pact.interactions().into_iter().flat_map(|interaction| interaction.provider_states());
    states.map(|state| state.name).collect()
}

fn read(file: &Path) -> Box<dyn Pact + Send + Sync + std::panic::RefUnwindSafe> {
    pact_models::pact::read_pact(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The text of the file with these interactions, as a V4 pact.
pub fn render(consumer: &str, provider: &str, mut interactions: Vec<Value>) -> String {
    interactions.sort_by_key(place);
    let pact = json!({
        "consumer": { "name": consumer },
        "interactions": interactions,
        "metadata": { "pactSpecification": { "version": "4.0" } },
        "provider": { "name": provider },
    });
    let text = serde_json::to_string_pretty(&pact).expect("a pact can be written");
    format!("{text}\n")
}

/// What an interaction is sorted by.
fn place(interaction: &Value) -> [String; 3] {
    ["type", "providerStates", "description"].map(|key| interaction[key].to_string())
}
