//! The program while it indexes: articles go to it as fast as a test wants.

use crate::nodes::count;
use crate::program::{Place, Ran, line};
use std::io::Write;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// Articles of a run.
pub(crate) const ARTICLES: u64 = 2_000;

/// An article; the same for the same number.
pub(crate) fn article(number: u64) -> String {
    let body = format!("Fog lay on harbour {number}. The ferry of pier {} waited.", number % 97);
    line(&format!("w{number:05}"), &format!("Ferry {number}"), &body)
}

/// `dateline index - …`, reading from a pipe.
pub(crate) struct Feed {
    child: Child,
    began: Instant,
    next: u64,
}

impl Feed {
    /// Begins to index into an address.
    pub(crate) fn into(place: &Place, address: &str) -> Self {
        let line =
            ["index", "-", "--json", "--no-names", "--commit-every", "0.5", "--index", address];
        let child = place
            .command(line)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        Self { child, began: Instant::now(), next: 0 }
    }

    /// Gives it articles up to this one, some hundred a second.
    pub(crate) fn up_to(&mut self, end: u64) {
        let input = self.child.stdin.as_mut().unwrap();
        while self.next < end {
            // whoever has ended reads nothing more: the status says why
            if input.write_all(article(self.next).as_bytes()).is_err() {
                return;
            }
            self.next += 1;
            if self.next.is_multiple_of(5) {
                std::thread::sleep(Duration::from_millis(8));
            }
        }
    }

    /// Gives it so many more; how many it was given in all.
    pub(crate) fn more(&mut self, articles: u64) -> u64 {
        self.up_to(self.next + articles);
        self.next
    }

    /// Gives it articles until some are in the index; how many are.
    pub(crate) fn until_some_are_in(&mut self, name: &str) -> u64 {
        loop {
            self.up_to(self.next + 20);
            let count = count(name);
            if count >= 50 {
                return count;
            }
            assert!(self.next < ARTICLES * 3 / 4, "too little was committed before the fault");
        }
    }

    /// Gives it the rest of all and waits for its end.
    pub(crate) fn finish(mut self) -> Ran {
        self.up_to(ARTICLES);
        drop(self.child.stdin.take());
        let ran = Ran::from(self.child.wait_with_output().unwrap());
        eprintln!("{:.1} s; said: {}", self.began.elapsed().as_secs_f64(), ran.err.trim_end());
        ran
    }

    /// Whether it has ended.
    pub(crate) fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }
}

/// Articles that a report says were taken: what was sent twice, because an answer was lost, is
/// there once, and counts as replaced.
#[track_caller]
pub(crate) fn all_taken(ran: Ran) {
    let report = ran.status(0).json();
    let of = |name: &str| report[name].as_u64().unwrap();
    assert_eq!(of("indexed") + of("replaced") + of("unchanged"), ARTICLES, "{report}");
    assert_eq!(of("rejected_total"), 0, "{report}");
}
