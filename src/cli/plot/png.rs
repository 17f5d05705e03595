//! A drawing as PNG, for what takes no SVG: on light ground, two dots a point,
//! the same bytes everywhere. Hints are left out; nothing rests a pointer on them.

use super::drawing::{Anchor, COLOURS, Drawing, Paint, SERIES, Shape};
use super::lettering::{Pen, width, written};
use super::svg::DASHES;
use tiny_skia::{
    Color, FillRule, LineCap, LineJoin, Path, PathBuilder, Pixmap, Stroke, StrokeDash, Transform,
};

/// Dots a point.
const SCALE: f32 = 2.0;
/// What a pen draws, in sizes of the letters, usual and bold.
const NIB: (f64, f64) = (0.085, 0.13);

/// The file; none where the drawing has no size.
pub(in crate::cli) fn png(drawing: &Drawing) -> Option<Vec<u8>> {
    let dots = |points: f64| (points as f32 * SCALE).ceil() as u32;
    let mut pixmap = Pixmap::new(dots(drawing.width), dots(drawing.height))?;
    for shape in &drawing.shapes {
        // what has no extent, as a bar of no height, leaves no dot
        let _ = put(shape, &mut pixmap);
    }
    pixmap.encode_png().ok()
}

fn put(shape: &Shape, pixmap: &mut Pixmap) -> Option<()> {
    let whole = Transform::from_scale(SCALE, SCALE);
    match shape {
        Shape::Rectangle { x, y, width, height, paint, .. } => {
            let corners = [(*x, *y), (x + width, *y), (x + width, y + height), (*x, y + height)];
            let path = through(&corners, true)?;
            pixmap.fill_path(&path, &colour(*paint), FillRule::Winding, whole, None);
        }
        Shape::Outline { points, paint, .. } => {
            let path = through(points, true)?;
            pixmap.fill_path(&path, &colour(*paint), FillRule::Winding, whole, None);
        }
        Shape::Line { points, width, dash, paint, .. } => {
            let gaps = DASHES[dash % DASHES.len()].split(' ').filter_map(|gap| gap.parse().ok());
            let dash = StrokeDash::new(gaps.collect(), 0.0);
            let stroke = Stroke { width: *width as f32, dash, ..Stroke::default() };
            let path = through(points, false)?;
            pixmap.stroke_path(&path, &colour(*paint), &stroke, whole, None);
        }
        Shape::Text { x, y, size, anchor, turned, bold, paint, text } => {
            let left = match anchor {
                Anchor::Start => 0.0,
                Anchor::Middle => -width(text, *size) / 2.0,
                Anchor::End => -width(text, *size),
            };
            let stroke = Stroke {
                width: (size * if *bold { NIB.1 } else { NIB.0 }) as f32,
                line_cap: LineCap::Round,
                line_join: LineJoin::Round,
                ..Stroke::default()
            };
            let turn = if *turned { -90.0 } else { 0.0 };
            let place = whole.pre_translate(*x as f32, *y as f32).pre_rotate(turn);
            let path = pen_path(&written(text, *size))?;
            let place = place.pre_translate(left as f32, 0.0);
            pixmap.stroke_path(&path, &colour(*paint), &stroke, place, None);
        }
    }
    Some(())
}

/// The path through points.
fn through(points: &[(f64, f64)], closed: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (at, &(x, y)) in points.iter().enumerate() {
        match at {
            0 => path.move_to(x as f32, y as f32),
            _ => path.line_to(x as f32, y as f32),
        }
    }
    if closed {
        path.close();
    }
    path.finish()
}

/// The path of a pen.
fn pen_path(pens: &[Pen]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for pen in pens {
        match *pen {
            Pen::To((x, y)) => path.move_to(x as f32, y as f32),
            Pen::Line((x, y)) => path.line_to(x as f32, y as f32),
            Pen::Curve((a, b), (x, y)) => path.quad_to(a as f32, b as f32, x as f32, y as f32),
            Pen::Close => path.close(),
        }
    }
    path.finish()
}

fn colour(paint: Paint) -> tiny_skia::Paint<'static> {
    let paint = match paint {
        Paint::Series(number) => Paint::Series(number % SERIES),
        paint => paint,
    };
    let light = COLOURS.iter().find(|colour| colour.0 == paint).map_or(0, |colour| colour.1);
    let [_, red, green, blue] = light.to_be_bytes();
    let mut out = tiny_skia::Paint { anti_alias: true, ..tiny_skia::Paint::default() };
    out.set_color(Color::from_rgba8(red, green, blue, 255));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The colour of a dot at a place in points.
    fn dot(file: &[u8], (x, y): (f64, f64)) -> u32 {
        let pixmap = Pixmap::decode_png(file).unwrap();
        let at = |points: f64| (points * f64::from(SCALE)) as u32;
        let dot = pixmap.pixel(at(x), at(y)).unwrap();
        u32::from_be_bytes([0, dot.red(), dot.green(), dot.blue()])
    }

    #[test]
    fn shapes_lie_where_they_are_drawn() {
        let mut drawing = Drawing::new(40.0, 30.5, "a".to_owned(), String::new());
        drawing.rectangle((5.0, 5.0), (10.0, 10.0), Paint::Gain, String::new());
        drawing.rectangle((20.0, 5.0), (10.0, 0.0), Paint::Loss, String::new());
        drawing.rule((0.0, 25.0), (40.0, 25.0), Paint::Ink);
        let file = png(&drawing).unwrap();
        assert_eq!(dot(&file, (10.0, 10.0)), 0x00_72_b2);
        assert_eq!(dot(&file, (20.0, 10.0)), 0xff_ff_ff);
        assert_eq!(dot(&file, (20.0, 24.9)), 0x1b_1f_24);
        let size = Pixmap::decode_png(&file).map(|image| (image.width(), image.height()));
        assert_eq!(size.unwrap(), (80, 61));
    }

    #[test]
    fn texts_are_held_where_they_are_anchored() {
        let drawn = |anchor: Anchor, turned: bool| {
            let mut drawing = Drawing::new(60.0, 60.0, String::new(), String::new());
            match turned {
                true => drawing.upwards((30.0, 30.0), 12.0, anchor, "I".repeat(6)),
                false => drawing.text((30.0, 30.0), anchor, Paint::Ink, "I".repeat(6)),
            }
            let file = png(&drawing).unwrap();
            let inked = |from: (u32, u32), to: (u32, u32)| {
                let dots = (from.0..to.0).flat_map(|x| (from.1..to.1).map(move |y| (x, y)));
                dots.filter(|&(x, y)| dot(&file, (x.into(), y.into())) != 0xff_ff_ff).count() > 0
            };
            // left and right of where it is held, above and below
            (inked((0, 0), (29, 60)), inked((31, 0), (60, 60)), inked((0, 31), (60, 60)))
        };
        assert_eq!(drawn(Anchor::Start, false), (false, true, false));
        assert_eq!(drawn(Anchor::End, false), (true, false, false));
        assert_eq!(drawn(Anchor::Middle, false), (true, true, false));
        // it reads upwards: its end is above, the letters to the left
        assert_eq!(drawn(Anchor::Start, true), (true, false, false));
        assert_eq!(drawn(Anchor::End, true), (true, false, true));
    }

    #[test]
    fn the_same_drawing_is_the_same_file() {
        let mut drawing = Drawing::new(100.0, 20.0, String::new(), String::new());
        drawing.text((1.0, 15.0), Anchor::Start, Paint::Ink, "bm25f+rm3".to_owned());
        let file = png(&drawing).unwrap();
        assert!(file.starts_with(b"\x89PNG") && png(&drawing).unwrap() == file);
        assert!(png(&Drawing::new(0.0, 0.0, String::new(), String::new())).is_none());
    }
}
