//! Exit statuses.

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// 0: found, or done.
    Done,
    /// 1: nothing found.
    Nothing,
    /// 2: trouble; the message named the offender and the remedy.
    Trouble,
    /// 3: done, but some records were rejected.
    Rejected,
    /// 130: interrupted by the user; what was done is committed.
    Interrupted,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Nothing => 1,
            Exit::Trouble => 2,
            Exit::Rejected => 3,
            Exit::Interrupted => 130,
        })
    }
}

/// Whether an error is only that the reader of our output has gone
/// (`dateline search … | head`): that is success.
pub(super) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<std::io::Error>()
            .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
    })
}
