//! What a random sequence consists of: plans, which proptest makes and shrinks, and which become requests once it is known
//! what there is to change.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

/// A step of a sequence.
#[derive(Clone, Debug)]
pub enum Step {
    /// The clock moves by so many minutes.
    Clock(i64),
    /// Requests are sent, all at the same time.
    Send(Vec<Plan>),
}

/// A request to be.
#[derive(Clone, Debug)]
pub enum Plan {
    Create(Batch),
    Update(Batch),
    Delete(Batch),
    /// The request that was made so many requests ago, once more.
    Repeat(usize),
}

/// The items of a request to be. Faults of its items only count when the batch is to be faulty.
#[derive(Clone, Debug)]
pub struct Batch {
    pub is_faulty: bool,
    pub items: Vec<ItemPlan>,
}

/// An item to be. Numbers choose from lists of whatever length.
#[derive(Clone, Debug)]
pub struct ItemPlan {
    pub pick: Pick,
    pub component: usize,
    pub kind: usize,
    pub slot: SlotPlan,
    pub outcome: Option<usize>,
    pub location: usize,
    pub staff: usize,
    pub team: usize,
    pub notes: usize,
    pub description: usize,
    pub sensitive: bool,
    pub fault: Option<Fault>,
}

/// Which reference an item has.
#[derive(Clone, Copy, Debug)]
pub enum Pick {
    /// What suits the request: a new one for a create, one that can be changed for the others.
    Suitable(usize),
    /// One that was used before, and whose appointment may be deleted.
    Used(usize),
}

/// When an appointment shall be.
#[derive(Clone, Copy, Debug)]
pub enum SlotPlan {
    /// An update leaves it where it is.
    Keep,
    /// An update ends it earlier.
    Shorten,
    /// So many days from today, at one of the usual times.
    Move { days: i64, time: usize },
}

/// What is wrong with an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    NoComponent,
    TwoComponents,
    UnusableComponent(usize),
    Reversed,
    UnknownOutcome,
    EarlyOutcome,
    UnknownOffice,
    ClosedOffice,
    UnknownTeam,
    UnknownStaff,
    UnknownReference,
    Twice,
    MovedWithOutcome,
    Unmarked,
}

const FAULTS: [Fault; 16] = [
    Fault::NoComponent,
    Fault::TwoComponents,
    Fault::UnusableComponent(0),
    Fault::UnusableComponent(1),
    Fault::UnusableComponent(2),
    Fault::Reversed,
    Fault::UnknownOutcome,
    Fault::EarlyOutcome,
    Fault::UnknownOffice,
    Fault::ClosedOffice,
    Fault::UnknownTeam,
    Fault::UnknownStaff,
    Fault::UnknownReference,
    Fault::Twice,
    Fault::MovedWithOutcome,
    Fault::Unmarked,
];

/// Sequences of so many steps.
pub fn steps(number: usize) -> impl Strategy<Value = Vec<Step>> {
    vec(step(), number)
}

fn step() -> impl Strategy<Value = Step> {
    let minutes = prop::sample::select(vec![1_i64, 45, 600, 1_440, 2_900, -90, -2_000]);
    prop_oneof![
        1 => minutes.prop_map(Step::Clock),
        4 => plan(1..6).prop_map(|plan| Step::Send(vec![plan])),
        3 => vec(plan(1..6), 2..5).prop_map(Step::Send),
    ]
}

/// A request of so many items.
pub fn plan(size: std::ops::Range<usize>) -> impl Strategy<Value = Plan> {
    prop_oneof![
        30 => batch(size.clone()).prop_map(Plan::Create),
        40 => batch(size.clone()).prop_map(Plan::Update),
        14 => batch(size).prop_map(Plan::Delete),
        16 => (0_usize..5).prop_map(Plan::Repeat),
        1 => Just(Plan::Update(Batch { is_faulty: false, items: Vec::new() })),
    ]
}

/// A batch of so many items.
pub fn batch(size: std::ops::Range<usize>) -> impl Strategy<Value = Batch> {
    (prop::bool::weighted(0.25), vec(item(), size)).prop_map(|(is_faulty, items)| Batch { is_faulty, items })
}

fn item() -> impl Strategy<Value = ItemPlan> {
    let number = 0_usize..64;
    let pick =
        prop_oneof![9 => number.clone().prop_map(Pick::Suitable), 1 => number.clone().prop_map(Pick::Used)];
    let slot = prop_oneof![
        4 => Just(SlotPlan::Keep),
        1 => Just(SlotPlan::Shorten),
        5 => (-6_i64..5, number.clone()).prop_map(|(days, time)| SlotPlan::Move { days, time }),
    ];
    let codes = (number.clone(), number.clone(), number.clone(), number.clone());
    let texts = (number.clone(), number.clone(), prop::bool::weighted(0.1));
    let fault = weighted(0.4, prop::sample::select(FAULTS.to_vec()));
    (pick, number.clone(), slot, weighted(0.6, number), codes, texts, fault).prop_map(
        |(
            pick,
            component,
            slot,
            outcome,
            (kind, location, staff, team),
            (notes, description, sensitive),
            fault,
        )| ItemPlan {
            pick,
            component,
            kind,
            slot,
            outcome,
            location,
            staff,
            team,
            notes,
            description,
            sensitive,
            fault,
        },
    )
}
