//! A board against the plainest thing that could be right: a sorted list.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use ranking::{Board, Direction, Order, Row, Ties};
use uuid::Uuid;

const POINTS: Order<3> = Order::POINTS_SOLVED_EARLIEST;
const SHARED: Order<3> = Order::new([Direction::Descending, Direction::Descending, Direction::Ascending], Ties::Shared);

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// Values from so small a range that most members are tied.
fn tied_values() -> impl Strategy<Value = [i64; 3]> {
    (-2_i64..4, 0_i64..3, 0_i64..3).prop_map(|(points, solved, at)| [points, solved, at])
}

#[derive(Debug, Clone)]
enum Step {
    Set(u128, [i64; 3]),
    Remove(u128),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let member = 0_u128..400;
    let step = prop_oneof![
        6 => (member.clone(), tied_values()).prop_map(|(id, values)| Step::Set(id, values)),
        1 => member.prop_map(Step::Remove),
    ];
    prop::collection::vec(step, 0..1_500)
}

fn apply(board: &mut Board<3>, step: &Step) -> bool {
    match *step {
        Step::Set(member, values) => board.set(id(member), values),
        Step::Remove(member) => board.remove(id(member)),
    }
}

/// The rows that a board of these members must have, by sorting.
fn expected(order: Order<3>, members: &BTreeMap<u128, [i64; 3]>) -> Vec<Row<3>> {
    let mut sorted: Vec<(u128, [i64; 3])> = members.iter().map(|(&id, &v)| (id, v)).collect();
    sorted.sort_by_key(|&(id, [points, solved, at])| (-points, -solved, at, id));
    let mut rows: Vec<Row<3>> = Vec::new();
    for (index, (member, values)) in sorted.into_iter().enumerate() {
        let rank = match rows.last() {
            Some(above) if order.ties() == Ties::Shared && above.values == values => above.rank,
            _ => index + 1,
        };
        rows.push(Row { rank, id: id(member), values });
    }
    rows
}

fn assert_rows(board: &Board<3>, rows: &[Row<3>]) {
    assert_eq!(board.len(), rows.len());
    assert_eq!(board.is_empty(), rows.is_empty());
    assert_eq!(board.page(0, usize::MAX), rows);
    for (index, row) in rows.iter().enumerate() {
        assert_eq!(board.row(row.id), Some(*row));
        assert_eq!(board.rank(row.id), Some(row.rank));
        assert_eq!(board.values(row.id), Some(row.values));
        let around = &rows[index.saturating_sub(2)..rows.len().min(index + 3)];
        assert_eq!(board.neighbours(row.id, 2), around);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_board_equals_a_sorted_list(
        steps in steps(), offset in 0_usize..450, limit in 0_usize..60, shared in any::<bool>(),
    ) {
        let order = if shared { SHARED } else { POINTS };
        let mut board = Board::new(order);
        let mut members = BTreeMap::new();
        for step in &steps {
            let changes = match step {
                Step::Set(member, values) => members.insert(*member, *values) != Some(*values),
                Step::Remove(member) => members.remove(member).is_some(),
            };
            prop_assert_eq!(apply(&mut board, step), changes);
        }
        let rows = expected(order, &members);
        assert_rows(&board, &rows);
        let page: Vec<_> = rows.iter().copied().skip(offset).take(limit).collect();
        prop_assert_eq!(board.page(offset, limit), page);
    }

    #[test]
    fn any_order_of_arrival_gives_the_same_board(
        (members, shuffled) in prop::collection::btree_map(0_u128..2_000, tied_values(), 0..600)
            .prop_flat_map(|members| {
                let list: Vec<_> = members.clone().into_iter().collect();
                (Just(members), Just(list).prop_shuffle())
            }),
    ) {
        let mut one_by_one = Board::new(POINTS);
        for (member, values) in &shuffled {
            // A stale value first, as when results are corrected later.
            one_by_one.set(id(*member), [99, 0, 0]);
            one_by_one.set(id(*member), *values);
        }
        let at_once = Board::from_members(POINTS, members.iter().map(|(&m, &v)| (id(m), v)));
        prop_assert_eq!(&one_by_one, &at_once);
        let rows = expected(POINTS, &members);
        assert_rows(&one_by_one, &rows);
        assert_rows(&at_once, &rows);
    }

    #[test]
    fn replaying_results_changes_nothing(
        members in prop::collection::vec((0_u128..50, tied_values()), 0..200),
    ) {
        let mut board = Board::from_members(POINTS, members.iter().map(|&(m, v)| (id(m), v)));
        let before = board.clone();
        let last: BTreeMap<u128, [i64; 3]> = members.into_iter().collect();
        for (member, values) in last {
            prop_assert!(!board.set(id(member), values));
        }
        prop_assert_eq!(board, before);
    }
}

#[test]
fn points_decide_then_problems_solved_then_the_earlier_moment_then_the_id() {
    let board = Board::from_members(
        POINTS,
        [
            (id(6), [100, 1, 50]),
            (id(5), [100, 2, 90]),
            (id(4), [100, 2, 40]),
            (id(3), [100, 2, 40]),
            (id(2), [-20, 9, 10]),
            (id(1), [300, 1, 99]),
        ],
    );
    let order: Vec<_> = board.page(0, 10).iter().map(|row| (row.rank, row.id.as_u128())).collect();
    assert_eq!(order, [(1, 1), (2, 3), (3, 4), (4, 5), (5, 6), (6, 2)]);
}

#[test]
fn shared_ranks_hold_across_page_borders_and_skip_the_next() {
    let members = (0..150).map(|n| (id(n), [i64::from(n >= 100), 0, 0]));
    let board = Board::from_members(SHARED, members);
    assert_eq!(board.page(49, 2).iter().map(|row| row.rank).collect::<Vec<_>>(), [1, 51]);
    assert_eq!(board.page(90, 1)[0].rank, 51);
    assert_eq!(board.rank(id(99)), Some(51));
}

#[test]
fn a_stranger_has_no_rank_values_or_neighbours() {
    let mut board = Board::from_members(POINTS, [(id(1), [1, 1, 1])]);
    assert_eq!(board.rank(id(2)), None);
    assert_eq!(board.values(id(2)), None);
    assert_eq!(board.neighbours(id(2), 5), []);
    assert!(!board.remove(id(2)));
    assert_eq!(board.page(1, 10), []);
}
