//! Days in a row with activity (rule R-XP-05): calendar days in UTC.

use chrono::NaiveDate;
use store::progress::Streak;

/// The streak after activity on `day`. Days may be told out of order: a day before the last one known changes nothing.
pub(crate) fn with_activity(streak: Streak, day: NaiveDate) -> Streak {
    let current = match streak.last_activity_date {
        Some(last) if day <= last => return streak,
        Some(last) if last.succ_opt() == Some(day) => streak.current_streak + 1,
        _ => 1,
    };
    Streak {
        current_streak: current,
        longest_streak: streak.longest_streak.max(current),
        last_activity_date: Some(day),
    }
}

/// The streak that somebody has today: it lives until a whole day passed without activity.
pub(crate) fn as_of(streak: &Streak, today: NaiveDate) -> i64 {
    match streak.last_activity_date {
        Some(last) if last >= today || last.succ_opt() == Some(today) => streak.current_streak,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, number).unwrap_or_default()
    }

    #[test]
    fn days_in_a_row_count_and_a_gap_begins_anew() {
        let mut streak = Streak { current_streak: 0, longest_streak: 0, last_activity_date: None };
        for (number, current, longest) in [(1, 1, 1), (1, 1, 1), (2, 2, 2), (3, 3, 3), (5, 1, 3), (4, 1, 3), (6, 2, 3)]
        {
            streak = with_activity(streak, day(number));
            assert_eq!((streak.current_streak, streak.longest_streak), (current, longest), "after day {number}");
        }
        assert_eq!([as_of(&streak, day(6)), as_of(&streak, day(7)), as_of(&streak, day(8))], [2, 2, 0]);
    }
}
