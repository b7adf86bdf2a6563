//! What the hooks have to know of single operations, by their ids in the document.

/// The operations without a security requirement. No token is fetched for them, so that a probe works while the token
/// endpoint does not.
const OPEN: [&str; 7] =
    ["get_asyncapi", "get_health", "get_info", "get_liveness", "get_openapi", "get_readiness", "ping"];

/// The operations whose error body is a `Health`.
const PROBES: [&str; 4] = ["get_health", "get_liveness", "get_readiness", "ping"];

/// Whether an operation is answered without a token.
pub(crate) fn is_open(operation_id: &str) -> bool {
    OPEN.contains(&operation_id)
}

/// Whether an operation tells of a failure with a `Health` rather than an `ErrorResponse`.
pub(crate) fn is_probe(operation_id: &str) -> bool {
    PROBES.contains(&operation_id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    /// The ids of the operations of which `holds` is true, sorted.
    fn operations(holds: impl Fn(&Value) -> bool) -> Vec<String> {
        let document: Value = serde_json::from_str(include_str!("../../api-spec/openapi.json")).unwrap();
        let paths = document["paths"].as_object().unwrap().values();
        let mut ids: Vec<String> = paths
            .flat_map(|path| path.as_object().unwrap().values())
            .filter(|operation| holds(operation))
            .map(|operation| operation["operationId"].as_str().unwrap().to_owned())
            .collect();
        ids.sort();
        ids
    }

    #[test]
    fn open_operations_are_those_that_the_document_declares_without_security() {
        assert_eq!(operations(|operation| operation["security"] == serde_json::json!([])), OPEN);
    }

    #[test]
    fn probes_are_the_operations_that_the_document_declares_with_another_error_body() {
        let usual = "#/components/responses/ErrorResponse";
        assert_eq!(operations(|operation| operation["responses"]["5XX"]["$ref"] != usual), PROBES);
    }
}
