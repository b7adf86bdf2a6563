//! What the constraints accept and refuse, in SQL that both engines take.

use diesel::Connection;
use diesel::result::DatabaseErrorKind::{
    CheckViolation, ForeignKeyViolation, NotNullViolation, UniqueViolation,
};
use diesel::result::Error::DatabaseError;

/// One row of most tables, for the rules to try others against.
/// manager.
pub(super) const FIXTURE: &str = include_str!("fixture.sql");

/// What became of the statements of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Accepted,
    NotUnique,
    NoSuchParent,
    NotAllowed,
    Missing,
    Other,
}
use Verdict::{Accepted, Missing, NoSuchParent, NotAllowed, NotUnique};

/// Statements on top of the fixture and what must become of them.
pub(super) struct Rule {
    pub(super) name: &'static str,
    statements: &'static str,
    pub(super) verdict: Verdict,
}

const fn rule(name: &'static str, verdict: Verdict, statements: &'static str) -> Rule {
    Rule { name, statements, verdict }
}

/// Runs the statements of a rule and takes them back.
pub(super) fn verdict<C: Connection>(conn: &mut C, rule: &Rule) -> Verdict {
    conn.batch_execute("SAVEPOINT before_rule").unwrap();
    let outcome = conn.batch_execute(rule.statements);
    conn.batch_execute("ROLLBACK TO SAVEPOINT before_rule; RELEASE SAVEPOINT before_rule").unwrap();
    match outcome {
        Ok(()) => Accepted,
        Err(DatabaseError(UniqueViolation, _)) => NotUnique,
        Err(DatabaseError(ForeignKeyViolation, _)) => NoSuchParent,
        Err(DatabaseError(CheckViolation, _)) => NotAllowed,
        Err(DatabaseError(NotNullViolation, _)) => Missing,
        Err(_) => Verdict::Other,
    }
}

/// Copies contact 1 as contact 9 with the reference that follows.
macro_rules! contact_9 {
    ($reference:literal) => {
        concat!(
            "INSERT INTO contact (contact_id, offender_id, contact_date, contact_type_id, staff_id, team_id,
                probation_area_id, trust_provider_team_id, external_reference, created_datetime,
                last_updated_datetime)
            SELECT 9, offender_id, contact_date, contact_type_id, staff_id, team_id, probation_area_id,
                trust_provider_team_id, ",
            $reference,
            ", created_datetime, last_updated_datetime FROM contact WHERE contact_id = 1;"
        )
    };
}

/// Soft-deletes a row of the fixture.
macro_rules! delete {
    ($table:literal) => {
        concat!("UPDATE ", $table, " SET soft_deleted = 1;")
    };
}

/// A text of so many characters, at most 10,000, by means that both engines have.
macro_rules! text_of {
    ($length:literal) => {
        concat!(
            "substr(replace(replace(replace('aaaaaaaaaa', 'a', 'bbbbbbbbbb'),
                'b', 'cccccccccc'), 'c', 'dddddddddd'), 1, ",
            $length,
            ")"
        )
    };
}

/// Writes an audit row with parameters of so many characters.
macro_rules! audit_of {
    ($length:literal) => {
        concat!(
            "INSERT INTO audited_interaction (date_time, business_interaction_id, user_id, outcome,
                interaction_parameters)
            VALUES ('2026-01-01 10:00:00', 1, 1, 'P', ",
            text_of!($length),
            ");"
        )
    };
}

/// Writes a domain event whose body has so many characters.
macro_rules! event_of {
    ($length:literal) => {
        concat!(
            "INSERT INTO domain_event VALUES (1, 1, ",
            text_of!($length),
            ", '{}', '2026-01-01 00:00:00');"
        )
    };
}

/// The rules of behaviour 0.5 and S30 that stand in the schema.
pub(super) const RULES: &[Rule] = &[
    rule(
        "an appointment reference is unique",
        NotUnique,
        contact_9!("'urn:uk:gov:accredited-programmes:appointment:a'"),
    ),
    rule(
        "a deleted appointment frees its reference",
        Accepted,
        concat!(delete!("contact"), contact_9!("'urn:uk:gov:accredited-programmes:appointment:a'")),
    ),
    rule(
        "a deleted status contact keeps its reference",
        NotUnique,
        concat!(delete!("contact"), contact_9!("'urn:uk:gov:hmpps:accredited-programmes-service:a'")),
    ),
    rule("references of other systems may repeat", Accepted, contact_9!("'urn:uk:gov:another-system:a'")),
    rule("a contact may have no reference", Accepted, contact_9!("NULL")),
    rule(
        "a reference is compared with its case",
        Accepted,
        contact_9!("'urn:uk:gov:accredited-programmes:appointment:A'"),
    ),
    rule(
        "a contact may link to one that is inserted later",
        Accepted,
        concat!("UPDATE contact SET linked_contact_id = 9 WHERE contact_id = 1;", contact_9!("NULL")),
    ),
    rule(
        "a contact needs a person that exists",
        NoSuchParent,
        "UPDATE contact SET offender_id = 99 WHERE contact_id = 1;",
    ),
    rule("an NSI is not checked", Accepted, "UPDATE contact SET nsi_id = 99 WHERE contact_id = 1;"),
    rule("a creator may be blank", Accepted, "UPDATE contact SET created_by_user_id = NULL;"),
    rule("a creator must exist", NoSuchParent, "UPDATE contact SET created_by_user_id = 99;"),
    rule("a flag is Y or N", NotAllowed, "UPDATE contact SET sensitive = 'B';"),
    rule("a flag may be blank", Accepted, "UPDATE contact SET sensitive = NULL;"),
    rule("a flag in figures is 1 or 0", NotAllowed, "UPDATE contact SET soft_deleted = 2;"),
    rule(
        "a timestamp has no default",
        Missing,
        "INSERT INTO event (event_id, event_number, offender_id) VALUES (2, '2', 1);",
    ),
    rule(
        "an event number is unique for a person",
        NotUnique,
        "INSERT INTO event
            (event_id, event_number, offender_id, active_flag, created_datetime, last_updated_datetime)
            VALUES (2, '1', 1, 0, '2026-01-01 00:00:00', '2026-01-01 00:00:00');",
    ),
    rule(
        "a deleted event frees its number",
        Accepted,
        concat!(
            delete!("event"),
            "INSERT INTO event (event_id, event_number, offender_id, created_datetime, last_updated_datetime)
                VALUES (2, '1', 1, '2026-01-01 00:00:00', '2026-01-01 00:00:00');"
        ),
    ),
    rule(
        "an event has one sentence",
        NotUnique,
        "INSERT INTO disposal (disposal_id, event_id, disposal_type_id, disposal_date)
            VALUES (2, 1, 1, '2026-01-01');",
    ),
    rule("a sentence has one custody", NotUnique, "INSERT INTO custody VALUES (2, 1, 0);"),
    rule(
        "a deleted custody may be replaced",
        Accepted,
        concat!(delete!("custody"), "INSERT INTO custody VALUES (2, 1, 0);"),
    ),
    rule(
        "a person has one active manager",
        NotUnique,
        "INSERT INTO offender_manager VALUES (2, 1, 1, 1, 1, 0);",
    ),
    rule(
        "former managers stay",
        Accepted,
        "INSERT INTO offender_manager VALUES (2, 1, 1, 1, 0, 0), (3, 1, 1, 1, 0, 0);",
    ),
    rule(
        "a requirement has one active manager",
        NotUnique,
        "INSERT INTO rqmnt_manager VALUES (2, 1, 1, 1, 1, 0);",
    ),
    rule(
        "a licence condition has one active manager",
        NotUnique,
        "INSERT INTO lic_condition_manager VALUES (2, 1, 1, 1, 1, 0);",
    ),
    rule(
        "a deleted manager may be replaced",
        Accepted,
        concat!(delete!("rqmnt_manager"), "INSERT INTO rqmnt_manager VALUES (2, 1, 1, 1, 1, 0);"),
    ),
    rule(
        "a contact has one enforcement",
        NotUnique,
        "INSERT INTO enforcement SELECT 2, row_version, contact_id, enforcement_action_id, response_date,
            action_taken_date, action_taken_time, partition_area_id, soft_deleted, created_datetime,
            created_by_user_id, last_updated_datetime, last_updated_user_id FROM enforcement;",
    ),
    rule(
        "a user name is unique whatever its ASCII case",
        NotUnique,
        "INSERT INTO user_ (user_id, distinguished_name) VALUES (2, 'TESTUSER');",
    ),
    rule(
        "other letters keep their case in a user name",
        Accepted,
        "INSERT INTO user_ (user_id, distinguished_name) VALUES (2, 'Ångström'), (3, 'ångström');",
    ),
    rule(
        "a member of staff has one user",
        NotUnique,
        "INSERT INTO user_ (user_id, distinguished_name, staff_id) VALUES (2, 'b', 1);",
    ),
    rule(
        "users without staff are many",
        Accepted,
        "INSERT INTO user_ (user_id, distinguished_name) VALUES (2, 'b'), (3, 'c');",
    ),
    rule(
        "a directory name is unique whatever its ASCII case",
        NotUnique,
        "INSERT INTO directory_user VALUES ('TestUser', 'other@example.com');",
    ),
    rule(
        "a CRN is unique",
        NotUnique,
        "INSERT INTO offender (offender_id, crn, first_name, surname, date_of_birth_date, gender_id)
            VALUES (2, 'X000001', 'Al', 'Moor', '1980-01-01', 1);",
    ),
    rule("a team code is unique", NotUnique, "INSERT INTO team VALUES (2, 'TEAM01', 'Other', 1, 1, NULL);"),
    rule("a person is in a team once", NotUnique, "INSERT INTO staff_team VALUES (1, 1);"),
    rule(
        "a code may stand in two sets",
        Accepted,
        "INSERT INTO r_standard_reference_list VALUES (2, 'M', 'Moved', 2);",
    ),
    rule(
        "a code stands once in a set",
        NotUnique,
        "INSERT INTO r_standard_reference_list VALUES (2, 'M', 'Man', 1);",
    ),
    rule(
        "a type of key date may repeat",
        Accepted,
        "INSERT INTO key_date VALUES (1, 1, 1, '2027-01-01', 0), (2, 1, 1, '2028-01-01', 0);",
    ),
    rule(
        "audit rows of one request share their time",
        Accepted,
        "INSERT INTO audited_interaction
            (date_time, business_interaction_id, user_id, outcome, interaction_parameters)
            VALUES ('2026-01-01 10:00:00', 1, 1, 'P', ''), ('2026-01-01 10:00:00', 1, 1, 'P', '');",
    ),
    rule(
        "an audit outcome is P or F",
        NotAllowed,
        "INSERT INTO audited_interaction
            (date_time, business_interaction_id, user_id, outcome, interaction_parameters)
            VALUES ('2026-01-01 10:00:00', 1, 1, 'X', '');",
    ),
    rule("audit parameters take 500 characters", Accepted, audit_of!("500")),
    rule("audit parameters take no more than 500 characters", NotAllowed, audit_of!("501")),
    rule("a domain event takes 4000 characters", Accepted, event_of!("4000")),
    rule("a domain event takes no more than 4000 characters", NotAllowed, event_of!("4001")),
];
