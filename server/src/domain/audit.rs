//! What audit rows say (behaviour 2.15, D26, S16).

/// What is audited: the three changes of appointments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interaction {
    /// A contact is added.
    Create,
    /// A contact is updated.
    Update,
    /// A contact is deleted.
    Delete,
}

impl Interaction {
    /// The code of the business interaction.
    pub fn code(self) -> &'static str {
        match self {
            Interaction::Create => "CLBI003",
            Interaction::Update => "CLBI007",
            Interaction::Delete => "CLBI009",
        }
    }
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditOutcome {
    /// It was done.
    Success,
    /// It was refused.
    Failure,
}

impl AuditOutcome {
    /// As the column has it.
    pub fn code(self) -> &'static str {
        match self {
            AuditOutcome::Success => "P",
            AuditOutcome::Failure => "F",
        }
    }
}

/// What the column holds.
const MAX_CHARS: usize = 500;

/// The parameters of an audit row: `name='value'` pairs, cut to what the column holds.
pub fn parameters(pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}='{value}'")).collect();
    let text = pairs.join(",");
    match text.char_indices().nth(MAX_CHARS) {
        Some((end, _)) => text[..end].to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_delius() {
        let interactions = [Interaction::Create, Interaction::Update, Interaction::Delete];
        assert_eq!(interactions.map(Interaction::code), ["CLBI003", "CLBI007", "CLBI009"]);
        assert_eq!([AuditOutcome::Success, AuditOutcome::Failure].map(AuditOutcome::code), ["P", "F"]);
    }

    #[test]
    fn values_stand_in_quotes_with_commas_between() {
        assert_eq!(parameters(&[("offenderId", "1"), ("contactId", "2")]), "offenderId='1',contactId='2'");
    }

    #[test]
    fn long_text_is_cut_between_characters() {
        let text = parameters(&[("reason", &"é".repeat(600))]);
        assert_eq!((text.chars().count(), text.starts_with("reason='é")), (500, true));
        assert_eq!(parameters(&[("reason", &"x".repeat(491))]).len(), 500);
    }
}
