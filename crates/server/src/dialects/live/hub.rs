//! The hub: who watches which channel, and the one task that tells them.
//!
//! An event marks channels as changed. The task then reads the present state of each, once, and offers it to every
//! connection that has another one. All deliveries come from this task, so that no client ever sees an older state after
//! a newer one. A connection that is slow misses states in between and is offered the newest later; nothing queues.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use futures_util::{StreamExt, stream};
use model::UserId;
use platform::{Code, Platform, Result, events::Event, watch::Phase};
use tokio::{
    sync::{Notify, broadcast, watch},
    time::Instant,
};

use super::{
    channel::Channel,
    frame::{Content, Frame, version_of},
    messages::{BoardTop, BoardUpdate, ExerciseStats, SubmissionUpdate},
    room::Room,
    transport::Transport,
};

/// A board is told at most this often, and a slow connection asked again no sooner.
const BEAT: Duration = Duration::from_millis(100);
/// How often a watched board is looked at though nothing happens: a week or month may have turned.
const LOOK: Duration = Duration::from_secs(1);
/// States that are read at once.
const READS: usize = 8;

/// Where connections meet channels. Clones share one state.
#[derive(Clone)]
pub(crate) struct Hub(Arc<Shared>);

struct Shared {
    platform: Platform,
    rooms: Mutex<HashMap<Channel, Room>>,
    next_member: AtomicU64,
    wake: Notify,
    stopping: watch::Sender<bool>,
}

/// A connection's place in a room; it leaves when this is dropped.
pub(crate) struct Membership {
    hub: Hub,
    channel: Channel,
    member: u64,
}

impl Drop for Membership {
    fn drop(&mut self) {
        let mut rooms = self.hub.rooms();
        if let Some(room) = rooms.get_mut(&self.channel) {
            room.leave(self.member);
            if room.is_empty() {
                rooms.remove(&self.channel);
            }
        }
    }
}

impl Hub {
    /// A hub and its task. Must be called within the runtime.
    pub(crate) fn start(platform: Platform) -> Self {
        let events = platform.events().subscribe();
        let hub = Hub(Arc::new(Shared {
            platform,
            rooms: Mutex::default(),
            next_member: AtomicU64::new(0),
            wake: Notify::new(),
            stopping: watch::Sender::new(false),
        }));
        tokio::spawn(hub.clone().run(events));
        hub
    }

    /// Joins a channel. The present state is offered unless `seen` is its version. Permission is the caller's matter.
    pub(crate) fn join(&self, channel: Channel, transport: Arc<dyn Transport>, seen: Option<u64>) -> Membership {
        let member = self.0.next_member.fetch_add(1, Ordering::Relaxed);
        let mut rooms = self.rooms();
        rooms.entry(channel).or_default().join(member, transport, seen);
        drop(rooms);
        self.0.wake.notify_one();
        Membership { hub: self.clone(), channel, member }
    }

    /// Ends every connection that asks [`Hub::stopped`].
    pub(crate) fn stop(&self) {
        self.0.stopping.send_replace(true);
    }

    /// Returns when the server stops.
    pub(crate) async fn stopped(&self) {
        let mut stopping = self.0.stopping.subscribe();
        // An error means that the hub is gone, which is a stop too.
        let _ = stopping.wait_for(|stopping| *stopping).await;
    }

    fn rooms(&self) -> MutexGuard<'_, HashMap<Channel, Room>> {
        // No code that can panic runs while rooms are half changed.
        self.0.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn run(self, mut events: broadcast::Receiver<Event>) {
        loop {
            let pause = self.pause();
            tokio::select! {
                event = events.recv() => match event {
                    Ok(event) => self.note(&event),
                    Err(broadcast::error::RecvError::Lagged(_)) => self.note_all(),
                    Err(broadcast::error::RecvError::Closed) => return,
                },
                () = self.0.wake.notified() => {}
                () = tokio::time::sleep_until(pause) => self.look().await,
                () = self.stopped() => return,
            }
            loop {
                match events.try_recv() {
                    Ok(event) => self.note(&event),
                    Err(broadcast::error::TryRecvError::Lagged(_)) => self.note_all(),
                    Err(_) => break,
                }
            }
            self.tell().await;
        }
    }

    /// When something is to be done though nothing happens.
    fn pause(&self) -> Instant {
        let now = Instant::now();
        let rooms = self.rooms();
        rooms.values().filter_map(|room| room.due_from(now)).min().unwrap_or(now + LOOK)
    }

    /// Loads the boards anew when a week or month has turned, which is an event of its own.
    async fn look(&self) {
        let watched = self.rooms().keys().any(Channel::is_board);
        if watched && let Err(error) = self.0.platform.boards().stamp().await {
            tracing::error!(error = ?error, "the boards could not be read");
        }
    }

    fn note(&self, event: &Event) {
        let mut rooms = self.rooms();
        match event {
            Event::Submission { id, .. } => {
                rooms.get_mut(&Channel::Submission(*id)).into_iter().for_each(Room::note_change);
            }
            Event::Problem { id } => rooms.get_mut(&Channel::Exercise(*id)).into_iter().for_each(Room::note_change),
            Event::Boards { user_id, keys } => {
                for (channel, room) in rooms.iter_mut() {
                    if channel.board().is_some_and(|key| keys.contains(key)) {
                        room.note_move(*user_id);
                    }
                }
            }
            Event::BoardsLoaded => {
                rooms.iter_mut().filter(|(channel, _)| channel.is_board()).for_each(|(_, room)| room.note_change());
            }
            Event::Run { .. } | Event::Score { .. } | Event::JobQueued => {}
        }
    }

    /// Events were missed: every channel may have changed.
    fn note_all(&self) {
        self.rooms().values_mut().for_each(Room::note_change);
    }

    /// Tells every channel that changed and may be told now.
    async fn tell(&self) {
        let now = Instant::now();
        let due: Vec<(Channel, Vec<UserId>)> = self
            .rooms()
            .iter_mut()
            .filter(|(_, room)| room.is_due(now))
            .map(|(channel, room)| (*channel, room.begin_telling(channel.is_board().then(|| now + BEAT))))
            .collect();
        let states = stream::iter(due).map(|(channel, moved)| async move {
            let state = self.state(channel, &moved).await;
            (channel, state)
        });
        let mut states = states.buffer_unordered(READS);
        while let Some((channel, state)) = states.next().await {
            match state {
                Ok(frame) => self.deliver(&channel, &Arc::new(frame)),
                Err(error) if error.code() == Code::NotFound => {
                    self.rooms().remove(&channel).iter().for_each(Room::end);
                }
                Err(error) => {
                    tracing::error!(error = ?error, channel = %channel, "a live state could not be read");
                    self.ask_again(&channel);
                }
            }
        }
    }

    fn deliver(&self, channel: &Channel, frame: &Arc<Frame>) {
        if let Some(room) = self.rooms().get_mut(channel) {
            room.deliver(frame, Instant::now() + BEAT);
        }
    }

    fn ask_again(&self, channel: &Channel) {
        if let Some(room) = self.rooms().get_mut(channel) {
            room.ask_again(Instant::now() + BEAT);
        }
    }

    /// The present state of a channel.
    async fn state(&self, channel: Channel, moved: &[UserId]) -> Result<Frame> {
        let platform = &self.0.platform;
        match channel {
            Channel::Submission(id) => {
                let state = platform.watch().submission(id).await?;
                let is_last = matches!(state.phase, Phase::Finished { .. });
                Ok(Frame::new(version_of(&state), is_last, Content::Submission(SubmissionUpdate::from(state))))
            }
            Channel::Exercise(id) => {
                let stats = ExerciseStats::from(platform.watch().exercise(id).await?);
                Ok(Frame::new(version_of(&stats), false, Content::Exercise(stats)))
            }
            Channel::Board(key) => {
                let (seq, standings) = platform.boards().standings(&key, moved).await?;
                let update = |standing| BoardUpdate::new(standing, seq, channel.to_string());
                Ok(Frame::new(seq, false, Content::Board(standings.into_iter().map(update).collect())))
            }
            Channel::BoardTop(key, limit) => {
                let page = platform.boards().page(&key, 0, limit).await?;
                Ok(Frame::new(page.seq, false, Content::BoardTop(BoardTop::from(page))))
            }
        }
    }
}
