//! The operations of the OpenAPI document.

use serde_json::Value;

/// An operation as the document describes it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Operation {
    /// Its id, such as `get_personal_details`.
    pub id: String,
    /// The HTTP method, in upper case.
    pub method: String,
    /// The path with its variables, such as `/case/{crn}/personal-details`.
    pub path: String,
    /// Whether the document asks for a token.
    pub is_protected: bool,
}

/// All operations of the document, in its order.
pub fn operations() -> Vec<Operation> {
    let document: Value = serde_json::from_str(apd_api::OPENAPI_JSON).expect("the document is JSON");
    let paths = document["paths"].as_object().expect("the document has paths");
    let operation = |path: &str, method: &str, operation: &Value| Operation {
        id: operation["operationId"].as_str().expect("an operation has an id").to_owned(),
        method: method.to_uppercase(),
        path: path.to_owned(),
        is_protected: operation["security"] != Value::Array(Vec::new()),
    };
    let of_path = |(path, item): (&String, &Value)| -> Vec<Operation> {
        let item = item.as_object().expect("a path has operations");
        item.iter().map(|(method, described)| operation(path, method, described)).collect()
    };
    paths.iter().flat_map(of_path).collect()
}
