//! Interpolated recall–precision curves: at each of the recalls 0, 0.1 … 1 the
//! highest precision at that recall or beyond (trec_eval's `iprec_at_recall`;
//! Manning, Raghavan and Schütze, "Introduction to information retrieval", 2008,
//! section 8.4).

use super::drawing::{Anchor, Drawing, Paint, Shape, cut};

/// Around the curves: left, top, right (with the legend), bottom.
const MARGIN: (f64, f64, f64, f64) = (64.0, 64.0, 208.0, 52.0);
/// The curves' room.
const ROOM: (f64, f64) = (480.0, 360.0);
/// The height of a line of the legend.
const LINE: f64 = 22.0;

/// The plot of systems, each a name and its precision at the eleven recalls.
pub(in crate::cli) fn recall_precision(curves: &[(String, [f64; 11])]) -> Drawing {
    let (left, top, right, bottom) = MARGIN;
    let tall = ROOM.1.max(curves.len() as f64 * LINE);
    let size = (left + ROOM.0 + right, top + tall + bottom);
    let title = "Interpolated recall–precision".to_owned();
    let mut drawing = Drawing::new(size.0, size.1, title, described(curves));
    let below = "mean over topics of the highest precision at a recall or beyond".to_owned();
    drawing.headline(16.0, size.0 - 32.0, below);

    let place = |recall: f64, precision: f64| {
        (left + ROOM.0 * recall, top + ROOM.1 * (1.0 - precision.clamp(0.0, 1.0)))
    };
    for fifth in 0..=5u32 {
        let value = f64::from(fifth) / 5.0;
        let paint = if fifth == 0 { Paint::Ink } else { Paint::Rule };
        drawing.rule(place(0.0, value), place(1.0, value), paint);
        drawing.rule(place(value, 0.0), place(value, 1.0), paint);
        let (x, y) = place(0.0, value);
        drawing.text((x - 8.0, y + 4.0), Anchor::End, Paint::Faint, format!("{value:.1}"));
        let (x, y) = place(value, 0.0);
        drawing.text((x, y + 18.0), Anchor::Middle, Paint::Faint, format!("{value:.1}"));
    }
    let middle = (left + ROOM.0 / 2.0, top + ROOM.1 + 40.0);
    drawing.text(middle, Anchor::Middle, Paint::Faint, "recall".to_owned());
    let beside = (18.0, top + ROOM.1 / 2.0);
    drawing.upwards(beside, 12.0, Anchor::Middle, "precision".to_owned());

    for (number, (name, precisions)) in curves.iter().enumerate() {
        let at = |(step, &precision): (usize, &f64)| place(step as f64 / 10.0, precision);
        let points: Vec<(f64, f64)> = precisions.iter().enumerate().map(at).collect();
        line(&mut drawing, points.clone(), number, name.clone());
        for (step, (&point, precision)) in points.iter().zip(precisions).enumerate() {
            let hint = format!("{name}: {precision:.4} at recall {:.1}", step as f64 / 10.0);
            outline(&mut drawing, point, number, hint);
        }
        let (x, y) = (left + ROOM.0 + 20.0, top + 8.0 + number as f64 * LINE);
        line(&mut drawing, vec![(x, y), (x + 36.0, y)], number, name.clone());
        outline(&mut drawing, (x + 18.0, y), number, String::new());
        let text = cut(name, right - 20.0 - 44.0 - 8.0, 12.0);
        drawing.text((x + 44.0, y + 4.0), Anchor::Start, Paint::Ink, text);
    }
    drawing
}

fn line(drawing: &mut Drawing, points: Vec<(f64, f64)>, number: usize, hint: String) {
    let paint = Paint::Series(number);
    drawing.shapes.push(Shape::Line { points, width: 2.0, dash: number, paint, hint });
}

/// A shape around a point: they differ with the number, as dashes do, but in
/// another rhythm than these and the colours.
fn outline(drawing: &mut Drawing, (x, y): (f64, f64), number: usize, hint: String) {
    let points: &[(f64, f64)] = match number % 4 {
        0 => &[
            (1.0, 0.4),
            (0.4, 1.0),
            (-0.4, 1.0),
            (-1.0, 0.4),
            (-1.0, -0.4),
            (-0.4, -1.0),
            (0.4, -1.0),
            (1.0, -0.4),
        ],
        1 => &[(0.9, 0.9), (-0.9, 0.9), (-0.9, -0.9), (0.9, -0.9)],
        2 => &[(0.0, -1.2), (1.1, 0.8), (-1.1, 0.8)],
        _ => &[(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)],
    };
    let points = points.iter().map(|(across, down)| (x + 3.6 * across, y + 3.6 * down)).collect();
    drawing.shapes.push(Shape::Outline { points, paint: Paint::Series(number), hint });
}

/// What is seen, in words.
fn described(curves: &[(String, [f64; 11])]) -> String {
    let mut text = "Line chart of interpolated precision at recall 0 to 1.".to_owned();
    for (name, precisions) in curves {
        let [first, .., last] = precisions;
        let middle = precisions[5];
        text.push_str(&format!(
            " {name}: {first:.2} at recall 0, {middle:.2} at 0.5, {last:.2} at 1."
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curves(number: usize) -> Vec<(String, [f64; 11])> {
        let curve = |of: usize| {
            let start = 0.9 - of as f64 / 20.0;
            (format!("system {of}"), std::array::from_fn(|step| start * (1.0 - step as f64 / 11.0)))
        };
        (0..number).map(curve).collect()
    }

    #[test]
    fn a_curve_goes_through_its_eleven_places() {
        let drawing = recall_precision(&[("a".to_owned(), [1.0; 11])]);
        let line = drawing.shapes.iter().find_map(|shape| match shape {
            Shape::Line { points, paint: Paint::Series(0), .. } => Some(points),
            _ => None,
        });
        let line = line.unwrap();
        assert_eq!((line.len(), line[0], line[10]), (11, (64.0, 64.0), (544.0, 64.0)));
    }

    #[test]
    fn each_system_is_in_the_legend_and_no_two_look_alike() {
        let drawing = recall_precision(&curves(12));
        let named = |name: &str| {
            drawing
                .shapes
                .iter()
                .any(|shape| matches!(shape, Shape::Text { text, .. } if text == name))
        };
        assert!((0..12).all(|of| named(&format!("system {of}"))));
        // colours come round after 7, dashes after 5, shapes after 4
        let looks: std::collections::BTreeSet<(usize, usize, usize)> =
            (0..100).map(|number| (number % 7, number % 5, number % 4)).collect();
        assert_eq!(looks.len(), 100);
    }

    #[test]
    fn what_is_seen_is_said() {
        insta::assert_snapshot!(described(&curves(2)), @"Line chart of interpolated precision at recall 0 to 1. system 0: 0.90 at recall 0, 0.49 at 0.5, 0.08 at 1. system 1: 0.85 at recall 0, 0.46 at 0.5, 0.08 at 1.");
        assert_eq!(recall_precision(&[]).width, 752.0);
    }
}
