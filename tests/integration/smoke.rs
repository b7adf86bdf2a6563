//! `apd smoke --write` against the service itself, with the sample data: what is run after each deployment.

use apd_server::domain::reference::APPOINTMENT_PREFIX;
use apd_tests::{Engine, TestContext, TestDatabase, both_engines};
use serde_json::Value;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use tokio::process::Command;

both_engines!(smoke_test_passes_every_step_and_leaves_nothing_behind);

/// The case of the sample that has everything.
const CRN: &str = "X123456";

async fn smoke_test_passes_every_step_and_leaves_nothing_behind(engine: Engine) {
    let database = Arc::new(TestDatabase::empty(engine));
    let builder = TestContext::builder(engine).database(&database);
    let ctx = builder.configure(|config| config.data.load_sample = true).build().await;
    let before = live_contacts(&ctx);

    let output = Command::new(apd())
        .args(["smoke", "--crn", CRN, "--username", "AmaraOkaforNPS", "--write", "--format", "json"])
        .env_clear()
        .env("APD_CLIENT_URL", ctx.http.base_url())
        .env("APD_CLIENT_TOKEN", ctx.token())
        .stdin(Stdio::null())
        .output()
        .await
        .unwrap();

    let (told, complaints) =
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!((output.status.code(), complaints.as_str()), (Some(0), ""), "{told}");
    let report: Value = serde_json::from_str(&told).unwrap();
    let steps = report["steps"].as_array().unwrap();
    assert!(steps.iter().all(|step| step["outcome"] == "passed"), "{told}");
    assert_eq!(steps.last().unwrap()["name"], "find nothing");
    let created = steps.iter().find(|step| step["name"] == "create").unwrap()["detail"].as_str().unwrap();
    let urn = format!("{APPOINTMENT_PREFIX}{}", created.split(' ').next().unwrap());
    let written =
        ctx.database.contacts().into_iter().filter(|row| row.external_reference.as_ref() == Some(&urn));
    assert_eq!(written.map(|row| row.soft_deleted).collect::<Vec<_>>(), [1], "{told}");
    assert_eq!(live_contacts(&ctx), before);
    ctx.close().await;
}

/// The program. It is another package's, so cargo does not tell where it is: beside the directory of the tests, in a build
/// of the workspace. It uses what the build script of its package makes, and so cannot be a program of this one, too.
fn apd() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let program = tests.parent().unwrap().with_file_name("apd");
    assert!(program.exists(), "missing: {}; `cargo build --workspace` makes it", program.display());
    program
}

/// The ids of the contacts that are not deleted.
fn live_contacts(ctx: &TestContext) -> Vec<i64> {
    let rows = ctx.database.contacts().into_iter();
    rows.filter(|row| row.soft_deleted == 0).map(|row| row.contact_id).collect()
}
