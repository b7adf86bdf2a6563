//! Words answers for people.
//!
//! Every type that a command can get has a [`Table`]: pure, so that its output is a snapshot. Codes stand in brackets
//! behind the words of Delius where a further command needs them; anything else of the wire stays in the JSON.

mod appointments;
mod cases;
pub mod changes;
mod components;
pub mod layout;
mod regions;
mod service;
mod users;
pub mod words;

#[cfg(test)]
mod examples;

/// An answer that people can read.
pub trait Table {
    /// The answer as text, wrapped to `width` columns where one is given.
    fn table(&self, width: Option<u16>) -> String;
}

/// Columns of the terminal, if the output goes to one.
pub fn terminal_width() -> Option<u16> {
    terminal_size::terminal_size().map(|(width, _)| width.0)
}
