-- The person on probation, who manages the case, who may not see it, and what is registered about it
-- (behaviour 4.2, 4.5). The service reads these tables and never writes them.

CREATE TABLE offender (
    offender_id BIGINT PRIMARY KEY,
    crn TEXT COLLATE "C" NOT NULL UNIQUE,
    first_name TEXT COLLATE "C" NOT NULL,
    second_name TEXT COLLATE "C",
    third_name TEXT COLLATE "C",
    surname TEXT COLLATE "C" NOT NULL,
    date_of_birth_date DATE NOT NULL,
    gender_id BIGINT NOT NULL REFERENCES r_standard_reference_list (standard_reference_list_id),
    ethnicity_id BIGINT REFERENCES r_standard_reference_list (standard_reference_list_id),
    exclusion_message TEXT COLLATE "C",
    restriction_message TEXT COLLATE "C",
    soft_deleted SMALLINT NOT NULL DEFAULT 0 CHECK (soft_deleted IN (0, 1))
);

CREATE TABLE offender_manager (
    offender_manager_id BIGINT PRIMARY KEY,
    offender_id BIGINT NOT NULL REFERENCES offender (offender_id),
    allocation_staff_id BIGINT NOT NULL REFERENCES staff (staff_id),
    team_id BIGINT NOT NULL REFERENCES team (team_id),
    active_flag SMALLINT NOT NULL DEFAULT 1 CHECK (active_flag IN (0, 1)),
    soft_deleted SMALLINT NOT NULL DEFAULT 0 CHECK (soft_deleted IN (0, 1))
);

-- A person has one manager at a time; former ones stay as rows that no query looks at.
CREATE UNIQUE INDEX offender_manager_offender_id_key ON offender_manager (offender_id)
    WHERE active_flag = 1 AND soft_deleted = 0;

-- Times of exclusions and restrictions are London wall time. A start is stored and never compared (behaviour
-- D10).
CREATE TABLE exclusion (
    exclusion_id BIGINT PRIMARY KEY,
    offender_id BIGINT NOT NULL REFERENCES offender (offender_id),
    user_id BIGINT NOT NULL REFERENCES user_ (user_id),
    exclusion_date TIMESTAMP(6) NOT NULL,
    exclusion_end_time TIMESTAMP(6)
);

CREATE INDEX exclusion_offender_id_idx ON exclusion (offender_id);

CREATE TABLE restriction (
    restriction_id BIGINT PRIMARY KEY,
    offender_id BIGINT NOT NULL REFERENCES offender (offender_id),
    user_id BIGINT NOT NULL REFERENCES user_ (user_id),
    restriction_time TIMESTAMP(6) NOT NULL,
    restriction_end_time TIMESTAMP(6)
);

CREATE INDEX restriction_offender_id_idx ON restriction (offender_id);

CREATE TABLE registration (
    registration_id BIGINT PRIMARY KEY,
    offender_id BIGINT NOT NULL REFERENCES offender (offender_id),
    register_type_id BIGINT NOT NULL REFERENCES r_register_type (register_type_id),
    register_category_id BIGINT REFERENCES r_standard_reference_list (standard_reference_list_id),
    registration_date DATE NOT NULL,
    next_review_date DATE,
    deregistered SMALLINT NOT NULL DEFAULT 0 CHECK (deregistered IN (0, 1)),
    soft_deleted SMALLINT NOT NULL DEFAULT 0 CHECK (soft_deleted IN (0, 1))
);

CREATE INDEX registration_offender_id_idx ON registration (offender_id);
