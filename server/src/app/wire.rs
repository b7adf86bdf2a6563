//! From rows to the wire types that several use cases share.

use crate::domain::london;
use crate::store::model::{CodedRow, StaffRow};
use apd_api::types::LondonDateTime;
use apd_api::types::common::{CodedValue, Name, Practitioner, StaffMember};
use chrono::NaiveDateTime;

pub(super) fn coded(row: CodedRow) -> CodedValue {
    CodedValue { code: row.code, description: row.description }
}

/// The name without middle names, as everywhere but where the specification asks for them (behaviour S4).
pub(super) fn short_name(staff: &StaffRow) -> Name {
    Name { forename: staff.forename.clone(), middle_names: None, surname: staff.surname.clone() }
}

pub(super) fn practitioner(staff: StaffRow, email: Option<String>) -> Practitioner {
    Practitioner { name: short_name(&staff), code: staff.officer_code, email }
}

pub(super) fn staff_member(staff: StaffRow) -> StaffMember {
    StaffMember { name: short_name(&staff), code: staff.officer_code }
}

pub(super) fn staff_member_with_middle_names(staff: StaffRow) -> StaffMember {
    let middle_names = staff.forename2.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let name = Name { middle_names: middle_names.map(str::to_owned), ..short_name(&staff) };
    StaffMember { name, code: staff.officer_code }
}

/// From London wall time, as the database has it.
pub(super) fn moment(wall_time: NaiveDateTime) -> LondonDateTime {
    LondonDateTime(london::moment(wall_time))
}
