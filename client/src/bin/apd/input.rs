//! What commands read besides their words: a file, or standard input in its place.

use crate::problem::Problem;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

/// In place of words or of a file: read standard input.
const STANDARD_INPUT: &str = "-";

/// The words of the command line, with those of the input in place of `-`.
pub fn words(words: Vec<String>, mut input: impl Read) -> Result<Vec<String>, Problem> {
    let mut all = Vec::new();
    for word in words {
        if word == STANDARD_INPUT {
            let mut text = String::new();
            input.read_to_string(&mut text).map_err(|error| unreadable(Path::new(STANDARD_INPUT), error))?;
            all.extend(text.split_whitespace().map(str::to_owned));
        } else {
            all.push(word);
        }
    }
    Ok(all)
}

/// What the file holds, or the input in place of `-`.
pub fn bytes(file: &Path, mut input: impl Read) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let read = if file == Path::new(STANDARD_INPUT) {
        input.read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(file)
    };
    read.map_err(|error| unreadable(file, error))
}

/// The file as people call it.
pub fn name(file: &Path) -> String {
    if file == Path::new(STANDARD_INPUT) { "standard input".to_owned() } else { file.display().to_string() }
}

fn unreadable(file: &Path, error: io::Error) -> Problem {
    Problem::Input { name: name(file), error }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(given: &[&str]) -> Vec<String> {
        given.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn dash_is_replaced_by_the_words_of_the_input() {
        let crns = words(given(&["X000001", "-", "X000004"]), "X000002\n  X000003\r\n".as_bytes()).unwrap();
        assert_eq!(crns, ["X000001", "X000002", "X000003", "X000004"]);
    }

    #[test]
    fn input_is_left_alone_without_a_dash() {
        assert_eq!(words(given(&["X000001"]), "X000002".as_bytes()).unwrap(), ["X000001"]);
    }

    #[test]
    fn dash_in_place_of_a_file_is_the_input() {
        assert_eq!(bytes(Path::new("-"), "{}".as_bytes()).unwrap(), b"{}");
    }

    #[test]
    fn file_that_is_not_there_is_named() {
        let problem = bytes(Path::new("no-such-file.json"), io::empty()).unwrap_err();
        assert!(problem.to_string().starts_with("cannot read no-such-file.json: "), "{problem}");
    }
}
