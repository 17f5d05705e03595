//! The clock that rounds are timed by: the machine's, or one that tests set.

use std::time::{Duration, Instant};

/// Time since a round began.
pub(super) trait Clock: Sync {
    /// How long it has been.
    fn now(&self) -> Duration;
    /// Comes back at that time, or at once where it has passed.
    fn wait_until(&self, time: Duration);
}

/// The machine's clock.
pub(super) struct WallClock(Instant);

/// A sleeping thread is woken some 60 µs late on Linux, so the last of a wait is
/// spent looking at the clock.
const WATCHED: Duration = Duration::from_micros(200);

impl WallClock {
    /// Begins now.
    pub(super) fn new() -> Self {
        Self(Instant::now())
    }
}

impl Clock for WallClock {
    fn now(&self) -> Duration {
        self.0.elapsed()
    }

    fn wait_until(&self, time: Duration) {
        let left = time.saturating_sub(self.now());
        if left > WATCHED {
            std::thread::sleep(left - WATCHED);
        }
        while self.now() < time {
            std::hint::spin_loop();
        }
    }
}
