//! `cargo demo` tells its story to the end, with the clock of the machine.

use std::process::Command;

#[test]
fn demonstration_runs_to_its_end() {
    let told = Command::new(env!("CARGO_BIN_EXE_demo")).env_clear().output().unwrap();

    let story = String::from_utf8(told.stdout).unwrap();
    assert!(told.status.success(), "{story}{}", String::from_utf8_lossy(&told.stderr));
    for line in [
        "== Which appointments are in Delius?",
        "== Somebody joins a group: its sessions become appointments",
        "Enforcement Action: Refer to Person Manager",
        "Failures to comply on the event: 1 before, 2 now. Two call for a review.",
        "Nothing was written but a row of the audit.",
        "== The end",
    ] {
        assert!(story.contains(line), "{line}: {story}");
    }
}
