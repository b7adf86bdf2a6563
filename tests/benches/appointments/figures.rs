//! Times of many rounds, and what they come to.

/// Times of one thing in milliseconds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Times(Vec<f64>);

impl Times {
    pub(crate) fn add(&mut self, milliseconds: f64) {
        self.0.push(milliseconds);
    }

    pub(crate) fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// Of fewer than 100 times, the longest.
    pub(crate) fn p99(&self) -> f64 {
        self.quantile(0.99)
    }

    /// The smallest time that this share of all are not above.
    fn quantile(&self, share: f64) -> f64 {
        let mut times = self.0.clone();
        times.sort_by(f64::total_cmp);
        let rank = (share * times.len() as f64).ceil() as usize;
        times.get(rank.saturating_sub(1)).copied().unwrap_or(f64::NAN)
    }

    pub(crate) fn number(&self) -> usize {
        self.0.len()
    }
}

impl From<Vec<f64>> for Times {
    fn from(times: Vec<f64>) -> Times {
        Times(times)
    }
}
