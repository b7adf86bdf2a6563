//! Who the batches are for.

use crate::batch::Batch;
use crate::common::pick::pick;
use crate::ids::{Component, Ids, Place};

/// Sessions of a programme at most, which is how many appointments of a person a batch has at most.
pub(crate) const SESSIONS: usize = 27;

/// People who attend the same sessions.
pub(crate) struct Group {
    pub(crate) members: Vec<Component>,
    pub(crate) place: Place,
}

/// Hands out groups: new people for each, going round when all have had their turn.
pub(crate) struct Groups<'a> {
    ids: &'a Ids,
    people: usize,
    groups: usize,
}

impl<'a> Groups<'a> {
    pub(crate) fn of(ids: &'a Ids) -> Groups<'a> {
        Groups { ids, people: 0, groups: 0 }
    }

    /// A batch for a new group, of so many sessions that are past, or to come.
    pub(crate) fn batch(&mut self, size: usize, is_past: bool) -> Batch {
        let members = size.div_ceil(SESSIONS);
        let group = Group {
            members: (0..members).map(|member| *pick(&self.ids.components, self.people + member)).collect(),
            place: pick(&self.ids.places, self.groups).clone(),
        };
        self.people += members;
        self.groups += 1;
        Batch::new(&group, size, is_past)
    }
}
