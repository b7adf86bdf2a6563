//! What this service asks the client about a new status (behaviour 3.3, 3.4; consumer 2.1, 2.3).

use crate::call::Call;
use crate::contract::{Contract, contracts};
use crate::matchers::{code, matching, text, whole};
use crate::receiver::{CRN, LICENCE_CONDITION, REQUIREMENT, Receiver};
use apd_server::app::events::Handled;
use apd_tests::client_api::Reply;
use apd_tests::messages::{STATUS_UPDATED, event};
use pact_consumer::patterns::JsonPattern;
use serde_json::{Value, json};

contracts!(
    of_a_requirement,
    of_a_licence_condition,
    with_the_user,
    without_a_source,
    without_a_token_of_use,
    without_the_role,
    of_an_unknown_referral,
);

const REFERRAL: &str = "7b1c6a34-52a8-4c55-9f0e-3f1f2a6d7c10";
const PATH: &str = "/referral/7b1c6a34-52a8-4c55-9f0e-3f1f2a6d7c10/status-change-details";

fn call(state: &str) -> Call {
    Call::of_the_client("the details of a new status")
        .sends("GET", PATH)
        .given(state, &json!({ "referralId": REFERRAL }))
}

/// All statuses, with the codes of the contacts that record them (behaviour 3.4).
const STATUSES: [(&str, &str); 12] = [
    ("AWAITING_ASSESSMENT", "EIBA"),
    ("AWAITING_ALLOCATION", "EIBB"),
    ("SUITABLE_BUT_NOT_READY", "EIBC"),
    ("SCHEDULED", "EIBD"),
    ("ON_PROGRAMME", "EIBE"),
    ("PROGRAMME_COMPLETE", "EIBF"),
    ("DEPRIORITISED", "EIBG"),
    ("RETURN_TO_COURT", "EIBH"),
    ("BREACH", "EIBI"),
    ("RECALL", "EIBJ"),
    ("WITHDRAWN", "EIBK"),
    ("DEFERRED", "EIBL"),
];

fn statuses() -> JsonPattern {
    let all = STATUSES.map(|(status, _)| status).join("|");
    matching(&format!("^({all})$"), "AWAITING_ALLOCATION")
}

fn told(address: &str) -> Value {
    event(STATUS_UPDATED, CRN, &format!("{address}{PATH}"))
}

/// Tells of a status, and sees the contact that comes of it: `EIBB`, with this description and notes.
async fn is_recorded(address: String, notes: Option<&str>) {
    let receiver = Receiver::start(Some(&address)).await;

    assert_eq!(receiver.receives(&told(&address)).await.unwrap(), Handled::StatusChanged);

    let contacts = receiver.ctx.database.contacts_of_type("EIBB");
    let [contact] = contacts.as_slice() else { panic!("not one contact: {contacts:?}") };
    assert_eq!(
        contact.description.as_deref(),
        Some("The person is ready to be allocated to a programme group.")
    );
    assert_eq!(contact.notes.as_deref(), notes);
    receiver.end().await;
}

fn description() -> JsonPattern {
    text("The person is ready to be allocated to a programme group.")
}

fn of_a_requirement() -> Contract {
    call("a referral of a requirement")
        .receives(
            200,
            json_pattern!({
                "newStatus": statuses(),
                "sourcedFromEntityType": "REQUIREMENT",
                "sourcedFromEntityId": whole(REQUIREMENT),
                "notes": text("Asked for larger print"),
                "description": description(),
            }),
        )
        .at_an_address(async |address| is_recorded(address, Some("Asked for larger print")).await)
}

/// Notes are null when there are none.
fn of_a_licence_condition() -> Contract {
    call("a referral of a licence condition, and no notes")
        .receives(
            200,
            json_pattern!({
                "newStatus": statuses(),
                "sourcedFromEntityType": "LICENCE_CONDITION",
                "sourcedFromEntityId": whole(LICENCE_CONDITION),
                "notes": null,
                "description": description(),
            }),
        )
        .at_an_address(async |address| is_recorded(address, None).await)
}

/// Who changed it: the client may come to tell.
fn with_the_user() -> Contract {
    call("a referral whose status was changed by a known user")
        .receives(
            200,
            json_pattern!({
                "newStatus": statuses(),
                "sourcedFromEntityType": "REQUIREMENT",
                "sourcedFromEntityId": whole(REQUIREMENT),
                "notes": null,
                "description": description(),
                "username": code("TestUser"),
            }),
        )
        .at_an_address(async |address| is_recorded(address, None).await)
}

/// Whatever the body says.
fn is_refused(state: &str, status: u16, is_worth_another_try: bool) -> Contract {
    call(state).receives_status(status).at_an_address(async move |address| {
        let receiver = Receiver::start(Some(&address)).await;

        let failure = receiver.receives(&told(&address)).await.unwrap_err();

        assert_eq!(failure.is_transient(), is_worth_another_try, "{failure}");
        receiver.end().await;
    })
}

fn without_a_source() -> Contract {
    is_refused("a referral without a source", 400, false)
}

fn without_a_token_of_use() -> Contract {
    is_refused("a sender whose token has expired", 401, true)
}

fn without_the_role() -> Contract {
    is_refused("a sender without the role", 403, false)
}

fn of_an_unknown_referral() -> Contract {
    is_refused("no referral", 404, false)
}

/// A contract shows one example of what it allows.
#[tokio::test]
async fn each_status_of_the_contract_is_recorded() {
    apd_contract_tests::prepare();
    for (status, contact_type) in STATUSES {
        let receiver = Receiver::start(None).await;
        let answer = json!({
            "newStatus": status, "sourcedFromEntityType": "REQUIREMENT", "sourcedFromEntityId": REQUIREMENT,
            "notes": null, "description": "Something has changed.",
        });
        receiver.api.answer(PATH, [Reply::ok(answer)]);

        let handled = receiver.receives(&told(&receiver.api.base_url())).await.unwrap();

        assert_eq!(handled, Handled::StatusChanged, "{status}");
        assert_eq!(receiver.ctx.database.contacts_of_type(contact_type).len(), 1, "{status}");
        receiver.end().await;
    }
}
