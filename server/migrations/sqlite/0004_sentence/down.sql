-- Drops the sentence, dependants first. Indexes go with their tables.

DROP TABLE additional_offence;
DROP TABLE main_offence;
DROP TABLE key_date;
DROP TABLE release;
DROP TABLE custody;
DROP TABLE disposal;
DROP TABLE event;
