//! PostgreSQL databases: copies of a template on the server for tests.
#![expect(
    clippy::disallowed_methods,
    reason = "connections to the server, where databases are made and dropped"
)]

use crate::{fixtures, postgres_cluster};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};
use diesel::{PgConnection, sql_query};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Keeps processes that share the server from making the template at the same time. The number means nothing.
const TEMPLATE_LOCK: i64 = 0x0061_7064;

/// One database on the server.
pub(super) struct Place {
    name: String,
}

impl Place {
    pub(super) fn with_fixtures() -> Place {
        static TEMPLATE: OnceLock<String> = OnceLock::new();
        let template = TEMPLATE.get_or_init(template);
        // Copying files needs a checkpoint, which costs nothing without fsync, and no log of every page.
        Place::made_by(&format!("TEMPLATE {template} STRATEGY FILE_COPY"))
    }

    pub(super) fn empty() -> Place {
        Place::made_by("TEMPLATE template0")
    }

    fn made_by(how: &str) -> Place {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("apd_test_{}_{number}", std::process::id());
        execute(&mut server(), &format!("CREATE DATABASE {name} {how}"));
        Place { name }
    }

    pub(super) fn url(&self) -> String {
        url_of(&self.name)
    }

    pub(super) fn server_address(&self) -> SocketAddr {
        let url = self.url();
        let authority = url.split('/').nth(2).unwrap_or_default();
        let address = authority.rsplit('@').next().unwrap_or_default();
        address.parse().expect("the server for tests is named by its address and port")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // Within a panic another one would end the process; the server is thrown away in any case.
        if let Ok(mut conn) = PgConnection::establish(postgres_cluster::url()) {
            let _ = conn.batch_execute(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
        }
    }
}

/// Makes the template unless another process has, and gives its name.
fn template() -> String {
    let name = format!("apd_template_{:016x}", fingerprint());
    let mut conn = server();
    lock(&mut conn);
    if !exists(&mut conn, &name) {
        // It bears its name only when it is complete. Nobody may be connected to it while it is copied.
        let unfinished = format!("{name}_unfinished");
        execute(&mut conn, &format!("DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)"));
        execute(&mut conn, &format!("CREATE DATABASE {unfinished} TEMPLATE template0"));
        super::fill(&url_of(&unfinished));
        execute(&mut conn, &format!("ALTER DATABASE {unfinished} RENAME TO {name}"));
    }
    name
}

/// The lock is given back when the connection ends.
fn lock(conn: &mut PgConnection) {
    sql_query("SELECT pg_advisory_lock($1)")
        .bind::<BigInt, _>(TEMPLATE_LOCK)
        .execute(conn)
        .expect("the lock");
}

fn exists(conn: &mut PgConnection, database: &str) -> bool {
    #[derive(QueryableByName)]
    struct Answer {
        #[diesel(sql_type = Bool)]
        found: bool,
    }
    let query = sql_query("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1) AS found");
    query.bind::<Text, _>(database).get_result::<Answer>(conn).expect("an answer").found
}

/// Tells templates of different fixtures and migrations apart, on a server that outlives a run.
fn fingerprint() -> u64 {
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/migrations/postgres");
    let entries = std::fs::read_dir(migrations).expect("the migrations are beside the tests").flatten();
    let mut scripts: Vec<_> = entries.map(|entry| entry.path().join("up.sql")).collect();
    scripts.sort();
    let mut hasher = DefaultHasher::new();
    fixtures::fingerprint().hash(&mut hasher);
    scripts
        .iter()
        .map(|script| std::fs::read(script).unwrap_or_default())
        .for_each(|sql| sql.hash(&mut hasher));
    hasher.finish()
}

/// The address of a database on the server for tests.
fn url_of(database: &str) -> String {
    let (server, _) =
        postgres_cluster::url().rsplit_once('/').expect("the address of a server ends with a database");
    format!("{server}/{database}")
}

fn server() -> PgConnection {
    PgConnection::establish(postgres_cluster::url()).expect("the PostgreSQL server for tests answers")
}

fn execute(conn: &mut PgConnection, sql: &str) {
    conn.batch_execute(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
}
