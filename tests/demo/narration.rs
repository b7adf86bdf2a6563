//! How the story is told.

/// Writes the story to standard output.
pub(crate) struct Narration;

impl Narration {
    pub(crate) fn to_stdout() -> Narration {
        Narration
    }

    /// Begins a new part.
    pub(crate) fn chapter(&self, title: &str) {
        println!("\n== {title}\n");
    }

    /// Says one thing.
    pub(crate) fn line(&self, text: &str) {
        println!("   {text}");
    }

    /// Shows which call is made.
    pub(crate) fn call(&self, call: &str) {
        println!("-> {call}");
    }
}
