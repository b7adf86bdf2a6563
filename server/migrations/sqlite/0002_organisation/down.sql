-- Drops the organisation, dependants first. Indexes go with their tables.

DROP TABLE directory_user;
DROP TABLE user_;
DROP TABLE staff_team;
DROP TABLE staff;
DROP TABLE team_office_location;
DROP TABLE team;
DROP TABLE office_location;
DROP TABLE district;
DROP TABLE borough;
DROP TABLE probation_area;
