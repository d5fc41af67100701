//! All boards of this process, in memory.
//!
//! Pure bookkeeping over `ranking`: it is told sums and the time, and asks nobody.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use model::UserId;
use ranking::{Board, Frame, Order, Row};
use store::boards::Sums;

use super::key::{BoardKey, Metric, Scope};

type Values = [i64; 3];

/// The boards of one moment, and until when they hold.
pub(super) struct Index {
    boards: HashMap<BoardKey, Kept>,
    /// Where the counting of changes begins.
    base_seq: u64,
    /// The first moment of the next week or month, whichever comes first.
    turns_at: Option<DateTime<Utc>>,
}

struct Kept {
    board: Board<3>,
    seq: u64,
}

/// A stretch of a board, all from one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) seq: u64,
    pub(super) total: usize,
    pub(super) rows: Vec<Row<3>>,
}

impl Index {
    /// Boards of these sums. `base_seq` is below every number of change that is given out from now on.
    pub(super) fn load(sums: &[Sums], now: DateTime<Utc>, base_seq: u64) -> Self {
        let mut members: HashMap<BoardKey, Vec<(UserId, Values)>> = HashMap::new();
        for row in sums {
            for (key, values) in standings(row) {
                members.entry(key).or_default().push((row.user_id, values));
            }
        }
        let boards = members
            .into_iter()
            .map(|(key, members)| {
                let board = Board::from_members(Order::POINTS_SOLVED_EARLIEST, members);
                (key, Kept { board, seq: base_seq })
            })
            .collect();
        let turns_at = Frame::ALL.into_iter().filter_map(|frame| frame.end(now)).min();
        Index { boards, base_seq, turns_at }
    }

    /// Whether the boards still are those of the present week and month.
    pub(super) fn holds_at(&self, now: DateTime<Utc>) -> bool {
        self.turns_at.is_none_or(|turn| now < turn)
    }

    /// The largest number of change given out so far.
    pub(super) fn last_seq(&self) -> u64 {
        self.boards.values().map(|kept| kept.seq).max().unwrap_or(self.base_seq)
    }

    /// Puts a person where these sums (all of the person's, and only those) say; returns the boards that changed.
    pub(super) fn place(&mut self, user_id: UserId, sums: &[Sums]) -> Vec<BoardKey> {
        let standings: HashMap<BoardKey, Values> = sums.iter().flat_map(standings).collect();
        let mut changed = HashSet::new();
        for (key, kept) in &mut self.boards {
            if !standings.contains_key(key) && kept.board.remove(user_id) {
                kept.seq += 1;
                changed.insert(*key);
            }
        }
        for (key, values) in standings {
            let kept = self
                .boards
                .entry(key)
                .or_insert_with(|| Kept { board: Board::new(Order::POINTS_SOLVED_EARLIEST), seq: self.base_seq });
            if kept.board.set(user_id, values) {
                kept.seq += 1;
                changed.insert(key);
            }
        }
        let mut changed: Vec<BoardKey> = changed.into_iter().collect();
        changed.sort_unstable();
        changed
    }

    /// A board's number of change.
    pub(super) fn seq(&self, key: &BoardKey) -> u64 {
        self.boards.get(key).map_or(self.base_seq, |kept| kept.seq)
    }

    /// Up to `limit` lines after the first `offset`.
    pub(super) fn page(&self, key: &BoardKey, offset: usize, limit: usize) -> Stretch {
        match self.boards.get(key) {
            Some(kept) => Stretch { seq: kept.seq, total: kept.board.len(), rows: kept.board.page(offset, limit) },
            None => Stretch { seq: self.base_seq, total: 0, rows: Vec::new() },
        }
    }

    /// A person's line.
    pub(super) fn row(&self, key: &BoardKey, user_id: UserId) -> Option<Row<3>> {
        self.boards.get(key)?.board.row(user_id)
    }

    /// A person's rank.
    pub(super) fn rank(&self, key: &BoardKey, user_id: UserId) -> Option<usize> {
        self.boards.get(key)?.board.rank(user_id)
    }

    /// The boards that have members.
    pub(super) fn is_empty(&self, key: &BoardKey) -> bool {
        self.boards.get(key).is_none_or(|kept| kept.board.is_empty())
    }
}

/// Where sums put a person: on every board on which the total is above zero.
fn standings(sums: &Sums) -> Vec<(BoardKey, Values)> {
    let scope = match (sums.scope_kind.as_str(), sums.scope_id) {
        ("topic", Some(id)) => Scope::Topic(id),
        ("pathway", Some(id)) => Scope::Pathway(id),
        _ => Scope::Global,
    };
    let micros = |at: Option<DateTime<Utc>>| at.map_or(0, |at| at.timestamp_micros());
    let (points_at, xp_at) = (micros(sums.points_at), micros(sums.xp_at));
    let frames = [
        (Frame::AllTime, sums.points, sums.xp, sums.solved),
        (Frame::Monthly, sums.month_points, sums.month_xp, sums.month_solved),
        (Frame::Weekly, sums.week_points, sums.week_xp, sums.week_solved),
    ];
    let mut standings = Vec::with_capacity(6);
    for (frame, points, xp, solved) in frames {
        // A total above zero in a frame has its last change in that frame, so one moment serves all three.
        for (metric, total, at) in [(Metric::Points, points, points_at), (Metric::Xp, xp, xp_at)] {
            if total > 0 {
                standings.push((BoardKey { scope, frame, metric }, [total, solved, at]));
            }
        }
    }
    standings
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use uuid::Uuid;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn sums(user: u128, points: i64, week_points: i64, moment: &str) -> Sums {
        Sums {
            scope_kind: "global".into(),
            scope_id: None,
            user_id: Uuid::from_u128(user),
            xp: points,
            points,
            solved: 1,
            xp_at: Some(at(moment)),
            points_at: Some(at(moment)),
            month_xp: points,
            month_points: points,
            month_solved: 1,
            week_xp: week_points,
            week_points,
            week_solved: 0,
        }
    }

    const ALL: BoardKey = BoardKey { scope: Scope::Global, frame: Frame::AllTime, metric: Metric::Points };
    const WEEK: BoardKey = BoardKey { scope: Scope::Global, frame: Frame::Weekly, metric: Metric::Points };

    fn loaded(rows: &[Sums]) -> Index {
        Index::load(rows, at("2026-11-20T12:00:00Z"), 1_000)
    }

    #[test]
    fn boards_hold_until_the_next_monday_or_first_of_a_month() {
        assert!(loaded(&[]).holds_at(at("2026-11-22T23:59:59.999999Z")));
        assert!(!loaded(&[]).holds_at(at("2026-11-23T00:00:00Z")));
        let late = Index::load(&[], at("2026-12-30T00:00:00Z"), 0);
        assert!(!late.holds_at(at("2027-01-01T00:00:00Z")), "a month that ends within the week");
    }

    #[test]
    fn who_has_nothing_in_a_frame_is_not_on_its_board() {
        let index = loaded(&[sums(1, 100, 0, "2026-11-10T00:00:00Z")]);
        assert_eq!(index.rank(&ALL, Uuid::from_u128(1)), Some(1));
        assert_eq!(index.rank(&WEEK, Uuid::from_u128(1)), None);
        assert!(index.is_empty(&WEEK));
    }

    #[test]
    fn placing_the_same_sums_again_changes_no_board_and_no_number() {
        let row = sums(1, 100, 100, "2026-11-18T00:00:00Z");
        let mut index = loaded(std::slice::from_ref(&row));
        let before = index.page(&ALL, 0, 10);
        assert_eq!(index.place(row.user_id, std::slice::from_ref(&row)), []);
        assert_eq!(index.page(&ALL, 0, 10), before);
    }

    #[test]
    fn a_change_counts_up_only_the_boards_it_touches() {
        let mut index = loaded(&[sums(1, 100, 100, "2026-11-18T00:00:00Z"), sums(2, 200, 0, "2026-11-10T00:00:00Z")]);
        let changed = index.place(Uuid::from_u128(2), &[sums(2, 150, 0, "2026-11-11T00:00:00Z")]);
        assert!(changed.contains(&ALL) && !changed.contains(&WEEK));
        assert_eq!((index.seq(&ALL), index.seq(&WEEK)), (1_001, 1_000));
        assert_eq!(index.last_seq(), 1_001);
    }

    #[test]
    fn a_person_without_sums_leaves_every_board() {
        let mut index = loaded(&[sums(1, 100, 100, "2026-11-18T00:00:00Z")]);
        assert!(index.place(Uuid::from_u128(1), &[]).contains(&WEEK));
        assert_eq!(index.page(&ALL, 0, 10).total, 0);
    }

    #[test]
    fn incremental_placing_equals_loading_at_once() {
        let rows: Vec<Sums> =
            (0..40).map(|n| sums(n, 10 + i64::try_from(n % 3).unwrap(), 5, "2026-11-18T00:00:00Z")).collect();
        let mut one_by_one = loaded(&[]);
        for row in rows.iter().rev() {
            one_by_one.place(row.user_id, std::slice::from_ref(row));
        }
        assert_eq!(one_by_one.page(&ALL, 0, 50).rows, loaded(&rows).page(&ALL, 0, 50).rows);
    }
}
