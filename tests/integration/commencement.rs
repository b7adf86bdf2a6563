//! Commencement of requirements and licence conditions by a meeting before the group (behaviour 2.15, D27).

use crate::appointments::{
    EVENT, LICENCE_CONDITION, OFFENDER, REQUIREMENT, create, day, fresh, new, new_on, now,
    of_licence_condition, pre_group, stored, time, try_create,
};
use crate::blank_contact::blank_contact;
use apd_client::types::NewAppointment;
use apd_server::store::model::ContactRow;
use apd_tests::{Engine, TestContext, both_engines};

both_engines!(
    first_meeting_commences_its_requirement,
    first_meeting_commences_its_licence_condition,
    later_meeting_sets_the_date_again_without_another_contact,
    two_meetings_of_one_request_commence_once,
    days_follow_each_other_in_the_order_of_the_request,
    each_component_of_a_request_commences,
    contact_is_that_of_the_meeting_which_comes_first_in_the_request,
    notes_of_the_component_are_kept,
    other_types_do_not_commence_anything,
    meeting_that_is_refused_commences_nothing,
    commencement_needs_its_contact_type,
);

fn line(date: &str) -> String {
    format!(
        "Actual Start Date set to {date} following notification from the Accredited Programmes – Intervention Service"
    )
}

async fn first_meeting_commences_its_requirement(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let others = ctx.database.snapshot().requirements.into_iter().filter(|row| row.0 != REQUIREMENT);
    let others: Vec<_> = others.collect();

    create(&ctx, vec![pre_group(1, "2026-07-06")]).await;

    let requirement = ctx.database.requirement(REQUIREMENT);
    assert_eq!(requirement.row_version, 1);
    assert_eq!(requirement.commencement_date, Some(time("2026-07-06T00:00:00")));
    assert_eq!(requirement.notes, Some(line("06/07/2026")));
    assert_eq!(requirement.last_updated_datetime, now());
    let meeting = ctx.database.contact(&fresh(1));
    let contacts = ctx.database.contacts_of_type("ECOM");
    assert_eq!(contacts, [commencement(contacts[0].contact_id, &meeting)]);
    assert!(contacts[0].contact_id > meeting.contact_id);
    let mut after = ctx.database.snapshot().requirements;
    after.retain(|row| row.0 != REQUIREMENT);
    assert_eq!(after, others);
    ctx.close().await;
}

/// The contact that records a commencement by a meeting.
fn commencement(contact_id: i64, meeting: &ContactRow) -> ContactRow {
    assert_eq!((meeting.offender_id, meeting.event_id), (OFFENDER, Some(EVENT)));
    ContactRow {
        contact_id,
        event_id: meeting.event_id,
        rqmnt_id: meeting.rqmnt_id,
        lic_condition_id: meeting.lic_condition_id,
        contact_date: meeting.contact_date,
        contact_type_id: 12,
        staff_id: meeting.staff_id,
        team_id: meeting.team_id,
        probation_area_id: meeting.probation_area_id,
        trust_provider_team_id: meeting.team_id,
        ..blank_contact(OFFENDER, now())
    }
}

async fn first_meeting_commences_its_licence_condition(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    create(&ctx, vec![of_licence_condition(pre_group(1, "2026-06-01"))]).await;

    let licence_condition = ctx.database.licence_condition(LICENCE_CONDITION);
    assert_eq!(licence_condition.row_version, 1);
    assert_eq!(licence_condition.commencement_date, Some(time("2026-06-01T00:00:00")));
    assert_eq!(licence_condition.notes, Some(line("01/06/2026")));
    let contacts = ctx.database.contacts_of_type("ECOM");
    assert_eq!(contacts.len(), 1);
    assert_eq!((contacts[0].rqmnt_id, contacts[0].lic_condition_id), (None, Some(LICENCE_CONDITION)));
    assert_eq!(ctx.database.requirement(REQUIREMENT).row_version, 0);
    ctx.close().await;
}

async fn later_meeting_sets_the_date_again_without_another_contact(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    create(&ctx, vec![pre_group(1, "2026-07-06")]).await;

    create(&ctx, vec![pre_group(2, "2026-06-08")]).await;

    let requirement = ctx.database.requirement(REQUIREMENT);
    assert_eq!(requirement.row_version, 2);
    assert_eq!(requirement.commencement_date, Some(time("2026-06-08T00:00:00")));
    assert_eq!(requirement.notes, Some(format!("{}\n\n{}", line("06/07/2026"), line("08/06/2026"))));
    let contacts = ctx.database.contacts_of_type("ECOM");
    assert_eq!(contacts.iter().map(|row| row.contact_date).collect::<Vec<_>>(), [day("2026-07-06")]);
    ctx.close().await;
}

async fn two_meetings_of_one_request_commence_once(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    create(&ctx, vec![pre_group(1, "2026-07-06"), pre_group(2, "2026-07-07")]).await;

    let requirement = ctx.database.requirement(REQUIREMENT);
    assert_eq!(requirement.row_version, 1);
    assert_eq!(requirement.notes, Some(format!("{}\n\n{}", line("06/07/2026"), line("07/07/2026"))));
    assert_eq!(ctx.database.contacts_of_type("ECOM").len(), 1);
    ctx.close().await;
}

/// Not in that of their days, nor of their references.
async fn days_follow_each_other_in_the_order_of_the_request(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    create(&ctx, vec![pre_group(2, "2026-07-07"), pre_group(3, "2026-07-08"), pre_group(1, "2026-07-06")])
        .await;

    let requirement = ctx.database.requirement(REQUIREMENT);
    let notes = [line("07/07/2026"), line("08/07/2026"), line("06/07/2026")].join("\n\n");
    assert_eq!(requirement.commencement_date, Some(time("2026-07-06T00:00:00")));
    assert_eq!(requirement.notes, Some(notes));
    ctx.close().await;
}

async fn each_component_of_a_request_commences(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    create(&ctx, vec![of_licence_condition(pre_group(1, "2026-07-06")), pre_group(2, "2026-07-07")]).await;

    assert_eq!(ctx.database.requirement(REQUIREMENT).commencement_date, Some(time("2026-07-07T00:00:00")));
    let licence_condition = ctx.database.licence_condition(LICENCE_CONDITION);
    assert_eq!(licence_condition.commencement_date, Some(time("2026-07-06T00:00:00")));
    let contacts = ctx.database.contacts_of_type("ECOM");
    let components: Vec<_> = contacts.iter().map(|row| (row.rqmnt_id, row.contact_date)).collect();
    assert_eq!(components, [(None, day("2026-07-06")), (Some(REQUIREMENT), day("2026-07-07"))]);
    ctx.close().await;
}

async fn contact_is_that_of_the_meeting_which_comes_first_in_the_request(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    create(&ctx, vec![new(3), pre_group(2, "2026-07-07"), pre_group(1, "2026-07-06")]).await;

    let contacts = ctx.database.contacts_of_type("ECOM");
    assert_eq!(contacts.iter().map(|row| row.contact_date).collect::<Vec<_>>(), [day("2026-07-07")]);
    ctx.close().await;
}

async fn notes_of_the_component_are_kept(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute(
        "UPDATE rqmnt SET rqmnt_notes = 'Ordered by the court', commencement_date = '2025-02-01T00:00:00'
         WHERE rqmnt_id = 5000000003",
    );
    let row = "SELECT count(*) FROM rqmnt WHERE rqmnt_id = 5000000003 AND disposal_id = 900003
        AND rqmnt_type_main_category_id = 1 AND rqmnt_type_sub_category_id = 601 AND active_flag = 1
        AND pending_transfer = 0 AND soft_deleted = 0 AND last_updated_user_id = 1";

    create(&ctx, vec![pre_group(1, "2026-07-06")]).await;

    let requirement = ctx.database.requirement(REQUIREMENT);
    assert_eq!(requirement.notes, Some(format!("Ordered by the court\n\n{}", line("06/07/2026"))));
    assert_eq!(requirement.commencement_date, Some(time("2026-07-06T00:00:00")));
    assert_eq!(ctx.database.contacts_of_type("ECOM"), []);
    assert_eq!(ctx.database.count(row), 1);
    ctx.close().await;
}

async fn other_types_do_not_commence_anything(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.snapshot();
    let three_way = Some(apd_client::types::AppointmentType::ThreeWayMeeting);

    create(&ctx, vec![new_on(1, "2026-07-06"), NewAppointment { type_: three_way, ..new(2) }]).await;

    let after = ctx.database.snapshot();
    assert_eq!(
        (after.requirements, after.licence_conditions),
        (before.requirements, before.licence_conditions)
    );
    assert_eq!(ctx.database.contacts_of_type("ECOM"), []);
    ctx.close().await;
}

async fn meeting_that_is_refused_commences_nothing(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.snapshot();
    let existing = NewAppointment { reference: stored(5).parse().unwrap(), ..new(2) };

    let reply = try_create(&ctx, vec![pre_group(1, "2026-07-06"), existing]).await;

    assert_eq!(reply.status, 409);
    let after = ctx.database.snapshot();
    assert_eq!((after.requirements, after.contacts), (before.requirements, before.contacts));
    ctx.close().await;
}

async fn commencement_needs_its_contact_type(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE r_contact_type SET code = 'XXXX' WHERE code = 'ECOM'");

    create(&ctx, vec![new(1)]).await;
    let reply = try_create(&ctx, vec![pre_group(2, "2026-07-06")]).await;

    reply.assert_error(404, "NotFound", "Type with code of ECOM not found");
    assert_eq!(ctx.database.requirement(REQUIREMENT).commencement_date, None);
    ctx.close().await;
}
