//! Files of data, and the sample that is built in.

use std::borrow::Cow;

/// A file of data.
#[derive(Clone, Debug)]
pub struct DatasetFile {
    /// What errors call it.
    pub name: Cow<'static, str>,
    /// Its content, JSON.
    pub text: Cow<'static, str>,
}

macro_rules! built_in {
    ($($path:literal),* $(,)?) => {
        [$(DatasetFile {
            name: Cow::Borrowed($path),
            text: Cow::Borrowed(include_str!(concat!("../../../data/", $path))),
        }),*]
    };
}

/// The sample: reference data, and invented cases to try the service with. Part of the program, so that a first start
/// needs no files.
pub fn sample() -> [DatasetFile; 6] {
    built_in![
        "reference.json",
        "sample/organisation.json",
        "sample/people.json",
        "sample/sentences.json",
        "sample/components.json",
        "sample/contacts.json",
    ]
}
