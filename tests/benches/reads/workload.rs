//! The endpoints measured, and what is asked of each.

use crate::common::pick::pick;
use crate::ids::Ids;
use serde_json::{Value, json};

/// One request over HTTP.
pub(crate) struct Request {
    pub(crate) path: String,
    /// A body makes it a POST.
    pub(crate) body: Option<Value>,
}

/// An endpoint measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Endpoint {
    PersonalDetails,
    Sentence,
    Requirements,
    AccessOne,
    AccessMany,
    UserTeams,
    RegionMembers,
    OfficeLocations,
    Search,
}

impl Endpoint {
    pub(crate) const ALL: [Endpoint; 9] = [
        Endpoint::PersonalDetails,
        Endpoint::Sentence,
        Endpoint::Requirements,
        Endpoint::AccessOne,
        Endpoint::AccessMany,
        Endpoint::UserTeams,
        Endpoint::RegionMembers,
        Endpoint::OfficeLocations,
        Endpoint::Search,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Endpoint::PersonalDetails => "personal-details",
            Endpoint::Sentence => "sentence",
            Endpoint::Requirements => "requirements",
            Endpoint::AccessOne => "access(1)",
            Endpoint::AccessMany => "access(500)",
            Endpoint::UserTeams => "teams",
            Endpoint::RegionMembers => "region members",
            Endpoint::OfficeLocations => "office locations",
            Endpoint::Search => "search",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Endpoint> {
        Endpoint::ALL.into_iter().find(|endpoint| endpoint.name() == name)
    }

    /// The `turn`th request; they go round through all ids.
    pub(crate) fn request(self, ids: &Ids, turn: usize) -> Request {
        let get = |path: String| Request { path, body: None };
        match self {
            Endpoint::PersonalDetails => get(format!("/case/{}/personal-details", pick(&ids.crns, turn))),
            Endpoint::Sentence => {
                let (crn, number) = pick(&ids.events, turn);
                get(format!("/case/{crn}/sentence/{number}"))
            }
            Endpoint::Requirements => get(format!("/case/{}/requirements", pick(&ids.requirements, turn).0)),
            Endpoint::AccessOne | Endpoint::AccessMany => Request {
                path: format!("/user/{}/access", pick(&ids.usernames, turn)),
                body: Some(json!(self.crns(ids, turn))),
            },
            Endpoint::UserTeams => get(format!("/user/{}/teams", pick(&ids.usernames, turn))),
            Endpoint::RegionMembers => get(format!("/regions/{}/members", pick(&ids.regions, turn))),
            Endpoint::OfficeLocations => {
                get(format!("/regions/pdu/{}/office-locations", pick(&ids.pdus, turn)))
            }
            Endpoint::Search => {
                let (requirement, licence_condition) = self.components(ids, turn);
                let body = json!({
                    "requirementIds": [requirement],
                    "licenceConditionIds": [licence_condition],
                });
                Request { path: "/appointments/search".to_owned(), body: Some(body) }
            }
        }
    }

    /// The CRNs of an access request.
    pub(crate) fn crns(self, ids: &Ids, turn: usize) -> Vec<String> {
        let count = if self == Endpoint::AccessMany { 500 } else { 1 };
        (0..count).map(|offset| pick(&ids.crns, turn * 7 + offset).clone()).collect()
    }

    /// The requirement and licence condition of a search.
    pub(crate) fn components(self, ids: &Ids, turn: usize) -> (i64, i64) {
        (pick(&ids.requirements, turn).1, *pick(&ids.licence_condition_ids, turn))
    }
}
