//! What this service asks the client about a new status (behaviour 3.3, 3.4; consumer 2.1, 2.3).

use crate::call_back::CallBack;
use crate::contract::{Contract, contracts};
use crate::matchers::{code, matching, text, whole};
use crate::receiver::{LICENCE_CONDITION, REQUIREMENT, Receiver};
use apd_server::app::events::Handled;
use apd_tests::client_api::Reply;
use apd_tests::messages::STATUS_UPDATED;
use pact_consumer::patterns::JsonPattern;
use serde_json::json;

contracts!(
    of_a_requirement,
    of_a_licence_condition,
    with_the_user,
    without_a_source,
    without_a_token_of_use,
    without_the_role,
    of_an_unknown_referral,
);

const CALL: CallBack = CallBack {
    description: "the details of a new status",
    detail: "status-change-details",
    event_type: STATUS_UPDATED,
};

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

/// Tells of a status, and sees the contact that comes of it: `EIBB`, with this description and notes.
async fn is_recorded(address: String, notes: Option<&str>) {
    let receiver = Receiver::start(Some(&address)).await;

    assert_eq!(receiver.receives(&CALL.event(&address)).await.unwrap(), Handled::StatusChanged);

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
    CALL.given("a referral of a requirement")
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
    CALL.given("a referral of a licence condition, and no notes")
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
    CALL.given("a referral whose status was changed by a known user")
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

fn without_a_source() -> Contract {
    CALL.is_refused("a referral without a source", 400, false)
}

fn without_a_token_of_use() -> Contract {
    CALL.is_refused("a sender whose token has expired", 401, true)
}

fn without_the_role() -> Contract {
    CALL.is_refused("a sender without the role", 403, false)
}

fn of_an_unknown_referral() -> Contract {
    CALL.is_refused("no referral", 404, false)
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
        receiver.api.answer(&CALL.path(), [Reply::ok(answer)]);

        let handled = receiver.receives(&CALL.event(&receiver.api.base_url())).await.unwrap();

        assert_eq!(handled, Handled::StatusChanged, "{status}");
        assert_eq!(receiver.ctx.database.contacts_of_type(contact_type).len(), 1, "{status}");
        receiver.end().await;
    }
}
