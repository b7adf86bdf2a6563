//! The development profile's own keys.

use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::support::{NOW, ROLE, SigningKey, TestClock, claims, present, refusal, settings};
use crate::auth::{
    AuthSettings, Authenticator, DevelopmentKeys, DevelopmentKeysError, TokenGrant, TokenRefusal,
};

fn grant() -> TokenGrant {
    TokenGrant {
        client_id: "developer".to_owned(),
        authorities: vec![ROLE.to_owned()],
        issuer: None,
        issued_at: NOW,
        lifetime: Duration::from_secs(3600),
    }
}

fn authenticator_for(keys: &DevelopmentKeys, clock: &TestClock) -> Authenticator {
    Authenticator::new(Arc::new(keys.key_ring()), settings(), clock.clock())
}

fn id(keys: &DevelopmentKeys) -> String {
    keys.verification_key().id().unwrap().to_owned()
}

#[tokio::test]
async fn token_of_one_process_is_accepted_by_another_with_the_same_file() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("key.pem");
    let service = DevelopmentKeys::load_or_create(&path).unwrap();
    let command = DevelopmentKeys::load_or_create(&path).unwrap();
    let authenticator = authenticator_for(&service, &TestClock::new());

    let principal = present(&authenticator, &command.sign(&grant()).unwrap()).await.unwrap();

    assert_eq!(principal.client(), Some("developer"));
    assert_eq!(authenticator.authorise(&principal), Ok(()));
}

#[tokio::test]
async fn token_expires_after_its_lifetime() {
    let keys = DevelopmentKeys::generate().unwrap();
    let clock = TestClock::new();
    let token = keys.sign(&grant()).unwrap();

    clock.set(NOW + 3600 + 30);

    assert_eq!(refusal(&authenticator_for(&keys, &clock), &token).await, TokenRefusal::Expired);
}

#[tokio::test]
async fn token_names_the_issuer_that_it_is_asked_to() {
    let keys = DevelopmentKeys::generate().unwrap();
    let issuer = Some("development".to_owned());
    let settings = AuthSettings { issuer: issuer.clone(), ..settings() };
    let authenticator = Authenticator::new(Arc::new(keys.key_ring()), settings, TestClock::new().clock());

    let token = keys.sign(&TokenGrant { issuer, ..grant() }).unwrap();

    assert!(present(&authenticator, &token).await.is_ok());
    assert_eq!(refusal(&authenticator, &keys.sign(&grant()).unwrap()).await, TokenRefusal::WrongIssuer);
}

#[tokio::test]
async fn tokens_of_other_keys_are_refused() {
    let keys = DevelopmentKeys::generate().unwrap();
    let authenticator = authenticator_for(&keys, &TestClock::new());

    let token = SigningKey::first().sign_unnamed(&claims());

    assert_eq!(refusal(&authenticator, &token).await, TokenRefusal::UnknownKey);
}

#[test]
fn processes_that_start_together_agree_on_one_key() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("key.pem");

    let ids: Vec<_> = thread::scope(|scope| {
        let starts: Vec<_> =
            (0..4).map(|_| scope.spawn(|| id(&DevelopmentKeys::load_or_create(&path).unwrap()))).collect();
        starts.into_iter().map(|start| start.join().unwrap()).collect()
    });

    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    assert_eq!(directory.path().read_dir().unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn key_file_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;

    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("key.pem");

    DevelopmentKeys::load_or_create(&path).unwrap();

    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn file_that_holds_no_key_is_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("key.pem");
    for content in ["", "not a key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"] {
        std::fs::write(&path, content).unwrap();

        let error = DevelopmentKeys::load_or_create(&path).unwrap_err();

        assert!(matches!(error, DevelopmentKeysError::Unreadable(_)), "{error:?}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), content);
    }
}

#[test]
fn missing_directory_is_named() {
    let error = DevelopmentKeys::load_or_create(Path::new("/nowhere/at/all/key.pem")).unwrap_err();

    let DevelopmentKeysError::File(cause) = error else { panic!("wrong error: {error:?}") };
    assert_eq!(cause.to_string(), "key file /nowhere/at/all/key.pem cannot be created");
}

#[test]
fn private_key_is_not_in_the_debug_text() {
    let keys = DevelopmentKeys::generate().unwrap();

    assert!(format!("{keys:?}").contains("[redacted]"));
}
