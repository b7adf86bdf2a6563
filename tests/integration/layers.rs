//! The layers of the server, as `apd_server` describes them (design 2.1): read from the sources, so that a use in the
//! wrong direction fails before anybody has to notice it.

mod uses;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use uses::{SourceFile, Use};

/// A top-level module of the server and what it may use. All but `domain` may use `domain` and `telemetry`, too.
struct Layer {
    name: &'static str,
    /// Other layers.
    layers: &'static [&'static str],
    crates: Crates,
}

/// Which of the server's dependencies a layer may use.
enum Crates {
    /// These alone.
    Only(&'static [&'static str]),
    /// All but these.
    AllBut(&'static [&'static str]),
}

const DIESEL: &str = "diesel";
const MIGRATIONS: &str = "diesel_migrations";
const DROPSHOT: &str = "dropshot";
const API: &str = "apd_api";
const REQWEST: &str = "reqwest";
const TOKEN: &str = "apd_token";

/// `assembly`, `by_hand`, `context`, `prepare`, `server`, `commands` and the two roots put everything together and may use everything.
const COMPOSITION: [&str; 8] =
    ["assembly", "by_hand", "commands", "context", "lib", "main", "prepare", "server"];

const LAYERS: [Layer; 13] = [
    Layer {
        name: "http",
        layers: &["app", "auth", "config", "context", "error", "op"],
        crates: Crates::AllBut(&[DIESEL, MIGRATIONS, REQWEST, TOKEN]),
    },
    Layer {
        name: "messaging",
        layers: &["app", "auth", "config", "error", "op"],
        crates: Crates::AllBut(&[DIESEL, MIGRATIONS, DROPSHOT, REQWEST]),
    },
    Layer {
        name: "app",
        layers: &["callback", "clock", "directory", "error", "op", "store"],
        // Of diesel the name of a result is allowed, see below.
        crates: Crates::AllBut(&[DROPSHOT, MIGRATIONS, REQWEST, TOKEN]),
    },
    Layer {
        name: "store",
        layers: &["config", "error", "op"],
        crates: Crates::AllBut(&[API, DROPSHOT, REQWEST, TOKEN]),
    },
    Layer {
        name: "directory",
        layers: &["error", "op"],
        crates: Crates::AllBut(&[API, DIESEL, MIGRATIONS, DROPSHOT]),
    },
    Layer {
        name: "auth",
        layers: &["config", "error"],
        crates: Crates::AllBut(&[API, DIESEL, MIGRATIONS, DROPSHOT]),
    },
    Layer {
        name: "callback",
        layers: &["config", "error"],
        crates: Crates::Only(&[TOKEN, "async_trait", REQWEST, "thiserror", "tokio"]),
    },
    Layer { name: "config", layers: &[], crates: Crates::AllBut(&[API, DIESEL, MIGRATIONS, DROPSHOT]) },
    Layer {
        name: "telemetry",
        layers: &[],
        crates: Crates::AllBut(&[API, DIESEL, MIGRATIONS, DROPSHOT, REQWEST]),
    },
    Layer { name: "op", layers: &["error"], crates: Crates::Only(&["slog"]) },
    // An error names fields of a request as the contract does.
    Layer { name: "error", layers: &[], crates: Crates::Only(&[API, "thiserror"]) },
    Layer { name: "clock", layers: &[], crates: Crates::Only(&["chrono"]) },
    Layer { name: "readiness", layers: &[], crates: Crates::Only(&["tokio"]) },
];

/// The directory of a service without LDAP is a table of its database (ADR 0007): one file, one layer.
const EXEMPT: (&str, &str) = ("directory/table.rs", "store");

const DOMAIN: Layer = Layer {
    name: "domain",
    layers: &[],
    // The client's references are UUIDs.
    crates: Crates::Only(&["chrono", "chrono_tz", "serde", "thiserror", "uuid"]),
};

impl Layer {
    fn allows_layer(&self, other: &str) -> bool {
        let common: &[&str] = if self.name == DOMAIN.name { &[] } else { &["domain", "telemetry"] };
        other == self.name || common.contains(&other) || self.layers.contains(&other)
    }

    fn allows_crate(&self, name: &str) -> bool {
        match self.crates {
            Crates::Only(allowed) => allowed.contains(&name),
            Crates::AllBut(refused) => !refused.contains(&name),
        }
    }
}

fn layer(name: &str) -> Option<&'static Layer> {
    const ALL: [&[Layer]; 2] = [&LAYERS, &[DOMAIN]];
    ALL.iter().copied().flatten().find(|layer| layer.name == name)
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn server_sources() -> Vec<SourceFile> {
    uses::read_crate(&workspace().join("server"))
}

/// The uses in the server, outside tests and the composition root, with the layer that each is in.
fn uses_in_layers(sources: &[SourceFile]) -> impl Iterator<Item = (&'static Layer, &SourceFile, &Use)> {
    let of_file = |file: &'_ SourceFile| layer(file.top_level_module());
    sources
        .iter()
        .filter_map(move |file| Some((of_file(file)?, file)))
        .flat_map(|(layer, file)| file.uses.iter().map(move |used| (layer, file, used)))
}

/// A new module has to be given a place.
#[test]
fn every_module_of_the_server_is_in_the_table() {
    let sources = server_sources();
    let modules: BTreeSet<_> = sources.iter().map(SourceFile::top_level_module).collect();

    let unplaced: Vec<_> =
        modules.iter().copied().filter(|name| layer(name).is_none() && !COMPOSITION.contains(name)).collect();

    assert!(modules.len() > 10, "the sources were not found: {modules:?}");
    assert_eq!(unplaced, [""; 0]);
}

#[test]
fn no_layer_uses_a_layer_above_it() {
    let sources = server_sources();

    let wrong: Vec<_> = uses_in_layers(&sources)
        .filter_map(|(layer, file, used)| Some((layer, file, used.layer()?)))
        .filter(|(layer, _, other)| !layer.allows_layer(other))
        .filter(|(_, file, other)| !(file.name.ends_with(EXEMPT.0) && *other == EXEMPT.1))
        .map(|(_, file, other)| format!("{} uses {other}", file.name))
        .collect();

    assert_eq!(wrong, [""; 0]);
}

#[test]
fn no_layer_uses_a_crate_that_is_not_its_business() {
    let sources = server_sources();
    let dependencies = uses::dependencies(&workspace().join("server/Cargo.toml"));

    let wrong: Vec<_> = uses_in_layers(&sources)
        .filter_map(|(layer, file, used)| Some((layer, file, used.dependency(&dependencies)?)))
        .filter(|(layer, _, name)| !layer.allows_crate(name))
        .map(|(_, file, name)| format!("{} uses {name}", file.name))
        .collect();

    assert!(dependencies.contains(DIESEL) && dependencies.contains("slog"), "{dependencies:?}");
    assert_eq!(wrong, [""; 0]);
}

/// Use cases run queries; how a query is put together is the store's business.
#[test]
fn use_cases_know_nothing_of_diesel_but_the_name_of_a_result() {
    let sources = server_sources();

    let wrong: Vec<_> = uses_in_layers(&sources)
        .filter(|(layer, _, used)| layer.name == "app" && used.starts_with(&[DIESEL]))
        .filter(|(_, _, used)| !used.starts_with(&[DIESEL, "QueryResult"]))
        .map(|(_, file, used)| format!("{} uses {used:?}", file.name))
        .collect();

    assert_eq!(wrong, [""; 0]);
}

/// No case query can run unauthorised: only the code that has checked the caller makes the context of a request, only
/// that which takes messages from the queue the context of a message, only the composition root one of the service's own, and only tests one without a caller.
#[test]
fn contexts_of_operations_are_made_where_the_caller_is_checked() {
    let sources = server_sources();
    let makers = |constructor: &str| -> BTreeSet<&str> {
        let makes =
            |file: &&SourceFile| file.uses.iter().any(|used| used.ends_with(&["OpContext", constructor]));
        sources.iter().filter(makes).map(SourceFile::top_level_module).collect()
    };

    assert_eq!(makers("for_request"), BTreeSet::from(["http"]));
    assert!(makers("for_command").iter().all(|module| COMPOSITION.contains(module)));
    assert_eq!(makers("for_message"), BTreeSet::from(["messaging"]));
    assert_eq!(makers("for_test"), BTreeSet::new());
}

#[test]
fn contract_knows_no_database_no_runtime_and_no_client() {
    let sources = uses::read_crate(&workspace().join("api-spec"));
    let refused = [DIESEL, MIGRATIONS, "tokio", REQWEST, "apd_server", "apd_client"];

    let uses = sources.iter().flat_map(|file| file.uses.iter().map(move |used| (file, used)));
    let wrong: Vec<_> = uses
        .filter(|(_, used)| refused.iter().any(|name| used.starts_with(&[name])))
        .map(|(file, used)| format!("{} uses {used:?}", file.name))
        .collect();

    assert!(sources.len() > 10);
    assert_eq!(wrong, [""; 0]);
}

/// If the client works, the document is true.
#[test]
fn client_is_made_from_the_document_alone() {
    let of_client = uses::dependencies(&workspace().join("client/Cargo.toml"));
    let of_server = uses::dependencies(&workspace().join("server/Cargo.toml"));
    let of_contract = uses::dependencies(&workspace().join("api-spec/Cargo.toml"));
    let of_tokens = uses::dependencies(&workspace().join("client/token/Cargo.toml"));

    assert!(!of_client.contains(API) && !of_client.contains("apd_server"));
    assert!(!of_server.contains("apd_client"));
    assert!(of_client.contains(TOKEN) && of_server.contains(TOKEN));
    for independent in [of_contract, of_tokens] {
        assert!(independent.iter().all(|name| !name.starts_with("apd_")));
    }
}
