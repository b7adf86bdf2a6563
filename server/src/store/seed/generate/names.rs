//! Names of people made up.

use super::choice::Choice;

const WOMEN: &str = "Abigail Aisha Alice Amina Anita Beth Bronwen Carol Catrin Chantelle Chioma Claire Dawn Deborah
    Donna Ebony Eleanor Elif Emma Esther Farah Fiona Gemma Grace Hannah Helen Ifeoma Imogen Jade Jasmine Joanne Karen
    Katie Keira Laura Leila Lorraine Lucy Magda Maria Megan Mei Natasha Nicola Noor Olivia Pauline Precious Rachel
    Rosa Ruth Samantha Sarah Shanice Sian Sofia Stacey Tanya Tracey Ursula Valentina Wendy Yasmin Zara";

const MEN: &str = "Aaron Abdul Adam Ahmed Alan Aleksander Andrew Anthony Ben Bogdan Callum Carl Chidi Colin Craig Daniel
    Darren David Dean Delroy Dylan Edward Emeka Errol Ethan Faisal Finley Gareth Gary George Hamza Harry Hassan Ian
    Imran Ivan Jack Jamal James Jason Jerome Joshua Junaid Karl Kevin Kofi Kyle Lee Leroy Liam Luke Marcus Mark Martin
    Matthew Mohammed Nathan Neil Nigel Omar Owen Paul Peter Rafal Rhys Richard Ryan Samuel Scott Shane Simon Stephen
    Terence Thomas Tyrone Usman Victor Wayne William Yusuf Zachary";

const SURNAMES: &str = "Abbott Adeyemi Ahmed Akhtar Allen Atkinson Bailey Baker Banerjee Barker Begum Bell Bennett Boateng
    Bradley Brooks Burton Campbell Carter Chandler Chapman Chowdhury Clarke Collins Cooper Cox Davies Dawson Dixon Dogan
    Edwards Ellis Evans Farrell Fisher Fletcher Foster Gibson Gill Grant Gray Griffiths Hall Harris Harvey Hayes Hill
    Holmes Howell Hughes Hussain Ibrahim Iqbal Jackson James Jenkins Johnson Jones Kaur Kelly Khan King Knight Kowalski
    Lane Lawson Lewis Lloyd Marsh Mason Mensah Miah Mills Mitchell Moore Morgan Morris Murphy Murray Newton Nowak Nwosu
    Okafor Owen Palmer Parker Patel Payne Pearce Perry Phillips Popescu Powell Price Rahman Reid Reynolds Richards Roberts
    Rogers Rose Russell Saunders Shah Sharma Shaw Simpson Singh Smith Spencer Stevens Stone Sutton Taylor Thomas Turner
    Walker Walsh Ward Watkins Watson Webb West White Wilkinson Williams Wood Wright Young Zielinski";

/// Names to choose from.
pub(super) struct Names {
    pub(super) women: Choice<&'static str>,
    pub(super) men: Choice<&'static str>,
    pub(super) surnames: Choice<&'static str>,
}

impl Names {
    pub(super) fn new() -> Names {
        Names { women: Choice::words(WOMEN), men: Choice::words(MEN), surnames: Choice::words(SURNAMES) }
    }
}
