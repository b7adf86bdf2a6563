//! The lookups of behaviour 2 and 3 that go by something else than a primary key.
//!
//! Flags stand as literals, as they do in the queries of the store: a planner that sees a bound value cannot
//! rely on an index over the rows with one value of the flag.

/// One query for every way in.
pub(super) const LOOKUPS: &[&str] = &[
    // Persons and their managers.
    "SELECT * FROM offender WHERE crn IN ('X000001', 'X000002')",
    "SELECT * FROM offender_manager WHERE offender_id = 1 AND active_flag = 1 AND soft_deleted = 0",
    "SELECT * FROM exclusion WHERE offender_id IN (1, 2)",
    "SELECT * FROM restriction WHERE offender_id IN (1, 2)",
    "SELECT * FROM registration WHERE offender_id = 1 AND deregistered = 0 AND soft_deleted = 0",
    // Users and staff.
    "SELECT * FROM user_ WHERE lower(distinguished_name) = lower('TestUser')",
    "SELECT * FROM user_ WHERE staff_id = 1",
    "SELECT * FROM directory_user WHERE lower(username) IN ('a', 'b')",
    "SELECT * FROM staff WHERE officer_code IN ('STAFF01', 'STAFF02')",
    "SELECT staff_id FROM staff_team WHERE team_id = 1",
    "SELECT team_id FROM staff_team WHERE staff_id = 1",
    // Regions, PDUs, LAUs, teams and offices.
    "SELECT * FROM probation_area WHERE code = 'N07'",
    "SELECT * FROM borough WHERE code = 'PDU1'",
    "SELECT * FROM borough WHERE probation_area_id = 1",
    "SELECT * FROM district WHERE code = 'N07ACPR'",
    "SELECT * FROM district WHERE borough_id = 1",
    "SELECT * FROM office_location WHERE code = 'OFFICE1'",
    "SELECT * FROM office_location WHERE district_id = 1",
    "SELECT * FROM team WHERE code = 'TEAM01'",
    "SELECT * FROM team WHERE district_id = 1",
    "SELECT * FROM team WHERE probation_area_id = 1",
    "SELECT office_location_id FROM team_office_location WHERE team_id = 1",
    "SELECT team_id FROM team_office_location WHERE office_location_id = 1",
    // Sentences.
    "SELECT * FROM event WHERE offender_id = 1 AND event_number = '1' AND soft_deleted = 0",
    "SELECT * FROM event WHERE offender_id = 1 AND soft_deleted = 0",
    "SELECT * FROM disposal WHERE event_id = 1 AND soft_deleted = 0",
    "SELECT * FROM custody WHERE disposal_id = 1 AND soft_deleted = 0",
    "SELECT * FROM release WHERE custody_id = 1",
    "SELECT * FROM key_date WHERE custody_id = 1",
    "SELECT * FROM pss_rqmnt WHERE custody_id = 1",
    "SELECT * FROM main_offence WHERE event_id = 1",
    "SELECT * FROM additional_offence WHERE event_id = 1",
    // Components.
    "SELECT * FROM rqmnt WHERE disposal_id = 1",
    "SELECT * FROM rqmnt_manager WHERE rqmnt_id IN (1, 2) AND active_flag = 1 AND soft_deleted = 0",
    "SELECT * FROM rqmnt_transfer WHERE rqmnt_id = 1",
    "SELECT * FROM lic_condition WHERE disposal_id = 1",
    "SELECT * FROM lic_condition_manager
        WHERE lic_condition_id IN (1, 2) AND active_flag = 1 AND soft_deleted = 0",
    "SELECT * FROM lic_condition_transfer WHERE lic_condition_id = 1",
    // Contacts.
    "SELECT * FROM contact WHERE external_reference IN ('urn:a', 'urn:b')",
    "SELECT * FROM contact WHERE rqmnt_id = 1 AND contact_date > '2026-01-01'",
    "SELECT * FROM contact WHERE lic_condition_id = 1 AND contact_date > '2026-01-01'",
    "SELECT * FROM contact WHERE rqmnt_id = 1 AND contact_date > '2026-01-01' AND NOT EXISTS
        (SELECT 1 FROM user_ WHERE user_id = created_by_user_id AND system_user = 1)",
    "SELECT * FROM contact WHERE lic_condition_id = 1 AND contact_type_id = 13
        ORDER BY contact_date DESC, contact_id DESC LIMIT 1",
    "SELECT * FROM contact WHERE rqmnt_id IN (1, 2) OR lic_condition_id IN (3, 4)",
    "SELECT * FROM contact WHERE event_id = 1 AND contact_type_id IN (1, 2)",
    "SELECT * FROM contact WHERE linked_contact_id = 1",
    "SELECT * FROM enforcement WHERE contact_id = 1 AND soft_deleted = 0",
    // Reference data and audit.
    "SELECT * FROM r_reference_data_master WHERE code_set_name = 'TRANSFER STATUS'",
    "SELECT * FROM r_standard_reference_list WHERE reference_data_master_id = 1 AND code_value = '51'",
    "SELECT * FROM r_contact_type WHERE code IN ('CAPY', 'CAPZ')",
    "SELECT * FROM r_contact_outcome_type WHERE code IN ('ATTC', 'AFTC')",
    "SELECT * FROM r_enforcement_action WHERE code = 'ROM'",
    "SELECT * FROM r_rqmnt_type_main_category WHERE code IN ('RM38', '7')",
    "SELECT * FROM r_lic_cond_type_main_cat WHERE code = 'LAP'",
    "SELECT * FROM business_interaction WHERE business_interaction_code = 'CLBI003'",
    "SELECT * FROM audited_interaction
        WHERE date_time = '2026-01-01 10:00:00' AND business_interaction_id = 1 AND user_id = 1",
];
