//! One address for many servers.
//!
//! Each interaction is verified against a server of its own, while the verifier knows one address for all of them.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

type Target = Arc<Mutex<Option<SocketAddr>>>;

/// Passes connections on to the server that stands behind it at the time.
pub(super) struct Front {
    address: SocketAddr,
    target: Target,
    task: JoinHandle<()>,
}

impl Front {
    /// Listens at a free port, with nothing behind it.
    pub(super) async fn start() -> Front {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound address");
        let target = Target::default();
        let task = tokio::spawn(serve(listener, Arc::clone(&target)));
        Front { address, target, task }
    }

    /// Where it listens.
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// From now on passes connections on to this server, or ends them.
    pub(super) fn lead_to(&self, server: Option<SocketAddr>) {
        *self.target.lock().unwrap() = server;
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(listener: TcpListener, target: Target) {
    while let Ok((client, _)) = listener.accept().await {
        let server = *target.lock().unwrap();
        tokio::spawn(pass(client, server));
    }
}

async fn pass(mut client: TcpStream, server: Option<SocketAddr>) {
    let Some(server) = server else { return };
    let Ok(mut server) = TcpStream::connect(server).await else { return };
    // A connection that breaks is seen by both ends.
    let _ = copy_bidirectional(&mut client, &mut server).await;
}
