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

    /// A parameter, which must be there.
    pub(super) fn value(&self, name: &str) -> &Value {
        let value = self.values.get(name);
        value.unwrap_or_else(|| panic!("state `{}` needs the parameter `{name}`", self.state))
    }

    /// A text.
    pub(super) fn text(&self, name: &str) -> &str {
        let text = self.value(name).as_str();
        text.unwrap_or_else(|| panic!("parameter `{name}` of state `{}` must be a text", self.state))
    }
}
