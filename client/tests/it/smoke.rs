//! `apd smoke`: what it tries, and that it leaves nothing behind.

use crate::shell::{apd, run, stderr, stdout};
use crate::support::{example, html, operation, refusal, service};
use chrono::TimeZone;
use chrono_tz::Europe::London;
use serde_json::{Value, json};
use std::io;
use std::process::Output;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use wiremock::matchers::{header_exists, method, path};
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

const CRN: &str = "X123456";
const ARGUMENTS: [&str; 3] = ["smoke", "--crn", CRN];
const WITH_USER: [&str; 5] = ["smoke", "--crn", CRN, "--username", "AmaraOkafor"];
const WRITE: [&str; 4] = ["smoke", "--crn", CRN, "--write"];

/// The one appointment of the stand-in, and how often it was created and deleted.
#[derive(Default)]
struct Appointments {
    there: Option<Value>,
    /// A create that is not done yet although its caller has gone. As it is with the service's lock, the next create waits
    /// for it and finds it done.
    under_way: Option<Value>,
    creations: usize,
    deletions: usize,
    /// What the first create is answered with while it is under way.
    create: Option<ResponseTemplate>,
    /// What each update is answered with in place of being done.
    update: Option<ResponseTemplate>,
}

#[derive(Clone, Default)]
struct Store(Arc<Mutex<Appointments>>);

impl Store {
    /// One whose first create gets this answer before it is done.
    fn with_late_create(answer: ResponseTemplate) -> Store {
        Store(Arc::new(Mutex::new(Appointments { create: Some(answer), ..Appointments::default() })))
    }

    fn with_update(answer: ResponseTemplate) -> Store {
        Store(Arc::new(Mutex::new(Appointments { update: Some(answer), ..Appointments::default() })))
    }

    /// Whether nothing is there, and nothing will be.
    fn is_clean(&self) -> bool {
        let store = self.0.lock().unwrap();
        store.there.is_none() && store.under_way.is_none()
    }

    fn creations(&self) -> usize {
        self.0.lock().unwrap().creations
    }

    fn deletions(&self) -> usize {
        self.0.lock().unwrap().deletions
    }
}

impl Appointments {
    fn create(&mut self, given: Value) -> ResponseTemplate {
        self.creations += 1;
        if let Some(answer) = self.create.take() {
            self.under_way = Some(given);
            return answer;
        }
        self.there = self.under_way.take().or(Some(given));
        ResponseTemplate::new(201)
    }

    fn update(&mut self, given: &Value) -> ResponseTemplate {
        if let Some(answer) = &self.update {
            return answer.clone();
        }
        for (key, value) in given.as_object().unwrap() {
            self.there.as_mut().unwrap()[key] = value.clone();
        }
        ResponseTemplate::new(204)
    }

    fn delete(&mut self) -> ResponseTemplate {
        self.there = None;
        self.deletions += 1;
        ResponseTemplate::new(204)
    }
}

impl Respond for Store {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let mut store = self.0.lock().unwrap();
        let given = given(request);
        match request.method.as_str() {
            "POST" if request.url.path().ends_with("search") => found(store.there.as_ref()),
            "POST" => store.create(given),
            "PUT" => store.update(&given),
            _ => store.delete(),
        }
    }
}

/// The appointment that a request is about.
fn given(request: &Request) -> Value {
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    body["appointments"][0].clone()
}

/// The answer to a search.
fn found(there: Option<&Value>) -> ResponseTemplate {
    let Some(there) = there else { return ResponseTemplate::new(200).set_body_json(json!({"content": {}})) };
    let (_, _, mut answer) = operation("search_appointments");
    let key = answer["content"].as_object().unwrap().keys().next().unwrap().clone();
    let moment = |time: &str| {
        let local = format!("{}T{}:00", there["date"].as_str().unwrap(), there[time].as_str().unwrap());
        London.from_local_datetime(&local.parse().unwrap()).unwrap().to_rfc3339()
    };
    let found = &mut answer["content"][&key][0];
    found["reference"] = there["reference"].clone();
    found["date"] = there["date"].clone();
    (found["startTime"], found["endTime"]) = (json!(moment("startTime")), json!(moment("endTime")));
    ResponseTemplate::new(200).set_body_json(answer)
}

/// A service that works: it answers with the examples of the contract, and keeps one appointment.
async fn working(store: &Store) -> MockServer {
    let server = MockServer::start().await;
    for id in ["get_health", "get_info"] {
        let (_, route, _) = operation(id);
        Mock::given(path(route)).respond_with(example(id)).mount(&server).await;
    }
    Mock::given(path("/appointments")).respond_with(store.clone()).mount(&server).await;
    Mock::given(path("/appointments/search")).respond_with(store.clone()).mount(&server).await;
    for id in [
        "get_personal_details",
        "list_registrations",
        "list_requirements",
        "get_requirement",
        "list_licence_conditions",
        "get_licence_condition",
        "get_sentence",
        "get_offences",
        "check_access",
        "list_user_teams",
        "list_region_members",
        "list_accredited_programmes_members",
        "list_office_locations",
    ] {
        let (verb, route, _) = operation(id);
        let route = wiremock::matchers::path_regex(format!("^{}$", parameters(&route)));
        let answer = Mock::given(method(verb.as_str())).and(route).and(header_exists("authorization"));
        answer.respond_with(example(id)).mount(&server).await;
    }
    let refused = refusal(401, "Unauthorised", "Unauthorised");
    Mock::given(wiremock::matchers::any()).respond_with(refused).with_priority(200).mount(&server).await;
    server
}

/// A path of the document as a regular expression.
fn parameters(route: &str) -> String {
    let part = |part: &str| if part.starts_with('{') { "[^/]+".to_owned() } else { part.to_owned() };
    route.split('/').map(part).collect::<Vec<_>>().join("/")
}

fn steps(output: &Output) -> Vec<(String, String)> {
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    report["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| (text(&step["name"]), text(&step["outcome"])))
        .collect()
}

fn with_outcome(output: &Output, outcome: &str) -> Vec<String> {
    steps(output).into_iter().filter(|(_, what)| what == outcome).map(|(name, _)| name).collect()
}

#[tokio::test]
async fn journey_through_a_service_that_works_passes_and_writes_nothing() {
    let store = Store::default();
    let server = working(&store).await;

    let output = run(&server.uri(), &WITH_USER).await;

    assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
    let passed = with_outcome(&output, "passed");
    assert_eq!(
        passed,
        [
            "health",
            "version",
            "token",
            "no token",
            "personal details",
            "registrations",
            "requirements",
            "requirement",
            "licence conditions",
            "licence condition",
            "sentence",
            "offences",
            "appointments",
            "access",
            "teams",
            "region members",
            "accredited programmes members",
            "offices",
        ]
    );
    assert_eq!(steps(&output).len(), passed.len());
    assert_eq!(store.creations(), 0);
}

#[tokio::test]
async fn appointment_is_created_moved_and_deleted_when_told_to() {
    let store = Store::default();
    let server = working(&store).await;

    let output = run(&server.uri(), &WRITE).await;

    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    let passed = with_outcome(&output, "passed");
    let written = ["create", "find it", "update", "find it moved", "delete", "find nothing"];
    assert_eq!(passed[passed.len() - 6..], written);
    assert_eq!(with_outcome(&output, "skipped"), ["access", "teams"]);
    assert_eq!((store.creations(), store.deletions()), (1, 1));
    assert!(store.is_clean());
}

#[tokio::test]
async fn first_failure_decides_the_exit_code_and_the_journey_goes_on() {
    for (id, reply, step, code) in [
        ("get_sentence", refusal(404, "NotFound", "Event not found"), "sentence", 3),
        ("list_registrations", refusal(503, "Unavailable", "try again"), "registrations", 75),
        ("get_personal_details", refusal(403, "Forbidden", "Forbidden"), "no token", 4),
    ] {
        let server = working(&Store::default()).await;
        let (_, route, _) = operation(id);
        let route = wiremock::matchers::path_regex(format!("^{}$", parameters(&route)));
        Mock::given(route).respond_with(reply).with_priority(1).mount(&server).await;

        let output = run(&server.uri(), &ARGUMENTS).await;

        assert_eq!(output.status.code(), Some(code), "{id}: {}", stdout(&output));
        assert_eq!(with_outcome(&output, "failed")[0], step);
        assert!(with_outcome(&output, "passed").contains(&"requirements".to_owned()));
    }
}

#[tokio::test]
async fn service_that_lets_everybody_in_fails() {
    let server = working(&Store::default()).await;
    let (_, route, _) = operation("get_personal_details");
    let route = wiremock::matchers::path_regex(parameters(&route));
    Mock::given(route).respond_with(example("get_personal_details")).with_priority(1).mount(&server).await;

    let output = run(&server.uri(), &ARGUMENTS).await;

    assert_eq!(
        (output.status.code(), with_outcome(&output, "failed")),
        (Some(1), vec!["no token".to_owned()])
    );
}

#[tokio::test]
async fn token_that_cannot_be_fetched_fails_a_step_of_its_own() {
    let invalid = ResponseTemplate::new(401).set_body_json(json!({"error": "invalid_client"}));
    for (reply, told, code) in [
        (ResponseTemplate::new(503), "the token endpoint is not available (status 503)", 75),
        (invalid, "the token endpoint refused the request (status 401, invalid_client)", 4),
    ] {
        let (server, endpoint) = (working(&Store::default()).await, service(reply).await);
        let mut command = apd(&WRITE);
        command.env("APD_CLIENT_URL", server.uri()).env("APD_CLIENT_TOKEN_URL", endpoint.uri());
        command.env("APD_CLIENT_ID", "a-client").env("APD_CLIENT_SECRET", "s3cret");

        let output = command.output().await.unwrap();

        assert_eq!(output.status.code(), Some(code), "{}", stdout(&output));
        assert_eq!(with_outcome(&output, "failed"), ["token"]);
        assert!(stdout(&output).contains(told), "{}", stdout(&output));
        assert_eq!(with_outcome(&output, "passed"), ["health", "version", "no token"]);
        assert_eq!(with_outcome(&output, "skipped"), ["reads", "create"]);
    }
}

#[tokio::test]
async fn service_is_looked_at_even_when_no_token_was_given() {
    let server = working(&Store::default()).await;

    let output = apd(&ARGUMENTS).env("APD_CLIENT_URL", server.uri()).output().await.unwrap();

    assert_eq!((output.status.code(), with_outcome(&output, "failed")), (Some(2), vec!["token".to_owned()]));
    assert!(stdout(&output).contains("no access token: give --token"), "{}", stdout(&output));
    assert_eq!(with_outcome(&output, "passed"), ["health", "version", "no token"]);
}

#[tokio::test]
async fn components_that_could_not_be_listed_are_not_said_to_be_missing() {
    let store = Store::default();
    let server = working(&store).await;
    for id in ["list_requirements", "list_licence_conditions"] {
        let route = wiremock::matchers::path_regex(format!("^{}$", parameters(&operation(id).1)));
        let failing = Mock::given(route).respond_with(refusal(503, "Unavailable", "try again"));
        failing.with_priority(1).mount(&server).await;
    }

    let output = run(&server.uri(), &WRITE).await;

    assert_eq!(output.status.code(), Some(75));
    assert_eq!(with_outcome(&output, "failed"), ["requirements", "licence conditions"]);
    assert!(with_outcome(&output, "skipped").contains(&"create".to_owned()));
    assert!(!stdout(&output).contains("the case has no"), "{}", stdout(&output));
    assert_eq!(store.creations(), 0);
}

#[tokio::test]
async fn appointment_is_deleted_when_its_update_fails() {
    let store = Store::with_update(refusal(503, "Unavailable", "try again"));
    let server = working(&store).await;

    let output = run(&server.uri(), &WRITE).await;

    assert_eq!(
        (output.status.code(), with_outcome(&output, "failed")),
        (Some(75), vec!["update".to_owned()])
    );
    assert_eq!((store.creations(), store.deletions(), store.is_clean()), (1, 1, true));
}

#[tokio::test]
async fn appointment_is_gone_when_its_create_is_done_after_somebody_else_has_answered_it() {
    for (answer, code) in [
        (refusal(503, "Unavailable", "try again"), 75),
        (html(504), 75),
        (html(403), 4),
        (html(404), 1),
        (ResponseTemplate::new(302).insert_header("location", "/sign-in"), 1),
    ] {
        let store = Store::with_late_create(answer);
        let server = working(&store).await;

        let output = run(&server.uri(), &WRITE).await;

        assert_eq!(
            (output.status.code(), with_outcome(&output, "failed")),
            (Some(code), vec!["create".to_owned()])
        );
        let passed = with_outcome(&output, "passed");
        assert_eq!(passed[passed.len() - 2..], ["create again", "clean up"]);
        assert_eq!((store.creations(), store.deletions(), store.is_clean()), (2, 1, true));
    }
}

#[tokio::test]
async fn appointment_is_gone_when_its_create_is_done_after_the_connection_broke() {
    let store = Store::with_late_create(ResponseTemplate::new(201));
    let server = working(&store).await;
    let service = store.clone();
    let broken = move |request: &Request| {
        service.respond(request);
        io::Error::from(io::ErrorKind::ConnectionReset)
    };
    let create = Mock::given(method("POST")).and(path("/appointments")).respond_with_err(broken);
    create.up_to_n_times(1).with_priority(1).mount(&server).await;

    let output = run(&server.uri(), &WRITE).await;

    assert_eq!(
        (output.status.code(), with_outcome(&output, "failed")),
        (Some(75), vec!["create".to_owned()])
    );
    assert_eq!((store.creations(), store.is_clean()), (2, true));
}

#[tokio::test]
async fn create_that_may_still_be_done_is_named() {
    let server = working(&Store::default()).await;
    let create = Mock::given(method("POST")).and(path("/appointments")).respond_with(html(504));
    create.with_priority(1).expect(2).mount(&server).await;

    let output = run(&server.uri(), &WRITE).await;

    assert_eq!(output.status.code(), Some(75));
    assert_eq!(with_outcome(&output, "failed"), ["create", "create again", "left behind"]);
    let advice =
        "the first create may still be done; in some minutes delete it by hand: apd appointment delete ";
    assert!(stdout(&output).contains(advice), "{}", stdout(&output));
}

#[tokio::test]
async fn nothing_is_sent_after_a_create_that_was_refused() {
    let store = Store::with_late_create(refusal(400, "InvalidReference", "Invalid Requirement IDs: [1]"));
    let server = working(&store).await;

    let output = run(&server.uri(), &WRITE).await;

    assert_eq!(output.status.code(), Some(1));
    assert_eq!((store.creations(), store.deletions()), (1, 0));
}

#[tokio::test]
async fn appointment_that_cannot_be_deleted_is_named() {
    let server = working(&Store::default()).await;
    let refused = refusal(503, "Unavailable", "try again");
    let deletion = Mock::given(method("DELETE")).respond_with(refused).with_priority(1).expect(2);
    deletion.mount(&server).await;

    let output = run(&server.uri(), &WRITE).await;

    assert_eq!(output.status.code(), Some(75));
    assert_eq!(with_outcome(&output, "failed"), ["delete", "clean up", "left behind"]);
    assert!(stdout(&output).contains("delete it by hand: apd appointment delete "), "{}", stdout(&output));
}

/// Runs the smoke test, and ends it by a signal as soon as it has sent a request that changes an appointment.
async fn ended_by(signal: &str, server: &MockServer, verb: &str) -> Output {
    let mut command = apd(&WRITE);
    let child =
        command.env("APD_CLIENT_URL", server.uri()).env("APD_CLIENT_TOKEN", "a-token").spawn().unwrap();
    let is_it = |asked: &Request| asked.method == verb && asked.url.path() == "/appointments";
    let sent = async {
        let mut looks = tokio::time::interval(Duration::from_millis(10));
        while !server.received_requests().await.unwrap().iter().any(is_it) {
            looks.tick().await;
        }
    };
    let in_time = tokio::time::timeout(Duration::from_secs(30), sent).await;
    assert!(in_time.is_ok(), "never came: a request that changes an appointment");
    let pid = child.id().unwrap().to_string();
    assert!(std::process::Command::new("kill").args([signal, &pid]).status().unwrap().success());
    child.wait_with_output().await.unwrap()
}

/// No answer in this test's life.
fn no_answer() -> ResponseTemplate {
    ResponseTemplate::new(204).set_delay(Duration::from_secs(3_600))
}

#[tokio::test]
async fn appointment_is_deleted_when_the_test_is_interrupted() {
    for (signal, reason) in
        [("-INT", "stopped by hand"), ("-TERM", "stopped by SIGTERM"), ("-HUP", "stopped by SIGHUP")]
    {
        let store = Store::with_update(no_answer());
        let server = working(&store).await;

        let output = ended_by(signal, &server, "PUT").await;

        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        assert_eq!(with_outcome(&output, "failed"), ["interruption"]);
        assert!(stdout(&output).contains(reason), "{}", stdout(&output));
        assert_eq!((store.creations(), store.deletions(), store.is_clean()), (1, 1, true));
    }
}

#[tokio::test]
async fn appointment_is_gone_when_its_create_is_done_after_the_test_was_interrupted() {
    for signal in ["-INT", "-TERM", "-HUP"] {
        let store = Store::with_late_create(no_answer());
        let server = working(&store).await;

        let output = ended_by(signal, &server, "POST").await;

        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        assert_eq!(with_outcome(&output, "failed"), ["interruption"]);
        assert_eq!((store.creations(), store.deletions(), store.is_clean()), (2, 1, true));
    }
}

#[tokio::test]
async fn component_that_the_case_does_not_have_is_not_written_to() {
    let store = Store::default();
    let server = working(&store).await;

    let output = run(&server.uri(), &["smoke", "--crn", CRN, "--write", "--requirement", "1"]).await;

    assert_eq!((output.status.code(), with_outcome(&output, "failed")), (Some(1), vec!["create".to_owned()]));
    assert_eq!(store.creations(), 0);
}
