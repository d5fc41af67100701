//! Boards: who stands where, by scope, time frame and what is counted.
//!
//! The ledger in the database is the truth. This process keeps every board in memory, loads them when they are first
//! asked for and when a week or month turns, and puts one person at the present sums after each recorded verdict: the
//! values are absolute, so that doing it twice changes nothing.

mod index;
mod key;

pub use key::{BoardKey, Metric, Scope};
pub use ranking::Frame;

use std::{
    collections::HashMap,
    sync::{
        Arc, PoisonError, RwLock, RwLockReadGuard,
        atomic::{AtomicU64, Ordering},
    },
};

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use model::UserId;
use ranking::Row;
use store::{Store, boards as queries};

use crate::{Actor, Code, Error, Platform, Result, events::Event};
use index::Index;

/// The largest number of lines that one page has.
pub const MAX_PAGE: usize = 100;

/// One line of a board with the person on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// From 1, without repeats.
    pub rank: usize,
    /// Points or XP in the board's time frame.
    pub total: i64,
    /// Problems solved in it.
    pub solved: i64,
    /// Who it is.
    pub person: Person,
}

/// What a board shows of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub id: UserId,
    /// The name shown.
    pub display_name: String,
    /// The picture shown.
    pub avatar_url: Option<String>,
    /// Two letters (ISO 3166-1).
    pub country_code: Option<String>,
    /// All XP ever earned, from which the level follows.
    pub total_xp: i64,
    /// Days in a row with activity, up to today or yesterday.
    pub streak_days: i64,
}

/// A stretch of a board, all from one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Counts the board's changes; a larger number is a later state, across restarts too.
    pub seq: u64,
    /// How many people are on the board.
    pub total: usize,
    /// How many lines stand before the first of `lines`.
    pub offset: usize,
    /// The lines, in order.
    pub lines: Vec<Line>,
}

/// Where one person stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Whose it is.
    pub user_id: UserId,
    /// From 1.
    pub rank: usize,
    /// Points or XP.
    pub total: i64,
    /// Problems solved.
    pub solved: i64,
}

/// A state of everything that boards show. An answer made at one stamp is right as long as the stamp is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    version: u64,
    // Streaks end by the passing of a day.
    day: NaiveDate,
}

/// The boards of this process.
pub(crate) struct Boards {
    index: RwLock<Option<Index>>,
    /// Where everybody stood when the day began, for trends: loaded when first asked for.
    morning: tokio::sync::Mutex<Option<(NaiveDate, Arc<Index>)>>,
    /// Held while the database is read for the index, so that an older answer never overwrites a newer one.
    loading: tokio::sync::Mutex<()>,
    version: AtomicU64,
}

impl Boards {
    pub(crate) fn new() -> Self {
        Boards {
            index: RwLock::new(None),
            morning: tokio::sync::Mutex::new(None),
            loading: tokio::sync::Mutex::new(()),
            version: AtomicU64::new(0),
        }
    }

    fn index(&self) -> RwLockReadGuard<'_, Option<Index>> {
        // A panic while writing leaves an index that the next load replaces.
        self.index.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn replace(&self, index: Option<Index>) {
        *self.index.write().unwrap_or_else(PoisonError::into_inner) = index;
        self.version.fetch_add(1, Ordering::Release);
    }

    fn holds_at(&self, now: DateTime<Utc>) -> bool {
        self.index().as_ref().is_some_and(|index| index.holds_at(now))
    }
}

/// Use cases about boards. Boards are public: whoever may call may read.
pub struct BoardCases<'p>(&'p Platform);

impl Platform {
    /// Use cases about boards.
    #[must_use]
    pub fn boards(&self) -> BoardCases<'_> {
        BoardCases(self)
    }
}

impl BoardCases<'_> {
    /// Loads every board from the ledger. Boards load themselves when first asked for; this is for the start of a
    /// server and for changes of content that move problems between topics or pathways.
    ///
    /// # Errors
    /// `Internal` when the database cannot be read.
    pub async fn rebuild(&self) -> Result<()> {
        let _loading = self.kept().loading.lock().await;
        self.load().await
    }

    /// Puts a person at the sums that the ledger has now, on every board. Call it after each commit that changed the
    /// ledger or what boards show of the person; calling it once too often changes nothing.
    ///
    /// When the database cannot be read, the boards are loaded anew at the next question.
    pub async fn refresh_user(&self, user_id: UserId) {
        match self.place(user_id).await {
            Ok(keys) => {
                self.kept().version.fetch_add(1, Ordering::Release);
                if !keys.is_empty() {
                    self.0.events().publish(Event::Boards { user_id, keys: keys.into() });
                }
            }
            Err(error) => {
                tracing::error!(error = ?error, "a board could not be brought up to date; it will be loaded anew");
                self.kept().replace(None);
            }
        }
    }

    /// The state of everything that boards show, to know whether an earlier answer still holds.
    ///
    /// # Errors
    /// `Internal` when the database cannot be read.
    pub async fn stamp(&self) -> Result<Stamp> {
        let now = self.current().await?;
        Ok(Stamp { version: self.kept().version.load(Ordering::Acquire), day: now.date_naive() })
    }

    /// Up to `limit` (at most [`MAX_PAGE`]) lines after the first `offset`.
    ///
    /// # Errors
    /// `ValidationError` when there is no such topic or pathway; `Internal` when the database cannot be read.
    pub async fn page(&self, key: &BoardKey, offset: usize, limit: usize) -> Result<Page> {
        let now = self.current().await?;
        let limit = limit.min(MAX_PAGE);
        let Some((stretch, empty)) =
            self.kept().index().as_ref().map(|index| (index.page(key, offset, limit), index.is_empty(key)))
        else {
            return Err(being_loaded());
        };
        if empty {
            self.require_scope(key.scope).await?;
        }
        let lines = self.with_people(stretch.rows, now.date_naive()).await?;
        Ok(Page { seq: stretch.seq, total: stretch.total, offset, lines })
    }

    /// Where a person stands; `None` for somebody who is not on the board.
    ///
    /// # Errors
    /// `Internal` when the database cannot be read.
    pub async fn standing(&self, key: &BoardKey, user_id: UserId) -> Result<Option<Standing>> {
        self.current().await?;
        Ok(self.kept().index().as_ref().and_then(|index| index.row(key, user_id)).map(|row| standing(&row)))
    }

    /// The line of the actor, whether on the board or not: who is not stands behind everybody with zero.
    ///
    /// # Errors
    /// `Unauthorized` when nobody has signed in; `Internal` when the database cannot be read.
    pub async fn own_line(&self, actor: &Actor, key: &BoardKey) -> Result<Line> {
        let user_id = actor.signed_in()?.id;
        let now = self.current().await?;
        let row = self.kept().index().as_ref().and_then(|index| {
            let last = index.page(key, 0, 0).total;
            index.row(key, user_id).or(Some(Row { rank: last + 1, id: user_id, values: [0; 3] }))
        });
        let mut lines = self.with_people(row.into_iter().collect(), now.date_naive()).await?;
        lines.pop().ok_or_else(being_loaded)
    }

    /// The ranks that these people had when the day began (UTC); who was not on the board then is left out.
    ///
    /// # Errors
    /// `Internal` when the database cannot be read.
    pub async fn ranks_this_morning(
        &self,
        key: &BoardKey,
        user_ids: impl IntoIterator<Item = UserId>,
    ) -> Result<HashMap<UserId, usize>> {
        let morning = self.morning().await?;
        Ok(user_ids.into_iter().filter_map(|id| Some((id, morning.rank(key, id)?))).collect())
    }

    /// From how many countries active people come.
    ///
    /// # Errors
    /// `Internal` when the database cannot be read.
    pub async fn count_countries(&self) -> Result<i64> {
        Ok(queries::count_countries(&mut self.store().read().await?).await?)
    }

    /// A board's number of change, and the standing of some people on it at that number.
    ///
    /// # Errors
    /// `Internal` when the database cannot be read.
    pub async fn standings(&self, key: &BoardKey, user_ids: &[UserId]) -> Result<(u64, Vec<Standing>)> {
        self.current().await?;
        let index = self.kept().index();
        let Some(index) = index.as_ref() else { return Ok((0, Vec::new())) };
        let standings = user_ids.iter().filter_map(|id| index.row(key, *id)).map(|row| standing(&row)).collect();
        Ok((index.seq(key), standings))
    }

    fn kept(&self) -> &Boards {
        self.0.kept_boards()
    }

    fn store(&self) -> &Store {
        self.0.store()
    }

    /// Makes sure that the boards are loaded and are those of the present week and month.
    async fn current(&self) -> Result<DateTime<Utc>> {
        let now = self.0.now();
        if !self.kept().holds_at(now) {
            let _loading = self.kept().loading.lock().await;
            if !self.kept().holds_at(now) {
                self.load().await?;
            }
        }
        Ok(now)
    }

    async fn load(&self) -> Result<()> {
        let now = self.0.now();
        let sums = queries::sums(&mut self.store().read().await?, &selection(now, None, None)).await?;
        // Milliseconds since 1970 stay ahead of a count of changes, so that numbers grow across restarts too.
        let clock_seq = u64::try_from(now.timestamp_millis()).unwrap_or(0);
        let earlier_seq = self.kept().index().as_ref().map_or(0, |index| index.last_seq() + 1);
        self.kept().replace(Some(Index::load(&sums, now, clock_seq.max(earlier_seq))));
        self.0.events().publish(Event::BoardsLoaded);
        Ok(())
    }

    async fn place(&self, user_id: UserId) -> Result<Vec<BoardKey>> {
        let kept = self.kept();
        let _loading = kept.loading.lock().await;
        let now = self.0.now();
        if !kept.holds_at(now) {
            self.load().await?;
            return Ok(Vec::new());
        }
        let sums = queries::sums(&mut self.store().read().await?, &selection(now, Some(user_id), None)).await?;
        let mut index = kept.index.write().unwrap_or_else(PoisonError::into_inner);
        Ok(index.as_mut().map(|index| index.place(user_id, &sums)).unwrap_or_default())
    }

    async fn morning(&self) -> Result<Arc<Index>> {
        let now = self.0.now();
        let today = now.date_naive();
        let mut morning = self.kept().morning.lock().await;
        if let Some((day, index)) = morning.as_ref()
            && *day == today
        {
            return Ok(Arc::clone(index));
        }
        let midnight = today.and_time(NaiveTime::MIN).and_utc();
        let sums = queries::sums(&mut self.store().read().await?, &selection(now, None, Some(midnight))).await?;
        let index = Arc::new(Index::load(&sums, now, 0));
        *morning = Some((today, Arc::clone(&index)));
        Ok(index)
    }

    async fn require_scope(&self, scope: Scope) -> Result<()> {
        let mut conn = self.store().read().await?;
        let (field, exists) = match scope {
            Scope::Global => return Ok(()),
            Scope::Topic(id) => ("topic_id", queries::topic_exists(&mut conn, id).await?),
            Scope::Pathway(id) => ("pathway", queries::pathway_exists(&mut conn, id).await?),
        };
        if exists { Ok(()) } else { Err(Error::field(field, "there is none with this id")) }
    }

    async fn with_people(&self, rows: Vec<Row<3>>, today: NaiveDate) -> Result<Vec<Line>> {
        let ids: Vec<UserId> = rows.iter().map(|row| row.id).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let people = queries::people(&mut self.store().read().await?, &ids).await?;
        let mut people: HashMap<UserId, Person> =
            people.into_iter().map(|person| (person.id, shown(person, today))).collect();
        // Who was deleted a moment ago has no name any more; the board follows at once.
        Ok(rows
            .into_iter()
            .filter_map(|row| {
                let [total, solved, _] = row.values;
                Some(Line { rank: row.rank, total, solved, person: people.remove(&row.id)? })
            })
            .collect())
    }
}

fn being_loaded() -> Error {
    Error::new(Code::Unavailable, "the boards are being loaded; try again")
}

fn standing(row: &Row<3>) -> Standing {
    let [total, solved, _] = row.values;
    Standing { user_id: row.id, rank: row.rank, total, solved }
}

fn shown(person: queries::Person, today: NaiveDate) -> Person {
    let yesterday = today.checked_sub_days(Days::new(1)).unwrap_or(today);
    let lasts = person.last_activity_date.is_some_and(|day| day >= yesterday);
    Person {
        id: person.id,
        display_name: person.display_name,
        avatar_url: person.avatar_url,
        country_code: person.country_code,
        total_xp: person.total_xp,
        streak_days: if lasts { person.current_streak } else { 0 },
    }
}

fn selection(now: DateTime<Utc>, user_id: Option<UserId>, before: Option<DateTime<Utc>>) -> queries::Selection {
    // Both frames have a start; `now` would only mean an empty frame.
    let start = |frame: Frame| frame.start(now).unwrap_or(now);
    queries::Selection { month_start: start(Frame::Monthly), week_start: start(Frame::Weekly), user_id, before }
}
