//! A comparison of systems as tables: means with their differences from the
//! baseline, and below that what each comparison says in full.

use super::grid::{Cell, Grid, sign};
use super::render;
use crate::eval::{Interval, Mark, Missing, Paired, Table, TableCell, TableRow, Test};

/// Measures × systems.
pub(super) fn summary(table: &Table) -> Grid {
    let rows = table.rows.iter().map(|row| {
        let highest = row.cells.iter().map(|cell| figure(cell.mean)).max().unwrap_or_default();
        let several = row.cells.iter().any(|cell| figure(cell.mean) != highest);
        let mean = |cell: &TableCell| Cell {
            text: figure(cell.mean),
            bold: several && figure(cell.mean) == highest,
            difference: cell.against_baseline.as_ref().map(|paired| signed(paired.difference)),
            mark: cell.against_baseline.as_ref().map_or(Mark::None, |paired| paired.mark),
        };
        [Cell::plain(&row.measure)].into_iter().chain(row.cells.iter().map(mean)).collect()
    });
    let mut notes = vec![topics(table)];
    if table.systems.len() > 1 {
        notes.push(marks(table));
        notes.push("The highest mean of a row is bold.".to_owned());
    }
    notes.extend(lacking(table));
    Grid {
        header: ["measure".to_owned()].into_iter().chain(table.systems.iter().cloned()).collect(),
        names: 1,
        rows: rows.collect(),
        notes,
    }
}

/// A row a comparison: difference, interval, effect size, wins, ties and losses,
/// and the probabilities of both tests, before and after Holm's correction.
pub(super) fn details(table: &Table) -> Grid {
    let confidence = percent(table.tested.confidence);
    let header = [
        "measure".to_owned(),
        "system".to_owned(),
        "difference".to_owned(),
        format!("{confidence} interval"),
        "effect".to_owned(),
        "win/tie/loss".to_owned(),
        "p random".to_owned(),
        "Holm".to_owned(),
        "p t".to_owned(),
        "Holm".to_owned(),
    ];
    let rows = table.rows.iter().flat_map(|row| {
        let compared =
            row.cells.iter().filter_map(|cell| Some((cell, cell.against_baseline.as_ref()?)));
        compared.map(|(cell, paired)| detail(row, cell, paired))
    });
    let tested = &table.tested;
    let notes = vec![
        format!(
            "The system less {}; the {confidence} interval by a bootstrap over topics ({} resamples); the effect size is the mean difference in its standard deviations.",
            table.baseline,
            render::number(tested.resamples.into()),
        ),
        format!(
            "Two-sided randomisation test and paired t-test, before and after Holm's correction for {}. Seed {}.",
            render::count(tested.comparisons as u64, "comparison", "comparisons"),
            tested.seed,
        ),
    ];
    Grid { header: header.into(), names: 2, rows: rows.collect(), notes }
}

fn detail(row: &TableRow, cell: &TableCell, paired: &Paired) -> Vec<Cell> {
    let interval = |Interval { low, high }| format!("[{}, {}]", signed(low), signed(high));
    let (random, t) = (paired.randomisation, paired.t_test);
    let difference = Cell { mark: paired.mark, ..Cell::plain(signed(paired.difference)) };
    vec![
        Cell::plain(&row.measure),
        Cell::plain(&cell.system),
        difference,
        Cell::plain(paired.interval.map_or_else(none, interval)),
        Cell::plain(paired.effect_size.map_or_else(none, |size| format!("{size:+.2}"))),
        Cell::plain(format!("{}/{}/{}", paired.wins, paired.ties, paired.losses)),
        Cell::plain(random.map_or_else(none, |test| probability(test.p))),
        Cell::plain(random.map_or_else(none, |test| probability(test.p_holm))),
        Cell::plain(t.map_or_else(none, |test| probability(test.p))),
        Cell::plain(t.map_or_else(none, |test| probability(test.p_holm))),
    ]
}

/// What could not be computed.
fn none() -> String {
    "-".to_owned()
}

/// A score with trec_eval's four digits.
fn figure(score: f64) -> String {
    format!("{score:.4}")
}

/// A difference with its sign; one that rounds to nothing has none.
pub(super) fn signed(difference: f64) -> String {
    let text = format!("{difference:+.4}");
    if text[1..].contains(|c: char| matches!(c, '1'..='9')) { text } else { "0.0000".to_owned() }
}

/// A probability with four digits; a small one is said to be smaller than these show.
fn probability(p: f64) -> String {
    if p < 0.0001 { "<0.0001".to_owned() } else { format!("{p:.4}") }
}

/// 0.95 as "95%".
pub(super) fn percent(share: f64) -> String {
    format!("{}%", (share * 1000.0).round() / 10.0)
}

/// Over how many topics.
fn topics(table: &Table) -> String {
    let counts = || table.rows.iter().map(|row| row.topics as u64);
    let (least, most) = (counts().min().unwrap_or(0), counts().max().unwrap_or(0));
    if least == most {
        format!("Means over {}.", render::count(most, "topic", "topics"))
    } else {
        format!("Means over {} to {} topics.", render::number(least), render::number(most))
    }
}

/// What the marks mean, and what they come from.
fn marks(table: &Table) -> String {
    let tested = &table.tested;
    let mut out = Vec::new();
    for (mark, level) in [(Mark::Significant, tested.significant), (Mark::Highly, tested.highly)] {
        out.push(format!("{} p < {level}", sign(mark)));
    }
    let tests = || table.rows.iter().flat_map(|row| &row.cells);
    let random = || tests().filter_map(|cell| cell.against_baseline.as_ref()?.randomisation);
    let test = match tested.test {
        Test::T => "two-sided paired t-test".to_owned(),
        Test::Randomisation if random().all(|test| test.exact) => {
            "two-sided randomisation test, all signings".to_owned()
        }
        Test::Randomisation => format!(
            "two-sided randomisation test, {} signings",
            render::number(tested.draws.into())
        ),
    };
    format!(
        "{} against {}: {test}, Holm's correction for {}.",
        out.join(", "),
        table.baseline,
        render::count(tested.comparisons as u64, "comparison", "comparisons"),
    )
}

/// Which systems lack topics, each by the measure that it lacks most by.
fn lacking(table: &Table) -> Vec<String> {
    let said = |(at, system): (usize, &String)| {
        let most = table.rows.iter().map(|row| row.cells[at].missing).max().unwrap_or(0);
        let done = match table.tested.missing {
            Missing::Zero => "counted as 0",
            Missing::LeaveOut => "left out for all",
        };
        let topics = render::count(most as u64, "topic", "topics");
        (most > 0).then(|| format!("{system} has no score for {topics}: {done}."))
    };
    table.systems.iter().enumerate().filter_map(said).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::{CompareOptions, SystemScores, compare};

    /// Three made-up systems over 24 topics, the last without one of them.
    fn table(test: Test) -> Table {
        let scores = |of: fn(u32) -> f64, topics: u32| {
            (1..=topics).map(|topic| (topic.to_string(), of(topic))).collect()
        };
        let system = |name: &str, map: fn(u32) -> f64, p_10: fn(u32) -> f64, topics: u32| {
            let measures = [
                ("map".to_owned(), scores(map, topics)),
                ("P_10".to_owned(), scores(p_10, topics)),
            ];
            SystemScores { name: name.to_owned(), measures: measures.into() }
        };
        let systems = [
            system("bm25", |t| f64::from(t % 7) / 16.0, |t| f64::from(t % 5) / 10.0, 24),
            system(
                "bm25+rm3",
                |t| f64::from(t % 7 + t % 3) / 16.0,
                |t| f64::from((t + t % 2) % 5) / 10.0,
                24,
            ),
            system("dph", |t| f64::from((t + t % 4) % 7) / 16.0, |t| f64::from(t % 5) / 10.0, 23),
        ];
        let options = CompareOptions { test, threads: 1, ..CompareOptions::default() };
        compare(&systems, &["map".to_owned(), "P_10".to_owned()], &options).unwrap()
    }

    fn plain(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }

    #[test]
    fn in_a_terminal() {
        insta::assert_snapshot!(plain(&summary(&table(Test::Randomisation)).text(100)), @"
    measure    bm25         bm25+rm3             dph
    map      0.1797  0.2422 +0.0625‡  0.1927 +0.0130
    P_10     0.2083  0.2167 +0.0083   0.1917 -0.0167
    Means over 24 topics.
    † p < 0.05, ‡ p < 0.01 against bm25: two-sided randomisation test, all signings, Holm's correction
    for 4 comparisons.
    The highest mean of a row is bold.
    dph has no score for 1 topic: counted as 0.
    ");
    }

    #[test]
    fn in_full() {
        insta::assert_snapshot!(plain(&details(&table(Test::T)).text(120)), @"
    measure  system    difference        95% interval  effect  win/tie/loss  p random    Holm      p t     Holm
    map      bm25+rm3    +0.0625‡  [+0.0417, +0.0833]   +1.20        16/8/0   <0.0001  0.0001  <0.0001  <0.0001
    map      dph         +0.0130   [-0.0573, +0.0729]   +0.08        14/5/5    0.7606  1.0000   0.7041   1.0000
    P_10     bm25+rm3    +0.0083   [-0.0542, +0.0542]   +0.06       10/12/2    0.8721  1.0000   0.7648   1.0000
    P_10     dph         -0.0167    [-0.0500, 0.0000]   -0.20        0/23/1    1.0000  1.0000   0.3277   0.9831
    The system less bm25; the 95% interval by a bootstrap over topics (10,000 resamples); the effect size is the mean
    difference in its standard deviations.
    Two-sided randomisation test and paired t-test, before and after Holm's correction for 4 comparisons. Seed 42.
    ");
    }

    #[test]
    fn in_latex() {
        insta::assert_snapshot!(summary(&table(Test::T)).latex(), @r"
    % needs \usepackage{booktabs}
    \begin{table}
    \centering
    \begin{tabular}{lrrr}
    \toprule
    measure & bm25 & bm25+rm3 & dph \\
    \midrule
    map & 0.1797 & \textbf{0.2422} $+$0.0625\rlap{$^{\ddagger}$} & 0.1927 $+$0.0130 \\
    P\_10 & 0.2083 & \textbf{0.2167} $+$0.0083 & 0.1917 $-$0.0167 \\
    \bottomrule
    \end{tabular}
    \caption{Means over 24 topics. $^{\dagger}$ p $<$ 0.05, $^{\ddagger}$ p $<$ 0.01 against bm25: two-sided paired t-test, Holm's correction for 4 comparisons. The highest mean of a row is bold. dph has no score for 1 topic: counted as 0.}
    \end{table}
    ");
    }

    #[test]
    fn figures() {
        assert_eq!(signed(0.01234), "+0.0123");
        assert_eq!(signed(-0.00004), "0.0000");
        assert_eq!(signed(-0.5), "-0.5000");
        assert_eq!(probability(0.00001), "<0.0001");
        assert_eq!(probability(0.04999), "0.0500");
        assert_eq!((percent(0.95), percent(0.999)), ("95%".to_owned(), "99.9%".to_owned()));
    }
}
