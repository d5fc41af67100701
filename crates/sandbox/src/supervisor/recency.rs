//! Which roots were used last: there are more roots than sandboxes worth keeping ready.

/// All roots, those used last first. As long as none was used, their order in the configuration.
pub(super) struct Recency {
    order: Vec<usize>,
}

impl Recency {
    pub(super) fn new(roots: usize) -> Self {
        Self { order: (0..roots).collect() }
    }

    /// Notes that a root is used now.
    pub(super) fn used(&mut self, root: usize) {
        self.order.retain(|other| *other != root);
        self.order.insert(0, root);
    }

    /// So many roots, those used last first.
    pub(super) fn first(&self, count: usize) -> impl Iterator<Item = usize> {
        self.order.iter().take(count).copied()
    }

    /// How many roots were used after this one.
    pub(super) fn rank(&self, root: usize) -> usize {
        self.order.iter().position(|other| *other == root).unwrap_or(usize::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::Recency;

    #[test]
    fn what_is_used_comes_to_the_front_and_what_was_not_used_for_longest_falls_out() {
        let mut recency = Recency::new(5);
        assert!(recency.first(3).eq([0, 1, 2]));
        recency.used(4);
        recency.used(1);
        recency.used(4);
        assert!(recency.first(3).eq([4, 1, 0]));
        assert_eq!([4, 1, 0, 2, 3].map(|root| recency.rank(root)), [0, 1, 2, 3, 4]);
        assert!(recency.first(9).eq([4, 1, 0, 2, 3]));
    }
}
