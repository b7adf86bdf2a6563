use super::super::ids::ContactTypeId;
use super::*;
use proptest::prelude::*;

const NOON: &str = "2026-06-15T12:00:00";

fn at(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

fn moment(text: &str) -> DateTime<Utc> {
    london::moment(at(text)).to_utc()
}

fn slot(date: &str, start: &str, end: &str) -> Slot {
    Slot::new(date.parse().unwrap(), start.parse().unwrap(), end.parse().unwrap()).unwrap()
}

fn appointment() -> Appointment {
    Appointment {
        date: "2026-06-15".parse().unwrap(),
        start: Some(at("2026-06-15T10:00:00")),
        end: Some(at("2026-06-15T11:00:00")),
        outcome: None,
        attended: None,
        complied: None,
        outstanding: Some(true),
        latest_enforcement_action: None,
        enforcement: None,
        staff: StaffId(1),
        team: TeamId(1),
        provider: ProviderId(1),
        location: Some(OfficeLocationId(1)),
        notes: Some("old".to_owned()),
        description: None,
        sensitive: Some(false),
        visor_contact: None,
        visor_exported: None,
    }
}

fn outcome(id: i64, attended: Option<bool>, complied: Option<bool>, enforceable: bool) -> OutcomeType {
    OutcomeType { id: OutcomeTypeId(id), attended, complied, enforceable }
}

fn attended() -> OutcomeType {
    outcome(1, Some(true), Some(true), false)
}

fn failed() -> OutcomeType {
    outcome(2, Some(false), Some(false), true)
}

fn absent_without_reason() -> OutcomeType {
    outcome(3, Some(false), Some(false), true)
}

fn excused() -> OutcomeType {
    outcome(4, Some(false), Some(true), false)
}

fn action() -> EnforcementAction {
    EnforcementAction {
        id: EnforcementActionId(5),
        description: "Refer to manager".to_owned(),
        response_by_period: Some(7),
        outstanding_contact_action: true,
        contact_type: ContactTypeId(6),
    }
}

#[test]
fn appointment_without_outcome_moves_anywhere() {
    let mut moved = appointment();
    assert_eq!(moved.reschedule(slot("2026-07-01", "09:00:00", "12:00:00")), Ok(()));
    assert_eq!(
        (moved.date.to_string().as_str(), moved.start, moved.end),
        ("2026-07-01", Some(at("2026-07-01T09:00:00")), Some(at("2026-07-01T12:00:00")))
    );
}

#[test]
fn appointment_with_outcome_may_only_become_shorter() {
    let with_outcome = Appointment { outcome: Some(OutcomeTypeId(1)), ..appointment() };
    for (date, start, end, allowed) in [
        ("2026-06-15", "10:00:00", "11:00:00", true),
        ("2026-06-15", "10:00:00", "10:59:59.999999", true),
        ("2026-06-15", "10:00:00", "11:00:00.000001", false),
        ("2026-06-15", "10:00:00.000001", "11:00:00", false),
        ("2026-06-15", "09:00:00", "10:30:00", false),
        ("2026-06-16", "10:00:00", "11:00:00", false),
    ] {
        let mut moved = with_outcome.clone();
        let result = moved.reschedule(slot(date, start, end));
        assert_eq!(result, if allowed { Ok(()) } else { Err(CannotBeRescheduled) }, "{date} {start} {end}");
        assert!(allowed || moved == with_outcome, "a refused move changes nothing");
    }
}

#[test]
fn blank_end_cannot_be_reduced() {
    let open_ended = Appointment { end: None, outcome: Some(OutcomeTypeId(1)), ..appointment() };
    let result = open_ended.clone().reschedule(slot("2026-06-15", "10:00:00", "10:30:00"));
    assert_eq!(result, Err(CannotBeRescheduled));
}

#[test]
fn provider_moves_with_the_team() {
    let mut reassigned = appointment();
    reassigned.reassign(Assignment { staff: StaffId(7), team: TeamId(8), provider: ProviderId(9) });
    assert_eq!(
        (reassigned.staff, reassigned.team, reassigned.provider),
        (StaffId(7), TeamId(8), ProviderId(9))
    );
}

#[test]
fn provider_stays_with_the_same_team() {
    let mut reassigned = appointment();
    reassigned.reassign(Assignment { staff: StaffId(7), team: TeamId(1), provider: ProviderId(9) });
    assert_eq!(reassigned, Appointment { staff: StaffId(7), ..appointment() });
}

#[test]
fn outcome_that_is_complied_with_ends_what_is_outstanding() {
    let mut recorded = appointment();
    assert_eq!(recorded.record_outcome(&attended(), &action(), at(NOON)), Recorded::NotEnforced);
    let expected = Appointment {
        outcome: Some(OutcomeTypeId(1)),
        attended: Some(true),
        complied: Some(true),
        outstanding: None,
        ..appointment()
    };
    assert_eq!(recorded, expected);
}

#[test]
fn failure_to_comply_is_enforced() {
    let mut recorded = appointment();
    let result = recorded.record_outcome(&failed(), &action(), at(NOON));
    assert_eq!(result, Recorded::Enforced { action_taken: true, is_new_failure: true });
    let expected = Appointment {
        outcome: Some(OutcomeTypeId(2)),
        attended: Some(false),
        complied: Some(false),
        outstanding: Some(true),
        latest_enforcement_action: Some(EnforcementActionId(5)),
        enforcement: Some(Enforcement {
            action: EnforcementActionId(5),
            response_date: Some(at("2026-06-22T12:00:00")),
            action_taken: at(NOON),
        }),
        notes: Some("old\n\n15/06/2026 12:00\nEnforcement Action: Refer to manager".to_owned()),
        ..appointment()
    };
    assert_eq!(recorded, expected);
}

#[test]
fn action_is_taken_with_the_first_failure_only() {
    let mut recorded = appointment();
    let outcomes = [attended(), failed(), absent_without_reason(), failed(), excused()];
    let taken = outcomes.map(|outcome| recorded.record_outcome(&outcome, &action(), at(NOON)).takes_action());
    assert_eq!(taken, [false, true, false, false, false]);
}

#[test]
fn action_that_is_not_outstanding_leaves_nothing_outstanding() {
    let mut recorded = appointment();
    let action = EnforcementAction { outstanding_contact_action: false, ..action() };
    recorded.record_outcome(&failed(), &action, at(NOON));
    assert_eq!((recorded.outstanding, recorded.enforcement.is_some()), (None, true));
}

#[test]
fn the_same_outcome_again_changes_nothing() {
    let mut recorded = appointment();
    recorded.record_outcome(&failed(), &action(), at(NOON));
    let before = recorded.clone();
    assert_eq!(recorded.record_outcome(&failed(), &action(), at("2026-06-16T12:00:00")), Recorded::Nothing);
    assert_eq!(recorded, before);
}

#[test]
fn another_failure_keeps_the_enforcement_and_is_no_new_failure() {
    let mut recorded = appointment();
    recorded.record_outcome(&failed(), &action(), at(NOON));
    let before = recorded.clone();
    let result = recorded.record_outcome(&absent_without_reason(), &action(), at("2026-06-16T12:00:00"));
    assert_eq!(result, Recorded::Enforced { action_taken: false, is_new_failure: false });
    assert_eq!(recorded, Appointment { outcome: Some(OutcomeTypeId(3)), ..before });
}

#[test]
fn failure_that_turns_out_excused_is_not_enforced_any_more() {
    let mut recorded = appointment();
    recorded.record_outcome(&failed(), &action(), at(NOON));
    let notes = recorded.notes.clone();
    assert_eq!(recorded.record_outcome(&excused(), &action(), at(NOON)), Recorded::NotEnforced);
    let flags = (recorded.latest_enforcement_action, recorded.outstanding, recorded.enforcement);
    assert_eq!(flags, (None, None, None));
    assert_eq!(recorded.notes, notes);
}

#[test]
fn sensitive_is_for_ever() {
    for (present, wanted, after) in [
        (None, false, Ok(Some(false))),
        (Some(false), true, Ok(Some(true))),
        (Some(true), true, Ok(Some(true))),
        (Some(true), false, Err(CannotBeUnmarked)),
    ] {
        let mut marked = Appointment { sensitive: present, ..appointment() };
        let result = marked.mark_sensitive(wanted).map(|()| marked.sensitive);
        assert_eq!(result, after, "{present:?} to {wanted}");
    }
}

#[test]
fn only_what_concerns_visor_awaits_export() {
    for (contact, exported, after) in [
        (None, Some(true), None),
        (Some(false), Some(true), None),
        (Some(true), None, Some(false)),
        (Some(true), Some(true), Some(true)),
    ] {
        let mut changed = Appointment { visor_contact: contact, visor_exported: exported, ..appointment() };
        changed.await_export();
        assert_eq!(changed.visor_exported, after, "{contact:?} {exported:?}");
    }
}

#[test]
fn of_the_future_only_an_acceptable_absence_is_known() {
    let (before, at_start) = (moment("2026-06-15T09:59:59"), moment("2026-06-15T10:00:00"));
    let with = |outcome: &OutcomeType| {
        let mut recorded = appointment();
        recorded.record_outcome(outcome, &action(), at(NOON));
        recorded
    };
    assert!(appointment().outcome_is_permitted(before));
    assert!(with(&excused()).outcome_is_permitted(before));
    assert!(!with(&attended()).outcome_is_permitted(before));
    assert!(!with(&failed()).outcome_is_permitted(before));
    assert!(with(&attended()).outcome_is_permitted(at_start));
    let timeless = Appointment { start: None, ..with(&attended()) };
    assert!(timeless.outcome_is_permitted(before));
}

#[test]
fn only_an_appointment_that_has_not_ended_and_has_no_outcome_can_be_deleted() {
    let (before_end, at_end) = (moment("2026-06-15T10:59:59"), moment("2026-06-15T11:00:00"));
    assert!(appointment().can_be_deleted(before_end));
    assert!(!appointment().can_be_deleted(at_end));
    let with_outcome = Appointment { outcome: Some(OutcomeTypeId(1)), ..appointment() };
    assert!(!with_outcome.can_be_deleted(before_end));
}

#[test]
fn without_an_end_the_start_counts_and_without_both_the_day() {
    let without_end = Appointment { end: None, ..appointment() };
    assert!(without_end.can_be_deleted(moment("2026-06-15T09:59:59")));
    assert!(!without_end.can_be_deleted(moment("2026-06-15T10:00:00")));
    let without_times = Appointment { start: None, ..without_end };
    assert!(without_times.can_be_deleted(moment("2026-06-15T23:59:59")));
    assert!(!without_times.can_be_deleted(moment("2026-06-16T00:00:00")));
}

fn any_outcome() -> impl Strategy<Value = OutcomeType> {
    prop_oneof![Just(attended()), Just(failed()), Just(absent_without_reason()), Just(excused())]
}

proptest! {
    /// Whatever is recorded in whatever order, the enforcement is that of the last outcome, there is one at most, and
    /// recording the last outcome again changes nothing.
    #[test]
    fn enforcement_follows_the_last_outcome(outcomes in prop::collection::vec(any_outcome(), 1..8)) {
        let mut recorded = appointment();
        for outcome in &outcomes {
            recorded.record_outcome(outcome, &action(), at(NOON));
        }
        let last = outcomes.last().unwrap();
        prop_assert_eq!(recorded.outcome, Some(last.id));
        prop_assert_eq!((recorded.attended, recorded.complied), (last.attended, last.complied));
        prop_assert_eq!(recorded.enforcement.is_some(), last.is_enforced());
        prop_assert_eq!(recorded.latest_enforcement_action.is_some(), last.is_enforced());
        let before = recorded.clone();
        prop_assert_eq!(recorded.record_outcome(last, &action(), at(NOON)), Recorded::Nothing);
        prop_assert_eq!(recorded, before);
    }

    /// Each action that is taken leaves one stamp, and nothing else touches the notes.
    #[test]
    fn every_action_taken_leaves_one_stamp(outcomes in prop::collection::vec(any_outcome(), 0..8)) {
        let mut recorded = appointment();
        let taken = outcomes
            .iter()
            .map(|outcome| recorded.record_outcome(outcome, &action(), at(NOON)))
            .filter(|result| matches!(result, Recorded::Enforced { action_taken: true, .. }))
            .count();
        prop_assert_eq!(recorded.notes.unwrap().matches("Enforcement Action").count(), taken);
    }
}
