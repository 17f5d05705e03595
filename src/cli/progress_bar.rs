//! The bars that are seen while something takes long; nothing of them when stderr is no terminal.

use crate::index::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Instant;

/// A bar with bytes, articles a second and the time left.
pub(super) struct Bar {
    bar: ProgressBar,
    began: Instant,
}

impl Bar {
    pub(super) fn new(hidden: bool) -> Self {
        let target =
            if hidden { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        Self { bar: ProgressBar::with_draw_target(None, target), began: Instant::now() }
    }

    /// Draws how far the run is.
    pub(super) fn show(&self, progress: Progress) {
        let template = if progress.bytes_total > 0 {
            "{bar:30} {bytes}/{total_bytes} · {msg} · {eta} left"
        } else {
            "{spinner} {bytes} · {msg}"
        };
        if self.bar.length() != Some(progress.bytes_total) || self.bar.position() == 0 {
            if let Ok(style) = ProgressStyle::with_template(template) {
                self.bar.set_style(style.progress_chars("━━╌"));
            }
            if progress.bytes_total > 0 {
                self.bar.set_length(progress.bytes_total);
            }
        }
        let rate = progress.articles as f64 / self.began.elapsed().as_secs_f64().max(0.001);
        let mut message =
            format!("{} articles · {rate:.0}/s", super::render::number(progress.articles));
        if progress.rejected > 0 {
            message.push_str(&format!(" · {} rejected", progress.rejected));
        }
        self.bar.set_message(message);
        self.bar.set_position(progress.bytes);
    }

    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

/// A bar of things that are done one after another.
pub(super) fn counting(total: usize, what: &str, hidden: bool) -> ProgressBar {
    let target = if hidden { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(Some(total as u64), target);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg} · {eta} left") {
        bar.set_style(style.progress_chars("━━╌"));
    }
    bar.set_message(what.to_owned());
    bar
}
