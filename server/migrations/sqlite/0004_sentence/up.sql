-- A person's events: the sentence (disposal), its custody with releases and key dates, and the offences
-- (behaviour 4.3). The service writes event.ftc_count and reads the rest.

-- An event has no row_version: it is locked before it is written (behaviour 2.18).
CREATE TABLE event (
    event_id INTEGER PRIMARY KEY,
    event_number TEXT NOT NULL,
    offender_id BIGINT NOT NULL REFERENCES offender (offender_id),
    -- Failures to comply since the last breach ended (behaviour 2.16.4).
    ftc_count BIGINT,
    breach_end DATE,
    active_flag SMALLINT NOT NULL DEFAULT 1 CHECK (active_flag IN (0, 1)),
    soft_deleted SMALLINT NOT NULL DEFAULT 0 CHECK (soft_deleted IN (0, 1)),
    created_datetime TIMESTAMP NOT NULL,
    created_by_user_id BIGINT REFERENCES user_ (user_id),
    last_updated_datetime TIMESTAMP NOT NULL,
    last_updated_user_id BIGINT REFERENCES user_ (user_id)
);

-- The number of a deleted event may be given again; that of an inactive one may not.
CREATE UNIQUE INDEX event_offender_id_event_number_key ON event (offender_id, event_number)
    WHERE soft_deleted = 0;

CREATE TABLE disposal (
    disposal_id INTEGER PRIMARY KEY,
    event_id BIGINT NOT NULL REFERENCES event (event_id),
    disposal_type_id BIGINT NOT NULL REFERENCES r_disposal_type (disposal_type_id),
    disposal_date DATE NOT NULL,
    -- A length without units is found by the read, which names the fault (behaviour D3), and so is not
    -- refused here.
    entry_length BIGINT,
    entry_length_units_id BIGINT REFERENCES r_standard_reference_list (standard_reference_list_id),
    notional_end_date DATE,
    entered_notional_end_date DATE,
    active_flag SMALLINT NOT NULL DEFAULT 1 CHECK (active_flag IN (0, 1)),
    soft_deleted SMALLINT NOT NULL DEFAULT 0 CHECK (soft_deleted IN (0, 1))
);

CREATE UNIQUE INDEX disposal_event_id_key ON disposal (event_id) WHERE soft_deleted = 0;

CREATE TABLE custody (
    custody_id INTEGER PRIMARY KEY,
    disposal_id BIGINT NOT NULL REFERENCES disposal (disposal_id),
    soft_deleted SMALLINT NOT NULL DEFAULT 0 CHECK (soft_deleted IN (0, 1))
);

CREATE UNIQUE INDEX custody_disposal_id_key ON custody (disposal_id) WHERE soft_deleted = 0;

-- Several releases of one custody are a history: the latest counts, and created_datetime breaks ties
-- (behaviour 2.2).
CREATE TABLE release (
    release_id INTEGER PRIMARY KEY,
    custody_id BIGINT NOT NULL REFERENCES custody (custody_id),
    release_type_id BIGINT NOT NULL REFERENCES r_standard_reference_list (standard_reference_list_id),
    actual_release_date DATE NOT NULL,
    created_datetime TIMESTAMP NOT NULL,
    soft_deleted SMALLINT NOT NULL DEFAULT 0 CHECK (soft_deleted IN (0, 1))
);

CREATE INDEX release_custody_id_idx ON release (custody_id);

-- One type may occur twice, deliberately: the lowest id counts (behaviour S8).
CREATE TABLE key_date (
    key_date_id INTEGER PRIMARY KEY,
    custody_id BIGINT NOT NULL REFERENCES custody (custody_id),
    key_date_type_id BIGINT NOT NULL REFERENCES r_standard_reference_list (standard_reference_list_id),
    key_date DATE NOT NULL,
    soft_deleted SMALLINT NOT NULL DEFAULT 0 CHECK (soft_deleted IN (0, 1))
);

CREATE INDEX key_date_custody_id_idx ON key_date (custody_id, key_date_type_id);

-- A second main offence is a fault in the data that the read reports (behaviour S5), not one to refuse here.
CREATE TABLE main_offence (
    main_offence_id INTEGER PRIMARY KEY,
    event_id BIGINT NOT NULL REFERENCES event (event_id),
    offence_id BIGINT NOT NULL REFERENCES r_offence (offence_id),
    offence_date DATE NOT NULL,
    soft_deleted SMALLINT NOT NULL DEFAULT 0 CHECK (soft_deleted IN (0, 1))
);

CREATE INDEX main_offence_event_id_idx ON main_offence (event_id);

CREATE TABLE additional_offence (
    additional_offence_id INTEGER PRIMARY KEY,
    event_id BIGINT NOT NULL REFERENCES event (event_id),
    offence_id BIGINT NOT NULL REFERENCES r_offence (offence_id),
    offence_date DATE,
    soft_deleted SMALLINT NOT NULL DEFAULT 0 CHECK (soft_deleted IN (0, 1))
);

CREATE INDEX additional_offence_event_id_idx ON additional_offence (event_id);
