//! The clock that rounds are timed by: the machine's, or one that tests set.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Time since a round began.
pub(super) trait Clock: Sync {
    /// Begins, unless it has begun: a round does when its first client is there.
    fn begin(&self);
    /// How long it has been.
    fn now(&self) -> Duration;
    /// Comes back at that time, or at once where it has passed.
    fn wait_until(&self, time: Duration);
}

/// The machine's clock.
#[derive(Default)]
pub(super) struct WallClock(OnceLock<Instant>);

/// A sleeping thread is woken some 60 µs late on Linux, so the last of a wait is
/// spent looking at the clock.
const WATCHED: Duration = Duration::from_micros(200);

impl Clock for WallClock {
    fn begin(&self) {
        self.0.get_or_init(Instant::now);
    }

    fn now(&self) -> Duration {
        self.0.get_or_init(Instant::now).elapsed()
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
