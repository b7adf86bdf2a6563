use super::*;

fn document() -> Value {
    serde_json::from_str(&generate().unwrap()).unwrap()
}

fn operations(document: &Value) -> Vec<(String, Value)> {
    let paths = document["paths"].as_object().unwrap();
    let of_path = |(path, methods): (&String, &Value)| {
        let methods = methods.as_object().unwrap().clone();
        methods
            .into_iter()
            .map(|(method, operation)| (format!("{method} {path}"), operation))
            .collect::<Vec<_>>()
    };
    paths.iter().flat_map(of_path).collect()
}

#[test]
fn checked_in_document_is_fresh() {
    assert_eq!(crate::OPENAPI_JSON, generate().unwrap(), "run `cargo openapi generate`");
}

#[test]
fn all_operations_are_there() {
    assert_eq!(operations(&document()).len(), 24);
}

#[test]
fn every_operation_has_text_an_example_one_success_and_the_common_errors() {
    for (name, operation) in operations(&document()) {
        for text in ["summary", "description", "operationId"] {
            assert!(operation[text].as_str().is_some_and(|text| !text.is_empty()), "{name}: {text}");
        }
        let responses = operation["responses"].as_object().unwrap();
        let success: Vec<_> = responses.keys().filter(|status| status.starts_with('2')).collect();
        let (expected, has_body) = match name.as_str() {
            "post /appointments" => ("201", false),
            "put /appointments" | "delete /appointments" => ("204", false),
            _ => ("200", true),
        };
        assert_eq!(success, [expected], "{name}");
        let content = &responses[expected]["content"];
        assert_eq!(!content["application/json"]["example"].is_null(), has_body, "{name}: example");
        assert_eq!(!content.is_null(), has_body, "{name}: body");
        for variable in operation["parameters"].as_array().into_iter().flatten() {
            assert!(variable["example"].is_string(), "{name}: {variable}");
        }
        let health = name.starts_with("get /health");
        let errors: Vec<_> = responses.keys().filter(|status| !status.starts_with('2')).collect();
        assert_eq!(errors, if health { vec!["503"] } else { vec!["4XX", "5XX"] }, "{name}");
        if let Some(body) = operation.get("requestBody") {
            assert!(!body["content"]["application/json"]["example"].is_null(), "{name}: request example");
        }
    }
}

#[test]
fn lists_in_descriptions_have_a_line_for_each_item() {
    for (name, operation) in operations(&document()) {
        let description = operation["description"].as_str().unwrap();
        assert!(!description.contains(" * "), "{name}: {description}");
    }
}

#[test]
fn everything_but_the_service_operations_needs_a_token() {
    for (name, operation) in operations(&document()) {
        let open = operation["tags"] == json!(["Service"]);
        assert_eq!(
            operation["security"],
            if open { json!([]) } else { json!([{ "hmpps_auth": [] }]) },
            "{name}"
        );
    }
}

#[test]
fn only_requests_know_null() {
    let document = document();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let nullable: Vec<_> =
        schemas.iter().filter(|(_, schema)| schema.to_string().contains("nullable")).collect();
    assert_eq!(
        nullable.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        ["ChangedAppointment", "ClearableCode", "ClearableText", "NewAppointment", "SearchAppointments"]
    );
}

#[test]
fn every_property_is_described() {
    let document = document();
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        let Some(properties) = schema["properties"].as_object() else { continue };
        for (property, schema) in properties {
            assert!(schema["description"].is_string(), "{name}.{property}");
        }
    }
}
