//! How the demonstration and the end-to-end run tell what happens.

/// Writes the story to standard output.
pub struct Narration;

impl Narration {
    /// A story on standard output.
    pub fn to_stdout() -> Narration {
        Narration
    }

    /// Begins a new part.
    pub fn chapter(&self, title: &str) {
        println!("\n== {title}\n");
    }

    /// Says one thing.
    pub fn line(&self, text: &str) {
        println!("   {text}");
    }

    /// Shows a table, its columns as wide as they need to be; the first row is the heading.
    pub fn table<const COLUMNS: usize>(&self, rows: &[[String; COLUMNS]]) {
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let widths: [usize; COLUMNS] = std::array::from_fn(width);
        for row in rows {
            let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
            println!("   {}", cells.collect::<Vec<_>>().join("  ").trim_end());
        }
    }

    /// Shows which call is made.
    pub fn call(&self, call: &str) {
        println!("-> {call}");
    }
}
