//! Persons, sentences, offences and registrations.

use super::Table;
use super::layout::{Grid, Sheet};
use super::words::{coded, coded_lines, day, name, yes_or_no};
use apd_client::types::{Offence, Offences, PersonalDetails, Practitioner, Registrations, Sentence};

impl Table for PersonalDetails {
    fn table(&self, width: Option<u16>) -> String {
        Sheet::new(width)
            .row("Name", name(&self.name))
            .row("CRN", &self.crn)
            .row("Date of birth", format!("{} ({})", day(self.date_of_birth), self.age))
            .row("Sex", &self.sex.description)
            .maybe("Ethnicity", self.ethnicity.as_ref().map(|ethnicity| &ethnicity.description))
            .row("Practitioner", practitioner(&self.probation_practitioner))
            .row("Team", coded(&self.team))
            .row("PDU", coded(&self.probation_delivery_unit))
            .row("Region", coded(&self.region))
            .text()
    }
}

/// Name, officer code and e-mail address: `Amara Okafor (N07A001), amara.okafor@example.com`.
pub fn practitioner(practitioner: &Practitioner) -> String {
    let whole = format!("{} ({})", name(&practitioner.name), practitioner.code);
    match &practitioner.email {
        Some(email) => format!("{whole}, {email}"),
        None => whole,
    }
}

impl Table for Sentence {
    fn table(&self, width: Option<u16>) -> String {
        let list = |values: &[_]| (!values.is_empty()).then(|| coded_lines(values));
        Sheet::new(width)
            .row("Sentence", &self.description)
            .row("Custodial", yes_or_no(self.custodial))
            .row("Start", day(self.start_date))
            .maybe("Expected end", self.expected_end_date.map(day))
            .maybe("Release type", self.release_type.as_ref())
            .maybe("Licence expires", self.licence_expiry_date.map(day))
            .maybe("Two thirds of supervision", self.two_thirds_supervision_date.map(day))
            .maybe("Post-sentence supervision ends", self.post_sentence_supervision_end_date.map(day))
            .maybe("Requirements", list(&self.requirements))
            .maybe("Licence conditions", list(&self.licence_conditions))
            .maybe("Post-sentence requirements", list(&self.post_sentence_supervision_requirements))
            .text()
    }
}

impl Table for Offences {
    fn table(&self, width: Option<u16>) -> String {
        let mut grid = Grid::new(["Offence", "Date", "Category", "Sub category"], width);
        grid.row(offence("Main", &self.main_offence));
        for additional in &self.additional_offences {
            grid.row(offence("Additional", additional));
        }
        grid.text_or("No offences.")
    }
}

fn offence(rank: &str, offence: &Offence) -> [String; 4] {
    [
        rank.to_owned(),
        offence.date.map(day).unwrap_or_default(),
        format!("{} ({})", offence.main_category_description, offence.main_category_code),
        format!("{} ({})", offence.sub_category_description, offence.sub_category_code),
    ]
}

impl Table for Registrations {
    fn table(&self, width: Option<u16>) -> String {
        let mut grid = Grid::new(["Date", "Register", "Category", "Next review"], width);
        for registration in &self.registrations {
            grid.row([
                day(registration.date),
                coded(&registration.type_),
                registration.category.as_ref().map(coded).unwrap_or_default(),
                registration.next_review_date.map(day).unwrap_or_default(),
            ]);
        }
        grid.text_or("No registrations in force.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::examples::{assert_table, example};

    #[test]
    fn personal_details() {
        assert_table("personal-details", &example::<PersonalDetails>("get_personal_details"));
    }

    #[test]
    fn personal_details_without_what_may_be_absent() {
        let mut person: PersonalDetails = example("get_personal_details");
        person.name.middle_names = Some(String::new());
        person.ethnicity = None;
        person.probation_practitioner.email = None;
        assert_table("personal-details-sparse", &person);
    }

    #[test]
    fn sentence() {
        assert_table("sentence", &example::<Sentence>("get_sentence"));
    }

    #[test]
    fn sentence_in_the_community() {
        let mut sentence: Sentence = example("get_sentence");
        sentence.custodial = false;
        sentence.description = "ORA Community Order (12 Months)".to_owned();
        sentence.requirements = std::mem::take(&mut sentence.licence_conditions);
        sentence.requirements.extend(std::mem::take(&mut sentence.post_sentence_supervision_requirements));
        sentence.release_type = None;
        sentence.expected_end_date = None;
        sentence.licence_expiry_date = None;
        sentence.two_thirds_supervision_date = None;
        sentence.post_sentence_supervision_end_date = None;
        assert_table("sentence-community", &sentence);
    }

    #[test]
    fn offences() {
        let mut offences: Offences = example("get_offences");
        let undated = Offence { date: None, ..offences.main_offence.clone() };
        offences.additional_offences.push(undated);
        assert_table("offences", &offences);
    }

    #[test]
    fn registrations() {
        let mut registrations: Registrations = example("list_registrations");
        let mut bare = registrations.registrations[0].clone();
        (bare.category, bare.next_review_date) = (None, None);
        registrations.registrations.push(bare);
        assert_table("registrations", &registrations);
    }

    #[test]
    fn no_registrations_is_said_in_words() {
        let none = Registrations { registrations: Vec::new() };
        assert_eq!(none.table(None), "No registrations in force.");
    }
}
