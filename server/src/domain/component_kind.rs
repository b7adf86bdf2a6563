//! The two kinds of sentence component.

use super::accredited_programmes::{LICENCE_CONDITION_CATEGORY, REQUIREMENT_CATEGORIES};

/// A kind of sentence component. They sort as they are locked (behaviour D25).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ComponentKind {
    /// A requirement of a community sentence.
    Requirement,
    /// A condition of a licence.
    LicenceCondition,
}

impl ComponentKind {
    /// Both kinds, in the order in which they are locked.
    pub const ALL: [ComponentKind; 2] = [ComponentKind::Requirement, ComponentKind::LicenceCondition];

    /// The kind as messages and log events name it.
    pub fn name(self) -> &'static str {
        match self {
            ComponentKind::Requirement => "Requirement",
            ComponentKind::LicenceCondition => "LicenceCondition",
        }
    }

    /// The kind as people read it.
    pub fn words(self) -> &'static str {
        match self {
            ComponentKind::Requirement => "Requirement",
            ComponentKind::LicenceCondition => "Licence Condition",
        }
    }

    /// Whether components of a main category belong to accredited programmes.
    pub fn is_accredited_programme(self, category: &str) -> bool {
        match self {
            ComponentKind::Requirement => REQUIREMENT_CATEGORIES.contains(&category),
            ComponentKind::LicenceCondition => category == LICENCE_CONDITION_CATEGORY,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_categories_of_its_own() {
        let programmes = |kind: ComponentKind| {
            let categories = ["RM38", "7", "LAP", "F", ""];
            categories
                .into_iter()
                .filter(|category| kind.is_accredited_programme(category))
                .collect::<Vec<_>>()
        };
        assert_eq!(ComponentKind::ALL.map(programmes), [vec!["RM38", "7"], vec!["LAP"]]);
    }
}
