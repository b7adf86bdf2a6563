//! The operations: each unpacks its arguments and calls its use case.

use super::open_op::{open_op, probe};
use super::with_op::with_op;
use super::{body, health};
use crate::app::{
    access, appointments, components, offences, personal_details, regions, registrations, sentence, users,
};
use crate::context::ServerContext;
use apd_api::api::AccreditedProgrammesApi;
use apd_api::created::HttpResponseCreatedNoContent;
use apd_api::error::ApiError;
use apd_api::lazy_body::LazyBody;
use apd_api::region_api::{PduApi, RegionApi};
use apd_api::types::appointment_changes::{CreateAppointments, DeleteAppointments, UpdateAppointments};
use apd_api::types::appointments::{FoundAppointments, SearchAppointments};
use apd_api::types::cases::{CasePath, EventPath, Offences, PersonalDetails, Registrations, Sentence};
use apd_api::types::common::PduOfficeLocations;
use apd_api::types::components::{
    ComponentPath, LicenceCondition, LicenceConditions, Requirement, Requirements,
};
use apd_api::types::regions::{AccreditedProgrammesTeams, PduPath, RegionMembers, RegionPath};
use apd_api::types::service::{Health, HealthDown, Info};
use apd_api::types::users::{UserAccess, UserPath, UserTeams};
use dropshot::{HttpResponseDeleted, HttpResponseOk, HttpResponseUpdatedNoContent, Path, RequestContext};
use std::sync::Arc;

type Request = RequestContext<Arc<ServerContext>>;
type Response<T> = Result<HttpResponseOk<T>, ApiError>;
type Probed = Result<HttpResponseOk<Health>, HealthDown>;

/// Implements the API traits; there are no values of it.
pub(super) enum Entrypoints {}

impl AccreditedProgrammesApi for Entrypoints {
    type Context = Arc<ServerContext>;

    async fn get_personal_details(rqctx: Request, path: Path<CasePath>) -> Response<PersonalDetails> {
        let path = path.into_inner();
        with_op(&rqctx, "/case/{crn}/personal-details", HttpResponseOk, async |app, op| {
            Ok(personal_details::find(app, op, &path.crn).await?)
        })
        .await
    }

    async fn get_sentence(rqctx: Request, path: Path<EventPath>) -> Response<Sentence> {
        let path = path.into_inner();
        with_op(&rqctx, "/case/{crn}/sentence/{eventNumber}", HttpResponseOk, async |app, op| {
            Ok(sentence::find(app, op, &path.crn, &path.event_number).await?)
        })
        .await
    }

    async fn get_offences(rqctx: Request, path: Path<EventPath>) -> Response<Offences> {
        let path = path.into_inner();
        with_op(&rqctx, "/case/{crn}/sentence/{eventNumber}/offences", HttpResponseOk, async |app, op| {
            Ok(offences::find(app, op, &path.crn, &path.event_number).await?)
        })
        .await
    }

    async fn list_registrations(rqctx: Request, path: Path<CasePath>) -> Response<Registrations> {
        let path = path.into_inner();
        with_op(&rqctx, "/case/{crn}/registrations", HttpResponseOk, async |app, op| {
            Ok(registrations::list(app, op, &path.crn).await?)
        })
        .await
    }

    async fn get_requirement(rqctx: Request, path: Path<ComponentPath>) -> Response<Requirement> {
        let path = path.into_inner();
        with_op(&rqctx, "/case/{crn}/requirement/{id}", HttpResponseOk, async |app, op| {
            Ok(components::find_requirement(app, op, &path.crn, &path.id).await?)
        })
        .await
    }

    async fn list_requirements(rqctx: Request, path: Path<CasePath>) -> Response<Requirements> {
        let path = path.into_inner();
        with_op(&rqctx, "/case/{crn}/requirements", HttpResponseOk, async |app, op| {
            Ok(components::list_requirements(app, op, &path.crn).await?)
        })
        .await
    }

    async fn get_licence_condition(rqctx: Request, path: Path<ComponentPath>) -> Response<LicenceCondition> {
        let path = path.into_inner();
        with_op(&rqctx, "/case/{crn}/licence-conditions/{id}", HttpResponseOk, async |app, op| {
            Ok(components::find_licence_condition(app, op, &path.crn, &path.id).await?)
        })
        .await
    }

    async fn list_licence_conditions(rqctx: Request, path: Path<CasePath>) -> Response<LicenceConditions> {
        let path = path.into_inner();
        with_op(&rqctx, "/case/{crn}/licence-conditions", HttpResponseOk, async |app, op| {
            Ok(components::list_licence_conditions(app, op, &path.crn).await?)
        })
        .await
    }

    async fn check_access(
        rqctx: Request,
        path: Path<UserPath>,
        body: LazyBody<Vec<String>>,
    ) -> Response<UserAccess> {
        let path = path.into_inner();
        with_op(&rqctx, "/user/{username}/access", HttpResponseOk, async |app, op| {
            Ok(access::check(app, op, &path.username, body::read(&rqctx, body).await?).await?)
        })
        .await
    }

    async fn list_user_teams(rqctx: Request, path: Path<UserPath>) -> Response<UserTeams> {
        let path = path.into_inner();
        with_op(&rqctx, "/user/{username}/teams", HttpResponseOk, async |app, op| {
            Ok(users::list_teams(app, op, &path.username).await?)
        })
        .await
    }

    async fn search_appointments(
        rqctx: Request,
        body: LazyBody<SearchAppointments>,
    ) -> Response<FoundAppointments> {
        with_op(&rqctx, "/appointments/search", HttpResponseOk, async |app, op| {
            Ok(appointments::search(app, op, body::read(&rqctx, body).await?).await?)
        })
        .await
    }

    async fn create_appointments(
        rqctx: Request,
        body: LazyBody<CreateAppointments>,
    ) -> Result<HttpResponseCreatedNoContent, ApiError> {
        with_op(
            &rqctx,
            "/appointments",
            |()| HttpResponseCreatedNoContent,
            async |app, op| Ok(appointments::create(app, op, body::read(&rqctx, body).await?).await?),
        )
        .await
    }

    async fn update_appointments(
        rqctx: Request,
        body: LazyBody<UpdateAppointments>,
    ) -> Result<HttpResponseUpdatedNoContent, ApiError> {
        with_op(
            &rqctx,
            "/appointments",
            |()| HttpResponseUpdatedNoContent(),
            async |app, op| Ok(appointments::update(app, op, body::read(&rqctx, body).await?).await?),
        )
        .await
    }

    async fn delete_appointments(
        rqctx: Request,
        body: LazyBody<DeleteAppointments>,
    ) -> Result<HttpResponseDeleted, ApiError> {
        with_op(
            &rqctx,
            "/appointments",
            |()| HttpResponseDeleted(),
            async |app, op| Ok(appointments::delete(app, op, body::read(&rqctx, body).await?).await?),
        )
        .await
    }

    async fn get_health(rqctx: Request) -> Probed {
        probe(&rqctx, "/health", async |context| health::whole(context).await).await
    }

    async fn get_liveness(rqctx: Request) -> Probed {
        probe(&rqctx, "/health/liveness", async |_| health::alive()).await
    }

    async fn get_readiness(rqctx: Request) -> Probed {
        probe(&rqctx, "/health/readiness", async |context| health::ready(context).await).await
    }

    async fn ping(rqctx: Request) -> Probed {
        probe(&rqctx, "/health/ping", async |_| health::alive()).await
    }

    async fn get_info(rqctx: Request) -> Response<Info> {
        open_op(&rqctx, "/info", |context| context.info.clone())
    }

    async fn get_openapi(rqctx: Request) -> Response<serde_json::Value> {
        open_op(&rqctx, "/openapi.json", |context| context.openapi.clone())
    }

    async fn get_asyncapi(rqctx: Request) -> Response<serde_json::Value> {
        open_op(&rqctx, "/asyncapi.json", |context| context.asyncapi.clone())
    }
}

impl RegionApi for Entrypoints {
    type Context = Arc<ServerContext>;

    async fn list_region_members(rqctx: Request, path: Path<RegionPath>) -> Response<RegionMembers> {
        let path = path.into_inner();
        with_op(&rqctx, "/regions/{code}/members", HttpResponseOk, async |app, op| {
            Ok(regions::list_members(app, op, &path.code).await?)
        })
        .await
    }

    async fn list_accredited_programmes_members(
        rqctx: Request,
        path: Path<RegionPath>,
    ) -> Response<AccreditedProgrammesTeams> {
        let path = path.into_inner();
        let route = "/regions/{code}/local-admin-units/accredited-programmes/members";
        with_op(&rqctx, route, HttpResponseOk, async |app, op| {
            Ok(regions::list_accredited_programmes_members(app, op, &path.code).await?)
        })
        .await
    }
}

impl PduApi for Entrypoints {
    type Context = Arc<ServerContext>;

    async fn list_office_locations(rqctx: Request, path: Path<PduPath>) -> Response<PduOfficeLocations> {
        let path = path.into_inner();
        with_op(&rqctx, "/regions/pdu/{pdu}/office-locations", HttpResponseOk, async |app, op| {
            Ok(regions::list_office_locations(app, op, &path.pdu).await?)
        })
        .await
    }
}
