//! A list to choose from, which is never empty.

/// One or more things.
pub(super) struct Choice<T> {
    first: T,
    others: Vec<T>,
}

impl<T> Choice<T> {
    /// `None` of nothing.
    pub(super) fn of(things: impl IntoIterator<Item = T>) -> Option<Choice<T>> {
        let mut things = things.into_iter();
        Some(Choice { first: things.next()?, others: things.collect() })
    }

    /// The thing at this place, counted round and round.
    pub(super) fn get(&self, index: usize) -> &T {
        let index = index % (self.others.len() + 1);
        index.checked_sub(1).and_then(|index| self.others.get(index)).unwrap_or(&self.first)
    }
}

impl Choice<&'static str> {
    /// The words of a text.
    pub(super) fn words(text: &'static str) -> Choice<&'static str> {
        let mut words = text.split_whitespace();
        Choice { first: words.next().unwrap_or_default(), others: words.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_thing_has_its_place() {
        let choice = Choice::words("a b c");
        assert_eq!([0, 1, 2, 3].map(|index| *choice.get(index)), ["a", "b", "c", "a"]);
        assert!(Choice::<i64>::of([]).is_none());
    }
}
