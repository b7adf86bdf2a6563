//! An error and what lies behind it, in one line.

use std::error::Error;

/// The texts of an error and its sources, from the outside in, parted by colons.
pub fn error_chain(error: &(dyn Error + 'static)) -> String {
    let mut texts = vec![error.to_string()];
    let mut source = error.source();
    while let Some(error) = source {
        texts.push(error.to_string());
        source = error.source();
    }
    texts.join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("failed to open the file")]
    struct Outer(#[source] std::io::Error);

    #[test]
    fn sources_follow_from_the_outside_in() {
        let error = Outer(std::io::Error::other("disk is full"));
        assert_eq!(error_chain(&error), "failed to open the file: disk is full");
    }
}
