use super::*;

fn version(text: &str) -> Version {
    text.parse().unwrap()
}

/// What is judged of a version that follows 1.4.2 and is told of in CHANGELOG.md.
fn told(present: &str, impact: Option<Impact>) -> Vec<Refusal> {
    judge(&version("1.4.2"), &version(present), impact, true)
}

fn demanded(refusals: &[Refusal]) -> Vec<String> {
    let version = |refusal: &Refusal| match refusal {
        Refusal::TooLow { demanded, .. } => demanded.to_string(),
        other => format!("{other:?}"),
    };
    refusals.iter().map(version).collect()
}

#[test]
fn breaking_change_demands_the_next_first_number() {
    for present in ["1.4.2", "1.4.3", "1.5.0", "1.99.0"] {
        assert_eq!(demanded(&told(present, Some(Impact::Major))), ["2.0.0"], "{present}");
    }
    for present in ["2.0.0", "2.1.3", "3.0.0"] {
        assert_eq!(told(present, Some(Impact::Major)), [], "{present}");
    }
}

#[test]
fn addition_demands_the_next_second_number() {
    for present in ["1.4.2", "1.4.3"] {
        assert_eq!(demanded(&told(present, Some(Impact::Minor))), ["1.5.0"], "{present}");
    }
    for present in ["1.5.0", "1.6.1", "2.0.0"] {
        assert_eq!(told(present, Some(Impact::Minor)), [], "{present}");
    }
}

#[test]
fn other_words_demand_the_next_third_number() {
    assert_eq!(demanded(&told("1.4.2", Some(Impact::Patch))), ["1.4.3"]);
    assert_eq!(told("1.4.3", Some(Impact::Patch)), []);
}

#[test]
fn version_may_stay_and_may_rise_without_a_change() {
    for present in ["1.4.2", "1.5.0", "2.0.0"] {
        assert_eq!(told(present, None), [], "{present}");
    }
}

#[test]
fn version_below_the_released_one_is_refused_whatever_has_changed() {
    for impact in [None, Some(Impact::Patch), Some(Impact::Major)] {
        let refusal = Refusal::Lowered { latest: version("1.4.2"), present: version("1.4.1") };
        assert_eq!(told("1.4.1", impact), [refusal]);
    }
}

#[test]
fn version_that_is_high_enough_has_to_be_told_of() {
    let refusals = judge(&version("1.4.2"), &version("1.5.0"), Some(Impact::Minor), false);

    assert_eq!(refusals, [Refusal::NotInChangelog { version: version("1.5.0") }]);
}

#[test]
fn first_version_has_to_be_told_of() {
    assert_eq!(
        judge_first(&version("1.0.0"), false),
        [Refusal::NotInChangelog { version: version("1.0.0") }]
    );
    assert_eq!(judge_first(&version("1.0.0"), true), []);
}

#[test]
fn refusal_says_what_to_do() {
    let text = told("1.5.0", Some(Impact::Major))[0].to_string();

    assert!(text.starts_with("a change can break callers: 1.4.2 has to be followed by 2.0.0"), "{text}");
    assert!(text.contains("set VERSION in api-spec/src/document.rs to 2.0.0"), "{text}");
    assert!(text.contains("`### Contract 2.0.0`"), "{text}");
}
