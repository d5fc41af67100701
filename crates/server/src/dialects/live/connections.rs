//! How many live connections there are.

/// Counts one connection of a kind for as long as it lives.
pub(crate) struct Connected(&'static str);

impl Connected {
    pub(crate) fn new(kind: &'static str) -> Self {
        metrics::gauge!("codequest_live_connections", "kind" => kind).increment(1.0);
        Connected(kind)
    }
}

impl Drop for Connected {
    fn drop(&mut self) {
        metrics::gauge!("codequest_live_connections", "kind" => self.0).decrement(1.0);
    }
}
