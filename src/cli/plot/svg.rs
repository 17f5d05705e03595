//! A drawing as SVG 1.1: no scripts, nothing fetched, a title and a description
//! for screen readers, and colours that follow the reader's light or dark theme.
//!
//! Ids and style rules carry a name of the drawing's own, so that several may
//! stand in one page.

use super::drawing::{Anchor, COLOURS, Drawing, Paint, SERIES, Shape};
use std::fmt::Write;

/// Lines and gaps, so that lines are told apart without colour too; 0 is whole.
pub(super) const DASHES: [&str; 5] = ["", "7 3", "2 2.5", "9 3 2 3", "12 4"];

/// The file.
pub(in crate::cli) fn svg(drawing: &Drawing) -> String {
    let mut shapes = String::new();
    for shape in &drawing.shapes {
        put(shape, &mut shapes);
    }
    let digest = blake3::hash(format!("{}{shapes}", drawing.title).as_bytes()).to_hex();
    let id = format!("plot-{}", &digest[..8]);
    let (width, height) = (short(drawing.width), short(drawing.height));
    let mut out = String::with_capacity(shapes.len() + 4096);
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"{id}\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" \
         font-family=\"system-ui, 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif\">"
    );
    let _ = writeln!(out, "<title id=\"{id}-title\">{}</title>", escaped(&drawing.title));
    let _ = writeln!(out, "<desc id=\"{id}-desc\">{}</desc>", escaped(&drawing.description));
    out.push_str("<style>\n");
    rules(&id, "", |(_, light, _)| light, &mut out);
    out.push_str("@media (prefers-color-scheme: dark) {\n");
    rules(&id, "  ", |(_, _, dark)| dark, &mut out);
    out.push_str("}\n</style>\n");
    out.push_str(&shapes);
    out.push_str("</svg>\n");
    out
}

/// A rule for what is filled and one for what is drawn, by paint.
fn rules(id: &str, indent: &str, pick: fn((Paint, u32, u32)) -> u32, out: &mut String) {
    for colour in COLOURS {
        let (class, colour) = (class(colour.0), pick(colour));
        let _ = writeln!(
            out,
            "{indent}#{id} .{class} {{ fill: #{colour:06x} }} #{id} .{class}-line {{ fill: none; stroke: #{colour:06x} }}"
        );
    }
}

fn class(paint: Paint) -> String {
    match paint {
        Paint::Ground => "ground".to_owned(),
        Paint::Ink => "ink".to_owned(),
        Paint::Faint => "faint".to_owned(),
        Paint::Rule => "rule".to_owned(),
        Paint::Gain => "gain".to_owned(),
        Paint::Loss => "loss".to_owned(),
        Paint::Series(number) => format!("series-{}", number % SERIES),
    }
}

fn put(shape: &Shape, out: &mut String) {
    let hint = match shape {
        Shape::Rectangle { hint, .. } | Shape::Line { hint, .. } | Shape::Outline { hint, .. } => {
            hint
        }
        Shape::Text { .. } => "",
    };
    let tag = match shape {
        Shape::Rectangle { x, y, width, height, paint, .. } => {
            let (x, y, width, height) = (short(*x), short(*y), short(*width), short(*height));
            let class = class(*paint);
            let _ = write!(
                out,
                "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\""
            );
            "rect"
        }
        Shape::Line { points, width, dash, paint, .. } => {
            let (class, width) = (class(*paint), short(*width));
            let _ = write!(out, "<polyline class=\"{class}-line\" stroke-width=\"{width}\"");
            let dash = DASHES[dash % DASHES.len()];
            if !dash.is_empty() {
                let _ = write!(out, " stroke-dasharray=\"{dash}\"");
            }
            let _ = write!(out, " points=\"{}\"", listed(points));
            "polyline"
        }
        Shape::Outline { points, paint, .. } => {
            let _ =
                write!(out, "<polygon class=\"{}\" points=\"{}\"", class(*paint), listed(points));
            "polygon"
        }
        Shape::Text { x, y, size, anchor, turned, bold, paint, text } => {
            let (x, y, size) = (short(*x), short(*y), short(*size));
            let _ = write!(
                out,
                "<text class=\"{}\" x=\"{x}\" y=\"{y}\" font-size=\"{size}\"",
                class(*paint)
            );
            match anchor {
                Anchor::Start => (),
                Anchor::Middle => out.push_str(" text-anchor=\"middle\""),
                Anchor::End => out.push_str(" text-anchor=\"end\""),
            }
            if *bold {
                out.push_str(" font-weight=\"600\"");
            }
            if *turned {
                let _ = write!(out, " transform=\"rotate(-90 {x} {y})\"");
            }
            let _ = writeln!(out, ">{}</text>", escaped(text));
            return;
        }
    };
    if hint.is_empty() {
        out.push_str("/>\n");
    } else {
        let _ = writeln!(out, "><title>{}</title></{tag}>", escaped(hint));
    }
}

fn listed(points: &[(f64, f64)]) -> String {
    let point = |&(x, y): &(f64, f64)| format!("{},{}", short(x), short(y));
    points.iter().map(point).collect::<Vec<_>>().join(" ")
}

/// A hundredth of a point is as fine as is seen.
fn short(number: f64) -> String {
    let text = format!("{number:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Text that XML shows as it stands; what XML 1.0 has no place for is replaced.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            letter if letter.is_control() => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_its_element() {
        let title = "</title><script>x</script>\u{0}\u{ffff}";
        let mut drawing = Drawing::new(10.0, 10.0, title.to_owned(), "\"&".to_owned());
        drawing.text((1.0, -0.001), Anchor::End, Paint::Ink, "<a href=\"x\">".to_owned());
        drawing.rectangle((1.0, 2.0), (0.333, 1e-9), Paint::Gain, "</rect>".to_owned());
        let file = svg(&drawing);
        assert!(!file.contains("<script") && !file.contains("href=\"x\""), "{file}");
        let shapes = file.split("</style>\n").nth(1).unwrap();
        insta::assert_snapshot!(shapes, @r#"
    <rect class="ground" x="0" y="0" width="10" height="10"/>
    <text class="ink" x="1" y="0" font-size="12" text-anchor="end">&lt;a href=&quot;x&quot;&gt;</text>
    <rect class="gain" x="1" y="2" width="0.33" height="0"><title>&lt;/rect&gt;</title></rect>
    </svg>
    "#);
    }

    #[test]
    fn a_drawing_has_a_name_of_its_own() {
        let one = svg(&Drawing::new(10.0, 10.0, "one".to_owned(), String::new()));
        let two = svg(&Drawing::new(10.0, 10.0, "two".to_owned(), String::new()));
        assert_ne!(one.split('"').nth(3), two.split('"').nth(3));
        assert!(one.contains("id=\"plot-"));
    }
}
