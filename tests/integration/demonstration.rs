//! `cargo demo` tells its story to the end, with the clock of the machine.

use std::process::Command;

#[test]
fn demonstration_runs_to_its_end() {
    let told = Command::new(env!("CARGO_BIN_EXE_demo")).env_clear().output().unwrap();

    let story = String::from_utf8(told.stdout).unwrap();
    assert!(told.status.success(), "{story}{}", String::from_utf8_lossy(&told.stderr));
    assert_eq!(story.matches("Accredited Programme Status: Programme Complete").count(), 3, "{story}");
    for line in [
        "== Which appointments are in Delius?",
        "== Somebody joins a group: its sessions become appointments",
        "Enforcement Action: Refer to Person Manager",
        "Failures to comply on the event: 1 before, 2 now. Two call for a review.",
        "Nothing was written but a row of the audit.",
        "== An event arrives: the status of a referral has changed",
        "Finished the last module. / Asked for a copy of the certificate.",
        "Messages with an effect: 1; repeated, and without one: 1.",
        "Requirement 2500000005 is in force.",
        "Completed - Programme.",
        "Order/Component Terminated",
        "X234567: Unknown value of newStatus in the detail",
        "== The end",
    ] {
        assert!(story.contains(line), "{line}: {story}");
    }
}
