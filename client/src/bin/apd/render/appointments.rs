//! Appointments.

use super::Table;
use super::layout::Grid;
use super::words::{day, name, time};
use apd_client::types::{Appointment, FoundAppointments};

impl Table for FoundAppointments {
    fn table(&self, width: Option<u16>) -> String {
        let mut grid = Grid::new(["CRN", "When", "Type", "For", "With", "Office", "Outcome"], width);
        for appointment in self.content.values().flatten() {
            grid.row([
                appointment.crn.clone(),
                format!("{}\n{}", day(appointment.date), times(appointment)),
                appointment.type_.description.clone(),
                component(appointment),
                format!("{}\n{}", name(&appointment.staff.name), appointment.team.description),
                description(appointment.location.as_ref().map(|office| &office.description)),
                description(appointment.outcome.as_ref().map(|outcome| &outcome.description)),
            ]);
        }
        grid.text_or("No appointments.")
    }
}

fn description(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}

fn times(appointment: &Appointment) -> String {
    match (appointment.start_time.map(time), appointment.end_time.map(time)) {
        (Some(start), Some(end)) => format!("{start} to {end}"),
        (Some(start), None) => start,
        (None, Some(end)) => format!("until {end}"),
        (None, None) => String::new(),
    }
}

fn component(appointment: &Appointment) -> String {
    match (appointment.requirement_id, appointment.licence_condition_id) {
        (Some(id), _) => format!("requirement\n{id}"),
        (None, Some(id)) => format!("licence condition\n{id}"),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::examples::{assert_table, example};

    fn found() -> FoundAppointments {
        let mut found: FoundAppointments = example("search_appointments");
        let first = found.content["X123456"][0].clone();
        let other = Appointment {
            crn: "X234567".to_owned(),
            licence_condition_id: Some(2_500_731_204),
            requirement_id: None,
            location: None,
            outcome: None,
            end_time: None,
            ..first
        };
        found.content.insert("X234567".to_owned(), vec![other]);
        found
    }

    #[test]
    fn appointments() {
        assert_table("appointments", &found());
    }

    #[test]
    fn appointments_on_a_narrow_terminal_are_wrapped() {
        let text = found().table(Some(100));
        expectorate::assert_contents("tests/output/appointments-narrow.txt", &(text + "\n"));
    }

    #[test]
    fn no_appointments_is_said_in_words() {
        let none = FoundAppointments { content: std::collections::BTreeMap::new() };
        assert_eq!(none.table(None), "No appointments.");
    }
}
