//! Reads the body of a reply no further than a bound.

use reqwest::Response;

/// How the reading of a body ended.
#[derive(Debug)]
pub enum Ended {
    /// All of it was read.
    Whole,
    /// It is longer than allowed.
    TooLong,
    /// The connection broke or took too long.
    Broken(reqwest::Error),
}

/// Reads a body up to `longest` bytes and gives what came.
pub async fn read(response: &mut Response, longest: usize) -> (Vec<u8>, Ended) {
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() > longest => return (body, Ended::TooLong),
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return (body, Ended::Whole),
            Err(error) => return (body, Ended::Broken(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(body: &'static str) -> Response {
        http::Response::new(body).into()
    }

    #[tokio::test]
    async fn body_of_the_longest_length_is_whole() {
        let (body, ended) = read(&mut reply("12345"), 5).await;
        assert!(body == b"12345" && matches!(ended, Ended::Whole), "{ended:?}");
    }

    #[tokio::test]
    async fn body_that_is_longer_is_given_up() {
        let (body, ended) = read(&mut reply("123456"), 5).await;
        assert!(body.len() <= 5 && matches!(ended, Ended::TooLong), "{ended:?}");
    }
}
