//! The caller's names and authorities, and what they admit to.

use serde_json::{Value, json};

use super::support::{ROLE, SigningKey, authenticator, claims, claims_with, claims_without, present};
use crate::auth::{AuthError, Principal, RequiredRoles};

async fn principal_of(claims: &Value) -> Principal {
    let authenticator = authenticator(&[SigningKey::first()]);
    let principal = present(&authenticator, &SigningKey::first().sign(claims)).await.unwrap();
    Principal::clone(&principal)
}

#[tokio::test]
async fn principal_has_the_names_and_authorities_of_the_token() {
    let principal = principal_of(&json!({
        "sub": "A_USER", "client_id": "the-client", "authorities": [ROLE, "ROLE_OTHER"],
        "exp": i64::MAX,
    }))
    .await;

    assert_eq!(principal.client_id.as_deref(), Some("the-client"));
    assert_eq!(principal.subject.as_deref(), Some("A_USER"));
    assert_eq!(principal.authorities, [ROLE, "ROLE_OTHER"]);
    assert_eq!(principal.client(), Some("the-client"));
}

#[tokio::test]
async fn subject_stands_in_for_a_missing_client_id() {
    let principal = principal_of(&claims_without("client_id")).await;

    assert_eq!(principal.client_id, None);
    assert_eq!(principal.client(), Some("the-client"));
}

#[tokio::test]
async fn names_of_another_type_count_as_absent() {
    let principal = principal_of(&claims_with("client_id", json!({"id": 7}))).await;

    assert_eq!(principal.client_id, None);
}

#[tokio::test]
async fn authorities_that_are_no_list_of_strings_count_as_none() {
    let odd =
        [json!(ROLE), json!({"role": ROLE}), json!([ROLE, 7]), json!([[ROLE]]), json!(true), json!(null)];

    for authorities in odd {
        let principal = principal_of(&claims_with("authorities", authorities)).await;
        assert_eq!(principal.authorities, Vec::<String>::new());
    }
}

#[tokio::test]
async fn missing_authorities_count_as_none() {
    assert_eq!(principal_of(&claims_without("authorities")).await.authorities, Vec::<String>::new());
}

#[tokio::test]
async fn known_caller_without_a_required_role_is_forbidden() {
    let authenticator = authenticator(&[SigningKey::first()]);
    let token = SigningKey::first().sign(&claims_with("authorities", json!(["ROLE_OTHER"])));

    let principal = present(&authenticator, &token).await.unwrap();

    assert_eq!(authenticator.authorise(&principal), Err(AuthError::Forbidden));
}

#[tokio::test]
async fn known_caller_with_a_required_role_is_admitted() {
    let authenticator = authenticator(&[SigningKey::first()]);

    let principal = present(&authenticator, &SigningKey::first().sign(&claims())).await.unwrap();

    assert_eq!(authenticator.authorise(&principal), Ok(()));
}

#[test]
fn any_one_of_the_required_roles_admits() {
    let roles = ["ROLE_A", "ROLE_B"];
    let required = RequiredRoles::any_of(roles);

    for role in roles {
        let authorities = vec!["ROLE_OTHER".to_owned(), role.to_owned()];
        assert!(required.admit(&Principal { authorities, ..Principal::default() }));
    }
}

#[test]
fn roles_are_compared_exactly() {
    let required = RequiredRoles::any_of(["ROLE_A"]);

    for role in ["role_a", "ROLE_AB", "ROLE_", " ROLE_A", "A"] {
        let authorities = vec![role.to_owned()];
        assert!(!required.admit(&Principal { authorities, ..Principal::default() }), "{role}");
    }
}

#[test]
fn empty_list_of_required_roles_admits_nobody() {
    let required = RequiredRoles::any_of(Vec::<String>::new());
    let authorities = vec![ROLE.to_owned()];

    assert!(!required.admit(&Principal { authorities, ..Principal::default() }));
}
