//! The HTTP server.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use super::describe::Entry;
use super::key::{Key, Kind};
use super::reason::Reason;
use super::settings::Settings;

/// The limit of behaviour D6: large enough for 2,000 appointments with notes.
const DEFAULT_MAX_BODY_BYTES: u32 = 4 * 1024 * 1024;

/// The largest body arrives within this over a slow line; a caller that stalls must not hold a task for ever.
const BODY_TIMEOUT: Duration = Duration::from_secs(30);

/// No unit of work takes longer, and the platform kills a process 30 seconds after it asked it to stop.
const SHUTDOWN_GRACE: Duration = Duration::from_secs(15);

pub(super) const BIND: Key = Key {
    name: "http.bind",
    kind: Kind::Text("an IP address and a port"),
    meaning: "The address to listen on; port 0 takes a free one, which is logged.",
    default: Some("127.0.0.1:8080"),
    example: "0.0.0.0:8080",
};

pub(super) const MAX_BODY_BYTES: Key = Key {
    name: "http.max_body_bytes",
    // Far above any request that the limits on items allow, yet a few such bodies at once fit in memory.
    kind: Kind::Whole { min: 1024, max: 16 * 1024 * 1024 },
    meaning: "The longest request body that is read, in bytes.",
    default: Some("4194304"),
    example: "4194304",
};

pub(super) const DOCS: Key = Key {
    name: "http.docs",
    kind: Kind::Flag,
    meaning: "Whether `/docs` shows the contract to people, with a form for each operation.",
    default: Some("true"),
    example: "false",
};

/// Settings of the HTTP server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpConfig {
    /// The address to listen on. Port 0 takes a free one.
    pub bind: SocketAddr,
    /// The longest request body that is read, in bytes (behaviour D6).
    pub max_body_bytes: usize,
    /// Whether the pages below `/docs` are served.
    pub docs: bool,
    /// How long a request body may take to arrive whole. No key sets it; tests shorten it.
    pub body_timeout: Duration,
    /// How long requests under way are waited for when the service stops. No key sets it; tests shorten it.
    pub shutdown_grace: Duration,
}

impl HttpConfig {
    pub(super) fn read(settings: &mut Settings) -> Self {
        let bind = settings.parsed(&BIND, |text| text.parse().map_err(|_| Reason::unfit(&BIND, text)));
        let max_body_bytes = settings.whole(&MAX_BODY_BYTES).unwrap_or(DEFAULT_MAX_BODY_BYTES);
        Self {
            bind: bind.unwrap_or_else(|| SocketAddr::from((Ipv4Addr::LOCALHOST, 8080))),
            max_body_bytes: usize::try_from(max_body_bytes).unwrap_or(usize::MAX),
            docs: settings.flag(&DOCS).unwrap_or(true),
            body_timeout: BODY_TIMEOUT,
            shutdown_grace: SHUTDOWN_GRACE,
        }
    }

    pub(super) fn entries(&self) -> Vec<Entry> {
        vec![
            Entry::text(&BIND, self.bind),
            Entry::size(&MAX_BODY_BYTES, self.max_body_bytes),
            Entry::flag(&DOCS, self.docs),
        ]
    }
}
