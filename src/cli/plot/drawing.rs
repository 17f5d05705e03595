//! A drawing: shapes in their order, in points from the top left. Knows no file
//! format and nothing of what is drawn.

/// What a shape is painted with. What colour that is depends on the ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Paint {
    /// Behind all.
    Ground,
    /// Text and axes.
    Ink,
    /// Text that explains.
    Faint,
    /// Lines that guide the eye.
    Rule,
    /// What gained.
    Gain,
    /// What lost.
    Loss,
    /// One of several things of a kind; they come round after [`SERIES`].
    Series(usize),
}

/// So many things are told apart by colour.
pub(super) const SERIES: usize = 7;

/// The colours of a paint on white and on black ground. Those of series are
/// after Okabe and Ito, "Color universal design" (2008), which the colour-blind
/// can tell apart, darkened and lightened for contrast.
pub(super) const COLOURS: [(Paint, u32, u32); 6 + SERIES] = [
    (Paint::Ground, 0xff_ff_ff, 0x12_16_1c),
    (Paint::Ink, 0x1b_1f_24, 0xe6_e9_ed),
    (Paint::Faint, 0x59_61_6b, 0x9d_a7_b3),
    (Paint::Rule, 0xd8_dc_e1, 0x34_3b_44),
    (Paint::Gain, 0x00_72_b2, 0x56_b4_e9),
    (Paint::Loss, 0xc4_55_00, 0xff_93_47),
    (Paint::Series(0), 0x00_72_b2, 0x56_b4_e9),
    (Paint::Series(1), 0xc4_55_00, 0xff_93_47),
    (Paint::Series(2), 0x00_85_60, 0x35_c7_98),
    (Paint::Series(3), 0xad_4a_85, 0xe7_97_c3),
    (Paint::Series(4), 0x85_66_00, 0xe4_c0_38),
    (Paint::Series(5), 0x5b_4b_c4, 0xa6_9c_ff),
    (Paint::Series(6), 0x4a_50_58, 0xc3_c9_d1),
];

/// Where a text is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// At its beginning.
    Start,
    /// In its middle.
    Middle,
    /// At its end.
    End,
}

/// One thing drawn. A hint is told where a pointer rests on it.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// A filled rectangle.
    Rectangle { x: f64, y: f64, width: f64, height: f64, paint: Paint, hint: String },
    /// A line through points; a dash of 0 is none.
    Line { points: Vec<(f64, f64)>, width: f64, dash: usize, paint: Paint, hint: String },
    /// A small filled outline around a point.
    Outline { points: Vec<(f64, f64)>, paint: Paint, hint: String },
    /// A line of text. A turned one reads upwards.
    Text {
        x: f64,
        y: f64,
        size: f64,
        anchor: Anchor,
        turned: bool,
        bold: bool,
        paint: Paint,
        text: String,
    },
}

/// Shapes and what they say.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Drawing {
    /// Its width.
    pub(super) width: f64,
    /// Its height.
    pub(super) height: f64,
    /// What it is, for those who do not see it and as its headline.
    pub(super) title: String,
    /// What it shows, for those who do not see it.
    pub(super) description: String,
    /// The shapes, the first behind the others.
    pub(super) shapes: Vec<Shape>,
}

impl Drawing {
    /// An empty one on its ground.
    pub(super) fn new(width: f64, height: f64, title: String, description: String) -> Drawing {
        let mut drawing = Drawing { width, height, title, description, shapes: Vec::new() };
        drawing.rectangle((0.0, 0.0), (width, height), Paint::Ground, String::new());
        drawing
    }

    /// A rectangle by its top left corner and its size.
    pub(super) fn rectangle(
        &mut self,
        (x, y): (f64, f64),
        (width, height): (f64, f64),
        paint: Paint,
        hint: String,
    ) {
        self.shapes.push(Shape::Rectangle { x, y, width, height, paint, hint });
    }

    /// A straight thin line.
    pub(super) fn rule(&mut self, from: (f64, f64), to: (f64, f64), paint: Paint) {
        let points = vec![from, to];
        let line = Shape::Line { points, width: 1.0, dash: 0, paint, hint: String::new() };
        self.shapes.push(line);
    }

    /// A text in the usual size.
    pub(super) fn text(&mut self, at: (f64, f64), anchor: Anchor, paint: Paint, text: String) {
        self.sized(at, 12.0, anchor, paint, text);
    }

    /// A text in a size.
    pub(super) fn sized(
        &mut self,
        (x, y): (f64, f64),
        size: f64,
        anchor: Anchor,
        paint: Paint,
        text: String,
    ) {
        let (turned, bold) = (false, false);
        self.shapes.push(Shape::Text { x, y, size, anchor, turned, bold, paint, text });
    }

    /// A text that reads upwards.
    pub(super) fn upwards(&mut self, (x, y): (f64, f64), size: f64, anchor: Anchor, text: String) {
        let (turned, bold, paint) = (true, false, Paint::Faint);
        self.shapes.push(Shape::Text { x, y, size, anchor, turned, bold, paint, text });
    }

    /// The title, and a line below it.
    pub(super) fn headline(&mut self, x: f64, room: f64, below: String) {
        let (turned, bold, paint) = (false, true, Paint::Ink);
        let text = cut(&self.title, room, 15.0);
        let anchor = Anchor::Start;
        let title = Shape::Text { x, y: 24.0, size: 15.0, anchor, turned, bold, paint, text };
        self.shapes.push(title);
        self.text((x, 44.0), Anchor::Start, Paint::Faint, cut(&below, room, 12.0));
    }
}

/// What of a text fits a width, guessed: a letter is mostly narrower than three
/// fifths of its size.
pub(super) fn cut(text: &str, room: f64, size: f64) -> String {
    let letters = (room / (size * 0.58)).max(2.0) as usize;
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    let kept: String = text.chars().take(letters - 1).collect();
    format!("{}…", kept.trim_end())
}

/// Round numbers between two, about five: a step is 1, 2 or 5 of a power of ten.
/// Gives them with the digits they need after the point.
pub(super) fn ticks(low: f64, high: f64) -> (Vec<f64>, usize) {
    let least = (high - low).max(1e-6) / 6.0;
    // a step of `parts` in the unit 1 / 10^digits
    let (mut unit, mut digits) = (1e-6, 6usize);
    let step = loop {
        if let Some(parts) = [1.0, 2.0, 5.0].into_iter().find(|parts| parts * unit >= least) {
            break parts * unit;
        }
        unit *= 10.0;
        digits = digits.saturating_sub(1);
    };
    let first = (low / step).ceil() as i64;
    let last = (high / step).floor() as i64;
    ((first..=last).map(|at| at as f64 * step).collect(), digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance and contrast as in WCAG 2.2.
    fn contrast(a: u32, b: u32) -> f64 {
        let luminance = |colour: u32| {
            let part = |shift: u32| {
                let value = f64::from(colour >> shift & 0xff) / 255.0;
                if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn all_paints_are_legible_on_both_grounds() {
        let (_, white, black) = COLOURS[0];
        for (paint, light, dark) in COLOURS.into_iter().skip(1) {
            // WCAG 2.2: 4.5 to 1 for text, 3 to 1 for what a plot is read by
            let least = match paint {
                Paint::Ink | Paint::Faint => 4.5,
                Paint::Rule => 1.2,
                _ => 3.0,
            };
            let found = (contrast(light, white), contrast(dark, black));
            assert!(found.0 >= least && found.1 >= least, "{paint:?}: {found:?}");
        }
    }

    #[test]
    fn round_numbers() {
        let text = |low: f64, high: f64| {
            let (ticks, digits) = ticks(low, high);
            ticks.iter().map(|tick| format!("{tick:.digits$}")).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(text(0.0, 1.0), "0.0 0.2 0.4 0.6 0.8 1.0");
        assert_eq!(text(-0.31, 0.52), "-0.2 0.0 0.2 0.4");
        assert_eq!(text(-0.013, 0.04), "-0.01 0.00 0.01 0.02 0.03 0.04");
        assert_eq!(text(0.0, 500.0), "0 100 200 300 400 500");
        assert_eq!(text(0.0, 0.0), "0.000000");
    }

    #[test]
    fn long_texts_are_cut() {
        assert_eq!(cut("bm25", 100.0, 12.0), "bm25");
        assert_eq!(cut("a run with a very long tag", 100.0, 12.0), "a run with a…");
    }
}
