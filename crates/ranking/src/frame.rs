//! The periods that boards are kept for.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, Utc};

/// A period of a board. All are in UTC; weeks start on Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Frame {
    /// Everything there ever was.
    AllTime,
    /// The calendar month.
    Monthly,
    /// The week from Monday to Sunday.
    Weekly,
}

impl Frame {
    /// Every frame, the longest first.
    pub const ALL: [Self; 3] = [Self::AllTime, Self::Monthly, Self::Weekly];

    /// The name that clients use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AllTime => "all_time",
            Self::Monthly => "monthly",
            Self::Weekly => "weekly",
        }
    }

    /// The first moment of the period that holds `at`. `None` for
    /// [`Frame::AllTime`], which has no beginning.
    pub fn start(self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.first_day(at).map(midnight)
    }

    /// The first moment after the period that holds `at`: the start of the
    /// next one. `None` for [`Frame::AllTime`], and past the end of the calendar.
    pub fn end(self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let first = self.first_day(at)?;
        let next = match self {
            Self::AllTime => None,
            Self::Monthly => first.checked_add_months(Months::new(1)),
            Self::Weekly => first.checked_add_days(Days::new(7)),
        };
        next.map(midnight)
    }

    fn first_day(self, at: DateTime<Utc>) -> Option<NaiveDate> {
        let day = at.date_naive();
        match self {
            Self::AllTime => None,
            Self::Monthly => day.with_day(1),
            Self::Weekly => day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into())),
        }
    }
}

fn midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

impl fmt::Display for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The text is not the name of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownFrame;

impl fmt::Display for UnknownFrame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("must be one of all_time, monthly, weekly")
    }
}

impl std::error::Error for UnknownFrame {}

impl FromStr for Frame {
    type Err = UnknownFrame;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|frame| frame.name() == text).ok_or(UnknownFrame)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_week_runs_from_monday_to_monday_in_utc() {
        for (moment, start, end) in [
            ("2026-11-20T19:00:00Z", "2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z"),
            ("2026-11-16T00:00:00Z", "2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z"),
            ("2026-11-22T23:59:59.999999Z", "2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z"),
            ("2026-01-01T12:00:00Z", "2025-12-29T00:00:00Z", "2026-01-05T00:00:00Z"),
            ("2024-03-01T01:00:00+02:00", "2024-02-26T00:00:00Z", "2024-03-04T00:00:00Z"),
        ] {
            assert_eq!(Frame::Weekly.start(at(moment)), Some(at(start)), "{moment}");
            assert_eq!(Frame::Weekly.end(at(moment)), Some(at(end)), "{moment}");
        }
    }

    #[test]
    fn a_month_runs_from_its_first_day_to_the_next_ones_in_utc() {
        for (moment, start, end) in [
            ("2026-12-31T23:59:59Z", "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z"),
            ("2024-02-29T00:00:00Z", "2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z"),
            ("2026-06-01T01:30:00+02:00", "2026-05-01T00:00:00Z", "2026-06-01T00:00:00Z"),
        ] {
            assert_eq!(Frame::Monthly.start(at(moment)), Some(at(start)), "{moment}");
            assert_eq!(Frame::Monthly.end(at(moment)), Some(at(end)), "{moment}");
        }
    }

    #[test]
    fn all_time_has_no_start_and_no_end() {
        assert_eq!(Frame::AllTime.start(at("2026-11-20T19:00:00Z")), None);
        assert_eq!(Frame::AllTime.end(at("2026-11-20T19:00:00Z")), None);
    }

    #[test]
    fn names_are_read_back_and_others_are_refused() {
        for frame in Frame::ALL {
            assert_eq!(frame.name().parse(), Ok(frame));
        }
        assert_eq!("daily".parse::<Frame>(), Err(UnknownFrame));
        assert_eq!("Weekly".parse::<Frame>(), Err(UnknownFrame));
    }
}
