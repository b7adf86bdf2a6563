//! What all calls can meet: no token, none of use, one without the role, and a service that fails.

use crate::call::Call;
use crate::contract::Contract;
use crate::written::{changed_appointment, new_appointment, reference};
use apd_client::types::{CreateAppointments, DeleteAppointments, DeletedAppointment, UpdateAppointments};
use apd_client::{Client, Failure};
use futures::future::LocalBoxFuture;
use pact_consumer::patterns::JsonPattern;
use serde_json::{Value, json};

/// How the client makes a call, whatever comes of it.
type Send = for<'a> fn(&'a Client) -> LocalBoxFuture<'a, Result<(), Failure>>;

/// A call of the client.
struct AnyCall {
    asks_for: &'static str,
    method: &'static str,
    path: &'static str,
    body: Option<Value>,
    send: Send,
}

/// The method, path and sender of a call without a body.
macro_rules! read {
    ($asks_for:literal, $path:literal, $operation:ident($($argument:literal),+)) => {
        AnyCall {
            asks_for: $asks_for,
            method: "GET",
            path: $path,
            body: None,
            send: |client| Box::pin(async { Ok(client.$operation($($argument),+).await.map(drop)?) }),
        }
    };
}

/// All thirteen reads and three writes.
fn calls() -> Vec<AnyCall> {
    vec![
        read!("the details of a person", "/case/X100001/personal-details", get_personal_details("X100001")),
        read!("the sentence of an event", "/case/X100001/sentence/1", get_sentence("X100001", "1")),
        read!("the offences of an event", "/case/X100001/sentence/1/offences", get_offences("X100001", "1")),
        read!("the registrations of a person", "/case/X100001/registrations", list_registrations("X100001")),
        read!(
            "a requirement",
            "/case/X100001/requirement/2500949965",
            get_requirement("X100001", "2500949965")
        ),
        read!(
            "a licence condition",
            "/case/X100001/licence-conditions/2601949965",
            get_licence_condition("X100001", "2601949965")
        ),
        read!("the requirements of a person", "/case/X100001/requirements", list_requirements("X100001")),
        read!(
            "the licence conditions of a person",
            "/case/X100001/licence-conditions",
            list_licence_conditions("X100001")
        ),
        read!("the teams of a user", "/user/OlaReeveNPS/teams", list_user_teams("OlaReeveNPS")),
        read!("the members of a region", "/regions/N50/members", list_region_members("N50")),
        read!(
            "the offices of a delivery unit",
            "/regions/pdu/C01PDU1/office-locations",
            list_office_locations("C01PDU1")
        ),
        read!(
            "the accredited programmes members of a region",
            "/regions/N50/local-admin-units/accredited-programmes/members",
            list_accredited_programmes_members("N50")
        ),
        access(),
        create(),
        update(),
        delete(),
    ]
}

fn access() -> AnyCall {
    AnyCall {
        asks_for: "whether a user may see a case",
        method: "POST",
        path: "/user/OlaReeveNPS/access",
        body: Some(json!(["X100001"])),
        send: |client| {
            Box::pin(async {
                let crns = vec!["X100001".to_owned()];
                Ok(client.check_access("OlaReeveNPS", &crns).await.map(drop)?)
            })
        },
    }
}

fn creation() -> CreateAppointments {
    CreateAppointments { appointments: vec![new_appointment(1)] }
}

fn create() -> AnyCall {
    AnyCall {
        asks_for: "a new appointment of a requirement",
        method: "POST",
        path: "/appointments",
        body: Some(serde_json::to_value(creation()).unwrap()),
        send: |client| Box::pin(async { Ok(client.create_appointments(&creation()).await.map(drop)?) }),
    }
}

fn change() -> UpdateAppointments {
    UpdateAppointments { appointments: vec![changed_appointment(1)] }
}

fn update() -> AnyCall {
    AnyCall {
        asks_for: "a change of a session",
        method: "PUT",
        path: "/appointments",
        body: Some(serde_json::to_value(change()).unwrap()),
        send: |client| Box::pin(async { Ok(client.update_appointments(&change()).await.map(drop)?) }),
    }
}

fn deletion() -> DeleteAppointments {
    let deleted = DeletedAppointment { reference: reference(1).parse().unwrap() };
    DeleteAppointments { appointments: vec![deleted] }
}

fn delete() -> AnyCall {
    AnyCall {
        asks_for: "the end of a session",
        method: "DELETE",
        path: "/appointments",
        body: Some(serde_json::to_value(deletion()).unwrap()),
        send: |client| Box::pin(async { Ok(client.delete_appointments(&deletion()).await.map(drop)?) }),
    }
}

impl AnyCall {
    fn refused(self, state: &str, status: u16, error_code: &str, message: &str) -> Contract {
        let mut call =
            Call::of_the_service(self.asks_for).sends(self.method, self.path).given(state, &json!({}));
        if let Some(body) = self.body {
            call = call.with_body(JsonPattern::Json(body));
        }
        let send = self.send;
        call.receives_refusal(status, error_code, message.into())
            .fails_through_the_client(status, async move |client| send(&client).await)
    }
}

fn of_each_call(state: &str, status: u16, error_code: &str, message: &str) -> Vec<Contract> {
    calls().into_iter().map(|call| call.refused(state, status, error_code, message)).collect()
}

fn without_a_token() -> Vec<Contract> {
    of_each_call("a sender without a token", 401, "Unauthorised", "Unauthorised")
}

/// As good as none, so one call stands for all.
fn with_an_expired_token() -> Vec<Contract> {
    let call = calls().swap_remove(0);
    vec![call.refused("a sender whose token has expired", 401, "Unauthorised", "Unauthorised")]
}

fn without_the_role() -> Vec<Contract> {
    of_each_call("a sender without the role", 403, "Forbidden", "Forbidden")
}

fn from_a_failing_service() -> Vec<Contract> {
    of_each_call("Delius fails", 500, "Internal", "An unexpected error occurred")
}

/// The contracts of this module.
pub fn contracts() -> Vec<Contract> {
    [without_a_token(), with_an_expired_token(), without_the_role(), from_a_failing_service()]
        .into_iter()
        .flatten()
        .collect()
}

mod holds {
    macro_rules! for_each_call {
        ($($name:ident),+ $(,)?) => {$(
            #[tokio::test]
            async fn $name() {
                for contract in super::$name() {
                    contract.holds().await;
                }
            }
        )+};
    }
    for_each_call!(without_a_token, with_an_expired_token, without_the_role, from_a_failing_service);
}
