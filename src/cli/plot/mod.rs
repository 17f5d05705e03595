//! Plots of a comparison: what is drawn ([`drawing`]), how it gets into a file
//! ([`mod@svg`], [`mod@png`] with its [`lettering`]), and the two plots.
//!
//! A plot must be legible on light and on dark ground and without colours: what
//! a colour says, a place, a dash or a shape says too.

mod differences;
mod drawing;
mod lettering;
mod png;
mod recall_precision;
mod svg;

pub(super) use differences::{Differences, differences};
pub(super) use drawing::Drawing;
pub(super) use png::png;
pub(super) use recall_precision::recall_precision;
pub(super) use svg::svg;

#[cfg(test)]
mod tests {
    //! 1. A file is well-formed, and the same each time.
    //! 2. `cargo test --lib plots_to_look_at -- --ignored` writes plots to `target/plots`.

    use super::*;
    use crate::eval::{CompareOptions, Missing, SystemScores, compare, topic_differences};
    use std::collections::BTreeMap;

    /// Scores that look like those of topics.
    fn scores(topics: u64, of: fn(u64) -> f64) -> BTreeMap<String, f64> {
        (0..topics).map(|topic| ((topic + 301).to_string(), of(topic).clamp(0.0, 1.0))).collect()
    }

    fn by_topic(topics: u64) -> Drawing {
        let low = scores(topics, |topic| ((topic * 7919) % 101) as f64 / 130.0);
        let high = scores(topics, |topic| {
            let (hard, luck) = ((topic * 7919) % 101, (topic * 104_729) % 89);
            hard as f64 / 130.0
                + (luck as f64 / 89.0 - 0.4).powi(3) * 2.0 * f64::from(topic % 5 != 0)
        });
        let of = |name: &str, scores: &BTreeMap<String, f64>| SystemScores {
            name: name.to_owned(),
            measures: [("map".to_owned(), scores.clone())].into(),
        };
        let systems = [of("bm25f", &low), of("bm25f+rm3", &high)];
        let options = CompareOptions { threads: 1, ..CompareOptions::default() };
        let table = compare(&systems, &["map".to_owned()], &options).unwrap();
        differences(&Differences {
            measure: "map",
            baseline: "bm25f",
            system: "bm25f+rm3",
            topics: &topic_differences(&low, &high, Missing::Zero),
            paired: table.rows[0].cells[1].against_baseline.as_ref().unwrap(),
            confidence: 0.95,
        })
    }

    fn curves(systems: usize) -> Drawing {
        let names = [
            "bm25f",
            "bm25f+rm3",
            "dph",
            "a run whose tag is longer than a legend",
            "ql",
            "pl2",
            "sdm",
        ];
        let curve = |(at, name): (usize, &&str)| {
            let fall = |step: usize| {
                (0.85 - 0.03 * at as f64) / (1.0 + 0.2 * (step * step) as f64 / (4.0 + at as f64))
            };
            ((*name).to_owned(), std::array::from_fn(fall))
        };
        recall_precision(&names.iter().enumerate().take(systems).map(curve).collect::<Vec<_>>())
    }

    #[test]
    fn a_small_file() {
        insta::assert_snapshot!(svg(&by_topic(2)), @r#"
    <svg xmlns="http://www.w3.org/2000/svg" id="plot-a3839e32" width="800" height="399.5" viewBox="0 0 800 399.5" role="img" aria-labelledby="plot-a3839e32-title plot-a3839e32-desc" font-family="system-ui, 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif">
    <title id="plot-a3839e32-title">bm25f+rm3 less bm25f: map by topic</title>
    <desc id="plot-a3839e32-desc">Bar chart. For each topic, the map of bm25f+rm3 less that of bm25f: mean +0.0360 (95% interval 0.0000 to +0.0721), better on 1, the same on 1, worse on 0. The largest gain is on topic 302, +0.0721.</desc>
    <style>
    #plot-a3839e32 .ground { fill: #ffffff } #plot-a3839e32 .ground-line { fill: none; stroke: #ffffff }
    #plot-a3839e32 .ink { fill: #1b1f24 } #plot-a3839e32 .ink-line { fill: none; stroke: #1b1f24 }
    #plot-a3839e32 .faint { fill: #59616b } #plot-a3839e32 .faint-line { fill: none; stroke: #59616b }
    #plot-a3839e32 .rule { fill: #d8dce1 } #plot-a3839e32 .rule-line { fill: none; stroke: #d8dce1 }
    #plot-a3839e32 .gain { fill: #0072b2 } #plot-a3839e32 .gain-line { fill: none; stroke: #0072b2 }
    #plot-a3839e32 .loss { fill: #c45500 } #plot-a3839e32 .loss-line { fill: none; stroke: #c45500 }
    #plot-a3839e32 .series-0 { fill: #0072b2 } #plot-a3839e32 .series-0-line { fill: none; stroke: #0072b2 }
    #plot-a3839e32 .series-1 { fill: #c45500 } #plot-a3839e32 .series-1-line { fill: none; stroke: #c45500 }
    #plot-a3839e32 .series-2 { fill: #008560 } #plot-a3839e32 .series-2-line { fill: none; stroke: #008560 }
    #plot-a3839e32 .series-3 { fill: #ad4a85 } #plot-a3839e32 .series-3-line { fill: none; stroke: #ad4a85 }
    #plot-a3839e32 .series-4 { fill: #856600 } #plot-a3839e32 .series-4-line { fill: none; stroke: #856600 }
    #plot-a3839e32 .series-5 { fill: #5b4bc4 } #plot-a3839e32 .series-5-line { fill: none; stroke: #5b4bc4 }
    #plot-a3839e32 .series-6 { fill: #4a5058 } #plot-a3839e32 .series-6-line { fill: none; stroke: #4a5058 }
    @media (prefers-color-scheme: dark) {
      #plot-a3839e32 .ground { fill: #12161c } #plot-a3839e32 .ground-line { fill: none; stroke: #12161c }
      #plot-a3839e32 .ink { fill: #e6e9ed } #plot-a3839e32 .ink-line { fill: none; stroke: #e6e9ed }
      #plot-a3839e32 .faint { fill: #9da7b3 } #plot-a3839e32 .faint-line { fill: none; stroke: #9da7b3 }
      #plot-a3839e32 .rule { fill: #343b44 } #plot-a3839e32 .rule-line { fill: none; stroke: #343b44 }
      #plot-a3839e32 .gain { fill: #56b4e9 } #plot-a3839e32 .gain-line { fill: none; stroke: #56b4e9 }
      #plot-a3839e32 .loss { fill: #ff9347 } #plot-a3839e32 .loss-line { fill: none; stroke: #ff9347 }
      #plot-a3839e32 .series-0 { fill: #56b4e9 } #plot-a3839e32 .series-0-line { fill: none; stroke: #56b4e9 }
      #plot-a3839e32 .series-1 { fill: #ff9347 } #plot-a3839e32 .series-1-line { fill: none; stroke: #ff9347 }
      #plot-a3839e32 .series-2 { fill: #35c798 } #plot-a3839e32 .series-2-line { fill: none; stroke: #35c798 }
      #plot-a3839e32 .series-3 { fill: #e797c3 } #plot-a3839e32 .series-3-line { fill: none; stroke: #e797c3 }
      #plot-a3839e32 .series-4 { fill: #e4c038 } #plot-a3839e32 .series-4-line { fill: none; stroke: #e4c038 }
      #plot-a3839e32 .series-5 { fill: #a69cff } #plot-a3839e32 .series-5-line { fill: none; stroke: #a69cff }
      #plot-a3839e32 .series-6 { fill: #c3c9d1 } #plot-a3839e32 .series-6-line { fill: none; stroke: #c3c9d1 }
    }
    </style>
    <rect class="ground" x="0" y="0" width="800" height="399.5"/>
    <text class="ink" x="16" y="24" font-size="15" font-weight="600">bm25f+rm3 less bm25f: map by topic</text>
    <text class="faint" x="16" y="44" font-size="12">mean +0.0360 (95% interval 0.0000 to +0.0721), better on 1, the same on 1, worse on 0</text>
    <polyline class="rule-line" stroke-width="1" points="64,344 784,344"/>
    <text class="faint" x="56" y="348" font-size="12" text-anchor="end">0</text>
    <polyline class="rule-line" stroke-width="1" points="64,266.32 784,266.32"/>
    <text class="faint" x="56" y="270.32" font-size="12" text-anchor="end">+0.02</text>
    <polyline class="rule-line" stroke-width="1" points="64,188.65 784,188.65"/>
    <text class="faint" x="56" y="192.65" font-size="12" text-anchor="end">+0.04</text>
    <polyline class="rule-line" stroke-width="1" points="64,110.97 784,110.97"/>
    <text class="faint" x="56" y="114.97" font-size="12" text-anchor="end">+0.06</text>
    <rect class="gain" x="226" y="64" width="36" height="280"><title>topic 302: +0.0721 (0.3154 → 0.3875)</title></rect>
    <text class="faint" x="247.5" y="352" font-size="10" text-anchor="end" transform="rotate(-90 247.5 352)">302</text>
    <text class="faint" x="607.5" y="352" font-size="10" text-anchor="end" transform="rotate(-90 607.5 352)">301</text>
    <polyline class="ink-line" stroke-width="1" points="64,344 784,344"/>
    <text class="faint" x="424" y="387.5" font-size="12" text-anchor="middle">2 topics, from the largest gain to the largest loss</text>
    <text class="faint" x="16" y="204" font-size="12" text-anchor="middle" transform="rotate(-90 16 204)">difference in map</text>
    </svg>
    "#);
    }

    #[test]
    #[ignore = "writes plots to look at"]
    fn plots_to_look_at() {
        std::fs::create_dir_all("target/plots").unwrap();
        let write = |name: &str, drawing: Drawing| {
            std::fs::write(format!("target/plots/{name}.svg"), svg(&drawing)).unwrap();
            std::fs::write(format!("target/plots/{name}.png"), png(&drawing).unwrap()).unwrap();
        };
        write("differences-50", by_topic(50));
        write("differences-225", by_topic(225));
        write("differences-7", by_topic(7));
        write("recall-precision-3", curves(3));
        write("recall-precision-7", curves(7));
    }
}
