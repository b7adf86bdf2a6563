-- Drops the sequences; the ids given so far stay in their tables.

DROP SEQUENCE domain_event_id_seq;
DROP SEQUENCE rejected_transfer_diary_id_seq;
DROP SEQUENCE contact_alert_id_seq;
DROP SEQUENCE enforcement_id_seq;
DROP SEQUENCE contact_id_seq;
