//! Ids of Delius' records, a type for each table, so that one cannot be taken for another.

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub i64);
    };
}

id!(
    /// `contact_type_id`.
    ContactTypeId
);
id!(
    /// `enforcement_action_id`.
    EnforcementActionId
);
id!(
    /// `office_location_id`.
    OfficeLocationId
);
id!(
    /// `contact_outcome_type_id`.
    OutcomeTypeId
);
id!(
    /// `probation_area_id`.
    ProviderId
);
id!(
    /// `staff_id`.
    StaffId
);
id!(
    /// `team_id`.
    TeamId
);
