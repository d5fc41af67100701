//! Takes sandboxes for whole judgings. Who needs two at the same time takes both at once: otherwise two judgings could
//! each hold one and wait for the other's for ever.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// As many seats as there are sandboxes, given out in the order in which they are asked for.
#[derive(Debug)]
pub(crate) struct Seats {
    total: usize,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    free: usize,
    next_ticket: u64,
    served: u64,
}

/// Seats that were taken; dropping this gives them back.
#[derive(Debug)]
pub(crate) struct Taken<'a> {
    seats: &'a Seats,
    count: usize,
}

impl Seats {
    pub(crate) fn new(total: usize) -> Self {
        Self { total, state: Mutex::new(State { free: total, next_ticket: 0, served: 0 }), changed: Condvar::new() }
    }

    /// Takes so many seats, when they are free and everybody who came before has theirs; `None` when there are not so
    /// many at all.
    pub(crate) fn take(&self, count: usize) -> Option<Taken<'_>> {
        if count > self.total {
            return None;
        }
        let mut state = self.state();
        let ticket = state.next_ticket;
        state.next_ticket += 1;
        while state.served != ticket || state.free < count {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.served += 1;
        state.free -= count;
        self.changed.notify_all();
        Some(Taken { seats: self, count })
    }

    /// Nothing that holds this lock can fail half way.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        self.seats.state().free += self.count;
        self.seats.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn many_who_take_two_of_three_all_get_their_turn() {
        let seats = Seats::new(3);
        let (inside, finished) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for index in 0..40 {
                let (seats, inside, finished) = (&seats, &inside, &finished);
                scope.spawn(move || {
                    let count = 1 + index % 2;
                    let taken = seats.take(count).unwrap();
                    assert!(inside.fetch_add(count, Ordering::SeqCst) + count <= 3);
                    std::thread::yield_now();
                    inside.fetch_sub(count, Ordering::SeqCst);
                    drop(taken);
                    finished.fetch_add(1, Ordering::SeqCst);
                });
            }
        });
        assert_eq!(finished.into_inner(), 40);
        assert!(seats.take(4).is_none(), "nobody waits for what never comes");
    }
}
