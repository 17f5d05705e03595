//! Facets as a person reads them: a line or two each, what is selected marked.

use super::render;
use crate::search::{Facet, FacetValue};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Values stand so far from the edge.
const INDENT: usize = 10;

/// A facet in a few lines of `width` columns:
///
/// ```text
/// source    Transit Wire (12) · ✓ Continental Dispatch (8) · 3 others (5) · none (2)
/// ```
pub(super) fn block(facet: &Facet, width: usize) -> String {
    let mut parts: Vec<(String, String)> = facet.values.iter().map(value).collect();
    let more = (facet.distinct - facet.values.len()) as u64;
    for (count, name) in
        [(facet.other, render::count(more, "other", "others")), (facet.missing, "none".to_owned())]
    {
        if count > 0 {
            let plain = format!("{name} ({})", render::number(count));
            parts.push((render::styled(&plain, render::FAINT), plain));
        }
    }
    let mut out = render::styled(&format!("{:<INDENT$}", facet.field), render::SOURCE);
    let mut column = INDENT;
    if facet.field.len() >= INDENT {
        out.push(' ');
        column = facet.field.len() + 1;
    }
    for (i, (styled, plain)) in parts.iter().enumerate() {
        let separator = if i == 0 { "" } else { " · " };
        if i > 0 && column + separator.width() + plain.width() > width {
            let _ = write!(out, "\n{:INDENT$}{styled}", "");
            column = INDENT + plain.width();
        } else {
            let _ = write!(out, "{separator}{styled}");
            column += separator.width() + plain.width();
        }
    }
    if parts.is_empty() {
        out.push_str(&render::styled("none", render::FAINT));
    }
    out
}

/// A value with its count, with and without style.
fn value(value: &FacetValue) -> (String, String) {
    let name = render::harmless(&crate::article::one_line(&value.value));
    let count = format!("({})", render::number(value.count));
    if value.selected {
        let name = format!("✓ {name}");
        (format!("{} {count}", render::styled(&name, render::LIT)), format!("{name} {count}"))
    } else {
        let plain = format!("{name} {count}");
        (plain.clone(), plain)
    }
}
