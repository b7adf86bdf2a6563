//! A page in the browser.

use super::pipe::Pipe;
use crate::eventually;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::path::Path;

/// What is told of a page: its errors, its requests, and the issues found with it.
const DOMAINS: [&str; 5] = ["Page", "Runtime", "Log", "Network", "Audits"];

/// A page in the browser.
pub struct Page {
    pipe: Pipe,
    session: String,
}

impl Page {
    pub(super) async fn attached(pipe: Pipe, session: &str) -> Page {
        let page = Page { pipe, session: session.to_owned() };
        for domain in DOMAINS {
            page.command(&format!("{domain}.enable"), json!({})).await;
        }
        page
    }

    /// Goes to a URL; does not wait until everything is there.
    pub async fn open(&self, url: &str) {
        self.command("Page.navigate", json!({ "url": url })).await;
    }

    /// Evaluates a JavaScript expression; waits for it where it is a promise. What the page's policy forbids to its own
    /// scripts, it forbids to this too.
    pub async fn evaluate(&self, expression: &str) -> Value {
        let parameters = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let mut evaluated = self.command("Runtime.evaluate", parameters).await;
        assert!(evaluated["exceptionDetails"].is_null(), "{expression}: {}", evaluated["exceptionDetails"]);
        evaluated["result"]["value"].take()
    }

    /// Waits until a JavaScript expression is true; on the way from one page to another it is not.
    pub async fn until(&self, expression: &str) {
        let parameters = json!({ "expression": format!("Boolean({expression})"), "returnByValue": true });
        let holds = async || {
            let evaluate = self.pipe.command(Some(&self.session), "Runtime.evaluate", parameters.clone());
            evaluate.await.is_ok_and(|evaluated| evaluated["result"]["value"] == true)
        };
        eventually(expression, holds).await;
    }

    /// Clicks the first element that a selector finds, as soon as there is one.
    pub async fn click(&self, selector: &str) {
        let element = self.element(selector).await;
        self.evaluate(&format!("{element}.click()")).await;
    }

    /// Types a text over that of the field that a selector finds, as soon as there is one, and leaves the field: a page
    /// may wait for that before it takes the text in.
    pub async fn type_into(&self, selector: &str, text: &str) {
        let element = self.element(selector).await;
        self.evaluate(&format!("{element}.select()")).await;
        self.command("Input.insertText", json!({ "text": text })).await;
        self.evaluate(&format!("{element}.blur()")).await;
    }

    /// The text that is to be seen in the first element that a selector finds, as soon as there is one.
    pub async fn text(&self, selector: &str) -> String {
        let element = self.element(selector).await;
        self.evaluate(&format!("{element}.innerText")).await.as_str().unwrap_or_default().to_owned()
    }

    /// The addresses that it has asked for.
    pub fn requests(&self) -> Vec<String> {
        let requests = self.pipe.events(&self.session, "Network.requestWillBeSent");
        requests.iter().filter_map(|event| event["request"]["url"].as_str()).map(str::to_owned).collect()
    }

    /// What went wrong on it: uncaught exceptions, errors and warnings in its console, and whatever its content security
    /// policy refused.
    pub fn complaints(&self) -> Vec<Value> {
        let events = |method| self.pipe.events(&self.session, method).into_iter();
        let is_bad = |level: &Value| ["error", "warning", "assert"].map(Value::from).contains(level);
        let exceptions = events("Runtime.exceptionThrown");
        let console = events("Runtime.consoleAPICalled").filter(|event| is_bad(&event["type"]));
        let log = events("Log.entryAdded").filter(|event| is_bad(&event["entry"]["level"]));
        let refused = events("Audits.issueAdded")
            .filter(|event| event["issue"]["code"] == "ContentSecurityPolicyIssue");
        exceptions.chain(console).chain(log).chain(refused).collect()
    }

    /// Saves a picture of what is to be seen, as PNG.
    pub async fn screenshot(&self, path: &Path) {
        let picture = self.command("Page.captureScreenshot", json!({ "format": "png" })).await;
        let picture = STANDARD.decode(picture["data"].as_str().unwrap_or_default()).expect("a picture");
        std::fs::write(path, picture).expect("a file that can be written");
    }

    /// The JavaScript expression for the first element that a selector finds, as soon as there is one.
    async fn element(&self, selector: &str) -> String {
        let element = format!("document.querySelector({})", json!(selector));
        self.until(&element).await;
        element
    }

    async fn command(&self, method: &str, parameters: Value) -> Value {
        let result = self.pipe.command(Some(&self.session), method, parameters).await;
        result.unwrap_or_else(|error| panic!("{method}: {error}"))
    }
}
