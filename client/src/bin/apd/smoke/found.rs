//! What the reads found, for the steps that come after.

use apd_client::types::{LicenceCondition, Requirement};

/// The components of the case. A list that could not be read is not an empty one.
#[derive(Debug, Default)]
pub struct Found {
    /// The requirements of the case, the newest first. None where they could not be read.
    pub requirements: Option<Vec<Requirement>>,
    /// The licence conditions of the case, the newest first. None where they could not be read.
    pub licence_conditions: Option<Vec<LicenceCondition>>,
}

impl Found {
    /// The requirements that are known.
    pub fn requirements(&self) -> &[Requirement] {
        self.requirements.as_deref().unwrap_or_default()
    }

    /// The licence conditions that are known.
    pub fn licence_conditions(&self) -> &[LicenceCondition] {
        self.licence_conditions.as_deref().unwrap_or_default()
    }

    /// Whether a component that is not among these is none of the case.
    pub fn is_complete(&self) -> bool {
        self.requirements.is_some() && self.licence_conditions.is_some()
    }
}
