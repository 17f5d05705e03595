//! A bound on the bytes that wait between two stages.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// So many bytes may wait; who brings more waits too.
pub struct Budget {
    most: usize,
    waiting: Mutex<usize>,
    freed: Condvar,
}

impl Budget {
    /// Room for `most` bytes.
    #[must_use]
    pub fn new(most: usize) -> Arc<Self> {
        Arc::new(Self { most: most.max(1), waiting: Mutex::new(0), freed: Condvar::new() })
    }

    /// Waits until there is room. A document larger than all the room goes alone.
    pub fn take(self: &Arc<Self>, bytes: usize) -> Permit {
        let bytes = bytes.clamp(1, self.most);
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        while *waiting + bytes > self.most {
            waiting = self.freed.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
        *waiting += bytes;
        Permit { budget: Arc::clone(self), bytes }
    }

    /// Waits until all that was taken has come back.
    pub fn wait_until_idle(&self) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        while *waiting > 0 {
            waiting = self.freed.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Room that was taken; gives its bytes back when dropped.
pub struct Permit {
    budget: Arc<Budget>,
    bytes: usize,
}

impl Drop for Permit {
    fn drop(&mut self) {
        let mut waiting = self.budget.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        *waiting -= self.bytes;
        self.budget.freed.notify_all();
    }
}
