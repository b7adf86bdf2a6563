//! Changes planted into the documents, and what the gate makes of each.

mod changes;
mod edits;

use super::change::Impact;
use super::differ;
use super::documents::Documents;
use changes::{PLANTED, Planted};
use edits::{remove_key, rename_delivery_unit, require};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The documents with a change planted.
fn changed(kind: &str, plant: fn(&mut Value)) -> Documents {
    let mut documents = Documents::generate().unwrap();
    let text = if kind == "openapi" { &mut documents.openapi } else { &mut documents.asyncapi };
    let mut document = serde_json::from_str(text).unwrap();
    plant(&mut document);
    *text = document.to_string();
    documents
}

fn impact_of(planted: &Planted) -> Option<Impact> {
    let (name, plant, _) = planted;
    let revision = changed(name.split(':').next().unwrap(), *plant);
    let changes = differ::changes(&project(), &Documents::generate().unwrap(), &revision).unwrap();
    changes.iter().map(|change| change.impact).max()
}

#[test]
fn every_planted_change_is_judged_as_it_should_be() {
    let (todo, judged) = (Mutex::new(PLANTED.iter()), Mutex::new(Vec::new()));
    let work = || {
        while let Some(planted) = { todo.lock().unwrap().next() } {
            let impact = impact_of(planted);
            judged.lock().unwrap().push((planted.0, impact));
        }
    };

    // The time goes by waiting for the differ.
    thread::scope(|scope| (0..4).for_each(|_| drop(scope.spawn(work))));

    let mut judged = judged.into_inner().unwrap();
    let mut expected: Vec<_> = PLANTED.iter().map(|(name, _, impact)| (*name, Some(*impact))).collect();
    judged.sort_by_key(|(name, _)| *name);
    expected.sort_by_key(|(name, _)| *name);
    assert_eq!(judged, expected);
}

#[test]
fn change_is_named_with_its_place() {
    let revision = changed("openapi", rename_delivery_unit);

    let changes = differ::changes(&project(), &Documents::generate().unwrap(), &revision).unwrap();

    let texts: Vec<_> = changes.iter().map(ToString::to_string).collect();
    let removed = "breaking    openapi #/components/schemas/PersonalDetails/properties/probationDeliveryUnit\n            \
        Property `probationDeliveryUnit` of `PersonalDetails` was removed.";
    assert!(texts.iter().any(|text| text == removed), "{texts:#?}");
}

#[test]
fn change_of_a_message_is_named_with_its_place_in_the_asyncapi_document() {
    let places = |plant: fn(&mut Value)| -> Vec<String> {
        let revision = changed("asyncapi", plant);
        let changes = differ::changes(&project(), &Documents::generate().unwrap(), &revision).unwrap();
        changes.into_iter().map(|change| change.pointer).collect()
    };

    assert_eq!(
        places(|d| require(d, "DomainEvent", "occurredAt")),
        ["#/components/schemas/DomainEvent/required"]
    );
    assert_eq!(
        places(|d| remove_key(&mut d["operations"], "receiveStatusUpdated")),
        ["#/operations/receiveStatusUpdated"]
    );
}

#[test]
fn documents_of_another_version_alone_have_not_changed() {
    let revision = changed("openapi", |d| d["info"]["version"] = "9.0.0".into());

    assert_eq!(differ::changes(&project(), &Documents::generate().unwrap(), &revision).unwrap(), []);
}
