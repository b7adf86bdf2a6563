//! One example of each path variable and of each body in the document.
//!
//! They are made from the wire types, so that a change of a type reaches them, or stops the build. The people are
//! those of the sample data.

mod appointments;

use crate::error::{ApiError, ErrorCode};
use crate::types::LondonDateTime;
use crate::types::cases::{Offence, Offences, PersonalDetails, Registration, Registrations, Sentence};
use crate::types::common::{CodedValue, Manager, Name, PduOfficeLocations, Practitioner, StaffMember};
use crate::types::components::{LicenceCondition, LicenceConditions, Requirement, Requirements};
use crate::types::regions::{AccreditedProgrammesTeams, PduMembers, RegionMembers, TeamMembers};
use crate::types::service::{
    Health, HealthComponent, HealthComponents, HealthStatus, Info, MessagingComponent, MessagingStatus,
};
use crate::types::users::{CaseAccess, UserAccess, UserTeam, UserTeams};
use chrono::{DateTime, NaiveDate};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// The example of a variable in an operation's path.
pub(crate) fn path_variable(operation_id: &str, name: &str) -> Option<&'static str> {
    Some(match (operation_id, name) {
        (_, "crn") => "X123456",
        (_, "eventNumber") => "1",
        ("get_requirement", "id") => "2500000001",
        ("get_licence_condition", "id") => "2600000001",
        ("check_access", "username") => "GarethPritchardNPS",
        (_, "username") => "AmaraOkaforNPS",
        (_, "code") => "N07",
        (_, "pdu") => "N07CRDN",
        _ => return None,
    })
}

/// The example of an operation's request body.
pub(crate) fn request(operation_id: &str) -> Option<Value> {
    match operation_id {
        "check_access" => json(&["X123456", "X234567"]),
        "search_appointments" => json(&appointments::search()),
        "create_appointments" => json(&appointments::creation()),
        "update_appointments" => json(&appointments::update()),
        "delete_appointments" => json(&appointments::deletion()),
        _ => None,
    }
}

/// The example of an operation's successful response body.
pub(crate) fn response(operation_id: &str) -> Option<Value> {
    match operation_id {
        "get_personal_details" => json(&personal_details()),
        "get_sentence" => json(&sentence()),
        "get_offences" => json(&offences()),
        "list_registrations" => json(&registrations()),
        "get_requirement" => json(&requirement()),
        "list_requirements" => json(&Requirements { content: vec![requirement()] }),
        "get_licence_condition" => json(&licence_condition()),
        "list_licence_conditions" => json(&LicenceConditions { content: vec![licence_condition()] }),
        "check_access" => json(&user_access()),
        "list_user_teams" => json(&user_teams()),
        "search_appointments" => json(&appointments::found()),
        "list_region_members" => json(&region_members()),
        "list_accredited_programmes_members" => {
            json(&AccreditedProgrammesTeams { teams: vec![team_members(Some("Grace"))] })
        }
        "list_office_locations" => json(&pdu_office_locations()),
        "get_health" => json(&health(HealthStatus::Up)),
        "get_liveness" | "get_readiness" | "ping" => {
            json(&Health { status: HealthStatus::Up, components: None })
        }
        "get_info" => json(&info()),
        "get_openapi" => json(&BTreeMap::from([("openapi", "3.0.3")])),
        "get_asyncapi" => json(&BTreeMap::from([("asyncapi", "3.0.0")])),
        _ => None,
    }
}

/// The example of a 503 of the health operations.
pub(crate) fn health_down() -> Option<Value> {
    json(&health(HealthStatus::Down))
}

/// The example of the error body.
pub(crate) fn not_found() -> ApiError {
    let status = dropshot::ErrorStatusCode::NOT_FOUND;
    ApiError {
        request_id: "0f9d1d3c-64b5-4a3e-9a2e-0b6f2f4d9b10".to_owned(),
        ..ApiError::new(status, ErrorCode::NotFound, "Person with crn of X123456 not found")
    }
}

fn json<T: Serialize + ?Sized>(value: &T) -> Option<Value> {
    serde_json::to_value(value).ok()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

fn moment(text: &str) -> LondonDateTime {
    LondonDateTime(DateTime::parse_from_rfc3339(text).unwrap_or_default())
}

fn coded(code: &str, description: &str) -> CodedValue {
    CodedValue { code: code.to_owned(), description: description.to_owned() }
}

fn name(forename: &str, middle_names: Option<&str>, surname: &str) -> Name {
    Name {
        forename: forename.to_owned(),
        middle_names: middle_names.map(str::to_owned),
        surname: surname.to_owned(),
    }
}

fn practitioner() -> Practitioner {
    Practitioner {
        name: name("Amara", None, "Okafor"),
        code: "N07A001".to_owned(),
        email: Some("amara.okafor@example.org".to_owned()),
    }
}

fn team() -> CodedValue {
    coded("N07CR1", "Croydon Sentence Management 1")
}

fn pdu() -> CodedValue {
    coded("N07CRDN", "Croydon")
}

fn region() -> CodedValue {
    coded("N07", "London")
}

fn personal_details() -> PersonalDetails {
    PersonalDetails {
        crn: "X123456".to_owned(),
        name: name("Jonathan", Some("Emeka Paul"), "Abara"),
        date_of_birth: date("1984-03-22"),
        age: "42 years, 7 months".to_owned(),
        sex: coded("M", "Male"),
        ethnicity: Some(coded("B2", "Black or Black British: African")),
        probation_practitioner: practitioner(),
        team: team(),
        probation_delivery_unit: pdu(),
        region: region(),
    }
}

fn sentence() -> Sentence {
    Sentence {
        description: "ORA Adult Custody (inc PSS) (20 Months)".to_owned(),
        start_date: date("2025-04-10"),
        expected_end_date: Some(date("2026-12-09")),
        licence_expiry_date: Some(date("2026-12-09")),
        post_sentence_supervision_end_date: Some(date("2027-02-09")),
        two_thirds_supervision_date: Some(date("2026-09-03")),
        custodial: true,
        release_type: Some("Adult Licence".to_owned()),
        licence_conditions: vec![coded("LC266", "Building Choices")],
        requirements: vec![],
        post_sentence_supervision_requirements: vec![coded(
            "PS101",
            "To keep in touch with the supervising officer",
        )],
    }
}

fn offences() -> Offences {
    let offence = |day: &str| Offence {
        date: Some(date(day)),
        main_category_code: "028".to_owned(),
        main_category_description: "Burglary in a dwelling".to_owned(),
        sub_category_code: "03".to_owned(),
        sub_category_description: "Burglary in a dwelling without violence".to_owned(),
    };
    Offences { main_offence: offence("2025-02-21"), additional_offences: vec![offence("2025-02-19")] }
}

fn registrations() -> Registrations {
    Registrations {
        registrations: vec![Registration {
            register_type: coded("IOMX", "Integrated Offender Management"),
            category: Some(coded("I3", "IOM - Fixed")),
            date: date("2026-02-12"),
            next_review_date: Some(date("2026-08-12")),
        }],
    }
}

fn manager() -> Manager {
    Manager {
        staff: practitioner(),
        team: team(),
        probation_delivery_unit: pdu(),
        office_locations: vec![office()],
    }
}

fn office() -> CodedValue {
    coded("N07CRO1", "Wellesley House, Croydon")
}

fn pdu_office_locations() -> PduOfficeLocations {
    PduOfficeLocations { code: pdu().code, description: pdu().description, office_locations: vec![office()] }
}

fn requirement() -> Requirement {
    Requirement {
        id: 2_500_000_001,
        main_category: Some(coded("RM38", "RAR/GAR - Accredited Programme")),
        sub_category: Some(coded("734", "Building Choices")),
        manager: manager(),
        probation_delivery_units: vec![pdu_office_locations()],
        event_number: "2".to_owned(),
        created_at: moment("2025-09-01T11:20:45+01:00"),
    }
}

fn licence_condition() -> LicenceCondition {
    LicenceCondition {
        id: 2_600_000_001,
        main_category: coded("LAP", "Licence - Accredited Programme"),
        sub_category: Some(coded("LC266", "Building Choices")),
        manager: manager(),
        probation_delivery_units: vec![pdu_office_locations()],
        event_number: "1".to_owned(),
        created_at: moment("2026-01-12T09:05:00+00:00"),
    }
}

fn user_access() -> UserAccess {
    let open = CaseAccess {
        crn: "X234567".to_owned(),
        user_excluded: false,
        user_restricted: false,
        exclusion_message: None,
        restriction_message: None,
    };
    let excluded = CaseAccess {
        crn: "X123456".to_owned(),
        user_excluded: true,
        exclusion_message: Some("You are excluded from viewing this case.".to_owned()),
        ..open.clone()
    };
    UserAccess { access: vec![excluded, open] }
}

fn user_teams() -> UserTeams {
    UserTeams {
        teams: vec![UserTeam {
            code: team().code,
            description: team().description,
            pdu: pdu(),
            region: region(),
        }],
    }
}

fn team_members(middle_names: Option<&str>) -> TeamMembers {
    TeamMembers {
        code: team().code,
        description: team().description,
        members: vec![StaffMember { code: practitioner().code, name: name("Amara", middle_names, "Okafor") }],
    }
}

fn region_members() -> RegionMembers {
    let unit =
        PduMembers { code: pdu().code, description: pdu().description, team: vec![team_members(None)] };
    RegionMembers { code: region().code, description: region().description, pdus: vec![unit] }
}

fn health(status: HealthStatus) -> Health {
    let messaging = MessagingComponent { status: MessagingStatus::Up };
    Health { status, components: Some(HealthComponents { db: HealthComponent { status }, messaging }) }
}

fn info() -> Info {
    Info {
        name: "accredited-programmes-and-delius".to_owned(),
        version: "1.0.0".to_owned(),
        revision: "6fbb9996f7c1".to_owned(),
        product_id: "HMPPS518".to_owned(),
    }
}
