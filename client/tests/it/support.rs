//! Stand-ins, and answers for them to give.

use apd_client::{Client, TokenSource, connect};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

/// The id that error bodies of the stand-in carry.
pub const REQUEST_ID: &str = "0f9d1d3c-64b5-4a3e-9a2e-0b6f2f4d9b10";

/// A client with a fixed token.
pub fn client(url: &str) -> Client {
    connect(url, TokenSource::fixed("a-token").unwrap()).unwrap()
}

/// A service that answers everything alike.
pub async fn service(reply: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(reply).mount(&server).await;
    server
}

/// A reply with the documented error body.
pub fn refusal(status: u16, error_code: &str, message: &str) -> ResponseTemplate {
    let body =
        json!({"status": status, "error_code": error_code, "message": message, "request_id": REQUEST_ID});
    ResponseTemplate::new(status).set_body_json(body)
}

/// A refusal that names these values of the request, each with its path and the reason.
pub fn refusal_of(
    status: u16,
    error_code: &str,
    message: &str,
    fields: &[(String, &str)],
) -> ResponseTemplate {
    let fields: Vec<Value> = fields
        .iter()
        .map(|(field, reason)| json!({"field": field, "type": "Unknown", "message": reason}))
        .collect();
    let body = json!({
        "status": status, "error_code": error_code, "message": message, "request_id": REQUEST_ID, "fields": fields,
    });
    ResponseTemplate::new(status).set_body_json(body)
}

/// A reply as a gateway or a load balancer writes it.
pub fn html(status: u16) -> ResponseTemplate {
    let page = "<html><body><h1>Something is wrong</h1></body></html>";
    ResponseTemplate::new(status).set_body_raw(page, "text/html")
}

/// The operation of the OpenAPI document with that id: its method, its path and its example answer.
pub fn operation(id: &str) -> (String, String, Value) {
    let (method, path, operation) = documented(id);
    (method, path, operation["responses"]["200"]["content"]["application/json"]["example"].clone())
}

/// The example request of an operation.
pub fn request(id: &str) -> Value {
    documented(id).2["requestBody"]["content"]["application/json"]["example"].clone()
}

fn documented(id: &str) -> (String, String, Value) {
    let document: Value = serde_json::from_str(include_str!("../../../api-spec/openapi.json")).unwrap();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            if operation["operationId"] == id {
                return (method.to_uppercase(), path.clone(), operation.clone());
            }
        }
    }
    panic!("no operation {id}");
}

/// The example answer of an operation.
pub fn example(id: &str) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(operation(id).2)
}

/// An address that refuses connections: its port is taken, so that no other test gets it, and nobody listens.
pub struct Nobody {
    /// The address.
    pub url: String,
    _port: TcpSocket,
}

/// A server that is not there.
pub fn nobody() -> Nobody {
    let port = TcpSocket::new_v4().unwrap();
    port.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    Nobody { url: format!("http://{}", port.local_addr().unwrap()), _port: port }
}

/// The address of a server that writes this to its first caller and hangs up.
pub async fn torn(reply: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut caller, _) = listener.accept().await.unwrap();
        let mut request = [0; 4096];
        let _ = caller.read(&mut request).await.unwrap();
        caller.write_all(reply.as_bytes()).await.unwrap();
        caller.shutdown().await.unwrap();
    });
    url
}
