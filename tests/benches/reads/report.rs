//! The table.

use crate::child::{Question, Ready};
use crate::common::child_process::ChildProcess;
use crate::common::database::Database;
use crate::options::Options;
use crate::workload::{Endpoint, Request};
use crate::wrk::{self, Load};
use std::fmt;

/// Callers at once.
const CONNECTIONS: [usize; 3] = [1, 16, 64];
/// The number of connections at which the figures to reach are set.
const REFERENCE: usize = 16;
/// Requests prepared for each endpoint; they go round.
const DISTINCT_REQUESTS: usize = 2_000;
/// Bodies of 500 CRNs are large, fewer of them do.
const DISTINCT_LARGE_REQUESTS: usize = 200;

/// All figures of one engine.
pub(crate) struct Report {
    engine: &'static str,
    people: u64,
    ready_ms: f64,
    authentication_us: f64,
    memory_kib: f64,
    memory_after_requests: u64,
    empty: Vec<Load>,
    rows: Vec<Row>,
}

struct Row {
    endpoint: Endpoint,
    loads: Vec<Load>,
    /// Runs of the bare statements a second, from as many tasks as there are connections.
    bare: Vec<f64>,
}

/// Measures everything on one database.
pub(crate) fn measure(database: &Database, options: &Options) -> anyhow::Result<Report> {
    let mut child: ChildProcess<Ready> = ChildProcess::start(database)?;
    let (empty_address, token) = (child.ready.empty.clone(), child.ready.token.clone());
    let empty_request = [Request { path: "/empty".to_owned(), body: None }];
    let mut empty = Vec::new();
    for connections in CONNECTIONS {
        empty.push(wrk::drive(&empty_address, &token, &empty_request, connections, options.duration())?);
    }
    let mut rows = Vec::new();
    for endpoint in Endpoint::ALL.into_iter().filter(|endpoint| options.wants(endpoint.name())) {
        rows.push(measure_endpoint(&mut child, endpoint, options)?);
    }
    let seconds = options.duration().as_secs_f64();
    let requests: f64 =
        rows.iter().flat_map(|row| &row.loads).map(|load| load.requests_a_second * seconds).sum();
    let authentications = child.ask(&Question::Authenticate { rounds: 200_000 })?;
    Ok(Report {
        engine: database.engine.name(),
        people: options.common.people(),
        ready_ms: child.ready.ready_ms,
        authentication_us: 1e6 / authentications,
        memory_kib: child.ask(&Question::Memory)?,
        memory_after_requests: requests as u64,
        empty,
        rows,
    })
}

fn measure_endpoint(
    child: &mut ChildProcess<Ready>,
    endpoint: Endpoint,
    options: &Options,
) -> anyhow::Result<Row> {
    let ready = &child.ready;
    let distinct = if endpoint == Endpoint::AccessMany { DISTINCT_LARGE_REQUESTS } else { DISTINCT_REQUESTS };
    let requests: Vec<_> = (0..distinct).map(|turn| endpoint.request(&ready.ids, turn)).collect();
    let (address, token) = (ready.service.clone(), ready.token.clone());
    let mut row = Row { endpoint, loads: Vec::new(), bare: Vec::new() };
    for connections in CONNECTIONS {
        row.loads.push(wrk::drive(&address, &token, &requests, connections, options.duration())?);
        let millis = u64::try_from(options.duration().as_millis())?;
        let question = Question::Bare { endpoint: endpoint.name().to_owned(), tasks: connections, millis };
        row.bare.push(child.ask(&question)?);
    }
    Ok(row)
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "## {}, {} generated people\n", self.engine, self.people)?;
        writeln!(
            f,
            "| endpoint | connections | requests/s | p50 ms | p99 ms | bare statements/s | time : (empty + bare) |"
        )?;
        writeln!(f, "| --- | ---: | ---: | ---: | ---: | ---: | ---: |")?;
        for (connections, load) in CONNECTIONS.iter().zip(&self.empty) {
            writeln!(f, "| empty handler | {connections} | {} | | |", figures(load))?;
        }
        for row in &self.rows {
            for (index, connections) in CONNECTIONS.iter().enumerate() {
                let (load, bare, empty) = (&row.loads[index], row.bare[index], &self.empty[index]);
                // Times a request are the inverse of throughput.
                let floor = 1.0 / empty.requests_a_second + 1.0 / bare;
                let ratio = 1.0 / load.requests_a_second / floor;
                let mark = if *connections == REFERENCE { "**" } else { "" };
                writeln!(
                    f,
                    "| {} | {connections} | {} | {bare:.0} | {mark}{ratio:.2}{mark} |",
                    row.endpoint.name(),
                    figures(load),
                )?;
            }
        }
        writeln!(f, "\nReady after {:.0} ms.", self.ready_ms)?;
        writeln!(f, "A token seen before: {:.2} µs.", self.authentication_us)?;
        let mebibytes = self.memory_kib / 1_024.0;
        writeln!(f, "Resident after about {} requests: {mebibytes:.0} MiB.", self.memory_after_requests)
    }
}

fn figures(load: &Load) -> String {
    format!("{:.0} | {:.2} | {:.2}", load.requests_a_second, load.p50_ms, load.p99_ms)
}
