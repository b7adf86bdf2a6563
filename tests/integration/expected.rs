//! Short builders of what the fixtures look like in responses.

use serde_json::{Value, json};

/// A code and its description.
pub fn coded(code: &str, description: &str) -> Value {
    json!({ "code": code, "description": description })
}

/// A member of staff without middle names, as everywhere but in one operation.
pub fn staff(code: &str, forename: &str, surname: &str) -> Value {
    json!({ "code": code, "name": { "forename": forename, "surname": surname } })
}

/// A member of staff with an e-mail address.
pub fn staff_with_email(code: &str, forename: &str, surname: &str, email: &str) -> Value {
    json!({ "code": code, "name": { "forename": forename, "surname": surname }, "email": email })
}

/// The member of staff behind the user `TestUser`.
pub fn staff_one() -> Value {
    staff_with_email("STAFF01", "Priti", "Marlowe", "test@example.com")
}

/// Manager `STAFF01` of `TEAM01`. The team's other office is closed.
pub fn manager_one() -> Value {
    json!({
        "staff": staff_one(),
        "team": coded("TEAM01", "Team One"),
        "probationDeliveryUnit": coded("PDU1", "PDU One"),
        "officeLocations": [coded("OFFICE1", "Office One")],
    })
}

/// Manager `STAFF03` of `TEAM03`, a user without an e-mail address. The team's third office closes today.
pub fn manager_three() -> Value {
    json!({
        "staff": staff("STAFF03", "Delia", "Rivers"),
        "team": coded("TEAM03", "Team Three"),
        "probationDeliveryUnit": coded("PDU2", "PDU Two"),
        "officeLocations": offices_of_pdu_two(),
    })
}

/// The delivery units of region `PA1` with an open office: not `PDU3`, which has none, nor `PDU8` and the offices of
/// `LAU7`, which cannot be selected.
pub fn delivery_units_of_provider_one() -> Value {
    json!([
        { "code": "PDU1", "description": "PDU One", "officeLocations": [coded("OFFICE1", "Office One")] },
        { "code": "PDU2", "description": "PDU Two", "officeLocations": offices_of_pdu_two() },
    ])
}

/// The open offices of `PDU2`, one of which closes in the future.
pub fn offices_of_pdu_two() -> Value {
    json!([coded("OFFICE2", "Office Two"), coded("OFFICE6", "Office Ending Later")])
}

/// The values of one property of each item, in their order.
pub fn each<'a>(items: &'a Value, property: &str) -> Vec<&'a Value> {
    items.as_array().expect("a list").iter().map(|item| &item[property]).collect()
}
