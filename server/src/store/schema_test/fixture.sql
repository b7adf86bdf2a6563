-- The least that a contact needs: a person, an event, a requirement and a licence condition, each with a
-- manager; and one contact with each kind of reference. Both engines take it.

INSERT INTO r_reference_data_master VALUES (1, 'GENDER'), (2, 'TRANSFER STATUS');
INSERT INTO r_standard_reference_list VALUES (1, 'M', 'Male', 1);
INSERT INTO r_disposal_type VALUES (1, 'SP', 'ORA Community Order', 'SP', 1);
INSERT INTO r_rqmnt_type_main_category VALUES (1, '7', 'Court accredited programme');
INSERT INTO r_lic_cond_type_main_cat VALUES (1, 'LAP', 'Licence accredited programme');
INSERT INTO r_contact_type VALUES (1, 'CAPY', 'Programme attendance', 'Y', 'Y', 'Y');
INSERT INTO r_enforcement_action VALUES (1, 'ROM', 'Refer to manager', 7, 'Y', 1);
INSERT INTO probation_area VALUES (1, 'N07', 'London', 'Y');
INSERT INTO borough VALUES (1, 'PDU1', 'North', 1, 'Y');
INSERT INTO district VALUES (1, 'LAU1', 'North', 1, 'Y');
INSERT INTO office_location VALUES (1, 'OFFICE1', 'High Street', 1, NULL);
INSERT INTO team VALUES (1, 'TEAM01', 'Programmes', 1, 1, NULL);
INSERT INTO team_office_location VALUES (1, 1);
INSERT INTO staff VALUES (1, 'STAFF01', 'Ann', NULL, 'Field', NULL);
INSERT INTO staff_team VALUES (1, 1);
INSERT INTO user_ (user_id, distinguished_name, staff_id) VALUES (1, 'TestUser', 1);
INSERT INTO directory_user VALUES ('testuser', 'test@example.com');
INSERT INTO offender (offender_id, crn, first_name, surname, date_of_birth_date, gender_id)
    VALUES (1, 'X000001', 'Jo', 'Marsh', '1980-01-01', 1);
INSERT INTO offender_manager VALUES (1, 1, 1, 1, 1, 0);
INSERT INTO event (event_id, event_number, offender_id, created_datetime, last_updated_datetime)
    VALUES (1, '1', 1, '2026-01-01 00:00:00', '2026-01-01 00:00:00');
INSERT INTO disposal (disposal_id, event_id, disposal_type_id, disposal_date) VALUES (1, 1, 1, '2026-01-01');
INSERT INTO custody VALUES (1, 1, 0);
INSERT INTO rqmnt (rqmnt_id, disposal_id, rqmnt_type_main_category_id, start_date, created_datetime,
    last_updated_datetime)
    VALUES (1, 1, 1, '2026-01-01 00:00:00', '2026-01-01 00:00:00', '2026-01-01 00:00:00');
INSERT INTO rqmnt_manager VALUES (1, 1, 1, 1, 1, 0);
INSERT INTO lic_condition (lic_condition_id, disposal_id, lic_cond_type_main_cat_id, start_date,
    created_datetime, last_updated_datetime)
    VALUES (1, 1, 1, '2026-01-01 00:00:00', '2026-01-01 00:00:00', '2026-01-01 00:00:00');
INSERT INTO lic_condition_manager VALUES (1, 1, 1, 1, 1, 0);
INSERT INTO contact (contact_id, offender_id, contact_date, contact_type_id, staff_id, team_id,
    probation_area_id, trust_provider_team_id, external_reference, created_datetime, last_updated_datetime)
    VALUES (1, 1, '2026-01-01', 1, 1, 1, 1, 1, 'urn:uk:gov:accredited-programmes:appointment:a',
        '2026-01-01 00:00:00', '2026-01-01 00:00:00'),
    (2, 1, '2026-01-01', 1, 1, 1, 1, 1, 'urn:uk:gov:hmpps:accredited-programmes-service:a',
        '2026-01-01 00:00:00', '2026-01-01 00:00:00'),
    (3, 1, '2026-01-01', 1, 1, 1, 1, 1, 'urn:uk:gov:another-system:a',
        '2026-01-01 00:00:00', '2026-01-01 00:00:00');
INSERT INTO enforcement (enforcement_id, contact_id, enforcement_action_id, action_taken_date,
    action_taken_time, created_datetime, last_updated_datetime)
    VALUES (1, 1, 1, '2026-01-01', '2026-01-01 10:00:00', '2026-01-01 00:00:00', '2026-01-01 00:00:00');
INSERT INTO business_interaction VALUES (1, 'CLBI003', '2026-01-01 00:00:00');
