//! Generates the client from the checked-in OpenAPI document and from nothing else.
//!
//! A build script rather than progenitor's macro: the code becomes a formatted file, so that "go to definition" and
//! rustdoc's source links open the operation itself instead of a macro call, and a panic names a real line. The build
//! takes as long either way. It also allows what a macro would not: [`tell_null_from_absent`].

use anyhow::{Context, anyhow};
use progenitor::{GenerationSettings, Generator, HooksMode, InterfaceStyle};
use serde_json::Value;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::{env, fs};
use syn::{Fields, File, GenericArgument, Ident, Item, ItemStruct, PathArguments, PathSegment, Type};

/// The contract, relative to this crate: a link to that of `apd-api`, which is followed where the crate is packaged.
const DOCUMENT: &str = "openapi.json";

/// The example requests that `apd` prints, by their place in the document.
const EXAMPLES: [(&str, &str); 2] = [
    ("create-appointments.json", "/paths/~1appointments/post"),
    ("update-appointments.json", "/paths/~1appointments/put"),
];

fn main() -> anyhow::Result<()> {
    let document = directory("CARGO_MANIFEST_DIR")?.join(DOCUMENT);
    println!("cargo::rerun-if-changed={}", document.display());
    let document = fs::read(&document).with_context(|| format!("cannot read {DOCUMENT}"))?;
    let output = directory("OUT_DIR")?;
    let code = generate(&document).with_context(|| format!("cannot make a client of {DOCUMENT}"))?;
    fs::write(output.join("generated.rs"), code).context("cannot write the generated client")?;
    write_examples(&document, &output).with_context(|| format!("cannot take the examples of {DOCUMENT}"))
}

fn generate(document: &[u8]) -> anyhow::Result<String> {
    let mut document = serde_json::from_slice(document)?;
    leave_patterns_to_the_service(&mut document);
    let specification = serde_json::from_value(document)?;
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
    let mut code = syn::parse2(tokens)?;
    tell_null_from_absent(&mut code);
    Ok(prettyplease::unparse(&code))
}

/// Takes the regular expressions out of the schemas. The service refuses what they do not match; for a client to do the
/// same, whoever uses it would have to build a regular-expression engine.
fn leave_patterns_to_the_service(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            if object.get("pattern").is_some_and(Value::is_string) {
                object.remove("pattern");
            }
            object.values_mut().for_each(leave_patterns_to_the_service);
        }
        Value::Array(items) => items.iter_mut().for_each(leave_patterns_to_the_service),
        _ => {}
    }
}

/// Has properties whose null means something read by `crate::patch::given`.
///
/// They are the ones with a nullable schema of their own, which becomes a newtype of an `Option`. The property is an
/// `Option` of that newtype, and serde by itself would read null as the outer `None`, which stands for absent.
fn tell_null_from_absent(code: &mut File) {
    let clearable: HashSet<Ident> =
        structs(code).filter(|item| is_nullable(item)).map(|item| item.ident.clone()).collect();
    for property in structs(code).flat_map(|item| &mut item.fields) {
        if inside_option(&property.ty).and_then(last_segment).is_some_and(|of| clearable.contains(&of.ident))
        {
            property
                .attrs
                .push(syn::parse_quote!(#[serde(default, deserialize_with = "crate::patch::given")]));
        }
    }
}

fn structs(code: &mut File) -> impl Iterator<Item = &mut ItemStruct> {
    let modules = code.items.iter_mut().filter_map(|item| match item {
        Item::Mod(module) => module.content.as_mut(),
        _ => None,
    });
    modules.flat_map(|(_, items)| items).filter_map(|item| match item {
        Item::Struct(item) => Some(item),
        _ => None,
    })
}

fn is_nullable(item: &ItemStruct) -> bool {
    match &item.fields {
        Fields::Unnamed(fields) => {
            fields.unnamed.first().is_some_and(|field| inside_option(&field.ty).is_some())
        }
        _ => false,
    }
}

fn inside_option(of: &Type) -> Option<&Type> {
    let option = last_segment(of).filter(|segment| segment.ident == "Option")?;
    match &option.arguments {
        PathArguments::AngleBracketed(arguments) => {
            arguments.args.iter().find_map(|argument| match argument {
                GenericArgument::Type(inside) => Some(inside),
                _ => None,
            })
        }
        _ => None,
    }
}

fn last_segment(of: &Type) -> Option<&PathSegment> {
    match of {
        Type::Path(of) => of.path.segments.last(),
        _ => None,
    }
}

fn write_examples(document: &[u8], output: &Path) -> anyhow::Result<()> {
    let document: serde_json::Value = serde_json::from_slice(document)?;
    for (file, operation) in EXAMPLES {
        let place = format!("{operation}/requestBody/content/application~1json/example");
        let example = document.pointer(&place).with_context(|| format!("{place} is not there"))?;
        fs::write(output.join(file), serde_json::to_string_pretty(example)? + "\n")?;
    }
    Ok(())
}

fn directory(variable: &str) -> anyhow::Result<PathBuf> {
    env::var_os(variable).map(PathBuf::from).with_context(|| format!("{variable} is not set"))
}
