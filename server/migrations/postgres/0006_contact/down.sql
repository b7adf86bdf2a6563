-- Drops the contacts, dependants first. Indexes go with their tables.

DROP TABLE contact_alert;
DROP TABLE enforcement;
DROP TABLE contact;
