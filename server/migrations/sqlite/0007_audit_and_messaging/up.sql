-- Audit of appointment changes, the outbox of domain events, and the failures of consumed messages
-- (behaviour 4.5, 0.5).

CREATE TABLE business_interaction (
    business_interaction_id INTEGER PRIMARY KEY,
    business_interaction_code TEXT NOT NULL UNIQUE,
    enabled_date TIMESTAMP NOT NULL
);

-- Rows of one request share date_time, interaction and user, which therefore cannot be the key (behaviour
-- D26). The database numbers them: nothing else refers to an audit row.
CREATE TABLE audited_interaction (
    audited_interaction_id INTEGER PRIMARY KEY,
    date_time TIMESTAMP NOT NULL,
    business_interaction_id BIGINT NOT NULL REFERENCES business_interaction (business_interaction_id),
    user_id BIGINT NOT NULL REFERENCES user_ (user_id),
    -- P success, F failure.
    outcome TEXT NOT NULL CHECK (outcome IN ('P', 'F')),
    -- The writer cuts to this length (behaviour S16); the check keeps it from being forgotten.
    interaction_parameters TEXT NOT NULL CHECK (length(interaction_parameters) <= 500)
);

CREATE INDEX audited_interaction_date_time_idx
    ON audited_interaction (date_time, business_interaction_id, user_id);

-- Written in the transaction that terminates the component, published by Delius (behaviour D34, 3.7). Delius
-- takes 4000 characters; a longer text must fail here, not after the commit.
CREATE TABLE domain_event (
    domain_event_id INTEGER PRIMARY KEY,
    domain_event_type_id BIGINT NOT NULL REFERENCES r_standard_reference_list (standard_reference_list_id),
    message_body TEXT NOT NULL CHECK (length(message_body) <= 4000),
    message_attributes TEXT NOT NULL CHECK (length(message_attributes) <= 4000),
    created_datetime TIMESTAMP NOT NULL
);

-- The last failure of a message, cleared when it succeeds (behaviour 0.5). What could not be read of the
-- message is blank.
CREATE TABLE message_failure (
    message_id TEXT NOT NULL PRIMARY KEY,
    event_type TEXT,
    crn TEXT,
    first_seen TIMESTAMP NOT NULL,
    last_seen TIMESTAMP NOT NULL,
    attempts BIGINT NOT NULL CHECK (attempts >= 1),
    reason TEXT NOT NULL
);
