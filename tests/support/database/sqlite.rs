//! SQLite databases: files in a directory for temporary files.

use std::path::PathBuf;
use std::sync::OnceLock;
use tempfile::TempDir;

/// A directory with one database.
pub(super) struct Place {
    directory: TempDir,
}

impl Place {
    /// The template is kept in memory: a static is never dropped, and would leave its file behind.
    pub(super) fn with_fixtures() -> Place {
        static TEMPLATE: OnceLock<Vec<u8>> = OnceLock::new();
        let place = Place::empty();
        let template = TEMPLATE.get_or_init(|| {
            let template = Place::empty();
            super::fill(&template.url());
            std::fs::read(template.file()).expect("the template was made")
        });
        std::fs::write(place.file(), template).expect("the template can be copied");
        place
    }

    pub(super) fn empty() -> Place {
        let directory = tempfile::Builder::new().prefix("apd-test-").tempdir();
        Place { directory: directory.expect("a directory for the database") }
    }

    pub(super) fn file(&self) -> PathBuf {
        self.directory.path().join("delius.db")
    }

    pub(super) fn url(&self) -> String {
        format!("sqlite:{}", self.file().display())
    }
}
