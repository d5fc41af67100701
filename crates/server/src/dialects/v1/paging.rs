//! Numbered pages (rule R-API-05).

use platform::Error;

/// Most rows of a page.
const MAX_LIMIT: i64 = 100;

/// A page that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Paging {
    /// Counting from 1.
    pub(super) page: i64,
    /// 1 to 100.
    pub(super) limit: i64,
}

impl Paging {
    /// Reads `page` and `limit`; more than 100 rows become 100.
    pub(super) fn read(page: Option<&str>, limit: Option<&str>, default_limit: i64) -> Result<Self, Error> {
        let number = |name: &'static str, text: Option<&str>, otherwise: i64| match text {
            None | Some("") => Ok(otherwise),
            Some(text) => match text.parse::<i64>() {
                Ok(number) if (1..=1_000_000_000).contains(&number) => Ok(number),
                _ => Err(Error::field(name, "must be a whole number from 1 on")),
            },
        };
        Ok(Paging { page: number("page", page, 1)?, limit: number("limit", limit, default_limit)?.min(MAX_LIMIT) })
    }

    /// Rows before the page.
    pub(super) fn offset(self) -> i64 {
        (self.page - 1) * self.limit
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn pages_begin_at_one_and_hold_a_hundred_rows_at_most() {
        assert_eq!(Paging::read(None, None, 20).unwrap(), Paging { page: 1, limit: 20 });
        assert_eq!(Paging::read(Some("3"), Some("1000"), 20).unwrap().offset(), 200);
        for bad in ["0", "-1", "x", "1000000000000000000000000000000"] {
            assert!(Paging::read(Some(bad), None, 20).is_err(), "{bad}");
        }
    }
}
