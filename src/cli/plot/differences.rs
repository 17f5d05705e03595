//! Per-topic differences of two systems as bars, from the largest gain to the
//! largest loss: whether a mean comes from many topics or from a few.

use super::super::comparison::{percent, signed};
use super::drawing::{Anchor, Drawing, Paint, cut, ticks};
use crate::eval::{Interval, Paired, TopicDifference};

/// Around the bars: left, top, right, bottom.
const MARGIN: (f64, f64, f64, f64) = (64.0, 64.0, 16.0, 36.0);
/// The bars' room.
const ROOM: (f64, f64) = (720.0, 280.0);
/// Bars are no wider than this, and named from such a width on.
const WIDEST: f64 = 36.0;
const NAMED: f64 = 11.0;
/// The most room for names below the bars, and a letter's.
const NAMES: f64 = 64.0;
const LETTER: f64 = 6.5;

/// What is drawn.
pub(in crate::cli) struct Differences<'a> {
    /// The measure.
    pub(in crate::cli) measure: &'a str,
    /// The baseline.
    pub(in crate::cli) baseline: &'a str,
    /// The system.
    pub(in crate::cli) system: &'a str,
    /// The topics in the order of their bars.
    pub(in crate::cli) topics: &'a [TopicDifference],
    /// What the comparison says.
    pub(in crate::cli) paired: &'a Paired,
    /// How much of the means its interval holds.
    pub(in crate::cli) confidence: f64,
}

/// The plot.
pub(in crate::cli) fn differences(shown: &Differences<'_>) -> Drawing {
    let topics = shown.topics;
    let pitch = ROOM.0 / topics.len().max(1) as f64;
    let named = pitch >= NAMED;
    let (left, top, right, bottom) = MARGIN;
    let letters = topics.iter().map(|topic| topic.topic.chars().count()).max().unwrap_or(0);
    let names = (letters as f64 * LETTER).min(NAMES);
    let bottom = if named { bottom + names } else { bottom };
    let title = format!("{} less {}: {} by topic", shown.system, shown.baseline, shown.measure);
    let size = (left + ROOM.0 + right, top + ROOM.1 + bottom);
    let mut drawing = Drawing::new(size.0, size.1, title, described(shown));
    drawing.headline(16.0, size.0 - 32.0, summed_up(shown));

    let reach = |bound: fn(f64, f64) -> f64| topics.iter().map(|t| t.difference).fold(0.0, bound);
    let (low, high) = (reach(f64::min), reach(f64::max));
    let (low, high) = if low == high { (-0.1, 0.1) } else { (low, high) };
    let height = |value: f64| top + ROOM.1 * (high - value) / (high - low);
    let (marks, digits) = ticks(low, high);
    for mark in marks {
        let y = height(mark);
        drawing.rule((left, y), (left + ROOM.0, y), Paint::Rule);
        let text = if mark == 0.0 { "0".to_owned() } else { format!("{mark:+.digits$}") };
        drawing.text((left - 8.0, y + 4.0), Anchor::End, Paint::Faint, text);
    }
    // a gap between bars where there is room for one
    let bar = if pitch >= 4.0 { (pitch - (pitch * 0.2).min(4.0)).min(WIDEST) } else { pitch };
    for (at, topic) in topics.iter().enumerate() {
        let x = left + at as f64 * pitch;
        let value = topic.difference;
        if value != 0.0 {
            let (from, to) = (height(value.max(0.0)), height(value.min(0.0)));
            let paint = if value > 0.0 { Paint::Gain } else { Paint::Loss };
            let hint = format!(
                "topic {}: {} ({:.4} → {:.4})",
                topic.topic,
                signed(value),
                topic.baseline,
                topic.system
            );
            drawing.rectangle((x + (pitch - bar) / 2.0, from), (bar, to - from), paint, hint);
        }
        if named {
            let y = top + ROOM.1 + 8.0;
            let text = cut(&topic.topic, NAMES, 10.0);
            drawing.upwards((x + pitch / 2.0 + 3.5, y), 10.0, Anchor::End, text);
        }
    }
    let zero = height(0.0);
    drawing.rule((left, zero), (left + ROOM.0, zero), Paint::Ink);
    let below = (left + ROOM.0 / 2.0, size.1 - 12.0);
    let text = match topics.len() {
        1 => "1 topic".to_owned(),
        many => format!("{many} topics, from the largest gain to the largest loss"),
    };
    drawing.text(below, Anchor::Middle, Paint::Faint, text);
    let beside = (16.0, top + ROOM.1 / 2.0);
    let text = cut(&format!("difference in {}", shown.measure), ROOM.1, 12.0);
    drawing.upwards(beside, 12.0, Anchor::Middle, text);
    drawing
}

/// The line below the title.
fn summed_up(shown: &Differences<'_>) -> String {
    let paired = shown.paired;
    let interval = |Interval { low, high }| {
        format!(" ({} interval {} to {})", percent(shown.confidence), signed(low), signed(high))
    };
    format!(
        "mean {}{}, better on {}, the same on {}, worse on {}",
        signed(paired.difference),
        paired.interval.map(interval).unwrap_or_default(),
        paired.wins,
        paired.ties,
        paired.losses,
    )
}

/// What is seen, in words.
fn described(shown: &Differences<'_>) -> String {
    let mut text = format!(
        "Bar chart. For each topic, the {} of {} less that of {}: {}.",
        shown.measure,
        shown.system,
        shown.baseline,
        summed_up(shown),
    );
    for (said, topic) in [("gain", shown.topics.first()), ("loss", shown.topics.last())] {
        if let Some(topic) = topic
            && (topic.difference > 0.0) == (said == "gain")
            && topic.difference != 0.0
        {
            let by = signed(topic.difference);
            text.push_str(&format!(" The largest {said} is on topic {}, {by}.", topic.topic));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::drawing::Shape;
    use super::*;
    use crate::eval::{CompareOptions, Missing, SystemScores, compare, topic_differences};
    use std::collections::BTreeMap;

    fn drawn(topics: u32) -> Drawing {
        let scores = |of: fn(u32) -> f64| -> BTreeMap<String, f64> {
            (1..=topics).map(|topic| (topic.to_string(), of(topic))).collect()
        };
        let low = scores(|topic| f64::from(topic * 7 % 11) / 11.0);
        let high = scores(|topic| f64::from((topic * 7 + topic % 4) % 11) / 11.0);
        let system = |name: &str, scores: &BTreeMap<String, f64>| SystemScores {
            name: name.to_owned(),
            measures: [("map".to_owned(), scores.clone())].into(),
        };
        let systems = [system("a", &low), system("b", &high)];
        let options = CompareOptions { threads: 1, ..CompareOptions::default() };
        let table = compare(&systems, &["map".to_owned()], &options).unwrap();
        differences(&Differences {
            measure: "map",
            baseline: "a",
            system: "b",
            topics: &topic_differences(&low, &high, Missing::Zero),
            paired: table.rows[0].cells[1].against_baseline.as_ref().unwrap(),
            confidence: 0.95,
        })
    }

    /// Bars as paint, topmost and lowest place.
    fn bars(drawing: &Drawing) -> Vec<(Paint, f64, f64)> {
        let bar = |shape: &Shape| match *shape {
            Shape::Rectangle { y, height, paint, .. } if paint != Paint::Ground => {
                Some((paint, y, y + height))
            }
            _ => None,
        };
        drawing.shapes.iter().filter_map(bar).collect()
    }

    #[test]
    fn gains_stand_on_the_line_and_losses_hang_from_it() {
        let drawing = drawn(12);
        let bars = bars(&drawing);
        let gains: Vec<_> = bars.iter().filter(|bar| bar.0 == Paint::Gain).collect();
        let losses: Vec<_> = bars.iter().filter(|bar| bar.0 == Paint::Loss).collect();
        assert!(!gains.is_empty() && !losses.is_empty());
        let zero = gains[0].2;
        assert!(gains.iter().all(|bar| (bar.2 - zero).abs() < 1e-9));
        assert!(losses.iter().all(|bar| (bar.1 - zero).abs() < 1e-9));
        assert!(gains.is_sorted_by(|a, b| a.1 <= b.1), "the largest gain is first");
        assert!(losses.is_sorted_by(|a, b| a.2 <= b.2), "the largest loss is last");
    }

    #[test]
    fn few_bars_are_named_and_many_are_not() {
        let names = |drawing: &Drawing| {
            let turned = |shape: &&Shape| matches!(shape, Shape::Text { turned: true, .. });
            drawing.shapes.iter().filter(turned).count() - 1
        };
        assert_eq!((names(&drawn(12)), names(&drawn(225))), (12, 0));
        assert_eq!(names(&drawn(0)), 0);
    }

    #[test]
    fn what_is_seen_is_said() {
        insta::assert_snapshot!(drawn(12).description, @"Bar chart. For each topic, the map of b less that of a: mean -0.0303 (95% interval -0.2424 to +0.1364), better on 7, the same on 3, worse on 2. The largest gain is on topic 7, +0.2727. The largest loss is on topic 6, -0.8182.");
        insta::assert_snapshot!(drawn(0).description, @"Bar chart. For each topic, the map of b less that of a: mean 0.0000, better on 0, the same on 0, worse on 0.");
    }
}
