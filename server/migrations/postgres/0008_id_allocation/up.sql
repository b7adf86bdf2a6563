-- Ids that the service allocates before it inserts, a batch at a time (behaviour 0.5). No column defaults to
-- them. Ownership ties each sequence to its column, so that one that a loaded file has overtaken can be found
-- and moved on.

CREATE SEQUENCE contact_id_seq OWNED BY contact.contact_id;
CREATE SEQUENCE enforcement_id_seq OWNED BY enforcement.enforcement_id;
CREATE SEQUENCE contact_alert_id_seq OWNED BY contact_alert.contact_alert_id;
CREATE SEQUENCE rejected_transfer_diary_id_seq OWNED BY rejected_transfer_diary.rejected_transfer_diary_id;
CREATE SEQUENCE domain_event_id_seq OWNED BY domain_event.domain_event_id;
