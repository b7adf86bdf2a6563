//! One difference between two documents.

use std::fmt;

/// Which part of the version a change raises at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Impact {
    /// Callers notice nothing: texts, examples, a request that may say less.
    Patch,
    /// Something new that callers may use.
    Minor,
    /// What a caller does today can fail.
    Major,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) impact: Impact,
    /// The document that has changed, such as `openapi`.
    pub(crate) document: &'static str,
    /// Where, as a JSON pointer into that document. What was removed is only in the released one.
    pub(crate) pointer: String,
    /// What has changed, in a sentence.
    pub(crate) what: String,
}

impl Change {
    /// Whether a caller can fail because of it.
    pub(crate) fn is_breaking(&self) -> bool {
        self.impact == Impact::Major
    }
}

impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.is_breaking() { "breaking" } else { "compatible" };
        writeln!(formatter, "{kind:10}  {} {}", self.document, self.pointer)?;
        write!(formatter, "            {}", self.what)
    }
}
