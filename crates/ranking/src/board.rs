//! A board: members with absolute values, always in order.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use uuid::Uuid;

use crate::order::{Order, Ties};
use crate::tree::CountedTree;

/// Members in the order of an [`Order`], each with `N` values.
///
/// Values are absolute: setting the same values again changes nothing, and the
/// last values set for each member are all that a board depends on. Two boards
/// with the same order and the same members are equal, whatever happened in
/// between.
///
/// With `n` members, [`set`](Board::set), [`remove`](Board::remove) and
/// [`rank`](Board::rank) take O(log n); pages and neighbours O(log n) plus the
/// rows returned.
#[derive(Debug, Clone)]
pub struct Board<const N: usize> {
    order: Order<N>,
    tree: CountedTree<Key<N>>,
    members: HashMap<u128, [u64; N], BuildHasherDefault<IdHasher>>,
}

/// One line of a board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<const N: usize> {
    /// From 1, by the board's rule for ties.
    pub rank: usize,
    /// The member.
    pub id: Uuid,
    /// The member's values, as they were set.
    pub values: [i64; N],
}

/// Encoded values and id: the ascending order of keys is the board's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key<const N: usize> {
    words: [u64; N],
    id: u128,
}

impl<const N: usize> Ord for Key<N> {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        // Word by word: the first nearly always decides, which the derived
        // comparison of whole arrays does not make use of.
        for (own, others) in self.words.iter().zip(&other.words) {
            match own.cmp(others) {
                Ordering::Equal => {}
                decided => return decided,
            }
        }
        self.id.cmp(&other.id)
    }
}

impl<const N: usize> PartialOrd for Key<N> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<const N: usize> Board<N> {
    /// An empty board.
    pub fn new(order: Order<N>) -> Self {
        Self { order, tree: CountedTree::new(), members: HashMap::default() }
    }

    /// Builds a board at once, which is far quicker than setting one by one.
    /// If a member occurs more than once, the last values count.
    pub fn from_members(order: Order<N>, members: impl IntoIterator<Item = (Uuid, [i64; N])>) -> Self {
        let members: HashMap<u128, [u64; N], _> =
            members.into_iter().map(|(id, values)| (id.as_u128(), order.encode(values))).collect();
        let mut keys: Vec<_> = members.iter().map(|(&id, &words)| Key { words, id }).collect();
        keys.sort_unstable();
        Self { order, tree: CountedTree::from_sorted(&keys), members }
    }

    /// The board's order.
    pub fn order(&self) -> Order<N> {
        self.order
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.tree.len()
    }

    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Gives a member these values, in place of any earlier ones. True if the
    /// board changed by it.
    pub fn set(&mut self, id: Uuid, values: [i64; N]) -> bool {
        let id = id.as_u128();
        let words = self.order.encode(values);
        match self.members.insert(id, words) {
            Some(earlier) if earlier == words => return false,
            Some(earlier) => {
                let removed = self.tree.remove(&Key { words: earlier, id });
                debug_assert!(removed, "every member is in the tree");
            }
            None => {}
        }
        self.tree.insert(Key { words, id })
    }

    /// Takes a member off the board. True if there was one.
    pub fn remove(&mut self, id: Uuid) -> bool {
        let id = id.as_u128();
        match self.members.remove(&id) {
            Some(words) => self.tree.remove(&Key { words, id }),
            None => false,
        }
    }

    /// A member's values.
    pub fn values(&self, id: Uuid) -> Option<[i64; N]> {
        self.members.get(&id.as_u128()).map(|&words| self.order.decode(words))
    }

    /// A member's rank, from 1.
    pub fn rank(&self, id: Uuid) -> Option<usize> {
        self.row(id).map(|row| row.rank)
    }

    /// A member's line.
    pub fn row(&self, id: Uuid) -> Option<Row<N>> {
        let key = self.key(id)?;
        Some(Row { rank: self.rank_of(&key), id, values: self.order.decode(key.words) })
    }

    /// Up to `limit` lines after leaving out the first `offset`.
    pub fn page(&self, offset: usize, limit: usize) -> Vec<Row<N>> {
        let mut rows: Vec<Row<N>> = Vec::with_capacity(limit.min(self.len().saturating_sub(offset)));
        let mut position = offset;
        self.tree.page(offset, limit, |key| {
            position += 1;
            let values = self.order.decode(key.words);
            let rank = match (self.order.ties(), rows.last()) {
                (Ties::Distinct, _) => position,
                (Ties::Shared, Some(above)) if above.values == values => above.rank,
                // The first line of a page may share its rank with lines before it.
                (Ties::Shared, None) => self.rank_of(&key),
                (Ties::Shared, Some(_)) => position,
            };
            rows.push(Row { rank, id: Uuid::from_u128(key.id), values });
        });
        rows
    }

    /// The member's line with up to `reach` lines on either side, in order.
    /// Empty if there is no such member.
    pub fn neighbours(&self, id: Uuid, reach: usize) -> Vec<Row<N>> {
        let Some(key) = self.key(id) else {
            return Vec::new();
        };
        let position = self.tree.rank(&key);
        let before = position.min(reach);
        self.page(position - before, before.saturating_add(1).saturating_add(reach))
    }

    fn key(&self, id: Uuid) -> Option<Key<N>> {
        let id = id.as_u128();
        self.members.get(&id).map(|&words| Key { words, id })
    }

    fn rank_of(&self, key: &Key<N>) -> usize {
        1 + match self.order.ties() {
            Ties::Distinct => self.tree.rank(key),
            // No id is below zero: this counts only those with better values.
            Ties::Shared => self.tree.rank(&Key { words: key.words, id: 0 }),
        }
    }
}

impl<const N: usize> PartialEq for Board<N> {
    fn eq(&self, other: &Self) -> bool {
        self.order == other.order && self.members == other.members
    }
}

impl<const N: usize> Eq for Board<N> {}

/// Hashes an id by mixing its two halves. Ids are made by the server, so
/// nobody can choose many that collide.
#[derive(Default)]
struct IdHasher(u64);

impl Hasher for IdHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.mix(u64::from_le_bytes(word));
        }
    }

    fn write_u128(&mut self, id: u128) {
        let bytes = id.to_le_bytes();
        self.write(&bytes);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl IdHasher {
    fn mix(&mut self, word: u64) {
        // The fractional part of the golden ratio: odd, with well spread bits.
        const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
        let wide = u128::from(self.0 ^ word ^ SPREAD) * u128::from(SPREAD);
        #[expect(clippy::cast_possible_truncation, reason = "folds the two halves")]
        let folded = (wide as u64) ^ ((wide >> 64) as u64);
        self.0 = folded;
    }
}
