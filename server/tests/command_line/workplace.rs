//! A directory to run the program in, and the processes that run there.

use diesel::{Connection, SqliteConnection};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The database where the configuration says nothing, in the working directory.
pub const DATABASE: &str = "accredited-programmes-and-delius.db";

/// A directory of its own for the program's files, and an environment without anybody's settings.
pub struct Workplace {
    directory: TempDir,
    settings: Vec<(String, String)>,
}

/// How a process ended and what it printed.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Ended {
    fn of(output: Output) -> Ended {
        Ended {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Workplace {
    pub fn new() -> Workplace {
        let settings = vec![("APD_HTTP__BIND".to_owned(), "127.0.0.1:0".to_owned())];
        Workplace { directory: TempDir::new().unwrap(), settings }
    }

    /// Sets a variable of the environment for every process from now on.
    pub fn set(&mut self, variable: impl Into<String>, value: impl Into<String>) {
        self.settings.push((variable.into(), value.into()));
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    pub fn write(&self, name: &str, content: &str) {
        std::fs::write(self.path(name), content).unwrap();
    }

    /// Opens the program's database, beside the program.
    #[expect(clippy::disallowed_methods, reason = "a connection without what the service sets up")]
    pub fn connect(&self) -> SqliteConnection {
        SqliteConnection::establish(self.path(DATABASE).to_str().unwrap()).unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_accredited-programmes-and-delius"));
        command
            .args(arguments)
            .current_dir(self.directory.path())
            .env_clear()
            .envs(self.settings.iter().cloned());
        command.stdin(Stdio::null());
        command
    }

    /// Runs the program to its end.
    pub fn run(&self, arguments: &[&str]) -> Ended {
        Ended::of(self.command(arguments).output().unwrap())
    }

    /// Runs the program to its end, while nobody reads its standard output any more.
    pub fn run_unread(&self, arguments: &[&str]) -> Ended {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let process = self.command(arguments).stdout(writer).stderr(Stdio::piped()).spawn().unwrap();
        Ended::of(process.wait_with_output().unwrap())
    }

    /// Runs the program to its end, with a text on its standard input.
    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Ended {
        self.write("stdin", input);
        let stdin = File::open(self.path("stdin")).unwrap();
        Ended::of(self.command(arguments).stdin(stdin).output().unwrap())
    }

    /// Starts the service and waits until it has said how to use it.
    pub fn serve(&self, arguments: &[&str]) -> Serving {
        let log = self.path("stderr.log");
        let stderr = File::create(&log).unwrap();
        let mut process = self.command(arguments).stdout(Stdio::piped()).stderr(stderr).spawn().unwrap();
        let mut stdout = BufReader::new(process.stdout.take().unwrap());
        let greeting = read_greeting(&mut stdout);
        let stderr = std::fs::read_to_string(&log).unwrap();
        let serving = Serving { process, _stdout: stdout, greeting, log };
        assert!(serving.greeting.contains("curl"), "it did not start: {}{stderr}", serving.greeting);
        serving
    }
}

/// An address where connections are refused.
pub fn nobody_listens() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// Reads up to the third `curl` line, or to the end.
fn read_greeting(stdout: &mut BufReader<ChildStdout>) -> String {
    let mut greeting = String::new();
    while greeting.matches("curl ").count() < 3 && stdout.read_line(&mut greeting).unwrap() > 0 {}
    greeting
}

/// A service that runs. It is killed when it is dropped.
pub struct Serving {
    process: Child,
    /// Kept, so that the service can go on printing.
    _stdout: BufReader<ChildStdout>,
    /// What it printed when it was ready.
    pub greeting: String,
    log: PathBuf,
}

impl Serving {
    /// Where it listens, such as `http://127.0.0.1:8080`.
    pub fn url(&self) -> &str {
        let url = self.greeting.split_whitespace().find(|word| word.starts_with("http://")).unwrap();
        url.trim_end_matches('/')
    }

    /// The token that it printed.
    pub fn token(&self) -> &str {
        let line = self.greeting.lines().find_map(|line| line.strip_prefix("export TOKEN="));
        line.expect("a token is printed")
    }

    /// The status of a GET with a token.
    pub async fn status(&self, path: &str, token: &str) -> u16 {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let response = client.get(format!("{}{path}", self.url())).bearer_auth(token).send().await.unwrap();
        response.status().as_u16()
    }

    /// Sends a signal, such as `TERM`.
    pub fn signal(&self, signal: &str) {
        let pid = self.process.id().to_string();
        assert!(Command::new("kill").args(["-s", signal, &pid]).status().unwrap().success());
    }

    /// Waits until the log says something.
    pub fn wait_for_log(&self, text: &str) {
        let deadline = Instant::now() + Duration::from_secs(20);
        while !std::fs::read_to_string(&self.log).unwrap().contains(text) {
            assert!(Instant::now() < deadline, "{text} is not in the log");
            std::thread::yield_now();
        }
    }

    /// Sends a signal and waits for the end. Gives the exit code and what stands on standard error.
    pub fn stop(mut self, signal: &str) -> (Option<i32>, String) {
        self.signal(signal);
        let code = self.process.wait().unwrap().code();
        (code, std::fs::read_to_string(&self.log).unwrap())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
