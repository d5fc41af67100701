//! Where windows are counted: in the process, or, behind the same trait, somewhere that many nodes share.

use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
    sync::{Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::BoxFuture;

/// The state of a window after a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Hits in it, this one included.
    pub count: u64,
    /// When it is over.
    pub ends: DateTime<Utc>,
}

/// Counts hits in fixed windows.
pub trait Counters: Send + Sync {
    /// Counts one hit; the first opens a window of `length`.
    fn hit<'a>(&'a self, key: &'a str, length: TimeDelta, now: DateTime<Utc>) -> BoxFuture<'a, Window>;
    /// Takes one hit back, if the window is still open.
    fn take_back<'a>(&'a self, key: &'a str) -> BoxFuture<'a, ()>;
    /// Closes the window.
    fn forget<'a>(&'a self, key: &'a str) -> BoxFuture<'a, ()>;
}

const SHARDS: usize = 16;
/// Windows kept per shard at most, about 10 MB over all shards.
const SHARD_CAPACITY: usize = 4096;

/// Counts in this process, in bounded memory.
pub struct InProcess {
    shards: [Mutex<HashMap<String, Window>>; SHARDS],
    hasher: RandomState,
}

impl Default for InProcess {
    fn default() -> Self {
        InProcess { shards: std::array::from_fn(|_| Mutex::default()), hasher: RandomState::new() }
    }
}

impl InProcess {
    fn shard(&self, key: &str) -> MutexGuard<'_, HashMap<String, Window>> {
        let index = usize::try_from(self.hasher.hash_one(key) % SHARDS as u64).unwrap_or(0);
        // Counts stay meaningful whatever a panicking thread was doing.
        self.shards[index].lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn count(&self, key: &str, length: TimeDelta, now: DateTime<Utc>) -> Window {
        let mut windows = self.shard(key);
        if let Some(window) = windows.get_mut(key) {
            if window.ends <= now {
                *window = Window { count: 0, ends: now + length };
            }
            window.count += 1;
            return *window;
        }
        if windows.len() >= SHARD_CAPACITY {
            make_room(&mut windows, now);
        }
        let window = Window { count: 1, ends: now + length };
        windows.insert(key.to_owned(), window);
        window
    }
}

/// Drops the windows that are over and, when that is not enough, the half with the fewest hits: a flood of new
/// addresses must not free those that are being held back.
fn make_room(windows: &mut HashMap<String, Window>, now: DateTime<Utc>) {
    windows.retain(|_, window| window.ends > now);
    if windows.len() < SHARD_CAPACITY {
        return;
    }
    let mut counts: Vec<u64> = windows.values().map(|window| window.count).collect();
    let (_, median, _) = counts.select_nth_unstable(SHARD_CAPACITY / 2);
    let median = *median;
    let mut excess = SHARD_CAPACITY / 2;
    windows.retain(|_, window| {
        let drop = excess > 0 && window.count <= median;
        excess -= usize::from(drop);
        !drop
    });
}

impl Counters for InProcess {
    fn hit<'a>(&'a self, key: &'a str, length: TimeDelta, now: DateTime<Utc>) -> BoxFuture<'a, Window> {
        Box::pin(std::future::ready(self.count(key, length, now)))
    }

    fn take_back<'a>(&'a self, key: &'a str) -> BoxFuture<'a, ()> {
        if let Some(window) = self.shard(key).get_mut(key) {
            window.count = window.count.saturating_sub(1);
        }
        Box::pin(std::future::ready(()))
    }

    fn forget<'a>(&'a self, key: &'a str) -> BoxFuture<'a, ()> {
        self.shard(key).remove(key);
        Box::pin(std::future::ready(()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_700_000_000 + seconds, 0).unwrap()
    }

    #[test]
    fn a_window_ends_a_fixed_time_after_its_first_hit() {
        let counters = InProcess::default();
        let hit = |seconds| counters.count("a", TimeDelta::seconds(60), at(seconds));
        assert_eq!(hit(0), Window { count: 1, ends: at(60) });
        assert_eq!(hit(59), Window { count: 2, ends: at(60) });
        assert_eq!(hit(60), Window { count: 1, ends: at(120) });
    }

    #[test]
    fn memory_is_bounded_and_who_is_held_back_stays_held_back() {
        let counters = InProcess::default();
        let minute = TimeDelta::seconds(60);
        for _ in 0..50 {
            counters.count("noisy", minute, at(0));
        }
        for number in 0..SHARDS * SHARD_CAPACITY * 2 {
            counters.count(&number.to_string(), minute, at(1));
        }
        let kept: usize = counters.shards.iter().map(|shard| shard.lock().unwrap().len()).sum();
        assert!(kept <= SHARDS * SHARD_CAPACITY, "{kept}");
        assert_eq!(counters.count("noisy", minute, at(2)).count, 51);
    }
}
