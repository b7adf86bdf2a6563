//! A way to a server that can be cut, and mended.

use std::net::SocketAddr;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// What happens on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Everything passes.
    Open,
    /// Connections end, and new ones end at once: the server is gone.
    Gone,
    /// Nothing passes, and nobody is told: the network has swallowed the server.
    Silent,
}

/// Passes connections on to a server for as long as the test lets it.
pub struct TcpProxy {
    address: SocketAddr,
    way: watch::Sender<Way>,
    task: JoinHandle<()>,
}

impl TcpProxy {
    /// Listens at a free port and passes everything on to `target`.
    pub async fn to(target: SocketAddr) -> TcpProxy {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound address");
        let (way, changes) = watch::channel(Way::Open);
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(pass(client, target, changes.clone()));
            }
        });
        TcpProxy { address, way, task }
    }

    /// Where the proxy listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Cuts all connections, and each new one at once.
    pub fn cut(&self) {
        self.way.send_replace(Way::Gone);
    }

    /// Stops passing anything on, without closing a connection.
    pub fn fall_silent(&self) {
        self.way.send_replace(Way::Silent);
    }

    /// Passes new connections on again.
    pub fn mend(&self) {
        self.way.send_replace(Way::Open);
    }
}

impl Drop for TcpProxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Serves one connection. It ends when the way changes, but silence comes before the end.
async fn pass(mut client: TcpStream, target: SocketAddr, mut changes: watch::Receiver<Way>) {
    let mut server = None;
    if *changes.borrow_and_update() == Way::Open {
        let Ok(connected) = TcpStream::connect(target).await else { return };
        let server = server.insert(connected);
        tokio::select! {
            _ = copy_bidirectional(&mut client, server) => return,
            _ = changes.changed() => {}
        }
    }
    // Both connections stay open meanwhile.
    if *changes.borrow_and_update() == Way::Silent {
        let _ = changes.changed().await;
    }
}
