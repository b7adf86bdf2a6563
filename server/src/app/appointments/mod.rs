//! Programme appointments: search, create, update and delete (behaviour 2.14 to 2.18).
//!
//! The rules are in `domain`; here they are applied to whole batches, all or nothing. Each of the three writes is one
//! transaction in four parts: lock and read what the items refer to, check step by step for all items, work out in memory
//! what every row will be, write. No part depends on the number of items for its number of statements.
//!
//! | module | holds |
//! | --- | --- |
//! | `search`, `create`, `update`, `delete` | the use cases |
//! | `batch` | size, duplicates, and the paths of items in `fields` |
//! | `existing` | items that an earlier request has created already |
//! | `components` | what appointments are created for, and its commencement |
//! | `codes` | what codes stand for |
//! | `settlement` | locked events, their counts of failures to comply and reviews |
//! | `contacts` | rows of contacts from and to the appointments of the rules, and those that are linked to them |
//! | `enforcements` | rows of enforcements |
//! | `audit`, `report` | audit rows; log events and counts |

mod audit;
mod batch;
mod codes;
mod components;
mod contacts;
mod create;
mod delete;
mod enforcements;
mod existing;
mod report;
mod search;
mod settlement;
mod update;

pub use create::create;
pub use delete::delete;
pub use search::search;
pub use update::update;
