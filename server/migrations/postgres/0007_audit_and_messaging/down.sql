-- Drops the audit and messaging tables, dependants first. Indexes go with their tables.

DROP TABLE message_failure;
DROP TABLE domain_event;
DROP TABLE audited_interaction;
DROP TABLE business_interaction;
