-- Organisation: regions (probation_area), PDUs (borough), LAUs (district), offices, teams, staff and users
-- (behaviour 4.2). The service reads them and never writes them.

-- An inactive region is one whose selectable is not Y (behaviour D11).
CREATE TABLE probation_area (
    probation_area_id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    selectable TEXT NOT NULL CHECK (selectable IN ('Y', 'N'))
);

CREATE TABLE borough (
    borough_id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    probation_area_id BIGINT NOT NULL REFERENCES probation_area (probation_area_id),
    selectable TEXT NOT NULL CHECK (selectable IN ('Y', 'N'))
);

CREATE INDEX borough_probation_area_id_idx ON borough (probation_area_id);

CREATE TABLE district (
    district_id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    borough_id BIGINT NOT NULL REFERENCES borough (borough_id),
    selectable TEXT NOT NULL CHECK (selectable IN ('Y', 'N'))
);

CREATE INDEX district_borough_id_idx ON district (borough_id);

CREATE TABLE office_location (
    office_location_id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    district_id BIGINT NOT NULL REFERENCES district (district_id),
    end_date DATE
);

CREATE INDEX office_location_district_id_idx ON office_location (district_id);

CREATE TABLE team (
    team_id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    district_id BIGINT NOT NULL REFERENCES district (district_id),
    probation_area_id BIGINT NOT NULL REFERENCES probation_area (probation_area_id),
    end_date DATE
);

CREATE INDEX team_district_id_idx ON team (district_id);
CREATE INDEX team_probation_area_id_idx ON team (probation_area_id);

CREATE TABLE team_office_location (
    team_id BIGINT NOT NULL REFERENCES team (team_id),
    office_location_id BIGINT NOT NULL REFERENCES office_location (office_location_id),
    PRIMARY KEY (team_id, office_location_id)
);

-- The primary key finds the offices of a team; this one finds the teams of an office without touching the
-- table.
CREATE INDEX team_office_location_office_location_id_idx
    ON team_office_location (office_location_id, team_id);

CREATE TABLE staff (
    staff_id INTEGER PRIMARY KEY,
    officer_code TEXT NOT NULL UNIQUE,
    forename TEXT NOT NULL,
    forename2 TEXT,
    surname TEXT NOT NULL,
    end_date DATE
);

CREATE TABLE staff_team (
    staff_id BIGINT NOT NULL REFERENCES staff (staff_id),
    team_id BIGINT NOT NULL REFERENCES team (team_id),
    PRIMARY KEY (staff_id, team_id)
);

-- The primary key finds the teams of a person; this one finds the members of a team.
CREATE INDEX staff_team_team_id_idx ON staff_team (team_id, staff_id);

CREATE TABLE user_ (
    user_id INTEGER PRIMARY KEY,
    distinguished_name TEXT NOT NULL,
    -- Delius has both names, and nothing here reads them.
    forename TEXT,
    surname TEXT,
    staff_id BIGINT UNIQUE REFERENCES staff (staff_id),
    system_user SMALLINT NOT NULL DEFAULT 0 CHECK (system_user IN (0, 1))
);

-- User names differ by more than ASCII case or not at all (behaviour D7). lower() of SQLite leaves
-- every other letter alone.
CREATE UNIQUE INDEX user__distinguished_name_key ON user_ (lower(distinguished_name));

-- The embedded user directory, in use where no LDAP server is configured (behaviour D13).
CREATE TABLE directory_user (
    username TEXT NOT NULL PRIMARY KEY,
    email TEXT NOT NULL
);

CREATE UNIQUE INDEX directory_user_username_key ON directory_user (lower(username));
