//! The tables as diesel sees them: the declaration behind every query, the same for SQLite and PostgreSQL.
//!
//! The migrations make the tables and say why each constraint stands; this file follows them by hand, and
//! `schema_test` compares the two on both engines. Flags written 1 and 0 are `SmallInt`, flags written `Y`
//! and `N` are `Text`; a `Timestamp` is London wall time to the microsecond (behaviour 0.5).
//!
//! `joinable!` stands where one column leads from a table to another. Where several do (the reference data of
//! an offender, the two teams of a transfer, the users who created and changed a row) a query states its own
//! `on`.

#![allow(missing_docs, reason = "columns bear the names that Delius gives them, which behaviour 4 explains")]

diesel::table! {
    /// Reference data: the named code sets. Read.
    r_reference_data_master (reference_data_master_id) {
        reference_data_master_id -> BigInt,
        code_set_name -> Text,
    }
}

diesel::table! {
    /// Reference data: the codes of the sets, among them the sub-categories of requirements and licence
    /// conditions. Read.
    r_standard_reference_list (standard_reference_list_id) {
        standard_reference_list_id -> BigInt,
        code_value -> Text,
        code_description -> Text,
        reference_data_master_id -> BigInt,
    }
}

diesel::table! {
    /// Reference data: types of sentence, with the limit of failures to comply. Read.
    r_disposal_type (disposal_type_id) {
        disposal_type_id -> BigInt,
        disposal_type_code -> Text,
        description -> Text,
        sentence_type -> Text,
        ftc_limit -> Nullable<BigInt>,
    }
}

diesel::table! {
    /// Reference data: offences by category and sub-category. Read.
    r_offence (offence_id) {
        offence_id -> BigInt,
        main_category_code -> Text,
        main_category_description -> Text,
        sub_category_code -> Text,
        sub_category_description -> Text,
    }
}

diesel::table! {
    /// Reference data: main categories of requirements. Read.
    r_rqmnt_type_main_category (rqmnt_type_main_category_id) {
        rqmnt_type_main_category_id -> BigInt,
        code -> Text,
        description -> Text,
    }
}

diesel::table! {
    /// Reference data: main categories of licence conditions. Read.
    r_lic_cond_type_main_cat (lic_cond_type_main_cat_id) {
        lic_cond_type_main_cat_id -> BigInt,
        code -> Text,
        description -> Text,
    }
}

diesel::table! {
    /// Reference data: main categories of post-sentence supervision requirements. Read.
    r_pss_rqmnt_type_main_category (pss_rqmnt_type_main_category_id) {
        pss_rqmnt_type_main_category_id -> BigInt,
        code -> Text,
        description -> Text,
    }
}

diesel::table! {
    /// Reference data: sub-categories of post-sentence supervision requirements. Read.
    r_pss_rqmnt_type_sub_category (pss_rqmnt_type_sub_category_id) {
        pss_rqmnt_type_sub_category_id -> BigInt,
        code -> Text,
        description -> Text,
    }
}

diesel::table! {
    /// Reference data: types of registration. Read.
    r_register_type (register_type_id) {
        register_type_id -> BigInt,
        code -> Text,
        description -> Text,
    }
}

diesel::table! {
    /// Reference data: types of contact, with what they ask of an outcome. Read.
    r_contact_type (contact_type_id) {
        contact_type_id -> BigInt,
        code -> Text,
        description -> Text,
        attendance_contact -> Nullable<Text>,
        national_standards_contact -> Nullable<Text>,
        contact_outcome_flag -> Text,
    }
}

diesel::table! {
    /// Reference data: outcomes of appointments, with attendance and compliance. Read.
    r_contact_outcome_type (contact_outcome_type_id) {
        contact_outcome_type_id -> BigInt,
        code -> Text,
        description -> Text,
        outcome_attendance -> Nullable<Text>,
        outcome_compliant_acceptable -> Nullable<Text>,
        enforceable -> Nullable<Text>,
    }
}

diesel::table! {
    /// Reference data: what is done about non-compliance. Read.
    r_enforcement_action (enforcement_action_id) {
        enforcement_action_id -> BigInt,
        code -> Text,
        description -> Text,
        response_by_period -> Nullable<BigInt>,
        outstanding_contact_action -> Text,
        contact_type_id -> BigInt,
    }
}

diesel::table! {
    /// A provider of probation services: a region. Read.
    probation_area (probation_area_id) {
        probation_area_id -> BigInt,
        code -> Text,
        description -> Text,
        selectable -> Text,
    }
}

diesel::table! {
    /// A probation delivery unit (PDU) of a region. Read.
    borough (borough_id) {
        borough_id -> BigInt,
        code -> Text,
        description -> Text,
        probation_area_id -> BigInt,
        selectable -> Text,
    }
}

diesel::table! {
    /// A local admin unit (LAU) of a PDU. Read.
    district (district_id) {
        district_id -> BigInt,
        code -> Text,
        description -> Text,
        borough_id -> BigInt,
        selectable -> Text,
    }
}

diesel::table! {
    /// An office in an LAU. Read.
    office_location (office_location_id) {
        office_location_id -> BigInt,
        code -> Text,
        description -> Text,
        district_id -> BigInt,
        end_date -> Nullable<Date>,
    }
}

diesel::table! {
    /// A team in an LAU; its provider is its own, not that of the LAU. Read.
    team (team_id) {
        team_id -> BigInt,
        code -> Text,
        description -> Text,
        district_id -> BigInt,
        probation_area_id -> BigInt,
        end_date -> Nullable<Date>,
    }
}

diesel::table! {
    /// The offices of the teams, many to many. Read.
    team_office_location (team_id, office_location_id) {
        team_id -> BigInt,
        office_location_id -> BigInt,
    }
}

diesel::table! {
    /// A member of staff. Read.
    staff (staff_id) {
        staff_id -> BigInt,
        officer_code -> Text,
        forename -> Text,
        forename2 -> Nullable<Text>,
        surname -> Text,
        end_date -> Nullable<Date>,
    }
}

diesel::table! {
    /// The teams of the members of staff, many to many. Read.
    staff_team (staff_id, team_id) {
        staff_id -> BigInt,
        team_id -> BigInt,
    }
}

diesel::table! {
    /// A Delius user, perhaps a member of staff. Read.
    user_ (user_id) {
        user_id -> BigInt,
        distinguished_name -> Text,
        forename -> Nullable<Text>,
        surname -> Nullable<Text>,
        staff_id -> Nullable<BigInt>,
        system_user -> SmallInt,
    }
}

diesel::table! {
    /// The embedded user directory: e-mail addresses where no LDAP server is configured. Read.
    directory_user (username) {
        username -> Text,
        email -> Text,
    }
}

diesel::table! {
    /// A person on probation. Read.
    offender (offender_id) {
        offender_id -> BigInt,
        crn -> Text,
        first_name -> Text,
        second_name -> Nullable<Text>,
        third_name -> Nullable<Text>,
        surname -> Text,
        date_of_birth_date -> Date,
        gender_id -> BigInt,
        ethnicity_id -> Nullable<BigInt>,
        exclusion_message -> Nullable<Text>,
        restriction_message -> Nullable<Text>,
        soft_deleted -> SmallInt,
    }
}

diesel::table! {
    /// Who manages or managed a person. Read.
    offender_manager (offender_manager_id) {
        offender_manager_id -> BigInt,
        offender_id -> BigInt,
        allocation_staff_id -> BigInt,
        team_id -> BigInt,
        active_flag -> SmallInt,
        soft_deleted -> SmallInt,
    }
}

diesel::table! {
    /// A user who may not see a person. Read.
    exclusion (exclusion_id) {
        exclusion_id -> BigInt,
        offender_id -> BigInt,
        user_id -> BigInt,
        exclusion_date -> Timestamp,
        exclusion_end_time -> Nullable<Timestamp>,
    }
}

diesel::table! {
    /// A user among the only ones who may see a person. Read.
    restriction (restriction_id) {
        restriction_id -> BigInt,
        offender_id -> BigInt,
        user_id -> BigInt,
        restriction_time -> Timestamp,
        restriction_end_time -> Nullable<Timestamp>,
    }
}

diesel::table! {
    /// An entry of a person in a register, such as that of serious harm. Read.
    registration (registration_id) {
        registration_id -> BigInt,
        offender_id -> BigInt,
        register_type_id -> BigInt,
        register_category_id -> Nullable<BigInt>,
        registration_date -> Date,
        next_review_date -> Nullable<Date>,
        deregistered -> SmallInt,
        soft_deleted -> SmallInt,
    }
}

diesel::table! {
    /// An event of a person, sentenced or not. Read; `ftc_count` is written.
    event (event_id) {
        event_id -> BigInt,
        event_number -> Text,
        offender_id -> BigInt,
        ftc_count -> Nullable<BigInt>,
        breach_end -> Nullable<Date>,
        active_flag -> SmallInt,
        soft_deleted -> SmallInt,
        created_datetime -> Timestamp,
        created_by_user_id -> Nullable<BigInt>,
        last_updated_datetime -> Timestamp,
        last_updated_user_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    /// The sentence of an event. Read.
    disposal (disposal_id) {
        disposal_id -> BigInt,
        event_id -> BigInt,
        disposal_type_id -> BigInt,
        disposal_date -> Date,
        entry_length -> Nullable<BigInt>,
        entry_length_units_id -> Nullable<BigInt>,
        notional_end_date -> Nullable<Date>,
        entered_notional_end_date -> Nullable<Date>,
        active_flag -> SmallInt,
        soft_deleted -> SmallInt,
    }
}

diesel::table! {
    /// The custodial part of a sentence. Read.
    custody (custody_id) {
        custody_id -> BigInt,
        disposal_id -> BigInt,
        soft_deleted -> SmallInt,
    }
}

diesel::table! {
    /// A release from custody. Read.
    release (release_id) {
        release_id -> BigInt,
        custody_id -> BigInt,
        release_type_id -> BigInt,
        actual_release_date -> Date,
        created_datetime -> Timestamp,
        soft_deleted -> SmallInt,
    }
}

diesel::table! {
    /// A key date of a custody, such as licence expiry. Read.
    key_date (key_date_id) {
        key_date_id -> BigInt,
        custody_id -> BigInt,
        key_date_type_id -> BigInt,
        /// Renamed, because a column may not have the name of its table.
        #[sql_name = "key_date"]
        key_date_ -> Date,
        soft_deleted -> SmallInt,
    }
}

diesel::table! {
    /// The main offence of an event. Read.
    main_offence (main_offence_id) {
        main_offence_id -> BigInt,
        event_id -> BigInt,
        offence_id -> BigInt,
        offence_date -> Date,
        soft_deleted -> SmallInt,
    }
}

diesel::table! {
    /// A further offence of an event. Read.
    additional_offence (additional_offence_id) {
        additional_offence_id -> BigInt,
        event_id -> BigInt,
        offence_id -> BigInt,
        offence_date -> Nullable<Date>,
        soft_deleted -> SmallInt,
    }
}

diesel::table! {
    /// A requirement of a sentence. Read; commencement, termination, notes and `pending_transfer` are
    /// written.
    rqmnt (rqmnt_id) {
        rqmnt_id -> BigInt,
        row_version -> BigInt,
        disposal_id -> BigInt,
        rqmnt_type_main_category_id -> Nullable<BigInt>,
        rqmnt_type_sub_category_id -> Nullable<BigInt>,
        start_date -> Timestamp,
        commencement_date -> Nullable<Timestamp>,
        termination_date -> Nullable<Timestamp>,
        rqmnt_termination_reason_id -> Nullable<BigInt>,
        pending_transfer -> SmallInt,
        rqmnt_notes -> Nullable<Text>,
        active_flag -> SmallInt,
        soft_deleted -> SmallInt,
        created_datetime -> Timestamp,
        created_by_user_id -> Nullable<BigInt>,
        last_updated_datetime -> Timestamp,
        last_updated_user_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    /// Who manages or managed a requirement. Read.
    rqmnt_manager (rqmnt_manager_id) {
        rqmnt_manager_id -> BigInt,
        rqmnt_id -> BigInt,
        allocated_staff_id -> BigInt,
        allocated_team_id -> BigInt,
        active_flag -> SmallInt,
        soft_deleted -> SmallInt,
    }
}

diesel::table! {
    /// A transfer of a requirement between teams. Read and written.
    rqmnt_transfer (rqmnt_transfer_id) {
        rqmnt_transfer_id -> BigInt,
        row_version -> BigInt,
        rqmnt_id -> BigInt,
        transfer_status_id -> BigInt,
        accepted_decision_id -> Nullable<BigInt>,
        allocation_reason_id -> Nullable<BigInt>,
        rejection_reason_id -> Nullable<BigInt>,
        request_date -> Timestamp,
        transfer_status_date -> Nullable<Timestamp>,
        notes -> Nullable<Text>,
        origin_team_id -> BigInt,
        origin_staff_id -> BigInt,
        receiving_team_id -> BigInt,
        receiving_staff_id -> BigInt,
        master_transfer_id -> Nullable<BigInt>,
        soft_deleted -> SmallInt,
        created_datetime -> Timestamp,
        created_by_user_id -> Nullable<BigInt>,
        last_updated_datetime -> Timestamp,
        last_updated_user_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    /// A licence condition of a sentence. Read; written as `rqmnt` is.
    lic_condition (lic_condition_id) {
        lic_condition_id -> BigInt,
        row_version -> BigInt,
        disposal_id -> BigInt,
        lic_cond_type_main_cat_id -> BigInt,
        lic_cond_type_sub_cat_id -> Nullable<BigInt>,
        start_date -> Timestamp,
        commencement_date -> Nullable<Timestamp>,
        termination_date -> Nullable<Timestamp>,
        lic_termination_reason_id -> Nullable<BigInt>,
        pending_transfer -> SmallInt,
        lic_condition_notes -> Nullable<Text>,
        active_flag -> SmallInt,
        soft_deleted -> SmallInt,
        created_datetime -> Timestamp,
        created_by_user_id -> Nullable<BigInt>,
        last_updated_datetime -> Timestamp,
        last_updated_user_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    /// Who manages or managed a licence condition. Read.
    lic_condition_manager (lic_condition_manager_id) {
        lic_condition_manager_id -> BigInt,
        lic_condition_id -> BigInt,
        staff_id -> BigInt,
        team_id -> BigInt,
        active_flag -> SmallInt,
        soft_deleted -> SmallInt,
    }
}

diesel::table! {
    /// A transfer of a licence condition between teams. Read and written.
    lic_condition_transfer (lic_condition_transfer_id) {
        lic_condition_transfer_id -> BigInt,
        row_version -> BigInt,
        lic_condition_id -> BigInt,
        transfer_status_id -> BigInt,
        accepted_decision_id -> Nullable<BigInt>,
        allocation_reason_id -> Nullable<BigInt>,
        rejection_reason_id -> Nullable<BigInt>,
        request_date -> Timestamp,
        transfer_status_date -> Nullable<Timestamp>,
        notes -> Nullable<Text>,
        origin_team_id -> BigInt,
        origin_staff_id -> BigInt,
        receiving_team_id -> BigInt,
        receiving_staff_id -> BigInt,
        master_transfer_id -> Nullable<BigInt>,
        soft_deleted -> SmallInt,
        created_datetime -> Timestamp,
        created_by_user_id -> Nullable<BigInt>,
        last_updated_datetime -> Timestamp,
        last_updated_user_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    /// Transfers rejected because their component was terminated. Written.
    rejected_transfer_diary (rejected_transfer_diary_id) {
        rejected_transfer_diary_id -> BigInt,
        offender_id -> BigInt,
        event_id -> Nullable<BigInt>,
        rqmnt_id -> Nullable<BigInt>,
        rqmnt_transfer_id -> Nullable<BigInt>,
        lic_condition_id -> Nullable<BigInt>,
        lic_condition_transfer_id -> Nullable<BigInt>,
        transfer_request_date -> Timestamp,
        transfer_status_date -> Nullable<Timestamp>,
        rejection_reason_id -> BigInt,
        target_provider_id -> BigInt,
        target_team_id -> BigInt,
        target_staff_id -> BigInt,
        origin_provider_id -> BigInt,
        origin_team_id -> BigInt,
        origin_staff_id -> BigInt,
        master_transfer_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    /// A requirement of post-sentence supervision. Read.
    pss_rqmnt (pss_rqmnt_id) {
        pss_rqmnt_id -> BigInt,
        custody_id -> BigInt,
        pss_rqmnt_type_main_cat_id -> BigInt,
        pss_rqmnt_type_sub_cat_id -> Nullable<BigInt>,
        active_flag -> SmallInt,
        soft_deleted -> SmallInt,
    }
}

diesel::table! {
    /// A contact: an appointment, or the record of something that happened. Read and written.
    contact (contact_id) {
        contact_id -> BigInt,
        row_version -> BigInt,
        offender_id -> BigInt,
        event_id -> Nullable<BigInt>,
        rqmnt_id -> Nullable<BigInt>,
        lic_condition_id -> Nullable<BigInt>,
        nsi_id -> Nullable<BigInt>,
        pss_rqmnt_id -> Nullable<BigInt>,
        contact_date -> Date,
        contact_start_time -> Nullable<Timestamp>,
        contact_end_time -> Nullable<Timestamp>,
        contact_type_id -> BigInt,
        contact_outcome_type_id -> Nullable<BigInt>,
        attended -> Nullable<Text>,
        complied -> Nullable<Text>,
        enforcement -> Nullable<SmallInt>,
        latest_enforcement_action_id -> Nullable<BigInt>,
        linked_contact_id -> Nullable<BigInt>,
        office_location_id -> Nullable<BigInt>,
        staff_id -> BigInt,
        team_id -> BigInt,
        probation_area_id -> BigInt,
        notes -> Nullable<Text>,
        description -> Nullable<Text>,
        external_reference -> Nullable<Text>,
        sensitive -> Nullable<Text>,
        alert_active -> Nullable<Text>,
        rar_activity -> Nullable<Text>,
        visor_contact -> Nullable<Text>,
        visor_exported -> Nullable<Text>,
        trust_provider_flag -> SmallInt,
        trust_provider_team_id -> BigInt,
        partition_area_id -> BigInt,
        soft_deleted -> SmallInt,
        created_datetime -> Timestamp,
        created_by_user_id -> Nullable<BigInt>,
        last_updated_datetime -> Timestamp,
        last_updated_user_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    /// What is being done about a contact that was not complied with. Read and written.
    enforcement (enforcement_id) {
        enforcement_id -> BigInt,
        row_version -> BigInt,
        contact_id -> BigInt,
        enforcement_action_id -> BigInt,
        response_date -> Nullable<Timestamp>,
        action_taken_date -> Date,
        action_taken_time -> Timestamp,
        partition_area_id -> BigInt,
        soft_deleted -> SmallInt,
        created_datetime -> Timestamp,
        created_by_user_id -> Nullable<BigInt>,
        last_updated_datetime -> Timestamp,
        last_updated_user_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    /// Alerts of managers about contacts. Neither read nor written (behaviour D23).
    contact_alert (contact_alert_id) {
        contact_alert_id -> BigInt,
        row_version -> BigInt,
        offender_id -> BigInt,
        contact_id -> BigInt,
        contact_type_id -> BigInt,
        offender_manager_id -> BigInt,
        trust_provider_team_id -> BigInt,
        staff_employee_id -> BigInt,
    }
}

diesel::table! {
    /// The kinds of interaction that are audited. Read.
    business_interaction (business_interaction_id) {
        business_interaction_id -> BigInt,
        business_interaction_code -> Text,
        enabled_date -> Timestamp,
    }
}

diesel::table! {
    /// The audit of changes to appointments. Written.
    audited_interaction (audited_interaction_id) {
        audited_interaction_id -> BigInt,
        date_time -> Timestamp,
        business_interaction_id -> BigInt,
        user_id -> BigInt,
        outcome -> Text,
        interaction_parameters -> Text,
    }
}

diesel::table! {
    /// The outbox of domain events, which Delius publishes. Written.
    domain_event (domain_event_id) {
        domain_event_id -> BigInt,
        domain_event_type_id -> BigInt,
        message_body -> Text,
        message_attributes -> Text,
        created_datetime -> Timestamp,
    }
}

diesel::table! {
    /// The last failure of each message that has not been handled yet. Read and written.
    message_failure (message_id) {
        message_id -> Text,
        event_type -> Nullable<Text>,
        crn -> Nullable<Text>,
        first_seen -> Timestamp,
        last_seen -> Timestamp,
        attempts -> BigInt,
        reason -> Text,
    }
}

diesel::table! {
    /// The next free ids of the tables that the service numbers. SQLite only: PostgreSQL has sequences.
    id_sequence (name) {
        name -> Text,
        next_id -> BigInt,
    }
}

diesel::joinable!(r_standard_reference_list -> r_reference_data_master (reference_data_master_id));
diesel::joinable!(r_enforcement_action -> r_contact_type (contact_type_id));
diesel::joinable!(borough -> probation_area (probation_area_id));
diesel::joinable!(district -> borough (borough_id));
diesel::joinable!(office_location -> district (district_id));
diesel::joinable!(team -> probation_area (probation_area_id));
diesel::joinable!(team -> district (district_id));
diesel::joinable!(team_office_location -> office_location (office_location_id));
diesel::joinable!(team_office_location -> team (team_id));
diesel::joinable!(staff_team -> team (team_id));
diesel::joinable!(staff_team -> staff (staff_id));
diesel::joinable!(user_ -> staff (staff_id));
diesel::joinable!(offender_manager -> team (team_id));
diesel::joinable!(offender_manager -> staff (allocation_staff_id));
diesel::joinable!(offender_manager -> offender (offender_id));
diesel::joinable!(exclusion -> user_ (user_id));
diesel::joinable!(exclusion -> offender (offender_id));
diesel::joinable!(restriction -> user_ (user_id));
diesel::joinable!(restriction -> offender (offender_id));
diesel::joinable!(registration -> r_standard_reference_list (register_category_id));
diesel::joinable!(registration -> r_register_type (register_type_id));
diesel::joinable!(registration -> offender (offender_id));
diesel::joinable!(event -> offender (offender_id));
diesel::joinable!(disposal -> r_standard_reference_list (entry_length_units_id));
diesel::joinable!(disposal -> r_disposal_type (disposal_type_id));
diesel::joinable!(disposal -> event (event_id));
diesel::joinable!(custody -> disposal (disposal_id));
diesel::joinable!(release -> r_standard_reference_list (release_type_id));
diesel::joinable!(release -> custody (custody_id));
diesel::joinable!(key_date -> r_standard_reference_list (key_date_type_id));
diesel::joinable!(key_date -> custody (custody_id));
diesel::joinable!(main_offence -> r_offence (offence_id));
diesel::joinable!(main_offence -> event (event_id));
diesel::joinable!(additional_offence -> r_offence (offence_id));
diesel::joinable!(additional_offence -> event (event_id));
diesel::joinable!(rqmnt -> r_rqmnt_type_main_category (rqmnt_type_main_category_id));
diesel::joinable!(rqmnt -> disposal (disposal_id));
diesel::joinable!(rqmnt_manager -> team (allocated_team_id));
diesel::joinable!(rqmnt_manager -> staff (allocated_staff_id));
diesel::joinable!(rqmnt_manager -> rqmnt (rqmnt_id));
diesel::joinable!(rqmnt_transfer -> rqmnt (rqmnt_id));
diesel::joinable!(lic_condition -> r_lic_cond_type_main_cat (lic_cond_type_main_cat_id));
diesel::joinable!(lic_condition -> disposal (disposal_id));
diesel::joinable!(lic_condition_manager -> team (team_id));
diesel::joinable!(lic_condition_manager -> staff (staff_id));
diesel::joinable!(lic_condition_manager -> lic_condition (lic_condition_id));
diesel::joinable!(lic_condition_transfer -> lic_condition (lic_condition_id));
diesel::joinable!(rejected_transfer_diary -> r_standard_reference_list (rejection_reason_id));
diesel::joinable!(rejected_transfer_diary -> offender (offender_id));
diesel::joinable!(rejected_transfer_diary -> event (event_id));
diesel::joinable!(rejected_transfer_diary -> rqmnt (rqmnt_id));
diesel::joinable!(rejected_transfer_diary -> rqmnt_transfer (rqmnt_transfer_id));
diesel::joinable!(rejected_transfer_diary -> lic_condition (lic_condition_id));
diesel::joinable!(rejected_transfer_diary -> lic_condition_transfer (lic_condition_transfer_id));
diesel::joinable!(pss_rqmnt -> r_pss_rqmnt_type_main_category (pss_rqmnt_type_main_cat_id));
diesel::joinable!(pss_rqmnt -> r_pss_rqmnt_type_sub_category (pss_rqmnt_type_sub_cat_id));
diesel::joinable!(pss_rqmnt -> custody (custody_id));
diesel::joinable!(contact -> r_contact_type (contact_type_id));
diesel::joinable!(contact -> r_contact_outcome_type (contact_outcome_type_id));
diesel::joinable!(contact -> r_enforcement_action (latest_enforcement_action_id));
diesel::joinable!(contact -> probation_area (probation_area_id));
diesel::joinable!(contact -> office_location (office_location_id));
// trust_provider_team_id names the same team (behaviour 2.15).
diesel::joinable!(contact -> team (team_id));
diesel::joinable!(contact -> staff (staff_id));
diesel::joinable!(contact -> offender (offender_id));
diesel::joinable!(contact -> event (event_id));
diesel::joinable!(contact -> rqmnt (rqmnt_id));
diesel::joinable!(contact -> lic_condition (lic_condition_id));
diesel::joinable!(contact -> pss_rqmnt (pss_rqmnt_id));
diesel::joinable!(enforcement -> r_enforcement_action (enforcement_action_id));
diesel::joinable!(enforcement -> contact (contact_id));
diesel::joinable!(contact_alert -> r_contact_type (contact_type_id));
diesel::joinable!(contact_alert -> team (trust_provider_team_id));
diesel::joinable!(contact_alert -> offender (offender_id));
diesel::joinable!(contact_alert -> offender_manager (offender_manager_id));
diesel::joinable!(contact_alert -> contact (contact_id));
diesel::joinable!(audited_interaction -> user_ (user_id));
diesel::joinable!(audited_interaction -> business_interaction (business_interaction_id));
diesel::joinable!(domain_event -> r_standard_reference_list (domain_event_type_id));

diesel::allow_tables_to_appear_in_same_query!(
    additional_offence,
    audited_interaction,
    borough,
    business_interaction,
    contact,
    contact_alert,
    custody,
    directory_user,
    disposal,
    district,
    domain_event,
    enforcement,
    event,
    exclusion,
    id_sequence,
    key_date,
    lic_condition,
    lic_condition_manager,
    lic_condition_transfer,
    main_offence,
    message_failure,
    offender,
    offender_manager,
    office_location,
    probation_area,
    pss_rqmnt,
    r_contact_outcome_type,
    r_contact_type,
    r_disposal_type,
    r_enforcement_action,
    r_lic_cond_type_main_cat,
    r_offence,
    r_pss_rqmnt_type_main_category,
    r_pss_rqmnt_type_sub_category,
    r_reference_data_master,
    r_register_type,
    r_rqmnt_type_main_category,
    r_standard_reference_list,
    registration,
    rejected_transfer_diary,
    release,
    restriction,
    rqmnt,
    rqmnt_manager,
    rqmnt_transfer,
    staff,
    staff_team,
    team,
    team_office_location,
    user_,
);
