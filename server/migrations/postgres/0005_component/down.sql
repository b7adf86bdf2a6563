-- Drops the components, dependants first. Indexes go with their tables.

DROP TABLE pss_rqmnt;
DROP TABLE rejected_transfer_diary;
DROP TABLE lic_condition_transfer;
DROP TABLE lic_condition_manager;
DROP TABLE lic_condition;
DROP TABLE rqmnt_transfer;
DROP TABLE rqmnt_manager;
DROP TABLE rqmnt;
