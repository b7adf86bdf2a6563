-- Components of a sentence: requirements of community orders, licence conditions, requirements of
-- post-sentence supervision; their managers and their transfers between teams (behaviour 4.3). The service
-- writes the commencement, termination and notes of requirements and licence conditions, settles their
-- pending transfers and keeps a diary of those it rejects (behaviour 2.15, 3.5).

-- Start, commencement and termination are London wall times, not dates: a completion is compared to the
-- microsecond (behaviour S24).
CREATE TABLE rqmnt (
    rqmnt_id INTEGER PRIMARY KEY,
    row_version BIGINT NOT NULL DEFAULT 0,
    disposal_id BIGINT NOT NULL REFERENCES disposal (disposal_id),
    rqmnt_type_main_category_id BIGINT
        REFERENCES r_rqmnt_type_main_category (rqmnt_type_main_category_id),
    rqmnt_type_sub_category_id BIGINT REFERENCES r_standard_reference_list (standard_reference_list_id),
    start_date TIMESTAMP NOT NULL,
    commencement_date TIMESTAMP,
    termination_date TIMESTAMP,
    rqmnt_termination_reason_id BIGINT REFERENCES r_standard_reference_list (standard_reference_list_id),
    pending_transfer SMALLINT NOT NULL DEFAULT 0 CHECK (pending_transfer IN (0, 1)),
    rqmnt_notes TEXT,
    active_flag SMALLINT NOT NULL DEFAULT 1 CHECK (active_flag IN (0, 1)),
    soft_deleted SMALLINT NOT NULL DEFAULT 0 CHECK (soft_deleted IN (0, 1)),
    created_datetime TIMESTAMP NOT NULL,
    created_by_user_id BIGINT REFERENCES user_ (user_id),
    last_updated_datetime TIMESTAMP NOT NULL,
    last_updated_user_id BIGINT REFERENCES user_ (user_id)
);

CREATE INDEX rqmnt_disposal_id_idx ON rqmnt (disposal_id);

CREATE TABLE rqmnt_manager (
    rqmnt_manager_id INTEGER PRIMARY KEY,
    rqmnt_id BIGINT NOT NULL REFERENCES rqmnt (rqmnt_id),
    allocated_staff_id BIGINT NOT NULL REFERENCES staff (staff_id),
    allocated_team_id BIGINT NOT NULL REFERENCES team (team_id),
    active_flag SMALLINT NOT NULL DEFAULT 1 CHECK (active_flag IN (0, 1)),
    soft_deleted SMALLINT NOT NULL DEFAULT 0 CHECK (soft_deleted IN (0, 1))
);

-- A requirement has one manager at a time; former ones stay as rows that no query looks at.
CREATE UNIQUE INDEX rqmnt_manager_rqmnt_id_key ON rqmnt_manager (rqmnt_id)
    WHERE active_flag = 1 AND soft_deleted = 0;

-- master_transfer_id points into a table of Delius that is not part of this schema (behaviour S35).
CREATE TABLE rqmnt_transfer (
    rqmnt_transfer_id INTEGER PRIMARY KEY,
    row_version BIGINT NOT NULL DEFAULT 0,
    rqmnt_id BIGINT NOT NULL REFERENCES rqmnt (rqmnt_id),
    transfer_status_id BIGINT NOT NULL REFERENCES r_standard_reference_list (standard_reference_list_id),
    accepted_decision_id BIGINT REFERENCES r_standard_reference_list (standard_reference_list_id),
    allocation_reason_id BIGINT REFERENCES r_standard_reference_list (standard_reference_list_id),
    rejection_reason_id BIGINT REFERENCES r_standard_reference_list (standard_reference_list_id),
    request_date TIMESTAMP NOT NULL,
    transfer_status_date TIMESTAMP,
    notes TEXT,
    origin_team_id BIGINT NOT NULL REFERENCES team (team_id),
    origin_staff_id BIGINT NOT NULL REFERENCES staff (staff_id),
    receiving_team_id BIGINT NOT NULL REFERENCES team (team_id),
    receiving_staff_id BIGINT NOT NULL REFERENCES staff (staff_id),
    master_transfer_id BIGINT,
    soft_deleted SMALLINT NOT NULL DEFAULT 0 CHECK (soft_deleted IN (0, 1)),
    created_datetime TIMESTAMP NOT NULL,
    created_by_user_id BIGINT REFERENCES user_ (user_id),
    last_updated_datetime TIMESTAMP NOT NULL,
    last_updated_user_id BIGINT REFERENCES user_ (user_id)
);

CREATE INDEX rqmnt_transfer_rqmnt_id_idx ON rqmnt_transfer (rqmnt_id);

CREATE TABLE lic_condition (
    lic_condition_id INTEGER PRIMARY KEY,
    row_version BIGINT NOT NULL DEFAULT 0,
    disposal_id BIGINT NOT NULL REFERENCES disposal (disposal_id),
    lic_cond_type_main_cat_id BIGINT NOT NULL REFERENCES r_lic_cond_type_main_cat (lic_cond_type_main_cat_id),
    lic_cond_type_sub_cat_id BIGINT REFERENCES r_standard_reference_list (standard_reference_list_id),
    start_date TIMESTAMP NOT NULL,
    commencement_date TIMESTAMP,
    termination_date TIMESTAMP,
    lic_termination_reason_id BIGINT REFERENCES r_standard_reference_list (standard_reference_list_id),
    pending_transfer SMALLINT NOT NULL DEFAULT 0 CHECK (pending_transfer IN (0, 1)),
    lic_condition_notes TEXT,
    active_flag SMALLINT NOT NULL DEFAULT 1 CHECK (active_flag IN (0, 1)),
    soft_deleted SMALLINT NOT NULL DEFAULT 0 CHECK (soft_deleted IN (0, 1)),
    created_datetime TIMESTAMP NOT NULL,
    created_by_user_id BIGINT REFERENCES user_ (user_id),
    last_updated_datetime TIMESTAMP NOT NULL,
    last_updated_user_id BIGINT REFERENCES user_ (user_id)
);

CREATE INDEX lic_condition_disposal_id_idx ON lic_condition (disposal_id);

CREATE TABLE lic_condition_manager (
    lic_condition_manager_id INTEGER PRIMARY KEY,
    lic_condition_id BIGINT NOT NULL REFERENCES lic_condition (lic_condition_id),
    staff_id BIGINT NOT NULL REFERENCES staff (staff_id),
    team_id BIGINT NOT NULL REFERENCES team (team_id),
    active_flag SMALLINT NOT NULL DEFAULT 1 CHECK (active_flag IN (0, 1)),
    soft_deleted SMALLINT NOT NULL DEFAULT 0 CHECK (soft_deleted IN (0, 1))
);

-- A licence condition, too, has one manager at a time.
CREATE UNIQUE INDEX lic_condition_manager_lic_condition_id_key ON lic_condition_manager (lic_condition_id)
    WHERE active_flag = 1 AND soft_deleted = 0;

CREATE TABLE lic_condition_transfer (
    lic_condition_transfer_id INTEGER PRIMARY KEY,
    row_version BIGINT NOT NULL DEFAULT 0,
    lic_condition_id BIGINT NOT NULL REFERENCES lic_condition (lic_condition_id),
    transfer_status_id BIGINT NOT NULL REFERENCES r_standard_reference_list (standard_reference_list_id),
    accepted_decision_id BIGINT REFERENCES r_standard_reference_list (standard_reference_list_id),
    allocation_reason_id BIGINT REFERENCES r_standard_reference_list (standard_reference_list_id),
    rejection_reason_id BIGINT REFERENCES r_standard_reference_list (standard_reference_list_id),
    request_date TIMESTAMP NOT NULL,
    transfer_status_date TIMESTAMP,
    notes TEXT,
    origin_team_id BIGINT NOT NULL REFERENCES team (team_id),
    origin_staff_id BIGINT NOT NULL REFERENCES staff (staff_id),
    receiving_team_id BIGINT NOT NULL REFERENCES team (team_id),
    receiving_staff_id BIGINT NOT NULL REFERENCES staff (staff_id),
    master_transfer_id BIGINT,
    soft_deleted SMALLINT NOT NULL DEFAULT 0 CHECK (soft_deleted IN (0, 1)),
    created_datetime TIMESTAMP NOT NULL,
    created_by_user_id BIGINT REFERENCES user_ (user_id),
    last_updated_datetime TIMESTAMP NOT NULL,
    last_updated_user_id BIGINT REFERENCES user_ (user_id)
);

CREATE INDEX lic_condition_transfer_lic_condition_id_idx ON lic_condition_transfer (lic_condition_id);

-- One row for every transfer rejected because its component was terminated (behaviour 3.5). Written, never
-- read.
CREATE TABLE rejected_transfer_diary (
    rejected_transfer_diary_id INTEGER PRIMARY KEY,
    offender_id BIGINT NOT NULL REFERENCES offender (offender_id),
    event_id BIGINT REFERENCES event (event_id),
    rqmnt_id BIGINT REFERENCES rqmnt (rqmnt_id),
    rqmnt_transfer_id BIGINT REFERENCES rqmnt_transfer (rqmnt_transfer_id),
    lic_condition_id BIGINT REFERENCES lic_condition (lic_condition_id),
    lic_condition_transfer_id BIGINT REFERENCES lic_condition_transfer (lic_condition_transfer_id),
    transfer_request_date TIMESTAMP NOT NULL,
    transfer_status_date TIMESTAMP,
    rejection_reason_id BIGINT NOT NULL REFERENCES r_standard_reference_list (standard_reference_list_id),
    target_provider_id BIGINT NOT NULL REFERENCES probation_area (probation_area_id),
    target_team_id BIGINT NOT NULL REFERENCES team (team_id),
    target_staff_id BIGINT NOT NULL REFERENCES staff (staff_id),
    origin_provider_id BIGINT NOT NULL REFERENCES probation_area (probation_area_id),
    origin_team_id BIGINT NOT NULL REFERENCES team (team_id),
    origin_staff_id BIGINT NOT NULL REFERENCES staff (staff_id),
    master_transfer_id BIGINT
);

CREATE TABLE pss_rqmnt (
    pss_rqmnt_id INTEGER PRIMARY KEY,
    custody_id BIGINT NOT NULL REFERENCES custody (custody_id),
    pss_rqmnt_type_main_cat_id BIGINT NOT NULL
        REFERENCES r_pss_rqmnt_type_main_category (pss_rqmnt_type_main_category_id),
    pss_rqmnt_type_sub_cat_id BIGINT
        REFERENCES r_pss_rqmnt_type_sub_category (pss_rqmnt_type_sub_category_id),
    active_flag SMALLINT NOT NULL DEFAULT 1 CHECK (active_flag IN (0, 1)),
    soft_deleted SMALLINT NOT NULL DEFAULT 0 CHECK (soft_deleted IN (0, 1))
);

CREATE INDEX pss_rqmnt_custody_id_idx ON pss_rqmnt (custody_id);
