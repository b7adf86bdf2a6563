//! Gathers what the configuration file and the environment give, and has it understood.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::accredited_programmes::AccreditedProgrammesConfig;
use super::auth::AuthConfig;
use super::data::DataConfig;
use super::database::DatabaseConfig;
use super::error::{ConfigError, Problem};
use super::given::Given;
use super::http::HttpConfig;
use super::key::PREFIX;
use super::keys::{by_name, by_variable, candidates, is_section};
use super::log::LogConfig;
use super::messaging::MessagingConfig;
use super::origin::Origin;
use super::profile::Profile;
use super::settings::Settings;
use super::{Config, production};

/// The environment variable that names the configuration file.
const FILE_VARIABLE: &str = "APD_CONFIG";
/// The beginning of the variables of the command line client, which shares the prefix but not the
/// configuration.
const CLIENT_PREFIX: &str = "APD_CLIENT_";

impl Config {
    /// The built-in development profile: what a bare `cargo run` uses.
    #[must_use]
    pub fn development() -> Self {
        Self::read(&mut Settings::default())
    }

    /// Loads the file, if one is named by `file` (the `--config` of the command line) or else by
    /// `APD_CONFIG`, and then the environment on top of it. Variables of other programs, and those of the
    /// client (`APD_CLIENT_…`), are skipped.
    ///
    /// # Errors
    ///
    /// If anything is wrong with the file or with any key. All bad keys are told at once; a file that cannot
    /// be read or is not TOML is told alone, because nothing can be said of the rest without it.
    pub fn load(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let environment: Vec<_> = environment.into_iter().filter(|(name, _)| is_ours(name)).collect();
        let mut settings = Settings::default();
        gather_file(&mut settings, file, &environment).map_err(|problem| ConfigError::new(vec![problem]))?;
        gather_environment(&mut settings, environment);
        let config = Self::read(&mut settings);
        if config.profile == Profile::Production {
            production::check(&config, &mut settings);
        }
        settings.finish().map(|()| config)
    }

    /// [`Config::load`] with the environment of this process.
    ///
    /// # Errors
    ///
    /// As [`Config::load`], and if a variable of ours is not Unicode.
    pub fn load_from_process(file: Option<&Path>) -> Result<Self, ConfigError> {
        Self::load(file, unicode(std::env::vars_os())?)
    }

    fn read(settings: &mut Settings) -> Self {
        let profile = Profile::read(settings);
        let http = HttpConfig::read(settings);
        let database = DatabaseConfig::read(settings);
        let auth = AuthConfig::read(settings, database.directory());
        let messaging = MessagingConfig::read(settings);
        let accredited_programmes = AccreditedProgrammesConfig::read(settings);
        let log = LogConfig::read(settings);
        let data = DataConfig::read(settings, profile);
        let origins = settings.origins();
        Self { profile, http, database, auth, messaging, accredited_programmes, log, data, origins }
    }
}

fn is_ours(variable: &str) -> bool {
    variable.starts_with(PREFIX) && !variable.starts_with(CLIENT_PREFIX)
}

/// Our variables as text. Those of other programs may be anything, and are left out.
pub(super) fn unicode(
    environment: impl IntoIterator<Item = (OsString, OsString)>,
) -> Result<Vec<(String, String)>, ConfigError> {
    let mut texts = Vec::new();
    let mut problems = Vec::new();
    // A name that is not Unicode is no key of ours.
    let named = environment.into_iter().filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
    for (name, value) in named.filter(|(name, _)| is_ours(name)) {
        match value.into_string() {
            Ok(value) => texts.push((name, value)),
            Err(_) => problems.push(Problem::NotUnicode(name)),
        }
    }
    if problems.is_empty() { Ok(texts) } else { Err(ConfigError::new(problems)) }
}

fn gather_file(
    settings: &mut Settings,
    argument: Option<&Path>,
    environment: &[(String, String)],
) -> Result<(), Problem> {
    let variable = environment.iter().find(|(name, _)| name == FILE_VARIABLE).map(|(_, path)| path);
    let (path, named_by) = match (argument, variable) {
        (Some(path), _) => (path, "--config"),
        (None, Some(path)) if path.is_empty() => return Err(Problem::EmptyFileName(FILE_VARIABLE)),
        (None, Some(path)) => (Path::new(path), FILE_VARIABLE),
        (None, None) => return Ok(()),
    };
    let path = path.to_owned();
    match fs::read_to_string(&path) {
        Ok(text) => {
            let table = parse(&path, &text)?;
            gather_table(settings, "", table, &Origin::File(path));
            Ok(())
        }
        Err(source) => Err(Problem::Unreadable { named_by, path, source }),
    }
}

fn parse(path: &Path, text: &str) -> Result<toml::Table, Problem> {
    text.parse().map_err(|error: toml::de::Error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let last_line = before.rsplit('\n').next().unwrap_or_default();
        Problem::NotToml {
            path: PathBuf::from(path),
            line: before.matches('\n').count() + 1,
            column: last_line.chars().count() + 1,
            message: error.message().to_owned(),
        }
    })
}

fn gather_table(settings: &mut Settings, section: &str, table: toml::Table, origin: &Origin) {
    for (name, value) in table {
        let name = if section.is_empty() { name } else { format!("{section}.{name}") };
        match (by_name(&name), value) {
            (Some(key), value) => settings.set(key, Given::Toml(value), origin.clone()),
            (None, toml::Value::Table(table)) if is_section(&name) => {
                gather_table(settings, &name, table, origin);
            }
            (None, _) => settings.refuse(unknown(name, origin.clone())),
        }
    }
}

/// An empty variable counts as not set where having no value is a right state of the key, as container tools
/// often pass on an empty value for none. Anywhere else it is more likely a value that was lost on its way,
/// and production must not start as development because of it: reading the key refuses it.
fn gather_environment(settings: &mut Settings, environment: Vec<(String, String)>) {
    for (name, value) in environment {
        match by_variable(&name) {
            _ if name == FILE_VARIABLE => {}
            Some(key) if value.is_empty() && key.default.is_none() => {}
            Some(key) => settings.set(key, Given::Text(value), Origin::Variable(name)),
            None => settings.refuse(unknown(name.clone(), Origin::Variable(name))),
        }
    }
}

fn unknown(name: String, origin: Origin) -> Problem {
    Problem::Unknown { candidates: candidates(&name), name, origin }
}
