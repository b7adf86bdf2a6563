//! Requests byte by byte, for what no HTTP client sends.

use crate::wait::PATIENCE;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Sends `request` as it is, and nothing more, and reads until the server has sent the head of its answer and the body
/// that it announced, or closes. Gives the status and the body; fails the test when neither comes.
pub async fn send(address: SocketAddr, request: &str) -> (u16, String) {
    let received = tokio::time::timeout(PATIENCE, exchange(address, request)).await.expect("an answer came");
    let text = String::from_utf8_lossy(&received).into_owned();
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status line");
    let body = text.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default();
    (status, body)
}

async fn exchange(address: SocketAddr, request: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).await.expect("the server listens");
    stream.write_all(request.as_bytes()).await.expect("the server reads");
    let mut received = Vec::new();
    while !is_complete(&received) {
        if stream.read_buf(&mut received).await.expect("the server answers") == 0 {
            break;
        }
    }
    received
}

fn is_complete(received: &[u8]) -> bool {
    let text = String::from_utf8_lossy(received);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let announced = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
    });
    announced.is_some_and(|length| body.len() >= length)
}
