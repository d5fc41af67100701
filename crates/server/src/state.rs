//! What every handler can reach.

use std::sync::Arc;

use platform::Platform;

/// Shared by all handlers; clones are cheap.
#[derive(Clone)]
pub struct AppState(Arc<Inner>);

struct Inner {
    platform: Platform,
}

impl AppState {
    /// The state of a server over `platform`.
    #[must_use]
    pub fn new(platform: Platform) -> Self {
        AppState(Arc::new(Inner { platform }))
    }

    /// The use cases.
    #[must_use]
    pub fn platform(&self) -> &Platform {
        &self.0.platform
    }
}
