//! Examples of appointments.

use super::{coded, date, moment, office, practitioner, team};
use crate::types::appointment_changes::{
    AppointmentType, ChangedAppointment, Code, CreateAppointments, DeleteAppointments, DeletedAppointment,
    NewAppointment, UpdateAppointments,
};
use crate::types::appointments::{Appointment, AppointmentOutcome, FoundAppointments, SearchAppointments};
use crate::types::common::{CodedValue, StaffMember};
use crate::types::{LocalTime, NumericId, Patch, Text};
use std::collections::BTreeMap;
use uuid::Uuid;

pub(super) fn search() -> SearchAppointments {
    SearchAppointments {
        requirement_ids: vec![NumericId(2_500_000_001)],
        licence_condition_ids: vec![],
        from_date: Some(date("2026-09-01")),
        to_date: Some(date("2026-09-30")),
    }
}

pub(super) fn found() -> FoundAppointments {
    let appointment = Appointment {
        id: 2_501_000_017,
        reference: Some("3f0c1f4e-1b53-4d0e-9a0d-0d6b6f2b9a11".to_owned()),
        crn: "X123456".to_owned(),
        requirement_id: Some(2_500_000_001),
        licence_condition_id: None,
        date: date("2026-09-07"),
        start_time: Some(moment("2026-09-07T09:30:00+01:00")),
        end_time: Some(moment("2026-09-07T12:00:00+01:00")),
        created_at: moment("2026-08-20T15:42:07.120+01:00"),
        updated_at: moment("2026-09-07T12:11:30+01:00"),
        appointment_type: coded("CAPY", "Accredited Programme Appointment"),
        outcome: Some(AppointmentOutcome {
            code: "ATTC".to_owned(),
            description: "Attended - Complied".to_owned(),
            attended: Some(true),
            complied: Some(true),
        }),
        location: Some(office()),
        staff: StaffMember { code: practitioner().code, name: practitioner().name },
        team: team(),
        notes: Some("(Prog ID: BCCDD1, Type: main, Session: Understanding myself)".to_owned()),
        sensitive: Some(false),
    };
    FoundAppointments { content: BTreeMap::from([(appointment.crn.clone(), vec![appointment])]) }
}

pub(super) fn creation() -> CreateAppointments {
    CreateAppointments { appointments: vec![new_appointment()] }
}

pub(super) fn update() -> UpdateAppointments {
    UpdateAppointments { appointments: vec![changed_appointment()] }
}

pub(super) fn deletion() -> DeleteAppointments {
    DeleteAppointments { appointments: vec![DeletedAppointment { reference: reference() }] }
}

fn reference() -> Uuid {
    Uuid::from_u128(0x3f0c_1f4e_1b53_4d0e_9a0d_0d6b_6f2b_9a11)
}

fn time(text: &str) -> LocalTime {
    LocalTime(text.parse().unwrap_or_default())
}

fn code(value: CodedValue) -> Code {
    Code { code: Text::own(&value.code) }
}

fn new_appointment() -> NewAppointment {
    NewAppointment {
        reference: reference(),
        requirement_id: Some(NumericId(2_500_000_001)),
        licence_condition_id: None,
        date: date("2026-09-07"),
        start_time: time("09:30:00"),
        end_time: time("12:00:00"),
        outcome: None,
        location: Some(code(office())),
        staff: Code { code: Text::own(&practitioner().code) },
        team: code(team()),
        notes: Some(Text::own("(Prog ID: BCCDD1, Type: main, Session: Understanding myself)")),
        sensitive: false,
        appointment_type: Some(AppointmentType::ProgrammeAttendance),
        description: None,
    }
}

fn changed_appointment() -> ChangedAppointment {
    ChangedAppointment {
        reference: reference(),
        date: date("2026-09-07"),
        start_time: time("09:30:00"),
        end_time: time("12:00:00"),
        outcome: Some(Code { code: Text::own("ATTC") }),
        location: Patch::Set(code(office())),
        staff: Code { code: Text::own(&practitioner().code) },
        team: code(team()),
        notes: Some(Text::own("Took an active part.")),
        sensitive: false,
        description: Patch::Keep,
    }
}
