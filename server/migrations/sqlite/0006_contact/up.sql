-- Contacts (appointments, and the records of status changes, terminations and enforcement), and the
-- enforcement of non-compliance (behaviour 4.4). The service reads and writes them.

-- nsi_id and partition_area_id point into tables of Delius that are not part of this schema (behaviour 0.5).
CREATE TABLE contact (
    contact_id INTEGER PRIMARY KEY,
    row_version BIGINT NOT NULL DEFAULT 0,
    offender_id BIGINT NOT NULL REFERENCES offender (offender_id),
    event_id BIGINT REFERENCES event (event_id),
    rqmnt_id BIGINT REFERENCES rqmnt (rqmnt_id),
    lic_condition_id BIGINT REFERENCES lic_condition (lic_condition_id),
    nsi_id BIGINT,
    pss_rqmnt_id BIGINT REFERENCES pss_rqmnt (pss_rqmnt_id),
    contact_date DATE NOT NULL,
    -- Whole London wall times whose date part is contact_date.
    contact_start_time TIMESTAMP,
    contact_end_time TIMESTAMP,
    contact_type_id BIGINT NOT NULL REFERENCES r_contact_type (contact_type_id),
    contact_outcome_type_id BIGINT REFERENCES r_contact_outcome_type (contact_outcome_type_id),
    attended TEXT CHECK (attended IN ('Y', 'N')),
    complied TEXT CHECK (complied IN ('Y', 'N')),
    -- 1 while an outcome or an enforcement is outstanding; blank once there is nothing to await.
    enforcement SMALLINT CHECK (enforcement IN (0, 1)),
    latest_enforcement_action_id BIGINT REFERENCES r_enforcement_action (enforcement_action_id),
    -- Checked at commit, so that a batch may insert linked contacts in any order.
    linked_contact_id BIGINT REFERENCES contact (contact_id) DEFERRABLE INITIALLY DEFERRED,
    office_location_id BIGINT REFERENCES office_location (office_location_id),
    staff_id BIGINT NOT NULL REFERENCES staff (staff_id),
    team_id BIGINT NOT NULL REFERENCES team (team_id),
    probation_area_id BIGINT NOT NULL REFERENCES probation_area (probation_area_id),
    notes TEXT,
    description TEXT,
    external_reference TEXT,
    sensitive TEXT CHECK (sensitive IN ('Y', 'N')),
    alert_active TEXT CHECK (alert_active IN ('Y', 'N')),
    rar_activity TEXT CHECK (rar_activity IN ('Y', 'N')),
    visor_contact TEXT CHECK (visor_contact IN ('Y', 'N')),
    visor_exported TEXT CHECK (visor_exported IN ('Y', 'N')),
    trust_provider_flag SMALLINT NOT NULL DEFAULT 0 CHECK (trust_provider_flag IN (0, 1)),
    trust_provider_team_id BIGINT NOT NULL REFERENCES team (team_id),
    partition_area_id BIGINT NOT NULL DEFAULT 0,
    soft_deleted SMALLINT NOT NULL DEFAULT 0 CHECK (soft_deleted IN (0, 1)),
    created_datetime TIMESTAMP NOT NULL,
    created_by_user_id BIGINT REFERENCES user_ (user_id),
    last_updated_datetime TIMESTAMP NOT NULL,
    last_updated_user_id BIGINT REFERENCES user_ (user_id)
);

-- The references that this service gives are unique; those of other systems may repeat (behaviour S30). A
-- deleted appointment frees its reference (behaviour D15), a status contact keeps it for ever, so that a
-- redelivered message never writes a second one (behaviour D28).
--
-- The predicates compare a prefix by substr, which both engines take: LIKE in a partial index counts as
-- corrupt on SQLite once its case sensitivity is switched. No planner infers them from an equality, hence the
-- third index, which serves every lookup by reference.
CREATE UNIQUE INDEX contact_appointment_reference_key ON contact (external_reference)
    WHERE soft_deleted = 0
        AND substr(external_reference, 1, 45) = 'urn:uk:gov:accredited-programmes:appointment:';
CREATE UNIQUE INDEX contact_status_reference_key ON contact (external_reference)
    WHERE substr(external_reference, 1, 47) = 'urn:uk:gov:hmpps:accredited-programmes-service:';
CREATE INDEX contact_external_reference_idx ON contact (external_reference);

-- Appointments and future contacts of a component (behaviour 2.14, 3.5).
CREATE INDEX contact_rqmnt_id_contact_date_idx ON contact (rqmnt_id, contact_date);
CREATE INDEX contact_lic_condition_id_contact_date_idx ON contact (lic_condition_id, contact_date);
-- Two-thirds dates, review contacts and the failure-to-comply count of an event (behaviour 2.2, 2.16.4).
CREATE INDEX contact_event_id_contact_type_id_idx ON contact (event_id, contact_type_id);
-- Contacts that hang on another one. Few do, so that the others need no entry.
CREATE INDEX contact_linked_contact_id_idx ON contact (linked_contact_id) WHERE linked_contact_id IS NOT NULL;

CREATE TABLE enforcement (
    enforcement_id INTEGER PRIMARY KEY,
    row_version BIGINT NOT NULL DEFAULT 0,
    contact_id BIGINT NOT NULL REFERENCES contact (contact_id),
    enforcement_action_id BIGINT NOT NULL REFERENCES r_enforcement_action (enforcement_action_id),
    response_date TIMESTAMP,
    action_taken_date DATE NOT NULL,
    action_taken_time TIMESTAMP NOT NULL,
    partition_area_id BIGINT NOT NULL DEFAULT 0,
    soft_deleted SMALLINT NOT NULL DEFAULT 0 CHECK (soft_deleted IN (0, 1)),
    created_datetime TIMESTAMP NOT NULL,
    created_by_user_id BIGINT REFERENCES user_ (user_id),
    last_updated_datetime TIMESTAMP NOT NULL,
    last_updated_user_id BIGINT REFERENCES user_ (user_id)
);

-- An enforcement that was undone is soft-deleted, and a new one may follow (behaviour 2.16.3).
CREATE UNIQUE INDEX enforcement_contact_id_key ON enforcement (contact_id) WHERE soft_deleted = 0;

-- Part of the data model and neither read nor written here (behaviour D23).
-- staff_employee_id points into a table of Delius that is not part of this schema.
CREATE TABLE contact_alert (
    contact_alert_id INTEGER PRIMARY KEY,
    row_version BIGINT NOT NULL DEFAULT 0,
    offender_id BIGINT NOT NULL REFERENCES offender (offender_id),
    contact_id BIGINT NOT NULL REFERENCES contact (contact_id),
    contact_type_id BIGINT NOT NULL REFERENCES r_contact_type (contact_type_id),
    offender_manager_id BIGINT NOT NULL REFERENCES offender_manager (offender_manager_id),
    trust_provider_team_id BIGINT NOT NULL REFERENCES team (team_id),
    staff_employee_id BIGINT NOT NULL
);
