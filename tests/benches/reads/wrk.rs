//! Driving a server with wrk.

use crate::workload::Request;
use anyhow::{Context, bail};
use std::fmt::Write;
use std::process::Command;
use std::time::Duration;
use tempfile::NamedTempFile;

/// What wrk measured.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Load {
    pub(crate) requests_a_second: f64,
    pub(crate) p50_ms: f64,
    pub(crate) p99_ms: f64,
}

/// Fails, and says what to do, where wrk is not installed.
pub(crate) fn require() -> anyhow::Result<()> {
    match Command::new("wrk").arg("--version").output() {
        Ok(_) => Ok(()),
        Err(_) => bail!("the load tool wrk is missing: run `tests/setup bench`"),
    }
}

/// Sends the requests round and round over so many connections.
pub(crate) fn drive(
    address: &str,
    token: &str,
    requests: &[Request],
    connections: usize,
    duration: Duration,
) -> anyhow::Result<Load> {
    let mut script = NamedTempFile::with_suffix(".lua")?;
    std::io::Write::write_all(&mut script, lua(token, requests)?.as_bytes())?;
    let output = Command::new("wrk")
        .args(["--threads", "1", "--connections", &connections.to_string()])
        .args(["--duration", &format!("{}s", duration.as_secs()), "--timeout", "10s", "--script"])
        .arg(script.path())
        .arg(format!("http://{address}/"))
        .output()
        .context("failed to run wrk")?;
    read(&String::from_utf8(output.stdout)?)
}

/// A script that prepares all requests before the clock starts, and prints the figures in microseconds.
fn lua(token: &str, requests: &[Request]) -> anyhow::Result<String> {
    let mut script = String::from("local requests = {}\nfunction init(args)\n");
    writeln!(script, "wrk.headers['Authorization'] = 'Bearer {token}'")?;
    writeln!(script, "wrk.headers['Content-Type'] = 'application/json'")?;
    for request in requests {
        match &request.body {
            Some(body) => writeln!(
                script,
                "requests[#requests + 1] = wrk.format('POST', '{}', nil, '{body}')",
                request.path
            )?,
            None => writeln!(script, "requests[#requests + 1] = wrk.format('GET', '{}')", request.path)?,
        }
    }
    script.push_str(
        "end
local turn = 0
function request()
  turn = turn % #requests + 1
  return requests[turn]
end
function done(summary, latency, requests)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  print('figures', summary.requests / summary.duration * 1e6, latency:percentile(50), latency:percentile(99), failed)
end
",
    );
    Ok(script)
}

fn read(output: &str) -> anyhow::Result<Load> {
    let line = output.lines().find_map(|line| line.strip_prefix("figures"));
    let line = line.with_context(|| format!("wrk gave no figures: {output}"))?;
    let figures: Vec<f64> = line.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    let [requests_a_second, p50, p99, failed] = figures[..] else { bail!("wrk gave other figures: {line}") };
    if failed > 0.0 {
        bail!("{failed} requests failed");
    }
    Ok(Load { requests_a_second, p50_ms: p50 / 1_000.0, p99_ms: p99 / 1_000.0 })
}
