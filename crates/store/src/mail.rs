//! Queries of mail.
