//! A real browser, Debian's `chromium`, without a window, driven over its `DevTools` protocol.
//!
//! The protocol goes over two pipes, not over a port: nobody else can reach the browser. It finds no machine but this one.

mod page;
mod pipe;

pub use page::Page;

use pipe::Pipe;
use serde_json::json;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;
use tokio::sync::{Mutex, MutexGuard};

/// The browser reads commands from descriptor 3 and writes answers to descriptor 4.
const SCRIPT: &str = r#"exec chromium "$@" 3<&0 4>&1 < /dev/null > /dev/null 2>&1"#;

const OPTIONS: [&str; 9] = [
    "--headless",
    "--remote-debugging-pipe",
    // Root cannot have the sandbox, nor can most containers. Only our own pages are opened.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--window-size=1280,1600",
];

/// A browser is many processes; a small machine has enough of one at a time.
static TURN: Mutex<()> = Mutex::const_new(());

/// A browser of one test. It ends when this is dropped.
pub struct Browser {
    pipe: Pipe,
    process: Child,
    /// Declared, and so removed, after the process.
    _profile: TempDir,
    _turn: MutexGuard<'static, ()>,
}

impl Browser {
    /// Starts one, as soon as no other test of this process has one.
    pub async fn start() -> Browser {
        let turn = TURN.lock().await;
        let profile = tempfile::Builder::new().prefix("apd-browser-").tempdir().expect("a directory");
        let mut process = Command::new("sh")
            .args(["-c", SCRIPT, "sh"])
            .args(OPTIONS)
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell");
        let pipe = Pipe::to(&mut process).expect("the pipes of the browser");
        Browser { pipe, process, _profile: profile, _turn: turn }
    }

    /// Opens an empty page.
    pub async fn page(&self) -> Page {
        let command = async |method: &str, parameters| {
            self.pipe.command(None, method, parameters).await.expect("the browser obeys")
        };
        let target = command("Target.createTarget", json!({ "url": "about:blank" })).await;
        let parameters = json!({ "targetId": target["targetId"], "flatten": true });
        let session = command("Target.attachToTarget", parameters).await;
        Page::attached(self.pipe.clone(), session["sessionId"].as_str().expect("a session's id")).await
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
