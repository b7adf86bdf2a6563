//! Pauses that grow, with jitter: many instances that lost the same thing must not all come back at the same moment.

use std::time::Duration;
use uuid::Uuid;

/// The pauses between attempts: each twice as long as the one before, up to a bound.
#[derive(Debug)]
pub(super) struct Backoff {
    first: Duration,
    longest: Duration,
    next: Duration,
}

impl Backoff {
    pub(super) fn new(first: Duration, longest: Duration) -> Backoff {
        Backoff { first, longest, next: first }
    }

    /// The next pause, jittered.
    pub(super) fn next(&mut self) -> Duration {
        let pause = self.next.min(self.longest);
        self.next = pause.saturating_mul(2);
        jittered(pause)
    }

    /// Begins again with the shortest pause.
    pub(super) fn reset(&mut self) {
        self.next = self.first;
    }
}

/// A random duration between half of this one and all of it.
pub(super) fn jittered(duration: Duration) -> Duration {
    // The bits of a random UUID that are random.
    let random = Uuid::new_v4().as_u64_pair().1 & 0xFFFF_FFFF;
    let share = 0.5 + 0.5 * (random as f64 / f64::from(u32::MAX));
    duration.mul_f64(share)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Duration = Duration::from_millis(100);
    const LONGEST: Duration = Duration::from_secs(10);

    #[test]
    fn pauses_double_up_to_the_bound() {
        let mut backoff = Backoff::new(FIRST, LONGEST);

        for longest in [100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000] {
            let longest = Duration::from_millis(longest);
            let pause = backoff.next();
            assert!(pause >= longest / 2 && pause <= longest, "{pause:?} is not about {longest:?}");
        }
    }

    #[test]
    fn pauses_begin_again_after_a_success() {
        let mut backoff = Backoff::new(FIRST, LONGEST);
        let _longer = (backoff.next(), backoff.next());

        backoff.reset();

        assert!(backoff.next() <= FIRST);
    }

    #[test]
    fn pauses_differ_by_chance() {
        let pauses: Vec<_> = (0..10).map(|_| jittered(LONGEST)).collect();

        assert!(pauses.iter().any(|pause| *pause != pauses[0]));
    }
}
