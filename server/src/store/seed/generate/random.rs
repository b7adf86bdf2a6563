//! Chance that can be repeated.

use super::choice::Choice;
use uuid::Uuid;

/// The generator `SplitMix64` of Steele, Lea and Flood. Written out here, in a few lines, because the same seed must make
/// the same people with every later version, which no library promises. Not for secrets.
pub(super) struct Random(u64);

impl Random {
    /// The chances of one person.
    pub(super) fn new(seed: u64, person: i64) -> Random {
        // Mixed once, so that persons with ids next to each other do not have chances next to each other.
        Random(Random(seed ^ person.cast_unsigned().rotate_left(32)).next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A whole number between two, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = high.abs_diff(low).saturating_add(1);
        low.saturating_add_unsigned(self.next() % span)
    }

    /// True in so many of a hundred cases.
    pub(super) fn chance(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of several, all equally likely.
    pub(super) fn pick<T: Copy>(&mut self, choice: &Choice<T>) -> T {
        *self.pick_ref(choice)
    }

    /// The same of things that are not copied.
    pub(super) fn pick_ref<'c, T>(&mut self, choice: &'c Choice<T>) -> &'c T {
        choice.get(usize::try_from(self.next() >> 32).unwrap_or_default())
    }

    /// A random UUID (version 4).
    pub(super) fn uuid(&mut self) -> Uuid {
        let bits = (u128::from(self.next()) << 64) | u128::from(self.next());
        uuid::Builder::from_random_bytes(bits.to_be_bytes()).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_published_generator() {
        let mut random = Random(1_234_567);
        let numbers = [random.next(), random.next(), random.next()];
        assert_eq!(
            numbers,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn the_same_person_of_the_same_seed_has_the_same_chances_and_no_other_has() {
        let first = |seed, person| Random::new(seed, person).next();
        assert_eq!(first(1, 10), first(1, 10));
        assert_ne!(first(1, 10), first(1, 11));
        assert_ne!(first(1, 10), first(2, 10));
    }

    #[test]
    fn both_ends_of_a_range_occur_and_nothing_beyond() {
        let mut random = Random::new(7, 7);
        let mut seen: Vec<i64> = (0..200).map(|_| random.between(-1, 2)).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen, [-1, 0, 1, 2]);
    }
}
