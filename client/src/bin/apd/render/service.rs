//! The service itself.

use super::Table;
use super::layout::{Grid, Sheet};
use apd_client::types::{Health, HealthStatus, Info, MessagingStatus};

impl Table for Health {
    fn table(&self, width: Option<u16>) -> String {
        let mut grid = Grid::new(["Part", "Status"], width);
        grid.row(["service".to_owned(), status(self.status)]);
        if let Some(components) = &self.components {
            grid.row(["database".to_owned(), status(components.db.status)]);
            grid.row(["messages".to_owned(), messaging_status(components.messaging.status)]);
        }
        grid.text_or("")
    }
}

fn status(status: HealthStatus) -> String {
    let words = match status {
        HealthStatus::Up => "up",
        HealthStatus::Down => "DOWN",
    };
    words.to_owned()
}

fn messaging_status(status: MessagingStatus) -> String {
    let words = match status {
        MessagingStatus::Up => "up",
        MessagingStatus::Down => "DOWN",
        MessagingStatus::Off => "off",
    };
    words.to_owned()
}

impl Table for Info {
    fn table(&self, width: Option<u16>) -> String {
        Sheet::new(width)
            .row("Service", &self.name)
            .row("Version", &self.version)
            .row("Revision", &self.revision)
            .row("Product", &self.product_id)
            .text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::examples::{assert_table, example};

    #[test]
    fn health() {
        let mut health: Health = example("get_health");
        if let Some(components) = &mut health.components {
            components.db.status = HealthStatus::Down;
        }
        assert_table("health", &health);
    }

    #[test]
    fn info() {
        assert_table("info", &example::<Info>("get_info"));
    }
}
