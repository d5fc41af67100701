//! An ordered set that knows positions: a B+tree with a count per subtree.
//!
//! `insert`, `remove` and `rank` take O(log n), a page of `k` keys at any
//! offset O(log n + k). Every node but the root stays at least a quarter full,
//! so memory follows the number of keys whatever the history of changes.

/// Keys in a leaf and children of an inner node.
const CAPACITY: usize = 64;
/// A node that falls below this joins or levels with a neighbour.
const MINIMUM: usize = CAPACITY / 4;
/// How full nodes are after a bulk load: room for later inserts.
const FILL: usize = CAPACITY * 3 / 4;

/// A set of distinct keys in ascending order.
#[derive(Debug, Clone)]
pub(crate) struct CountedTree<K> {
    root: Node<K>,
    len: usize,
}

#[derive(Debug, Clone)]
enum Node<K> {
    Leaf(Vec<K>),
    Inner(Inner<K>),
}

/// Children in order. `bounds[i]` lies between child `i` and child `i + 1`: it
/// is not below any key of the former and below every key of the latter. The
/// last child has no bound, so no key is ever too large to have a place.
#[derive(Debug, Clone)]
struct Inner<K> {
    bounds: Vec<K>,
    counts: Vec<usize>,
    children: Vec<Node<K>>,
}

/// The upper half that a full node gave up, and the bound between the halves.
struct Split<K> {
    bound: K,
    upper: Node<K>,
}

impl<K: Ord + Copy> CountedTree<K> {
    pub(crate) fn new() -> Self {
        Self { root: Node::Leaf(Vec::new()), len: 0 }
    }

    /// Builds the set from keys that are ascending and distinct.
    pub(crate) fn from_sorted(keys: &[K]) -> Self {
        debug_assert!(keys.is_sorted_by(|a, b| a < b), "keys must ascend without repeats");
        let mut level: Vec<(K, usize, Node<K>)> =
            even_chunks(keys).map(|chunk| (chunk[chunk.len() - 1], chunk.len(), Node::Leaf(chunk.to_vec()))).collect();
        while level.len() > 1 {
            level = group_level(level);
        }
        let root = level.pop().map_or(Node::Leaf(Vec::new()), |(_, _, node)| node);
        Self { root, len: keys.len() }
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Adds a key. False if it was there already.
    pub(crate) fn insert(&mut self, key: K) -> bool {
        let (added, split) = self.root.insert(key);
        if let Some(Split { bound, upper }) = split {
            let lower = std::mem::replace(&mut self.root, Node::Leaf(Vec::new()));
            self.root = Node::Inner(Inner {
                bounds: vec![bound],
                counts: vec![lower.count(), upper.count()],
                children: vec![lower, upper],
            });
        }
        self.len += usize::from(added);
        added
    }

    /// Takes a key away. False if it was not there.
    pub(crate) fn remove(&mut self, key: &K) -> bool {
        let removed = self.root.remove(key);
        self.len -= usize::from(removed);
        if let Node::Inner(inner) = &mut self.root
            && inner.children.len() == 1
            && let Some(only) = inner.children.pop()
        {
            self.root = only;
        }
        removed
    }

    /// How many keys are below `key`, which need not be in the set.
    pub(crate) fn rank(&self, key: &K) -> usize {
        let mut node = &self.root;
        let mut below = 0;
        loop {
            match node {
                Node::Leaf(keys) => return below + keys.partition_point(|k| k < key),
                Node::Inner(inner) => {
                    let child = inner.child_for(key);
                    below += inner.counts[..child].iter().sum::<usize>();
                    node = &inner.children[child];
                }
            }
        }
    }

    /// Calls `visit` with up to `limit` keys in order, after leaving out `offset`.
    pub(crate) fn page(&self, offset: usize, limit: usize, mut visit: impl FnMut(K)) {
        if offset < self.len && limit > 0 {
            self.root.page(offset, limit, &mut visit);
        }
    }
}

impl<K: Ord + Copy> Node<K> {
    fn size(&self) -> usize {
        match self {
            Self::Leaf(keys) => keys.len(),
            Self::Inner(inner) => inner.children.len(),
        }
    }

    fn count(&self) -> usize {
        match self {
            Self::Leaf(keys) => keys.len(),
            Self::Inner(inner) => inner.counts.iter().sum(),
        }
    }

    fn insert(&mut self, key: K) -> (bool, Option<Split<K>>) {
        match self {
            Self::Leaf(keys) => match keys.binary_search(&key) {
                Ok(_) => return (false, None),
                Err(at) => {
                    make_room(keys);
                    keys.insert(at, key);
                }
            },
            Self::Inner(inner) => {
                let at = inner.child_for(&key);
                let (added, split) = inner.children[at].insert(key);
                if !added {
                    return (false, None);
                }
                inner.counts[at] += 1;
                if let Some(split) = split {
                    inner.adopt(at, split);
                }
            }
        }
        (true, (self.size() > CAPACITY).then(|| self.split()))
    }

    /// Moves the upper half into a new node.
    fn split(&mut self) -> Split<K> {
        let half = self.size() / 2;
        match self {
            Self::Leaf(keys) => {
                let upper = keys.split_off(half);
                Split { bound: keys[half - 1], upper: Self::Leaf(upper) }
            }
            Self::Inner(inner) => {
                let bounds = inner.bounds.split_off(half);
                let bound = inner.bounds.pop().expect("a node that splits has more than one child");
                Split {
                    bound,
                    upper: Self::Inner(Inner {
                        bounds,
                        counts: inner.counts.split_off(half),
                        children: inner.children.split_off(half),
                    }),
                }
            }
        }
    }

    fn remove(&mut self, key: &K) -> bool {
        match self {
            Self::Leaf(keys) => keys.binary_search(key).map(|at| keys.remove(at)).is_ok(),
            Self::Inner(inner) => {
                let at = inner.child_for(key);
                if !inner.children[at].remove(key) {
                    return false;
                }
                inner.counts[at] -= 1;
                if inner.children[at].size() < MINIMUM && inner.children.len() > 1 {
                    inner.join(at.min(inner.children.len() - 2));
                }
                true
            }
        }
    }

    /// Appends a node of the same height; `bound` lies between the two.
    fn append(&mut self, bound: K, upper: Self) {
        match (self, upper) {
            (Self::Leaf(lower), Self::Leaf(mut upper)) => lower.append(&mut upper),
            (Self::Inner(lower), Self::Inner(mut upper)) => {
                lower.bounds.push(bound);
                lower.bounds.append(&mut upper.bounds);
                lower.counts.append(&mut upper.counts);
                lower.children.append(&mut upper.children);
            }
            _ => unreachable!("neighbours have the same height"),
        }
    }

    /// Visits keys; returns how many of `limit` are still wanted.
    fn page(&self, mut offset: usize, mut limit: usize, visit: &mut impl FnMut(K)) -> usize {
        match self {
            Self::Leaf(keys) => {
                let end = keys.len().min(offset.saturating_add(limit));
                for key in &keys[offset..end] {
                    visit(*key);
                }
                limit - (end - offset)
            }
            Self::Inner(inner) => {
                for (count, child) in inner.counts.iter().zip(&inner.children) {
                    if offset >= *count {
                        offset -= count;
                        continue;
                    }
                    limit = child.page(offset, limit, visit);
                    offset = 0;
                    if limit == 0 {
                        break;
                    }
                }
                limit
            }
        }
    }
}

impl<K: Ord + Copy> Inner<K> {
    /// The child whose range holds `key`.
    fn child_for(&self, key: &K) -> usize {
        self.bounds.partition_point(|bound| bound < key)
    }

    /// Takes in the upper half of child `at`, which has just split.
    fn adopt(&mut self, at: usize, split: Split<K>) {
        let moved = split.upper.count();
        self.counts[at] -= moved;
        self.bounds.insert(at, split.bound);
        self.counts.insert(at + 1, moved);
        self.children.insert(at + 1, split.upper);
    }

    /// Joins child `at` with the one after it, and levels the two out when
    /// they do not fit into one.
    fn join(&mut self, at: usize) {
        let upper = self.children.remove(at + 1);
        let moved = self.counts.remove(at + 1);
        let bound = self.bounds.remove(at);
        self.children[at].append(bound, upper);
        self.counts[at] += moved;
        if self.children[at].size() > FILL {
            let split = self.children[at].split();
            self.adopt(at, split);
        }
    }
}

/// Grows a leaf by doubling, but never beyond what it may hold for a moment.
fn make_room<K>(keys: &mut Vec<K>) {
    let len = keys.len();
    if len == keys.capacity() {
        keys.reserve_exact(len.max(4).min(CAPACITY + 1 - len));
    }
}

/// Cuts into as few runs of at most [`FILL`] as there must be, of equal length
/// but for one.
fn even_chunks<T>(items: &[T]) -> impl Iterator<Item = &[T]> {
    let runs = items.len().div_ceil(FILL);
    (0..runs).map(move |i| &items[items.len() * i / runs..items.len() * (i + 1) / runs])
}

/// Puts one level of a bulk load under parents. A node comes with its largest
/// key and its count.
fn group_level<K: Ord + Copy>(level: Vec<(K, usize, Node<K>)>) -> Vec<(K, usize, Node<K>)> {
    let (total, groups) = (level.len(), level.len().div_ceil(FILL));
    let mut nodes = level.into_iter();
    (0..groups)
        .map(|group| {
            let take = total * (group + 1) / groups - total * group / groups;
            let mut parent = Inner { bounds: Vec::new(), counts: Vec::new(), children: Vec::new() };
            for (largest, count, node) in nodes.by_ref().take(take) {
                parent.bounds.push(largest);
                parent.counts.push(count);
                parent.children.push(node);
            }
            let largest = parent.bounds.pop().expect("a group has at least one node");
            (largest, parent.counts.iter().sum(), Node::Inner(parent))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Checks order, bounds, counts, fill and equal depth; returns the depth.
    fn check(node: &Node<u64>, is_root: bool) -> usize {
        assert!(node.size() <= CAPACITY);
        assert!(is_root || node.size() >= MINIMUM, "a node is less than a quarter full");
        match node {
            Node::Leaf(keys) => {
                assert!(keys.is_sorted_by(|a, b| a < b));
                0
            }
            Node::Inner(inner) => {
                assert_eq!(inner.bounds.len() + 1, inner.children.len());
                assert_eq!(inner.counts.len(), inner.children.len());
                let mut depths = Vec::new();
                for (i, child) in inner.children.iter().enumerate() {
                    assert_eq!(inner.counts[i], child.count());
                    child.page(0, usize::MAX, &mut |key| {
                        assert!(i == 0 || inner.bounds[i - 1] < key);
                        assert!(i == inner.bounds.len() || key <= inner.bounds[i]);
                    });
                    depths.push(check(child, false));
                }
                assert!(depths.windows(2).all(|pair| pair[0] == pair[1]), "leaves differ in depth");
                depths[0] + 1
            }
        }
    }

    fn keys(tree: &CountedTree<u64>) -> Vec<u64> {
        let mut all = Vec::new();
        tree.page(0, usize::MAX, |key| all.push(key));
        all
    }

    fn assert_same(tree: &CountedTree<u64>, model: &[u64]) {
        check(&tree.root, true);
        assert_eq!(tree.len(), model.len());
        assert_eq!(keys(tree), model);
        for probe in model.iter().flat_map(|&key| [key, key + 1]) {
            assert_eq!(tree.rank(&probe), model.partition_point(|&key| key < probe));
        }
    }

    #[test]
    fn growing_and_emptying_in_either_direction_keeps_the_tree_sound() {
        const MANY: u64 = 20_000;
        for (grow_down, shrink_down) in [(false, false), (false, true), (true, false), (true, true)] {
            let turn = |down: bool, i: u64| if down { MANY - 1 - i } else { i };
            let mut tree = CountedTree::new();
            for i in 0..MANY {
                assert!(tree.insert(turn(grow_down, i)));
            }
            assert_same(&tree, &(0..MANY).collect::<Vec<_>>());
            for i in 0..MANY {
                assert!(tree.remove(&turn(shrink_down, i)));
                if i % 997 == 0 {
                    check(&tree.root, true);
                }
            }
            assert_same(&tree, &[]);
        }
    }

    #[test]
    fn removing_most_keys_gives_the_memory_back() {
        let mut tree = CountedTree::from_sorted(&(0..100_000).collect::<Vec<_>>());
        for key in (0..100_000).filter(|key| key % 64 != 0) {
            assert!(tree.remove(&key));
        }
        assert_same(&tree, &(0..100_000).step_by(64).collect::<Vec<_>>());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_bulk_load_equals_single_inserts(mut wanted in prop::collection::vec(0_u64..50_000, 0..9_000)) {
            let mut single = CountedTree::new();
            for key in &wanted {
                single.insert(*key);
            }
            wanted.sort_unstable();
            wanted.dedup();
            assert_same(&single, &wanted);
            assert_same(&CountedTree::from_sorted(&wanted), &wanted);
        }

        #[test]
        fn any_mix_of_inserts_and_removals_equals_a_sorted_list(
            loaded in prop::collection::btree_set(0_u64..3_000, 0..2_500),
            steps in prop::collection::vec((any::<bool>(), 0_u64..3_000), 0..4_000),
            offset in 0_usize..3_000,
            limit in 0_usize..200,
        ) {
            let mut model = loaded.clone();
            let mut tree = CountedTree::from_sorted(&loaded.into_iter().collect::<Vec<_>>());
            for (add, key) in steps {
                if add {
                    prop_assert_eq!(tree.insert(key), model.insert(key));
                } else {
                    prop_assert_eq!(tree.remove(&key), model.remove(&key));
                }
            }
            let model: Vec<u64> = model.into_iter().collect();
            assert_same(&tree, &model);
            let mut page = Vec::new();
            tree.page(offset, limit, |key| page.push(key));
            let wanted: Vec<u64> = model.iter().copied().skip(offset).take(limit).collect();
            prop_assert_eq!(page, wanted);
        }
    }
}
