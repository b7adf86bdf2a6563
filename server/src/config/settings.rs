//! The values that were given, before they are understood, and the problems met while understanding them.
//!
//! Reading a value never stops at a problem: it is noted, the default takes the value's place, and reading
//! goes on, so that one run names everything that is wrong. [`Settings::finish`] then refuses the whole.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use super::error::{ConfigError, Problem};
use super::given::Given;
use super::key::{Key, Kind};
use super::origin::Origin;
use super::reason::Reason;
use super::secret::Secret;

/// A type whose values are a few words.
pub(super) trait Choice: Copy + 'static {
    /// Every value, in the order of the documentation.
    const ALL: &'static [Self];

    /// The word for it.
    fn name(self) -> &'static str;
}

/// A value as a source gave it.
struct Setting {
    given: Given,
    origin: Origin,
}

/// What the sources gave, by key, and what is wrong with it.
#[derive(Default)]
pub(super) struct Settings {
    given: BTreeMap<&'static str, Setting>,
    problems: Vec<Problem>,
}

impl Settings {
    /// Notes what a source gives for a key, in place of what an earlier source gave.
    pub(super) fn set(&mut self, key: &'static Key, given: Given, origin: Origin) {
        self.given.insert(key.name, Setting { given, origin });
    }

    /// Notes a problem.
    pub(super) fn refuse(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Notes that the value of a key cannot be used.
    pub(super) fn refuse_value(&mut self, key: &'static Key, reason: Reason) {
        let origin = self.origin(key);
        self.refuse(Problem::Value { key, origin, reason });
    }

    /// Whether a source gave a value for the key, be it right or wrong.
    pub(super) fn is_given(&self, key: &Key) -> bool {
        self.given.contains_key(key.name)
    }

    /// Where the value of a key comes from.
    pub(super) fn origin(&self, key: &Key) -> Origin {
        self.given.get(key.name).map(|setting| setting.origin.clone()).unwrap_or_default()
    }

    /// Where the values that are not defaults come from.
    pub(super) fn origins(&self) -> BTreeMap<&'static str, Origin> {
        self.given.iter().map(|(name, setting)| (*name, setting.origin.clone())).collect()
    }

    /// All problems noted.
    ///
    /// # Errors
    ///
    /// If there is any.
    pub(super) fn finish(self) -> Result<(), ConfigError> {
        if self.problems.is_empty() { Ok(()) } else { Err(ConfigError::new(self.problems)) }
    }

    /// A text as it stands.
    pub(super) fn text(&mut self, key: &'static Key) -> Option<String> {
        self.parsed(key, |text| Ok(text.to_owned()))
    }

    /// A text that is understood by `parse`.
    pub(super) fn parsed<T>(
        &mut self,
        key: &'static Key,
        parse: impl FnOnce(&str) -> Result<T, Reason>,
    ) -> Option<T> {
        self.read(key, |given| parse(given.text()?))
    }

    /// The path of a file, relative to the working directory.
    pub(super) fn path(&mut self, key: &'static Key) -> Option<PathBuf> {
        self.text(key).map(PathBuf::from)
    }

    /// One of a few words.
    pub(super) fn choice<T: Choice>(&mut self, key: &'static Key) -> Option<T> {
        self.parsed(key, |text| {
            let chosen = T::ALL.iter().copied().find(|choice| choice.name() == text);
            chosen.ok_or_else(|| Reason::unfit(key, text))
        })
    }

    /// Yes or no.
    pub(super) fn flag(&mut self, key: &'static Key) -> Option<bool> {
        self.read(key, |given| given.flag(key))
    }

    /// A whole number within the bounds of the key's kind.
    pub(super) fn whole(&mut self, key: &'static Key) -> Option<u32> {
        let bounds = match key.kind {
            Kind::Whole { min, max } => min..=max,
            _ => 0..=u32::MAX,
        };
        self.read(key, |given| {
            let number = given.whole(key)?;
            let fits = u32::try_from(number).ok().filter(|number| bounds.contains(number));
            fits.ok_or_else(|| Reason::unfit(key, &number.to_string()))
        })
    }

    /// Several texts, at least one.
    pub(super) fn list(&mut self, key: &'static Key) -> Option<Vec<String>> {
        self.read(key, |given| given.list(key))
    }

    /// Several texts, at least one, each understood by `parse`.
    pub(super) fn parsed_list<T>(
        &mut self,
        key: &'static Key,
        parse: impl Fn(&str) -> Result<T, Reason>,
    ) -> Option<Vec<T>> {
        self.read(key, |given| given.list(key)?.iter().map(|text| parse(text)).collect())
    }

    /// A secret: the text of `key`, or the content of the file that `file_key` names, whichever the stronger
    /// source gives. One line end after the secret is not part of it, because most editors write one.
    pub(super) fn secret(&mut self, key: &'static Key, file_key: &'static Key) -> Option<Secret> {
        if self.secret_file_counts(key, file_key) {
            let path = self.path(file_key)?;
            match fs::read_to_string(&path) {
                Ok(content) => {
                    let line = content.strip_suffix('\n').unwrap_or(&content);
                    let line = line.strip_suffix('\r').unwrap_or(line).to_owned();
                    self.set(key, Given::Text(line), Origin::SecretFile(path));
                }
                Err(source) => {
                    self.refuse_value(file_key, Reason::SecretFile { path, source });
                    return None;
                }
            }
        }
        self.text(key).map(Secret::new)
    }

    /// Whether the file of a secret is stronger than its text. Both in one source are refused.
    fn secret_file_counts(&mut self, key: &'static Key, file_key: &'static Key) -> bool {
        let from_environment = |origin: &Origin| matches!(origin, Origin::Variable(_));
        match (self.is_given(key), self.is_given(file_key)) {
            (_, false) => false,
            (false, true) => true,
            (true, true) => {
                let (direct, file) = (self.origin(key), self.origin(file_key));
                if from_environment(&direct) == from_environment(&file) {
                    self.refuse_value(file_key, Reason::GivenTwice(key.name));
                }
                from_environment(&file) && !from_environment(&direct)
            }
        }
    }

    fn read<T>(
        &mut self,
        key: &'static Key,
        understand: impl FnOnce(&Given) -> Result<T, Reason>,
    ) -> Option<T> {
        match understand(&self.given.get(key.name)?.given) {
            Ok(value) => Some(value),
            Err(reason) => {
                self.refuse_value(key, reason);
                None
            }
        }
    }
}
