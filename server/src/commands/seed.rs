//! `seed`: loads datasets, or makes people up.

use super::{london_wall_time, print_line};
use anyhow::Context;
use apd_server::config::Config;
use apd_server::store::migrate;
use apd_server::store::seed::{self, DatasetFile};
use apd_server::{prepare, store};
use std::path::{Path, PathBuf};

/// What to load.
#[derive(clap::Args)]
#[command(arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// Datasets (JSON), loaded together: all of them, or nothing.
    files: Vec<PathBuf>,
    /// Load the sample data that is built in, before the files.
    #[arg(long)]
    sample: bool,
    /// Then make up so many further people, with sentences, components and contacts.
    #[arg(long, value_name = "PEOPLE")]
    generate: Option<u64>,
    /// Make up the same people again for the same number.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    random_seed: u64,
}

pub(crate) fn run(config: &Config, arguments: &Arguments) -> anyhow::Result<()> {
    let mut files = if arguments.sample { seed::sample().to_vec() } else { Vec::new() };
    for path in &arguments.files {
        files.push(read(path)?);
    }
    let mut conn = prepare::open(&config.database)?;
    prepare_tables(&mut conn, config)?;
    let now = london_wall_time();
    if !files.is_empty() {
        print_line(&seed::load(&mut conn, &files, now)?.to_string())?;
    }
    if let Some(people) = arguments.generate {
        print_line(&seed::generate(&mut conn, people, arguments.random_seed, now)?.to_string())?;
    }
    Ok(())
}

fn prepare_tables(conn: &mut store::conn::DbConn, config: &Config) -> anyhow::Result<()> {
    if config.database.migrate_on_start {
        migrate::migrate(conn)?;
    } else {
        migrate::check(conn)?;
    }
    Ok(())
}

fn read(path: &Path) -> anyhow::Result<DatasetFile> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).with_context(|| format!("failed to read {name}"))?;
    Ok(DatasetFile { name: name.into(), text: text.into() })
}
