//! The operations of the service, but for those of [`crate::region_api`].
//!
//! The doc comments are product text: they become the summary (first line) and description of the operation in the
//! OpenAPI document.

use crate::created::HttpResponseCreatedNoContent;
use crate::error::ApiError;
use crate::lazy_body::LazyBody;
use crate::types::appointment_changes::{CreateAppointments, DeleteAppointments, UpdateAppointments};
use crate::types::appointments::{FoundAppointments, SearchAppointments};
use crate::types::cases::{CasePath, EventPath, Offences, PersonalDetails, Registrations, Sentence};
use crate::types::components::{
    ComponentPath, LicenceCondition, LicenceConditions, Requirement, Requirements,
};
use crate::types::service::{Health, HealthDown, Info};
use crate::types::users::{UserAccess, UserPath, UserTeams};
use dropshot::{HttpResponseDeleted, HttpResponseOk, HttpResponseUpdatedNoContent, Path, RequestContext};

/// Operations on cases, users and appointments, and what the service says of itself.
#[dropshot::api_description {
    tag_config = {
        allow_other_tags = false,
        policy = dropshot::EndpointTagPolicy::ExactlyOne,
        tags = {
            "Cases" = { description = "A person on probation: who they are, their sentences and sentence components." },
            "Users" = { description = "What a user of Delius may see, and their teams." },
            "Appointments" = { description = "Programme appointments, kept as contacts in Delius." },
            "Service" = { description = "Health, version and contract of this service; no token needed." },
        },
    },
}]
pub trait AccreditedProgrammesApi {
    /// What the server shares between requests.
    type Context;

    /// Find a person's details
    ///
    /// Gives the name, date of birth, age, sex and ethnicity of a person, and who supervises them: practitioner, team,
    /// probation delivery unit and region.
    ///
    /// * 404 `Person with crn of … not found`: no such person, or deleted in Delius.
    /// * 500 `Person does not have an active manager`: inconsistent data in Delius, to be mended there.
    #[endpoint { method = GET, path = "/case/{crn}/personal-details", tags = ["Cases"] }]
    async fn get_personal_details(
        rqctx: RequestContext<Self::Context>,
        path: Path<CasePath>,
    ) -> Result<HttpResponseOk<PersonalDetails>, ApiError>;

    /// Find the sentence of an event
    ///
    /// Gives the type and dates of the sentence of an active event, and its licence conditions and requirements of
    /// every category.
    ///
    /// * 404 `Event for … with number of … not found`: no such person or event, or one that is inactive or deleted.
    /// * 400 `Event is not sentenced`: the event has no sentence yet.
    /// * 500 `Sentence has length without units`: inconsistent data in Delius.
    #[endpoint { method = GET, path = "/case/{crn}/sentence/{eventNumber}", tags = ["Cases"] }]
    async fn get_sentence(
        rqctx: RequestContext<Self::Context>,
        path: Path<EventPath>,
    ) -> Result<HttpResponseOk<Sentence>, ApiError>;

    /// Find the offences of an event
    ///
    /// Gives the main offence and the additional offences of an active event, sentenced or not.
    ///
    /// * 404 `Event for … with number of … not found`: no such person or event, or one that is inactive or deleted.
    /// * 500 `Event does not have a main offence` or `Event has more than one main offence`: inconsistent data in
    ///   Delius.
    #[endpoint { method = GET, path = "/case/{crn}/sentence/{eventNumber}/offences", tags = ["Cases"] }]
    async fn get_offences(
        rqctx: RequestContext<Self::Context>,
        path: Path<EventPath>,
    ) -> Result<HttpResponseOk<Offences>, ApiError>;

    /// List a person's registrations
    ///
    /// Gives the registrations in force, the latest first. A person without any, and a CRN that is not known, have an
    /// empty list; there is no 404.
    #[endpoint { method = GET, path = "/case/{crn}/registrations", tags = ["Cases"] }]
    async fn list_registrations(
        rqctx: RequestContext<Self::Context>,
        path: Path<CasePath>,
    ) -> Result<HttpResponseOk<Registrations>, ApiError>;

    /// Find a requirement
    ///
    /// Gives a requirement of an accredited-programme category (`RM38` or `7`), active or not, with its manager and
    /// the offices of the manager's region.
    ///
    /// * 404 `Person with crn of … not found`, `Requirement with id of … not found`: not known, deleted, or of another
    ///   category.
    /// * 400 `CRN does not match requirement`: the requirement is another person's.
    /// * 500 `Requirement does not have an active manager`: inconsistent data in Delius.
    #[endpoint { method = GET, path = "/case/{crn}/requirement/{id}", tags = ["Cases"] }]
    async fn get_requirement(
        rqctx: RequestContext<Self::Context>,
        path: Path<ComponentPath>,
    ) -> Result<HttpResponseOk<Requirement>, ApiError>;

    /// List a person's requirements
    ///
    /// Gives the requirements of an accredited-programme category (`RM38` or `7`) of all events, active ones first,
    /// then the latest recorded. One without an active manager is left out.
    ///
    /// * 404 `Person with crn of … not found`: no such person, or deleted in Delius.
    #[endpoint { method = GET, path = "/case/{crn}/requirements", tags = ["Cases"] }]
    async fn list_requirements(
        rqctx: RequestContext<Self::Context>,
        path: Path<CasePath>,
    ) -> Result<HttpResponseOk<Requirements>, ApiError>;

    /// Find a licence condition
    ///
    /// Gives a licence condition of the accredited-programme category (`LAP`), active or not, with its manager and the
    /// offices of the manager's region.
    ///
    /// * 404 `Person with crn of … not found`, `LicenceCondition with id of … not found`: not known, deleted, or of
    ///   another category.
    /// * 400 `CRN does not match licence condition`: the licence condition is another person's.
    /// * 500 `Licence condition does not have an active manager`: inconsistent data in Delius.
    #[endpoint { method = GET, path = "/case/{crn}/licence-conditions/{id}", tags = ["Cases"] }]
    async fn get_licence_condition(
        rqctx: RequestContext<Self::Context>,
        path: Path<ComponentPath>,
    ) -> Result<HttpResponseOk<LicenceCondition>, ApiError>;

    /// List a person's licence conditions
    ///
    /// Gives the licence conditions of the accredited-programme category (`LAP`) of all events, active ones first, then
    /// the latest recorded. One without an active manager is left out.
    ///
    /// * 404 `Person with crn of … not found`: no such person, or deleted in Delius.
    #[endpoint { method = GET, path = "/case/{crn}/licence-conditions", tags = ["Cases"] }]
    async fn list_licence_conditions(
        rqctx: RequestContext<Self::Context>,
        path: Path<CasePath>,
    ) -> Result<HttpResponseOk<LicenceConditions>, ApiError>;

    /// Check a user's access to cases
    ///
    /// Takes 1 to 500 CRNs as a bare JSON array and says for each, in the same order, whether the user is kept out by
    /// an exclusion or a restriction, and what Delius tells them. A user that Delius does not know is kept out of every
    /// excluded or restricted case; a CRN that is not known is open to all.
    ///
    /// This is the only operation that looks at limited access: ask it before showing anything of a case.
    ///
    /// * 400 `Validation failure`: an empty list, more than 500 CRNs, or items that are not strings.
    #[endpoint { method = POST, path = "/user/{username}/access", tags = ["Users"] }]
    async fn check_access(
        rqctx: RequestContext<Self::Context>,
        path: Path<UserPath>,
        body: LazyBody<Vec<String>>,
    ) -> Result<HttpResponseOk<UserAccess>, ApiError>;

    /// List a user's teams
    ///
    /// Gives the open teams of the user's staff record with their probation delivery unit and region, by team code. An
    /// unknown user, and a user who is not staff, have an empty list; there is no 404.
    #[endpoint { method = GET, path = "/user/{username}/teams", tags = ["Users"] }]
    async fn list_user_teams(
        rqctx: RequestContext<Self::Context>,
        path: Path<UserPath>,
    ) -> Result<HttpResponseOk<UserTeams>, ApiError>;

    /// Search for programme appointments
    ///
    /// Gives the appointments of the requirements and licence conditions named, within an optional range of days, by
    /// CRN. Ids that are not known match nothing.
    ///
    /// * 400 `Validation failure`: more than 500 ids of one kind, or a body of another shape.
    /// * 400 `toDate cannot be before fromDate`.
    /// * 400 `at least one requirementId or licenceConditionId must be provided`.
    #[endpoint { method = POST, path = "/appointments/search", tags = ["Appointments"] }]
    async fn search_appointments(
        rqctx: RequestContext<Self::Context>,
        body: LazyBody<SearchAppointments>,
    ) -> Result<HttpResponseOk<FoundAppointments>, ApiError>;

    /// Create programme appointments
    ///
    /// Creates all appointments of the request, or none. An item whose reference exists already with the same details
    /// is done, so that the same request can be sent again after a time-out. An appointment of type
    /// `PRE_GROUP_ONE_TO_ONE_MEETING` also sets the actual start date of its requirement or licence condition.
    ///
    /// Looked at in this order; `fields` names every item that fails the first of them:
    ///
    /// * 400 `Validation failure`: a body of another shape, no items, or more than 2,000.
    /// * 400 `Either licence condition or requirement id must be specified.`: an item with neither or both.
    /// * 400 `Duplicate references: […]`: a reference twice in the request.
    /// * 409 `Appointments already exist with different details: […]`.
    /// * 400 `Invalid Requirement IDs: […]`, `Invalid LicenceCondition IDs: […]`: not known, deleted, not active, or of
    ///   another category.
    /// * 400 `Start time must be before end time`.
    /// * 400 `Invalid Type codes: […]`, `Invalid AppointmentOutcome codes: […]`.
    /// * 404 `EnforcementAction with code of ROM not found`, `Type with code of ARWS not found`: reference data is missing
    ///   in Delius, to be mended there.
    /// * 400 `Invalid OfficeLocation codes: […]`, `Invalid Team codes: […]`, `Invalid Staff codes: […]`: not known, or an
    ///   office that has closed.
    /// * 404 `Type with code of ECOM not found`, when a requirement or licence condition would begin.
    /// * 400 `Only permissible absences can be recorded for a future attendance`.
    /// * 404 `BusinessInteraction with code of CLBI003 not found`: reference data is missing, too.
    /// * 409 `Conflicting update, try again`: other requests kept changing the same records.
    #[endpoint { method = POST, path = "/appointments", tags = ["Appointments"] }]
    async fn create_appointments(
        rqctx: RequestContext<Self::Context>,
        body: LazyBody<CreateAppointments>,
    ) -> Result<HttpResponseCreatedNoContent, ApiError>;

    /// Update programme appointments
    ///
    /// Moves, reassigns and completes all appointments of the request, or none. `outcome`, `location`, `notes` and
    /// `description` may be left out; what absent and null mean is said with each of them. An outcome of failure to
    /// comply that can be enforced refers the person to their manager: Delius gets an enforcement, a linked contact, a
    /// stamp in the notes, and a new count of failures to comply for the event.
    ///
    /// Looked at in this order; `fields` names every item that fails the first of them:
    ///
    /// * 400 `Validation failure`: a body of another shape, no items, or more than 2,000.
    /// * 400 `Duplicate references: […]`: a reference twice in the request.
    /// * 400 `Could not find appointments with references: […]`: not known, or deleted.
    /// * 400 `Start time must be before end time`.
    /// * 400 `Appointment with outcome cannot be rescheduled`: it has an outcome, and more than its end moves to an
    ///   earlier time.
    /// * 400 `Invalid Staff codes: […]`, `Invalid Team codes: […]`, `Invalid OfficeLocation codes: […]`: not known, or an
    ///   office that has closed.
    /// * 400 `Invalid AppointmentOutcome codes: […]`.
    /// * 404 `EnforcementAction with code of ROM not found`, `Type with code of ARWS not found`: reference data is missing
    ///   in Delius, to be mended there.
    /// * 400 `Sensitive flag cannot be removed`.
    /// * 400 `Only permissible absences can be recorded for a future attendance`.
    /// * 404 `BusinessInteraction with code of CLBI007 not found`: reference data is missing, too.
    /// * 409 `Conflicting update, try again`: other requests kept changing the same records.
    #[endpoint { method = PUT, path = "/appointments", tags = ["Appointments"] }]
    async fn update_appointments(
        rqctx: RequestContext<Self::Context>,
        body: LazyBody<UpdateAppointments>,
    ) -> Result<HttpResponseUpdatedNoContent, ApiError>;

    /// Delete programme appointments
    ///
    /// Deletes all appointments of the request, or none. References that are not known, or deleted already, are passed
    /// over, so that the same request can be sent again.
    ///
    /// * 400 `Validation failure`: a body of another shape, no items, or more than 2,000.
    /// * 400 `Cannot delete appointments that ended in the past or have an outcome`.
    /// * 404 `BusinessInteraction with code of CLBI009 not found`: reference data is missing in Delius, to be mended there.
    /// * 409 `Conflicting update, try again`: other requests kept changing the same records.
    #[endpoint { method = DELETE, path = "/appointments", tags = ["Appointments"] }]
    async fn delete_appointments(
        rqctx: RequestContext<Self::Context>,
        body: LazyBody<DeleteAppointments>,
    ) -> Result<HttpResponseDeleted, ApiError>;

    /// Say whether the service works
    ///
    /// Looks at the database and at the receiving of domain events. 503 with the same body when a part is down. A part
    /// that is switched off is not down.
    #[endpoint { method = GET, path = "/health", tags = ["Service"] }]
    async fn get_health(rqctx: RequestContext<Self::Context>) -> Result<HttpResponseOk<Health>, HealthDown>;

    /// Say whether the process is alive
    ///
    /// Looks at nothing but the process itself: a 503 or no answer means that it should be restarted.
    #[endpoint { method = GET, path = "/health/liveness", tags = ["Service"] }]
    async fn get_liveness(rqctx: RequestContext<Self::Context>)
    -> Result<HttpResponseOk<Health>, HealthDown>;

    /// Say whether requests may be sent here
    ///
    /// 503 while the database cannot be used or the keys for checking tokens have not been fetched yet.
    #[endpoint { method = GET, path = "/health/readiness", tags = ["Service"] }]
    async fn get_readiness(
        rqctx: RequestContext<Self::Context>,
    ) -> Result<HttpResponseOk<Health>, HealthDown>;

    /// Answer
    ///
    /// Says `UP`, for load balancers that want a cheap probe.
    #[endpoint { method = GET, path = "/health/ping", tags = ["Service"] }]
    async fn ping(rqctx: RequestContext<Self::Context>) -> Result<HttpResponseOk<Health>, HealthDown>;

    /// Say what is running
    ///
    /// Gives the name, version and revision of the service, and its id in the service catalogue.
    #[endpoint { method = GET, path = "/info", tags = ["Service"] }]
    async fn get_info(rqctx: RequestContext<Self::Context>) -> Result<HttpResponseOk<Info>, ApiError>;

    /// Give the contract
    ///
    /// Gives this OpenAPI document.
    #[endpoint { method = GET, path = "/openapi.json", tags = ["Service"] }]
    async fn get_openapi(
        rqctx: RequestContext<Self::Context>,
    ) -> Result<HttpResponseOk<serde_json::Value>, ApiError>;

    /// Give the contract of the messages
    ///
    /// Gives the AsyncAPI document of the domain events that the service consumes and produces.
    #[endpoint { method = GET, path = "/asyncapi.json", tags = ["Service"] }]
    async fn get_asyncapi(
        rqctx: RequestContext<Self::Context>,
    ) -> Result<HttpResponseOk<serde_json::Value>, ApiError>;
}
