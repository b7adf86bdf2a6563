//! `migrate`: makes the tables.

use super::print_line;
use apd_server::config::Config;
use apd_server::{prepare, store};

pub(crate) fn run(config: &Config) -> anyhow::Result<()> {
    let mut conn = prepare::open(&config.database)?;
    let migrations = store::migrate::migrate(&mut conn)?;
    if migrations.is_empty() {
        print_line(&format!("{} is up to date", config.database.url))?;
    }
    for migration in migrations {
        print_line(&format!("migrated {migration}"))?;
    }
    Ok(())
}
