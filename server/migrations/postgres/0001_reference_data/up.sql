-- Reference data: the code tables that everything else points at (behaviour 4.3, 4.4, 4.5).
-- The service reads them and never writes them. Type conventions: migrations/README.md.

CREATE TABLE r_reference_data_master (
    reference_data_master_id BIGINT PRIMARY KEY,
    code_set_name TEXT COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE r_standard_reference_list (
    standard_reference_list_id BIGINT PRIMARY KEY,
    code_value TEXT COLLATE "C" NOT NULL,
    code_description TEXT COLLATE "C" NOT NULL,
    reference_data_master_id BIGINT NOT NULL REFERENCES r_reference_data_master (reference_data_master_id),
    -- The sets share codes: 51 ends requirements and, in another set, licence conditions.
    UNIQUE (reference_data_master_id, code_value)
);

CREATE TABLE r_disposal_type (
    disposal_type_id BIGINT PRIMARY KEY,
    disposal_type_code TEXT COLLATE "C" NOT NULL UNIQUE,
    description TEXT COLLATE "C" NOT NULL,
    -- NC and SC are custodial (behaviour 2.2); other values are not enumerated, so there is no check.
    sentence_type TEXT COLLATE "C" NOT NULL,
    ftc_limit BIGINT
);

-- An offence has no code of its own but a category and sub-category code, which the specification does not
-- declare unique.
CREATE TABLE r_offence (
    offence_id BIGINT PRIMARY KEY,
    main_category_code TEXT COLLATE "C" NOT NULL,
    main_category_description TEXT COLLATE "C" NOT NULL,
    sub_category_code TEXT COLLATE "C" NOT NULL,
    sub_category_description TEXT COLLATE "C" NOT NULL
);

-- Sub-categories of requirements and of licence conditions are entries of r_standard_reference_list; only
-- post-sentence supervision keeps them in a table of their own.
CREATE TABLE r_rqmnt_type_main_category (
    rqmnt_type_main_category_id BIGINT PRIMARY KEY,
    code TEXT COLLATE "C" NOT NULL UNIQUE,
    description TEXT COLLATE "C" NOT NULL
);

CREATE TABLE r_lic_cond_type_main_cat (
    lic_cond_type_main_cat_id BIGINT PRIMARY KEY,
    code TEXT COLLATE "C" NOT NULL UNIQUE,
    description TEXT COLLATE "C" NOT NULL
);

CREATE TABLE r_pss_rqmnt_type_main_category (
    pss_rqmnt_type_main_category_id BIGINT PRIMARY KEY,
    code TEXT COLLATE "C" NOT NULL UNIQUE,
    description TEXT COLLATE "C" NOT NULL
);

CREATE TABLE r_pss_rqmnt_type_sub_category (
    pss_rqmnt_type_sub_category_id BIGINT PRIMARY KEY,
    code TEXT COLLATE "C" NOT NULL UNIQUE,
    description TEXT COLLATE "C" NOT NULL
);

CREATE TABLE r_register_type (
    register_type_id BIGINT PRIMARY KEY,
    code TEXT COLLATE "C" NOT NULL UNIQUE,
    description TEXT COLLATE "C" NOT NULL
);

CREATE TABLE r_contact_type (
    contact_type_id BIGINT PRIMARY KEY,
    code TEXT COLLATE "C" NOT NULL UNIQUE,
    description TEXT COLLATE "C" NOT NULL,
    attendance_contact TEXT COLLATE "C" CHECK (attendance_contact IN ('Y', 'N')),
    national_standards_contact TEXT COLLATE "C" CHECK (national_standards_contact IN ('Y', 'N')),
    -- Whether an outcome is required (Y), optional (N) or not allowed (B).
    contact_outcome_flag TEXT COLLATE "C" NOT NULL CHECK (contact_outcome_flag IN ('Y', 'N', 'B'))
);

CREATE TABLE r_contact_outcome_type (
    contact_outcome_type_id BIGINT PRIMARY KEY,
    code TEXT COLLATE "C" NOT NULL UNIQUE,
    description TEXT COLLATE "C" NOT NULL,
    -- Blank is an answer of its own: CO10 says nothing about attendance (behaviour 2.16.3).
    outcome_attendance TEXT COLLATE "C" CHECK (outcome_attendance IN ('Y', 'N')),
    outcome_compliant_acceptable TEXT COLLATE "C" CHECK (outcome_compliant_acceptable IN ('Y', 'N')),
    enforceable TEXT COLLATE "C" CHECK (enforceable IN ('Y', 'N'))
);

CREATE TABLE r_enforcement_action (
    enforcement_action_id BIGINT PRIMARY KEY,
    code TEXT COLLATE "C" NOT NULL UNIQUE,
    description TEXT COLLATE "C" NOT NULL,
    -- Days; blank means that no response is awaited.
    response_by_period BIGINT,
    outstanding_contact_action TEXT COLLATE "C" NOT NULL CHECK (outstanding_contact_action IN ('Y', 'N')),
    contact_type_id BIGINT NOT NULL REFERENCES r_contact_type (contact_type_id)
);
