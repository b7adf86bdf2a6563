//! Outcomes of appointments.

use super::ids::OutcomeTypeId;

/// An outcome type of Delius, as far as the rules look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutcomeType {
    /// Its id.
    pub id: OutcomeTypeId,
    /// Whether the person attended; blank where that cannot be said.
    pub attended: Option<bool>,
    /// Whether the person complied; blank where that cannot be said.
    pub complied: Option<bool>,
    /// Whether a failure to comply is enforced.
    pub enforceable: bool,
}

impl OutcomeType {
    /// Whether it leads to enforcement (behaviour 2.16.3 step 4).
    pub fn is_enforced(&self) -> bool {
        self.complied == Some(false) && self.enforceable
    }
}

/// Whether these flags of a contact say that the person was excused: the one thing that can be known beforehand
/// (behaviour 2.16.3, D17).
pub fn is_acceptable_absence(attended: Option<bool>, complied: Option<bool>) -> bool {
    attended == Some(false) && complied == Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_enforceable_failure_to_comply_is_enforced() {
        for (complied, enforceable, enforced) in [
            (Some(false), true, true),
            (Some(false), false, false),
            (Some(true), true, false),
            (None, true, false),
        ] {
            let outcome = OutcomeType { id: OutcomeTypeId(1), attended: Some(false), complied, enforceable };
            assert_eq!(outcome.is_enforced(), enforced, "{outcome:?}");
        }
    }

    #[test]
    fn acceptable_absence_is_known_not_to_attend_and_known_to_comply() {
        let flags = [None, Some(false), Some(true)];
        let acceptable: Vec<_> = flags
            .iter()
            .flat_map(|attended| flags.iter().map(move |complied| (*attended, *complied)))
            .filter(|(attended, complied)| is_acceptable_absence(*attended, *complied))
            .collect();
        assert_eq!(acceptable, [(Some(false), Some(true))]);
    }
}
