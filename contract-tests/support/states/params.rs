//! The parameters of a state.

use serde_json::Value;
use std::collections::HashMap;

/// What a contract says beside the name of a state.
pub struct Params {
    state: String,
    values: HashMap<String, Value>,
}

impl Params {
    /// The parameters of `state`.
    pub fn new(state: &str, values: HashMap<String, Value>) -> Params {
        Params { state: state.to_owned(), values }
    }

    /// A text that may be absent.
    pub(super) fn optional(&self, name: &str) -> Option<&str> {
        self.values.get(name).and_then(Value::as_str)
    }

    /// A text.
    pub(super) fn text(&self, name: &str) -> &str {
        self.optional(name).unwrap_or_else(|| panic!("state `{}` needs the text `{name}`", self.state))
    }

    /// An id: a number, or a text of digits as the client has it.
    pub(super) fn id(&self, name: &str) -> i64 {
        let value = self.values.get(name);
        let id = value.and_then(|value| value.as_i64().or_else(|| value.as_str()?.parse().ok()));
        id.unwrap_or_else(|| panic!("state `{}` needs the id `{name}`", self.state))
    }
}
