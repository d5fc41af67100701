//! What "better" means on a board, written down as data.

/// Which values of one criterion come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Smaller values first: penalties, times, dates.
    Ascending,
    /// Larger values first: points, solved problems.
    Descending,
}

/// What rank members get whose values are equal in every criterion.
///
/// The order of the rows is the same under both: members with equal values
/// stand in the order of their ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ties {
    /// The id decides: ranks are the positions 1, 2, 3, … without repeats.
    Distinct,
    /// They share the best of their positions, and the next rank is left out:
    /// 1, 1, 3.
    Shared,
}

/// The order of a board: `N` criteria, the most important first, and the rule
/// for ties.
///
/// Values are `i64` in whatever unit the caller compares: points, solved
/// problems, microseconds since the epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Order<const N: usize> {
    directions: [Direction; N],
    ties: Ties,
}

impl Order<3> {
    /// The order of the platform's leaderboards: more points, then more
    /// problems solved, then the earlier moment at which that total was
    /// reached, then the id. Ranks are positions, without repeats.
    pub const POINTS_SOLVED_EARLIEST: Self =
        Self::new([Direction::Descending, Direction::Descending, Direction::Ascending], Ties::Distinct);
}

impl<const N: usize> Order<N> {
    /// An order by `directions`, the most important criterion first.
    pub const fn new(directions: [Direction; N], ties: Ties) -> Self {
        Self { directions, ties }
    }

    /// The rule for members that are equal in every criterion.
    pub const fn ties(&self) -> Ties {
        self.ties
    }

    /// Translates values into words whose plain ascending order is this order.
    pub(crate) fn encode(&self, values: [i64; N]) -> [u64; N] {
        let mut words = [0; N];
        for ((word, value), direction) in words.iter_mut().zip(values).zip(self.directions) {
            let ascending = value.cast_unsigned() ^ SIGN;
            *word = match direction {
                Direction::Ascending => ascending,
                Direction::Descending => !ascending,
            };
        }
        words
    }

    /// The inverse of [`Order::encode`].
    pub(crate) fn decode(&self, words: [u64; N]) -> [i64; N] {
        let mut values = [0; N];
        for ((value, word), direction) in values.iter_mut().zip(words).zip(self.directions) {
            let ascending = match direction {
                Direction::Ascending => word,
                Direction::Descending => !word,
            };
            *value = (ascending ^ SIGN).cast_signed();
        }
        values
    }
}

/// Flipping the sign bit makes two's complement compare like unsigned words.
const SIGN: u64 = 1 << 63;

#[cfg(test)]
mod tests {
    use super::*;

    const EXTREMES: [i64; 5] = [i64::MIN, -1, 0, 1, i64::MAX];

    #[test]
    fn encoded_words_keep_the_order_of_the_values() {
        let order = Order::new([Direction::Ascending, Direction::Descending], Ties::Distinct);
        for pair in EXTREMES.windows(2) {
            let (low, high) = (pair[0], pair[1]);
            assert!(order.encode([low, 0]) < order.encode([high, 0]));
            assert!(order.encode([0, high]) < order.encode([0, low]));
            assert!(order.encode([low, low]) < order.encode([high, high]), "the first decides");
        }
    }

    #[test]
    fn decoding_returns_the_values() {
        let order = Order::POINTS_SOLVED_EARLIEST;
        for a in EXTREMES {
            for b in EXTREMES {
                assert_eq!(order.decode(order.encode([a, b, a])), [a, b, a]);
            }
        }
    }
}
