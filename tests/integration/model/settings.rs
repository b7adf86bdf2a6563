//! How long a run is, and where it begins.

use proptest::test_runner::{Config, FileFailurePersistence, RngSeed, TestError, TestRunner};
use std::str::FromStr;

/// From the environment; `super` says what there is.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub cases: u32,
    pub steps: usize,
    pub seed: u64,
}

/// Which strategy the cases come from.
#[derive(Clone, Copy, Debug)]
pub enum Regressions {
    Sequences,
    Orders,
}

impl Settings {
    pub fn from_environment() -> Settings {
        let random = uuid::Uuid::new_v4().as_u64_pair().0;
        Settings {
            cases: variable("MODEL_CASES").unwrap_or(3),
            steps: variable("MODEL_STEPS").unwrap_or(25),
            seed: variable("MODEL_SEED").unwrap_or(random),
        }
    }

    /// Runs so many cases from the seed, after those that failed once: their seeds are kept in a file of this directory. A
    /// seed means something to one strategy only, so each has a file of its own.
    pub fn runner(&self, regressions: Regressions) -> TestRunner {
        let regressions = FileFailurePersistence::Direct(match regressions {
            Regressions::Sequences => "integration/model/sequence_regressions.txt",
            Regressions::Orders => "integration/model/order_regressions.txt",
        });
        TestRunner::new(Config {
            cases: self.cases,
            rng_seed: RngSeed::Fixed(self.seed),
            failure_persistence: Some(Box::new(regressions)),
            // Each try starts a server; a failure is read better when it is short, but it must come.
            max_shrink_iters: 300,
            ..Config::default()
        })
    }

    /// Fails the test unless all cases have passed, with the reason and the seed. The plans are left out: the reason tells
    /// the requests.
    pub fn pass<T: std::fmt::Debug>(&self, result: Result<(), TestError<T>>) {
        match result {
            Ok(()) => {}
            Err(TestError::Fail(reason, _)) => panic!("{self:?}: {reason}"),
            Err(error) => panic!("{self:?}: {error:?}"),
        }
    }
}

/// The value of a variable of the environment, if it is set.
pub fn variable<T: FromStr>(name: &str) -> Option<T> {
    let value = std::env::var(name).ok()?;
    Some(value.parse().unwrap_or_else(|_| panic!("{name} is not a number: {value}")))
}
