//! Case reference numbers that are free.

use super::super::SeedError;
use crate::store::conn::DbConn;
use crate::store::schema::offender;
use diesel::prelude::*;
use std::collections::{BTreeSet, VecDeque};

/// So many numbers are looked up at once.
const AT_ONCE: u32 = 1_000;
/// Numbers of one letter, from 000001 on.
const OF_ONE_LETTER: u32 = 999_999;
const LETTERS: u32 = 26;

/// Gives free CRNs one after the other: `Q000001` and upwards, letter after letter, round to `P999999`.
///
/// Not above the highest, as ids are: CRNs that exist may stand anywhere, at the very end, too.
#[derive(Default)]
pub(super) struct Crns {
    looked_up: u32,
    free: VecDeque<String>,
}

impl Crns {
    /// The next CRN that no person has.
    ///
    /// # Errors
    ///
    /// [`SeedError::NoCrnLeft`] after 26 million of them.
    pub(super) fn next(&mut self, conn: &mut DbConn) -> Result<String, SeedError> {
        loop {
            if let Some(crn) = self.free.pop_front() {
                return Ok(crn);
            }
            if self.looked_up >= LETTERS * OF_ONE_LETTER {
                return Err(SeedError::NoCrnLeft);
            }
            self.look_up(conn)?;
        }
    }

    fn look_up(&mut self, conn: &mut DbConn) -> QueryResult<()> {
        let end = (self.looked_up + AT_ONCE).min(LETTERS * OF_ONE_LETTER);
        let crns: Vec<String> = (self.looked_up..end).map(crn).collect();
        if let (Some(low), Some(high)) = (crns.iter().min(), crns.iter().max()) {
            let between = offender::table.filter(offender::crn.between(low, high)).select(offender::crn);
            let taken: BTreeSet<String> = between.load::<String>(conn)?.into_iter().collect();
            self.free.extend(crns.into_iter().filter(|crn| !taken.contains(crn)));
        }
        self.looked_up = end;
        Ok(())
    }
}

fn crn(index: u32) -> String {
    let letter = (u32::from(b'Q' - b'A') + index / OF_ONE_LETTER) % LETTERS;
    let letter = char::from_u32(u32::from('A') + letter).unwrap_or('Q');
    format!("{letter}{:06}", index % OF_ONE_LETTER + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::crn::Crn;

    #[test]
    fn every_index_is_a_crn_of_its_own() {
        assert_eq!(crn(0), "Q000001");
        assert_eq!(crn(OF_ONE_LETTER - 1), "Q999999");
        assert_eq!(crn(OF_ONE_LETTER), "R000001");
        assert_eq!(crn(10 * OF_ONE_LETTER), "A000001");
        assert_eq!(crn(LETTERS * OF_ONE_LETTER - 1), "P999999");
        assert!(Crn::parse(&crn(12_345_678)).is_some());
    }
}
