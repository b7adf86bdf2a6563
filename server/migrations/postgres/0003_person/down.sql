-- Drops the person, dependants first. Indexes go with their tables.

DROP TABLE registration;
DROP TABLE restriction;
DROP TABLE exclusion;
DROP TABLE offender_manager;
DROP TABLE offender;
