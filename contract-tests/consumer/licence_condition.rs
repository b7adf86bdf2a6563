//! Licence conditions for accredited programmes (consumer R6, R8).

use crate::component::{Kind, contracts_about};
use crate::person::CRN;

contracts_about!(
    KIND: found,
    terminated,
    not_found,
    not_found_by_words,
    of_somebody_else,
    of_an_unknown_person,
    list_of_several,
    list_of_none,
    list_of_an_unknown_person,
);

static KIND: Kind = Kind {
    name: "licence condition",
    entity: "LicenceCondition",
    segment_of_one: "licence-conditions",
    segment_of_all: "licence-conditions",
    parameter: "licenceConditionId",
    id: 2_601_949_965,
    words: "LIC-12345",
    main_category: ("LAP", "Licence - Accredited Programme"),
    sub_category: "LC266",
    read_one: |client, id| {
        Box::pin(
            async move { Ok(serde_json::json!(client.get_licence_condition(CRN, id).await?.into_inner())) },
        )
    },
    read_all: |client| {
        Box::pin(async { Ok(serde_json::json!(client.list_licence_conditions(CRN).await?.into_inner())) })
    },
};
