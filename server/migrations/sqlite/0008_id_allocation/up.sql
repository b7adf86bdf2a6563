-- Ids that the service allocates before it inserts, a batch at a time (behaviour 0.5). SQLite has no
-- sequences: the next free id is a row, raised in the transaction that uses it. The names are those of the
-- sequences on PostgreSQL.

CREATE TABLE id_sequence (
    name TEXT NOT NULL PRIMARY KEY,
    next_id BIGINT NOT NULL CHECK (next_id >= 1)
);

INSERT INTO id_sequence (name, next_id) VALUES
    ('contact_id_seq', 1),
    ('enforcement_id_seq', 1),
    ('contact_alert_id_seq', 1),
    ('rejected_transfer_diary_id_seq', 1),
    ('domain_event_id_seq', 1);
