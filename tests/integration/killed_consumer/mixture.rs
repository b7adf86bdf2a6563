//! Which messages are sent, in which order.

use super::bad;
use super::message::{Author, Meaning, Message, TIMES};
use super::world::Component;
use std::collections::BTreeSet;

/// Components of each kind that a round uses up: those of the messages that are held, and of three portions.
pub const COMPONENTS_OF_A_ROUND: usize = 4;

/// How many statuses a portion has.
const STATUSES_OF_A_PORTION: usize = 20;

/// How many bad messages it has; they are redriven in every further round.
const BAD_ONES_OF_A_PORTION: usize = 4;

/// So many messages in random order: completions of all components, bad ones, copies, and for the rest changes of status.
pub fn mixture(author: &mut Author, components: &[Component], number: usize) -> Vec<Message> {
    let mut messages: Vec<_> =
        components.iter().flat_map(|component| completions(author, *component)).collect();
    for _ in 0..number / 100 {
        messages.push(author.too_early());
    }
    for _ in 0..2 {
        messages.append(&mut bad::one_of_each(author));
    }
    let copies = number / 8;
    while messages.len() < number - copies {
        let component = author.chance.pick(components);
        messages.push(author.status(component));
    }
    shuffled_with_copies(author, messages, copies)
}

/// The first completion, and another one at the same time, or with every third component at another time.
fn completions(author: &mut Author, component: Component) -> [Message; 2] {
    let again = if component.number % 3 == 0 { TIMES[1] } else { TIMES[0] };
    [author.completion(component, TIMES[0]), author.completion(component, again)]
}

/// Messages to be held, half of them completions. Takes two components.
pub fn held(author: &mut Author, components: &mut Vec<Component>) -> Vec<Message> {
    let mut messages = Vec::new();
    for component in components.split_off(components.len() - 2) {
        messages.push(author.completion(component, TIMES[0]));
        messages.push(author.status(component));
    }
    author.chance.shuffle(&mut messages);
    messages
}

/// Some messages, with bad ones of any kind. Takes two components.
pub fn portion(author: &mut Author, components: &mut Vec<Component>) -> Vec<Message> {
    let taken = components.split_off(components.len() - 2);
    let mut messages: Vec<_> = taken.iter().flat_map(|component| completions(author, *component)).collect();
    for _ in 0..STATUSES_OF_A_PORTION {
        let component = author.chance.pick(&taken);
        messages.push(author.status(component));
    }
    let mut bad = bad::one_of_each(author);
    author.chance.shuffle(&mut bad);
    messages.extend(bad.into_iter().take(BAD_ONES_OF_A_PORTION));
    let copies = messages.len() / 8;
    shuffled_with_copies(author, messages, copies)
}

/// How many effects messages have in all: each status, and each termination.
pub fn effects(messages: &[Message]) -> usize {
    let of = |message: &Message| match &message.meaning {
        Meaning::Status { description, .. } => Some(description.clone()),
        Meaning::Completion { component, .. } => Some(component.id().to_string()),
        Meaning::TooEarly | Meaning::Bad { .. } => None,
    };
    messages.iter().filter_map(of).collect::<BTreeSet<_>>().len()
}

fn shuffled_with_copies(author: &mut Author, mut messages: Vec<Message>, copies: usize) -> Vec<Message> {
    for _ in 0..copies {
        let copy = messages[author.chance.below(messages.len())].clone();
        messages.push(copy);
    }
    author.chance.shuffle(&mut messages);
    messages
}
