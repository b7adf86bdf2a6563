//! Requirements for accredited programmes (consumer R5, R7).

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
    name: "requirement",
    entity: "Requirement",
    segment_of_one: "requirement",
    segment_of_all: "requirements",
    parameter: "requirementId",
    id: 2_500_949_965,
    words: "REQ001",
    main_category: ("7", "Court - Accredited Programme"),
    sub_category: "734",
    read_one: |client, id| {
        Box::pin(async move { Ok(serde_json::json!(client.get_requirement(CRN, id).await?.into_inner())) })
    },
    read_all: |client| {
        Box::pin(async { Ok(serde_json::json!(client.list_requirements(CRN).await?.into_inner())) })
    },
};
