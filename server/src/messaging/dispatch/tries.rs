//! Trying again what may succeed a little later (behaviour D32).

use crate::app::events::EventFailure;
use crate::messaging::backoff::jittered;
use crate::op::OpContext;
use crate::telemetry::{error_chain, field};
use std::time::Duration;

/// How long is waited between the tries of one delivery: there is one try more than there are pauses. Each pause is a
/// random part of the given one, between half of it and all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pauses(pub Vec<Duration>);

/// Three tries, with pauses that grow: what is gone for longer is for the queue to deliver again.
impl Default for Pauses {
    fn default() -> Pauses {
        Pauses(vec![Duration::from_millis(200), Duration::from_secs(1)])
    }
}

/// Runs work until it succeeds, fails for good, or has been tried as often as the pauses allow. Says how often that was.
pub(super) async fn with_tries<T, F>(
    pauses: &Pauses,
    op: &OpContext,
    work: impl Fn() -> F,
) -> (Result<T, EventFailure>, u32)
where
    F: Future<Output = Result<T, EventFailure>>,
{
    let mut tries = 1;
    for pause in &pauses.0 {
        match work().await {
            Err(failure) if failure.is_transient() => {
                slog::debug!(op.log, "message to be tried again";
                    field::ATTEMPT => tries,
                    field::ERROR => error_chain(&failure),
                );
            }
            result => return (result, tries),
        }
        tokio::time::sleep(jittered(*pause)).await;
        tries += 1;
    }
    (work().await, tries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use slog::{Discard, Logger, o};
    use std::cell::RefCell;

    /// What three tries end with, given how each of them ends; and how many of these were used.
    async fn run(mut ends: Vec<Result<u8, EventFailure>>) -> (Result<u8, String>, u32, usize) {
        let op = OpContext::for_test(Logger::root(Discard, o!()));
        ends.reverse();
        let ends = RefCell::new(ends);
        let pauses = Pauses(vec![Duration::from_millis(1); 2]);

        let (result, tries) =
            with_tries(&pauses, &op, || std::future::ready(ends.borrow_mut().pop().unwrap())).await;

        (result.map_err(|failure| failure.to_string()), tries, ends.into_inner().len())
    }

    fn transient(reason: &str) -> Result<u8, EventFailure> {
        Err(EventFailure::Transient { reason: reason.to_owned(), source: None })
    }

    #[tokio::test]
    async fn success_is_not_tried_again() {
        assert_eq!(run(vec![Ok(7), Ok(8)]).await, (Ok(7), 1, 1));
    }

    #[tokio::test]
    async fn failure_for_good_is_not_tried_again() {
        let ends = vec![Err(EventFailure::permanent("no")), Ok(8)];

        assert_eq!(run(ends).await, (Err("no".to_owned()), 1, 1));
    }

    #[tokio::test]
    async fn transient_failure_is_tried_three_times_and_the_last_one_counts() {
        assert_eq!(run(vec![transient("a"), transient("b"), Ok(7)]).await, (Ok(7), 3, 0));
        let ends = vec![transient("a"), transient("b"), transient("c"), Ok(7)];
        assert_eq!(run(ends).await, (Err("c".to_owned()), 3, 1));
    }

    #[test]
    fn pauses_grow_and_are_never_shorter_than_half() {
        let Pauses(pauses) = Pauses::default();

        assert!(pauses.len() == 2 && pauses.is_sorted());
        for pause in pauses {
            let random: Vec<_> = (0..200).map(|_| jittered(pause)).collect();
            assert!(random.iter().all(|random| (pause / 2..=pause).contains(random)), "{random:?}");
            assert!(random.iter().any(|other| *other != random[0]), "{random:?}");
        }
    }
}
