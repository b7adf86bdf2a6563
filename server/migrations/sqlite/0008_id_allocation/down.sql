-- Drops the counters; the ids given so far stay in their tables.

DROP TABLE id_sequence;
