//! What requirements and licence conditions have in common.

use crate::matchers::{code, coded, email, list, matching, moment, name, text, whole};
use pact_consumer::patterns::JsonPattern;

/// A requirement or licence condition for accredited programmes. The client looks for this sub category by its code and
/// by its description, and reads the number of the event as a whole number.
pub fn component(id: i64, main_category: JsonPattern, sub_category_code: &str) -> JsonPattern {
    json_pattern!({
        "id": whole(id),
        "mainCategory": main_category,
        "subCategory": { "code": sub_category_code, "description": "Building Choices" },
        "manager": {
            "staff": {
                "code": code("STAFF01"),
                "name": name("Priti", "Marlowe"),
                "email": email("priti.marlowe@example.org"),
            },
            "team": coded("TEAM01", "Team One"),
            "probationDeliveryUnit": coded("PDU1", "PDU One"),
            "officeLocations": list(coded("OFFICE1", "Office One")),
        },
        "probationDeliveryUnits": list(json_pattern!({
            "code": code("PDU1"),
            "description": text("PDU One"),
            "officeLocations": list(coded("OFFICE1", "Office One")),
        })),
        "eventNumber": matching(r"^\d+$", "1"),
        "createdAt": moment("2025-04-08T10:30:00+01:00"),
    })
}
