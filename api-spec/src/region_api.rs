//! The region operations.
//!
//! Their paths are given by the client: below `/regions/` a literal (`pdu`) and a variable (`{code}`) stand at the same
//! place, which Dropshot's router refuses to hold in one description. So they are declared in two traits, each of
//! which yields a truthful document; the server serves all of them through one unpublished route that looks at the
//! path itself and calls these methods.

use crate::error::ApiError;
use crate::types::common::PduOfficeLocations;
use crate::types::regions::{AccreditedProgrammesTeams, PduPath, RegionMembers, RegionPath};
use dropshot::{HttpResponseOk, Path, RequestContext};

/// Operations on a region.
#[dropshot::api_description {
    tag_config = {
        allow_other_tags = false,
        policy = dropshot::EndpointTagPolicy::ExactlyOne,
        tags = { "Regions" = { description = "Regions, their delivery units, teams, members and offices." } },
    },
}]
pub trait RegionApi {
    /// What the server shares between requests.
    type Context;

    /// List the members of a region
    ///
    /// Gives everybody who works in a region, grouped by probation delivery unit and team, in code order. Closed teams,
    /// staff who have left, and units that cannot be selected in Delius are left out.
    ///
    /// * 404 `No members found for region`: no such region, or nobody works there.
    #[endpoint { method = GET, path = "/regions/{code}/members", tags = ["Regions"] }]
    async fn list_region_members(
        rqctx: RequestContext<Self::Context>,
        path: Path<RegionPath>,
    ) -> Result<HttpResponseOk<RegionMembers>, ApiError>;

    /// List the accredited-programmes members of a region
    ///
    /// Gives the teams of the region's accredited-programmes local admin unit and their members, with middle names, in
    /// code order. Teams and staff with an end date to come are included. A region where nobody works has an empty list.
    ///
    /// * 404 `No Accredited Programmes Local Admin Unit mapping found for region …`: the region has no such unit.
    #[endpoint {
        method = GET,
        path = "/regions/{code}/local-admin-units/accredited-programmes/members",
        tags = ["Regions"],
    }]
    async fn list_accredited_programmes_members(
        rqctx: RequestContext<Self::Context>,
        path: Path<RegionPath>,
    ) -> Result<HttpResponseOk<AccreditedProgrammesTeams>, ApiError>;
}

/// Operations on a probation delivery unit.
#[dropshot::api_description {
    tag_config = {
        allow_other_tags = false,
        policy = dropshot::EndpointTagPolicy::ExactlyOne,
        tags = { "Regions" = { description = "Regions, their delivery units, teams, members and offices." } },
    },
}]
pub trait PduApi {
    /// What the server shares between requests.
    type Context;

    /// List the offices of a probation delivery unit
    ///
    /// Gives the open offices of a probation delivery unit (PDU) by code; the list may be empty.
    ///
    /// * 404 `ProbationDeliveryUnit with code of … not found`: no such PDU, one that cannot be selected in Delius, or
    ///   one of an inactive region.
    #[endpoint { method = GET, path = "/regions/pdu/{pdu}/office-locations", tags = ["Regions"] }]
    async fn list_office_locations(
        rqctx: RequestContext<Self::Context>,
        path: Path<PduPath>,
    ) -> Result<HttpResponseOk<PduOfficeLocations>, ApiError>;
}
