//! One client's subscriptions: what all kinds of connection have in common.

use std::{collections::HashMap, sync::Arc};

use platform::{Actor, Code, Error, Result};

use super::{
    channel::Channel,
    frame::{Content, Frame},
    hub::{Hub, Membership},
    messages::BoardUpdate,
    transport::Transport,
};
use crate::AppState;

/// The most channels that one connection may watch.
const MOST_CHANNELS: usize = 100;

/// The subscriptions of one connection; they end with it.
pub(crate) struct Session {
    app: AppState,
    actor: Actor,
    transport: Arc<dyn Transport>,
    memberships: HashMap<Channel, Membership>,
}

impl Session {
    pub(crate) fn new(app: AppState, actor: Actor, transport: Arc<dyn Transport>) -> Self {
        Session { app, actor, transport, memberships: HashMap::new() }
    }

    /// Subscribes after asking for permission, once. The present state follows unless `seen` is its version.
    /// Subscribing again changes nothing.
    ///
    /// # Errors
    /// What permission says; `RateLimited` beyond the number of channels that one connection may watch.
    pub(crate) async fn subscribe(&mut self, channel: Channel, seen: Option<u64>) -> Result<()> {
        if self.memberships.contains_key(&channel) {
            return Ok(());
        }
        if self.memberships.len() >= MOST_CHANNELS {
            return Err(Error::new(Code::RateLimited, "this connection watches too many channels"));
        }
        self.allow(channel).await?;
        let membership = self.hub().join(channel, Arc::clone(&self.transport), seen);
        self.memberships.insert(channel, membership);
        self.tell_own_place(channel).await
    }

    /// Ends a subscription, if there is one.
    pub(crate) fn unsubscribe(&mut self, channel: &Channel) {
        self.memberships.remove(channel);
    }

    fn hub(&self) -> &Hub {
        self.app.hub()
    }

    async fn allow(&self, channel: Channel) -> Result<()> {
        let platform = self.app.platform();
        match channel {
            Channel::Submission(id) => platform.watch().may_watch_submission(&self.actor, id).await,
            Channel::Exercise(id) => platform.watch().may_watch_exercise(&self.actor, id).await,
            Channel::Board(key) | Channel::BoardTop(key, _) => platform.boards().page(&key, 0, 1).await.map(drop),
        }
    }

    /// The channel of a board tells who moved; its present state for a watcher is the watcher's own place.
    async fn tell_own_place(&self, channel: Channel) -> Result<()> {
        let (Channel::Board(key), Some(user_id)) = (channel, self.actor.user_id()) else { return Ok(()) };
        let (seq, standings) = self.app.platform().boards().standings(&key, &[user_id]).await?;
        let update = |standing| BoardUpdate::new(standing, seq, channel.to_string());
        let updates = standings.into_iter().map(update).collect();
        self.transport.offer(&Arc::new(Frame::new(seq, false, Content::Board(updates))));
        Ok(())
    }
}
