-- Drops the code tables, dependants first. Indexes go with their tables.

DROP TABLE r_enforcement_action;
DROP TABLE r_contact_outcome_type;
DROP TABLE r_contact_type;
DROP TABLE r_register_type;
DROP TABLE r_pss_rqmnt_type_sub_category;
DROP TABLE r_pss_rqmnt_type_main_category;
DROP TABLE r_lic_cond_type_main_cat;
DROP TABLE r_rqmnt_type_main_category;
DROP TABLE r_offence;
DROP TABLE r_disposal_type;
DROP TABLE r_standard_reference_list;
DROP TABLE r_reference_data_master;
