//! The connections that watch one channel, and what each of them has seen. Pure bookkeeping: it reads nothing.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use model::UserId;
use tokio::time::Instant;

use super::{
    frame::Frame,
    transport::{Offer, Transport},
};

/// The most people whose places one board message tells; who needs all reads the board.
const MOST_MOVES: usize = 100;

/// The connections that watch one channel.
#[derive(Default)]
pub(crate) struct Room {
    members: HashMap<u64, Member>,
    /// The state may be another one than was told.
    changed: bool,
    /// People whose place on the board changed since it was told.
    moved: BTreeSet<UserId>,
    /// Not told again before.
    not_before: Option<Instant>,
}

struct Member {
    transport: Arc<dyn Transport>,
    /// The version that the client has.
    seen: Option<u64>,
}

impl Room {
    /// Takes in a connection whose client has the state `seen`. It is told the present state when that is another one.
    pub(crate) fn join(&mut self, member: u64, transport: Arc<dyn Transport>, seen: Option<u64>) {
        self.members.insert(member, Member { transport, seen });
        self.changed = true;
    }

    pub(crate) fn leave(&mut self, member: u64) {
        self.members.remove(&member);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The state may be another one.
    pub(crate) fn note_change(&mut self) {
        self.changed = true;
    }

    /// Somebody's place on the board is another one.
    pub(crate) fn note_move(&mut self, user_id: UserId) {
        self.changed = true;
        if self.moved.len() < MOST_MOVES {
            self.moved.insert(user_id);
        }
    }

    /// When the room is to be told; never, while nothing changed.
    pub(crate) fn due_from(&self, now: Instant) -> Option<Instant> {
        self.changed.then(|| self.not_before.unwrap_or(now))
    }

    /// Whether the room is to be told now.
    pub(crate) fn is_due(&self, now: Instant) -> bool {
        self.due_from(now).is_some_and(|moment| moment <= now)
    }

    /// What changes from here on is told another time, not before `not_before`; returns who moved until now.
    pub(crate) fn begin_telling(&mut self, not_before: Option<Instant>) -> Vec<UserId> {
        self.changed = false;
        self.not_before = not_before;
        std::mem::take(&mut self.moved).into_iter().collect()
    }

    /// The state could not be read, or not be taken by everybody: again, not before `not_before`.
    pub(crate) fn ask_again(&mut self, not_before: Instant) {
        self.changed = true;
        self.not_before = Some(not_before);
    }

    /// Offers a state to every connection whose client has another one. Who cannot take it now is offered the state
    /// that is then the present one, not before `retry_at`.
    pub(crate) fn deliver(&mut self, frame: &Arc<Frame>, retry_at: Instant) {
        let mut slow = false;
        self.members.retain(|_, member| {
            if member.seen == Some(frame.version) {
                if frame.is_last {
                    member.transport.nothing_follows();
                }
                return true;
            }
            match member.transport.offer(frame) {
                Offer::Taken => member.seen = Some(frame.version),
                Offer::Full => slow = true,
                Offer::Closed => return false,
            }
            true
        });
        if slow {
            self.ask_again(retry_at);
        }
    }

    /// There is nothing to watch any more.
    pub(crate) fn end(&self) {
        for member in self.members.values() {
            member.transport.nothing_follows();
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::{sync::Mutex, time::Duration};

    use super::*;
    use crate::dialects::live::{frame::Content, messages::ExerciseStats};

    /// A connection that answers as it is told and remembers what it took.
    struct Scripted {
        answer: Mutex<Offer>,
        taken: Mutex<Vec<u64>>,
        ended: Mutex<bool>,
    }

    impl Scripted {
        fn new(answer: Offer) -> Arc<Self> {
            Arc::new(Scripted { answer: Mutex::new(answer), taken: Mutex::default(), ended: Mutex::default() })
        }

        fn taken(&self) -> Vec<u64> {
            self.taken.lock().unwrap().clone()
        }
    }

    impl Transport for Scripted {
        fn offer(&self, frame: &Arc<Frame>) -> Offer {
            let answer = *self.answer.lock().unwrap();
            if answer == Offer::Taken {
                self.taken.lock().unwrap().push(frame.version);
            }
            answer
        }

        fn nothing_follows(&self) {
            *self.ended.lock().unwrap() = true;
        }
    }

    fn frame(version: u64, is_last: bool) -> Arc<Frame> {
        let stats = ExerciseStats { concurrent_solvers: 0, total_submissions: 0, completion_rate: 0 };
        Arc::new(Frame::new(version, is_last, Content::Exercise(stats)))
    }

    #[test]
    fn a_slow_connection_skips_states_and_gets_the_newest_once_it_can() {
        let now = Instant::now();
        let later = now + Duration::from_millis(100);
        let (quick, slow) = (Scripted::new(Offer::Taken), Scripted::new(Offer::Full));
        let mut room = Room::default();
        room.join(1, quick.clone(), None);
        room.join(2, slow.clone(), None);
        for version in 1..=3 {
            room.begin_telling(None);
            room.deliver(&frame(version, false), later);
            assert_eq!(room.due_from(now), Some(later), "the slow one is asked again, and not at once");
        }
        *slow.answer.lock().unwrap() = Offer::Taken;
        room.begin_telling(None);
        room.deliver(&frame(3, false), later);
        assert_eq!((quick.taken(), slow.taken()), (vec![1, 2, 3], vec![3]));
        assert_eq!(room.due_from(now), None, "everybody has the newest");
    }

    #[test]
    fn who_has_the_state_is_not_told_it_again_and_hears_when_it_was_the_last() {
        let informed = Scripted::new(Offer::Taken);
        let mut room = Room::default();
        room.join(1, informed.clone(), Some(7));
        room.deliver(&frame(7, false), Instant::now());
        assert!(!*informed.ended.lock().unwrap());
        room.deliver(&frame(7, true), Instant::now());
        assert!(*informed.ended.lock().unwrap());
        assert!(informed.taken().is_empty());
    }

    #[test]
    fn a_connection_that_is_gone_leaves_the_room() {
        let mut room = Room::default();
        room.join(1, Scripted::new(Offer::Closed), None);
        room.deliver(&frame(1, false), Instant::now());
        assert!(room.is_empty());
    }

    #[test]
    fn a_board_that_was_told_waits_and_then_tells_everybody_who_moved() {
        let now = Instant::now();
        let beat = Duration::from_millis(100);
        let mut room = Room::default();
        room.join(1, Scripted::new(Offer::Taken), None);
        assert!(room.is_due(now));
        assert!(room.begin_telling(Some(now + beat)).is_empty());
        for n in [2, 1, 2] {
            room.note_move(UserId::from_u128(n));
        }
        assert!(!room.is_due(now) && room.is_due(now + beat));
        assert_eq!(room.begin_telling(None), [UserId::from_u128(1), UserId::from_u128(2)]);
        assert_eq!(room.due_from(now), None);
    }
}
