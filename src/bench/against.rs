//! A run beside an earlier one: what got slower or faster, and what is not the
//! same about the two.

pub use super::differences::Verdict;
use super::differences::{Difference, FEWEST_ROUNDS, Pair, difference};
use super::kind::Kind;
use super::report::Report;
use super::setting::Setting;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// Queries that are named, of those that changed the most.
const MOST_NAMED: usize = 5;

/// Why an earlier run can't be used.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// It can't be read.
    #[error("can't read the earlier run in `{0}`: {1}")]
    Io(PathBuf, std::io::Error),
    /// It is something else.
    #[error("`{0}` is no run of `bench --json`: {1}; make one with `bench --queries FILE --json`")]
    Foreign(PathBuf, String),
    /// It has no query of this run's.
    #[error("`{0}` has no query in common with this run; compare runs of the same log")]
    Strange(PathBuf),
}

/// An earlier run, as far as it is compared.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Baseline {
    #[serde(skip)]
    path: PathBuf,
    #[serde(default)]
    setting: Setting,
    #[serde(default)]
    peak_rss_bytes: Option<u64>,
    times: Vec<EarlierTimes>,
}

/// A query's times in an earlier run.
#[derive(Clone, Debug, PartialEq, Deserialize)]
struct EarlierTimes {
    id: String,
    query: String,
    us: Vec<f64>,
}

/// Two runs compared.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// The file of the earlier run.
    pub path: String,
    /// Differences up to this share count as noise.
    pub tolerance: f64,
    /// Whether something is slower: the typical query or the tail, of all or of a kind.
    pub slower: bool,
    /// Over all queries that both runs have.
    pub total: Difference,
    /// The same by kind.
    pub by_kind: Vec<KindDifference>,
    /// The queries that changed the most, each by more than the tolerance and
    /// slower, or faster, in every round than in any of the other run.
    pub moved: Vec<Moved>,
    /// Queries of this run alone.
    pub only_now: usize,
    /// Queries of the earlier run alone.
    pub only_before: usize,
    /// Whether both runs are of one program, byte for byte; null where that can't be told.
    pub same_program: Option<bool>,
    /// What else was not the same.
    pub mismatches: Vec<Mismatch>,
    /// The most memory the process had in the earlier run.
    pub before_peak_rss_bytes: Option<u64>,
    /// And in this one.
    pub now_peak_rss_bytes: Option<u64>,
}

/// How the queries of a kind differ.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KindDifference {
    /// The kind, as it is read now.
    pub kind: Kind,
    /// The difference.
    #[serde(flatten)]
    pub difference: Difference,
}

/// A query that changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Moved {
    /// Its id.
    pub id: String,
    /// The query.
    pub query: String,
    /// Geometric mean of its times before, in microseconds.
    pub before_us: f64,
    /// The same now.
    pub now_us: f64,
    /// Now by before.
    pub ratio: f64,
}

/// Something that was not the same.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mismatch {
    /// The field of `setting`: `machine.cpu`.
    pub what: String,
    /// Before.
    pub before: Value,
    /// Now.
    pub now: Value,
}

impl Baseline {
    /// Reads an earlier run.
    ///
    /// # Errors
    /// Where the file can't be read or is something else.
    pub fn read(path: &Path) -> Result<Self, BaselineError> {
        let bytes =
            std::fs::read(path).map_err(|error| BaselineError::Io(path.to_owned(), error))?;
        Self::of(&bytes, path)
    }

    fn of(bytes: &[u8], path: &Path) -> Result<Self, BaselineError> {
        let foreign = |why: String| BaselineError::Foreign(path.to_owned(), why);
        let run: Self =
            serde_json::from_slice(bytes).map_err(|error| foreign(error.to_string()))?;
        let wrong = |time: &f64| !time.is_finite() || *time < 0.0;
        for query in &run.times {
            if query.us.is_empty() || query.us.iter().any(wrong) {
                return Err(foreign(format!("the query `{}` has no times", query.id)));
            }
        }
        Ok(Self { path: path.to_owned(), ..run })
    }
}

/// Compares a run with an earlier one. Differences up to `tolerance` (0.05 is
/// 5 %) count as noise.
///
/// # Errors
/// Where they have no query in common.
pub fn compare(
    baseline: &Baseline,
    report: &Report,
    tolerance: f64,
) -> Result<Comparison, BaselineError> {
    // a log may ask one thing several times: first with first, second with second
    let mut earlier: HashMap<(&str, &str), Vec<&[f64]>> = HashMap::new();
    for query in baseline.times.iter().rev() {
        earlier.entry((&query.id, &query.query)).or_default().push(&query.us);
    }
    let mut all = Vec::new();
    let mut by_kind: BTreeMap<Kind, Vec<Pair<'_>>> = BTreeMap::new();
    let mut moved = Vec::new();
    for query in &report.times {
        let known = earlier.get_mut(&(query.id.as_str(), query.query.as_str()));
        let Some(before) = known.and_then(Vec::pop) else { continue };
        let pair = Pair { before, now: &query.us };
        let (before_us, now_us) = (typical(pair.before), typical(pair.now));
        if has_moved(&pair, tolerance) {
            let (id, query) = (query.id.clone(), query.query.clone());
            moved.push(Moved { id, query, before_us, now_us, ratio: now_us / before_us });
        }
        by_kind.entry(query.kind).or_default().push(pair.clone());
        all.push(pair);
    }
    if all.is_empty() {
        return Err(BaselineError::Strange(baseline.path.clone()));
    }
    moved.sort_by(|a, b| b.ratio.ln().abs().total_cmp(&a.ratio.ln().abs()));
    moved.truncate(MOST_NAMED);
    let total = difference(&all, tolerance);
    let by_kind: Vec<KindDifference> = by_kind
        .into_iter()
        .map(|(kind, pairs)| KindDifference { kind, difference: difference(&pairs, tolerance) })
        .collect();
    let is_slower =
        |found: &Difference| [found.verdict, found.tail_verdict].contains(&Verdict::Slower);
    Ok(Comparison {
        path: baseline.path.to_string_lossy().into_owned(),
        tolerance,
        slower: is_slower(&total) || by_kind.iter().any(|one| is_slower(&one.difference)),
        only_now: report.times.len() - all.len(),
        only_before: baseline.times.len() - all.len(),
        total,
        by_kind,
        moved,
        same_program: same_program(&baseline.setting, &report.setting),
        mismatches: mismatches(&baseline.setting, &report.setting),
        before_peak_rss_bytes: baseline.peak_rss_bytes,
        now_peak_rss_bytes: report.peak_rss_bytes,
    })
}

/// Geometric mean.
fn typical(times: &[f64]) -> f64 {
    let logs: f64 = times.iter().map(|time| time.max(1e-3).ln()).sum();
    (logs / times.len().max(1) as f64).exp()
}

fn has_moved(pair: &Pair<'_>, tolerance: f64) -> bool {
    let least = |times: &[f64]| times.iter().copied().fold(f64::INFINITY, f64::min);
    let most = |times: &[f64]| times.iter().copied().fold(0.0, f64::max);
    let ratio = typical(pair.now) / typical(pair.before);
    let apart = least(pair.now) > most(pair.before) || most(pair.now) < least(pair.before);
    pair.before.len().min(pair.now.len()) >= FEWEST_ROUNDS
        && apart
        && (ratio > 1.0 + tolerance || ratio < 1.0 / (1.0 + tolerance))
}

fn same_program(before: &Setting, now: &Setting) -> Option<bool> {
    Some(before.program.digest.as_ref()? == now.program.digest.as_ref()?)
}

/// Fields of the settings that are not the same, but for the program's digest.
fn mismatches(before: &Setting, now: &Setting) -> Vec<Mismatch> {
    let mut out = Vec::new();
    let json = |setting| serde_json::to_value(setting).unwrap_or_default();
    add_mismatches("", &json(before), &json(now), &mut out);
    out.retain(|found| found.what != "program.digest");
    out
}

fn add_mismatches(path: &str, before: &Value, now: &Value, out: &mut Vec<Mismatch>) {
    if let (Value::Object(before), Value::Object(now)) = (before, now) {
        for (name, value) in now {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            add_mismatches(&path, before.get(name).unwrap_or(&Value::Null), value, out);
        }
    } else if before != now {
        out.push(Mismatch { what: path.to_owned(), before: before.clone(), now: now.clone() });
    }
}

#[cfg(test)]
mod tests {
    use super::super::figures::Figures;
    use super::super::report::QueryTimes;
    use super::*;
    use serde_json::json;

    fn report(times: &[(&str, Kind, [f64; 3])]) -> Report {
        let times = times.iter().map(|&(query, kind, us)| QueryTimes {
            id: query.to_owned(),
            query: query.to_owned(),
            kind,
            tags: Vec::new(),
            hits: 0,
            us: us.to_vec(),
        });
        Report {
            queries: 0,
            rounds: 3,
            clients: 1,
            latency: Figures::default(),
            standard_error_us: None,
            qps: 0.0,
            best_p50_us: 0.0,
            best_p99_us: 0.0,
            hits: 0,
            highlights: 0,
            peak_rss_bytes: Some(2),
            rss_bytes: None,
            by_kind: Vec::new(),
            by_round: Vec::new(),
            corrected: None,
            open_loop: None,
            cold: None,
            setting: Setting::default(),
            rejected: Vec::new(),
            rejected_total: 0,
            times: times.collect(),
            against: None,
        }
    }

    /// As the program writes it and reads it again.
    fn baseline(report: &Report) -> Baseline {
        Baseline::of(&serde_json::to_vec(report).unwrap(), Path::new("before.json")).unwrap()
    }

    #[test]
    fn kinds_apart() {
        let before = report(&[
            ("a", Kind::Term, [10.0, 10.1, 10.2]),
            ("b", Kind::Term, [20.0, 20.1, 20.2]),
            ("c", Kind::Phrase, [100.0, 101.0, 102.0]),
            ("d", Kind::Phrase, [200.0, 203.0, 201.0]),
            ("e", Kind::Near, [300.0, 303.0, 301.0]),
        ]);
        let now = report(&[
            ("d", Kind::Phrase, [400.0, 403.0, 401.0]),
            ("c", Kind::Phrase, [205.0, 204.0, 203.0]),
            ("a", Kind::Term, [10.2, 10.0, 10.1]),
            ("b", Kind::Term, [20.0, 20.1, 20.3]),
            ("f", Kind::Near, [300.0, 303.0, 301.0]),
        ]);
        let found = compare(&baseline(&before), &now, 0.05).unwrap();
        let verdicts: Vec<_> =
            found.by_kind.iter().map(|one| (one.kind, one.difference.verdict)).collect();
        assert_eq!(verdicts, [(Kind::Term, Verdict::Noise), (Kind::Phrase, Verdict::Slower)]);
        assert!(found.slower && found.total.typical.ratio > 1.3);
        assert_eq!((found.only_now, found.only_before, found.total.queries), (1, 1, 4));
        let moved: Vec<_> = found.moved.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(moved, ["c", "d"]);
        assert_eq!(found.before_peak_rss_bytes, Some(2));
        let back = compare(&baseline(&now), &before, 0.05).unwrap();
        assert!(!back.slower && back.by_kind[1].difference.verdict == Verdict::Faster);
        let same = compare(&baseline(&now), &now, 0.05).unwrap();
        assert_eq!((same.total.typical.ratio, same.slower, same.moved.len()), (1.0, false, 0));
    }

    #[test]
    fn one_query_asked_twice() {
        let before = report(&[("a", Kind::Term, [1.0; 3]), ("a", Kind::Term, [5.0; 3])]);
        let found = compare(&baseline(&before), &before, 0.05).unwrap();
        assert_eq!((found.total.queries, found.total.typical.ratio), (2, 1.0));
        assert!(found.moved.is_empty());
    }

    #[test]
    fn settings_that_differ_are_told() {
        let mut before = report(&[("a", Kind::Term, [1.0; 3])]);
        let mut now = before.clone();
        before.setting.machine.cores = 2;
        before.setting.load.rate = Some(5.0);
        before.setting.program.digest = Some("blake3:a".to_owned());
        now.setting.program.digest = Some("blake3:b".to_owned());
        let found = compare(&baseline(&before), &now, 0.05).unwrap();
        let told: Vec<_> =
            found.mismatches.iter().map(|one| (one.what.as_str(), &one.now)).collect();
        assert_eq!(told, [("load.rate", &json!(null)), ("machine.cores", &json!(0))]);
        assert_eq!(found.same_program, Some(false));
    }

    #[test]
    fn what_is_no_run() {
        let refused = |text: &str| {
            Baseline::of(text.as_bytes(), Path::new("before.json")).unwrap_err().to_string()
        };
        for text in ["", "{}", "[]", r#"{"queries": 3, "p50_us": 5.0}"#] {
            assert!(refused(text).contains("`before.json` is no run"), "{text}");
        }
        let negative = r#"{"times": [{"id": "7", "query": "a", "us": [-1.0]}]}"#;
        assert!(refused(negative).contains("`7` has no times"));
        let other = baseline(&report(&[("a", Kind::Term, [1.0; 3])]));
        let strange = compare(&other, &report(&[("b", Kind::Term, [1.0; 3])]), 0.05);
        assert!(strange.unwrap_err().to_string().contains("no query in common"));
    }
}
