//! Tells the program which git revision it was built from, and sees new migrations.

use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-env-changed=GIT_REVISION");
    println!("cargo::rerun-if-changed=migrations");
    // A path that is not there would count as changed at every build.
    for path in ["../.git/HEAD", "../.git/refs/heads"].into_iter().filter(|path| Path::new(path).exists()) {
        println!("cargo::rerun-if-changed={path}");
    }
    // An image is built without the repository; whoever builds it knows the revision.
    let revision = std::env::var("GIT_REVISION").ok().or_else(git_revision);
    // `cargo run` hands it to the program, too, which refuses variables of its own prefix, `APD_`, that are no settings.
    println!("cargo::rustc-env=BUILD_REVISION={}", revision.as_deref().unwrap_or("unknown"));
}

fn git_revision() -> Option<String> {
    let output = Command::new("git").args(["rev-parse", "--short=12", "HEAD"]).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    (output.status.success() && !text.trim().is_empty()).then(|| text.trim().to_owned())
}
