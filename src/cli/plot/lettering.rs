//! Letters as strokes of a pen, so that a picture needs no font: what a machine
//! has installed would change it, or leave it without words.
//!
//! A letter is its width and its strokes. A stroke is a list of points, two digits
//! each (`a` is 10): to the right, and down from the top of the capitals. Capitals
//! are 12 high, small letters begin at 4 and end at 12, what hangs below at 16.
//!
//! ```text
//! stroke = points        straight lines
//!        | "~" points    a curve from the first to the last, drawn to those between
//!        | "@" points    the same closed: four corners make a ring
//! ```

use unicode_normalization::UnicodeNormalization;

/// The height of a capital in points of the grid.
const CAPITAL: f64 = 12.0;
/// A capital is so high, in sizes of the letters.
const SHARE: f64 = 0.72;
/// Between letters.
const GAP: f64 = 3.6;
/// What a letter looks like that is not in the table.
const UNKNOWN: (char, u8, &str) = ('\u{fffd}', 6, "00606c0c00");

#[rustfmt::skip]
const LETTERS: &[(char, u8, &str)] = &[
    (' ', 3, ""), ('!', 0, "0008 0b0c"), ('"', 3, "0003 3033"), ('#', 8, "312c 715c 0484 0888"),
    ('%', 8, "@00303505 800c @57878c5c"), ('\'', 0, "0003"), ('(', 3, "~30030b3e"), (')', 3, "~00333b0e"),
    ('*', 6, "3238 0367 6307"), ('+', 6, "0868 353b"), (',', 1, "1b0e"), ('-', 4, "0848"), ('.', 0, "0b0c"),
    ('/', 5, "500d"), ('0', 7, "@00707c0c"), ('1', 7, "13404c"), ('2', 7, "~030070750c 0c7c"),
    ('3', 7, "~0200707636 ~36767c0c0a"), ('4', 7, "5c500878"), ('5', 7, "601005 ~05737c0c0a"),
    ('6', 7, "@05757c0c ~600108"), ('7', 7, "00702c"), ('8', 7, "@10606616 @06767c0c"),
    ('9', 7, "@00707707 ~747b1c"), (':', 0, "0506 0b0c"), (';', 1, "1516 1b0e"), ('<', 6, "64086c"),
    ('=', 6, "0666 0a6a"), ('>', 6, "04680c"), ('?', 6, "~0200606538 3b3c"),
    ('A', 8, "0c408c 1979"), ('B', 8, "000c 0040 ~40707646 0646 ~46868c4c 0c4c"), ('C', 8, "~8380000c8c89"),
    ('D', 8, "000c 0030 ~30808c3c 0c3c"), ('E', 7, "70000c7c 0656"), ('F', 7, "70000c 0656"),
    ('G', 8, "~8380000c8c87 5787"), ('H', 8, "000c 808c 0686"), ('I', 0, "000c"), ('J', 6, "6068 ~686c0c09"),
    ('K', 8, "000c 8008 358c"), ('L', 7, "000c7c"), ('M', 9, "0c0059909c"), ('N', 8, "0c008c80"),
    ('O', 9, "@00909c0c"), ('P', 8, "000c 0040 ~40808747 0747"), ('Q', 9, "@00909c0c 599d"),
    ('R', 8, "000c 0040 ~40808747 0747 478c"), ('S', 7, "~72700006767c0c0a"), ('T', 8, "0080 404c"),
    ('U', 8, "0008 ~080c8c88 8880"), ('V', 8, "004c80"), ('W', 12, "003c609cc0"), ('X', 8, "008c 800c"),
    ('Y', 8, "0046 8046 464c"), ('Z', 8, "00800c8c"), ('[', 2, "20000e2e"), (']', 2, "00202e0e"),
    ('_', 7, "0d7d"), ('a', 6, "@04646c0c 646c"), ('b', 6, "000c @04646c0c"), ('c', 6, "~6664040c6c6a"),
    ('d', 6, "606c @04646c0c"), ('e', 6, "0868 ~6864040c6c6a"), ('f', 5, "~502024 242c 0454"),
    ('g', 6, "646d ~6d6g0g0e @04646c0c"), ('h', 6, "000c ~08046468 686c"), ('i', 0, "040c 0001"),
    ('j', 2, "242d ~2d2g0g 2021"), ('k', 5, "000c 5409 275c"), ('l', 2, "000a ~0a0c2c"),
    ('m', 10, "040c ~08045458 585c ~5854a4a8 a8ac"), ('n', 6, "040c ~08046468 686c"), ('o', 6, "@04646c0c"),
    ('p', 6, "040g @04646c0c"), ('q', 6, "646g @04646c0c"), ('r', 4, "040c ~080444"), ('s', 5, "~55540408585c0c0b"),
    ('t', 5, "212a ~2a2c5c 0454"), ('u', 6, "0408 ~080c6c68 646c"), ('v', 6, "043c64"), ('w', 10, "042c548ca4"),
    ('x', 6, "046c 640c"), ('y', 6, "043c 643c 3c1g"), ('z', 6, "04640c6c"), ('|', 0, "000e"), ('~', 6, "~08254b68"),
    ('–', 6, "0868"), ('…', 6, "0b0c 3b3c 6b6c"),
];

/// What a pen does next, in the size asked for, from the left end of the base line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Pen {
    /// It is put down.
    To((f64, f64)),
    /// A straight line.
    Line((f64, f64)),
    /// A curve, drawn to the first point, to the second.
    Curve((f64, f64), (f64, f64)),
    /// Back to where it was put down.
    Close,
}

/// How wide a text is.
pub(super) fn width(text: &str, size: f64) -> f64 {
    let wide: f64 = letters(text).map(|(_, width, _)| f64::from(width) + GAP).sum();
    (wide - GAP).max(0.0) * size * SHARE / CAPITAL
}

/// What a pen does to write a text.
pub(super) fn written(text: &str, size: f64) -> Vec<Pen> {
    let unit = size * SHARE / CAPITAL;
    let mut out = Vec::new();
    let mut left = 0.0;
    for (_, width, strokes) in letters(text) {
        for stroke in strokes.split(' ') {
            let (curved, closed) = (stroke.starts_with(['~', '@']), stroke.starts_with('@'));
            let digits = stroke.trim_start_matches(['~', '@']).chars();
            let digits: Vec<f64> = digits.filter_map(|d| d.to_digit(36)).map(f64::from).collect();
            let points = digits.chunks_exact(2);
            let points = points.map(|at| ((left + at[0]) * unit, (at[1] - CAPITAL) * unit));
            put(&points.collect::<Vec<_>>(), curved, closed, &mut out);
        }
        left += f64::from(width) + GAP;
    }
    out
}

/// One stroke.
fn put(points: &[(f64, f64)], curved: bool, closed: bool, out: &mut Vec<Pen>) {
    let middle = |a: (f64, f64), b: (f64, f64)| ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
    let [first, rest @ .., last] = points else { return };
    if closed {
        out.push(Pen::To(middle(*last, *first)));
        for (at, &corner) in points.iter().enumerate() {
            out.push(Pen::Curve(corner, middle(corner, points[(at + 1) % points.len()])));
        }
        out.push(Pen::Close);
        return;
    }
    out.push(Pen::To(*first));
    if !curved {
        out.extend(points[1..].iter().map(|&point| Pen::Line(point)));
        return;
    }
    for (at, &corner) in rest.iter().enumerate() {
        let end = rest.get(at + 1).map_or(*last, |&next| middle(corner, next));
        out.push(Pen::Curve(corner, end));
    }
}

/// The letters of a text without their accents.
fn letters(text: &str) -> impl Iterator<Item = (char, u8, &'static str)> {
    let plain = text.nfd().filter(|letter| !('\u{300}'..'\u{370}').contains(letter));
    plain.map(|letter| *LETTERS.iter().find(|known| known.0 == letter).unwrap_or(&UNKNOWN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_stands_in_its_room() {
        for &(letter, width, strokes) in LETTERS {
            let unit = 1.0 / (SHARE / CAPITAL);
            for pen in written(&letter.to_string(), unit) {
                let (Pen::To(at) | Pen::Line(at) | Pen::Curve(_, at)) = pen else { continue };
                let room =
                    (0.0..=f64::from(width)).contains(&at.0) && (-12.0..=4.0).contains(&at.1);
                assert!(room, "{letter}: {pen:?}");
            }
            let digits = strokes.chars().filter(|d| d.is_alphanumeric()).count();
            assert_eq!(digits % 2, 0, "{letter}: {strokes}");
        }
    }

    #[test]
    fn what_is_written_is_as_wide_as_is_said() {
        // H is 8 wide, I has no width, 3.6 between
        assert!((width("HI", 100.0) - 11.6 * 6.0).abs() < 1e-9);
        assert_eq!(width("", 12.0), 0.0);
        assert_eq!(width("é", 12.0), width("e", 12.0));
        assert_eq!(width("ж", 12.0), width("a", 12.0));
        assert_eq!(
            written("L", 100.0 / 6.0),
            [Pen::To((0.0, -12.0)), Pen::Line((0.0, 0.0)), Pen::Line((7.0, 0.0))]
        );
    }
}
