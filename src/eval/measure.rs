//! The names of measures: trec_eval's, and the spellings in use elsewhere.
//!
//! ```text
//! list    = item ( ( white space | "," ) item )*     "P.5,10 map": a bare number goes with the name before
//! item    = measure | family | "official"            a family has its usual cut-offs
//! measure = name ( ( "_" | "." | "@" ) number )?     P_10, P.10, P@10, nDCG@10, ndcg_cut.10
//! ```

use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A measure of trec_eval 9.0.8, and [`Measure::Judged`].
///
/// *R* is the number of relevant articles of a topic: those whose grade is at
/// least the level in the options. *n* is how many were retrieved. A quotient
/// whose lower half is zero is 0 throughout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Measure {
    /// `num_q`: the topics that the mean is over.
    NumQ,
    /// `num_ret`: retrieved articles, *n*. Added up over topics.
    NumRet,
    /// `num_rel`: relevant articles, *R*. Added up over the topics of the run.
    NumRel,
    /// `num_rel_ret`: relevant articles that were retrieved. Added up.
    NumRelRet,
    /// `map`: average precision, the sum of the precision at each relevant article
    /// that was retrieved, divided by *R*.
    Map,
    /// `gm_map`: the geometric mean of average precision, each at least 0.00001
    /// (Robertson 2006, *On GMAP: and other transformations*). The figure of one
    /// topic is the natural logarithm of that.
    GmMap,
    /// `map_cut_k`: average precision of the first *k*, still divided by *R*.
    MapCut(usize),
    /// `P_k`: relevant articles among the first *k*, divided by *k*.
    Precision(usize),
    /// `recall_k`: relevant articles among the first *k*, divided by *R*.
    Recall(usize),
    /// `success_k`: 1 if one of the first *k* is relevant.
    Success(usize),
    /// `Rprec`: precision after *R* articles.
    RPrec,
    /// `recip_rank`: one divided by the rank of the first relevant article.
    RecipRank,
    /// `bpref` (Buckley and Voorhees 2004, *Retrieval evaluation with incomplete
    /// information*): over the relevant articles retrieved, the mean of
    /// `1 - min(above, R) / min(N, R)`, divided by *R*. *N* is the number of
    /// articles judged not relevant, `above` how many of them stand higher.
    Bpref,
    /// `ndcg` (Järvelin and Kekäläinen 2002, *Cumulated gain-based evaluation of
    /// IR techniques*): the sum of `grade / log2(rank + 1)` over the ranking,
    /// divided by the same sum over the best ranking there is. The level of
    /// relevance plays no part; grades below zero are zero.
    Ndcg,
    /// `ndcg_cut_k`: the same over the first *k* of both.
    NdcgCut(usize),
    /// `set_P`: relevant articles retrieved, divided by *n*.
    SetP,
    /// `set_recall`: relevant articles retrieved, divided by *R*.
    SetRecall,
    /// `set_F`: `(x + 1) P R / (R + x P)` of precision and recall of the whole set;
    /// *x* is 1 unless said, and given in hundredths.
    SetF(u32),
    /// `iprec_at_recall_r`: the highest precision at any rank from which on at
    /// least `r` of *R* are retrieved; *r* in hundredths. A share that is no whole
    /// number of articles is rounded as trec_eval 9.0.8 does: 0.9 added, cut off.
    IprecAtRecall(u32),
    /// `11pt_avg`: the mean of the former at 0, 0.1, … 1.
    ElevenPtAvg,
    /// `judged_k`: the share of the first *k* retrieved that have a grade of at
    /// least zero. Not one of trec_eval's. Where fewer than *k* were retrieved, of
    /// those.
    Judged(usize),
}

/// A measure that does not exist, or is not complete.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MeasureError {
    /// No measure is called so.
    #[error(
        "no measure is called {name:?}; there are map, gm_map, map_cut_k, P_k, recall_k, success_k, \
         ndcg, ndcg_cut_k, Rprec, recip_rank, bpref, set_P, set_recall, set_F, iprec_at_recall_r, \
         11pt_avg, judged_k, num_q, num_ret, num_rel, num_rel_ret and official"
    )]
    Unknown {
        /// What was asked for.
        name: String,
    },
    /// The measure has a number, and it is missing.
    #[error("{name} needs a number, as in {example}")]
    NoNumberGiven {
        /// trec_eval's name.
        name: &'static str,
        /// One that has it.
        example: Measure,
    },
    /// The measure has no such number.
    #[error("{name} takes no number; {measure:?} has one (to cut rankings, limit their depth)")]
    NoNumber {
        /// trec_eval's name.
        name: &'static str,
        /// What was asked for.
        measure: String,
    },
    /// The number can't be.
    #[error("{number:?} in {measure:?} is not {wanted}")]
    BadNumber {
        /// What was asked for.
        measure: String,
        /// The number in it.
        number: String,
        /// What it should be.
        wanted: &'static str,
    },
    /// Nothing was asked for.
    #[error("no measure was named; for example map, P_10 or ndcg_cut_10")]
    Nothing,
}

/// trec_eval's cut-offs where none are said.
const CUT_OFFS: &[usize] = &[5, 10, 15, 20, 30, 100, 200, 500, 1000];

/// trec_eval's for `success`.
const SUCCESS_CUT_OFFS: &[usize] = &[1, 5, 10];

/// The levels of recall of the classic curve, in hundredths.
const RECALL_LEVELS: [u32; 11] = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100];

/// What a name means before its number is known.
#[derive(Clone, Copy)]
enum Family {
    /// Has no number.
    Plain(Measure),
    /// Has a cut-off; without one these are meant.
    Cut(fn(usize) -> Measure, &'static [usize]),
    /// May have one.
    MayCut(Measure, fn(usize) -> Measure),
    /// Has a number in hundredths; without one these are meant.
    Hundredths(fn(u32) -> Measure, &'static [u32]),
}

/// Names in lower case without `_` and `-`.
fn family(name: &str) -> Option<Family> {
    use Family::{Cut, Hundredths, MayCut, Plain};
    let plain: String = name.chars().filter(|c| !matches!(c, '_' | '-')).collect();
    Some(match plain.to_ascii_lowercase().as_str() {
        "numq" => Plain(Measure::NumQ),
        "numret" => Plain(Measure::NumRet),
        "numrel" => Plain(Measure::NumRel),
        "numrelret" => Plain(Measure::NumRelRet),
        "map" | "ap" => MayCut(Measure::Map, Measure::MapCut),
        "gmmap" | "gmap" => Plain(Measure::GmMap),
        "mapcut" => Cut(Measure::MapCut, CUT_OFFS),
        "p" | "precision" | "prec" => Cut(Measure::Precision, CUT_OFFS),
        "recall" | "r" => Cut(Measure::Recall, CUT_OFFS),
        "success" => Cut(Measure::Success, SUCCESS_CUT_OFFS),
        "rprec" | "rprecision" => Plain(Measure::RPrec),
        "reciprank" | "mrr" | "rr" => Plain(Measure::RecipRank),
        "bpref" => Plain(Measure::Bpref),
        "ndcg" => MayCut(Measure::Ndcg, Measure::NdcgCut),
        "ndcgcut" => Cut(Measure::NdcgCut, CUT_OFFS),
        "setp" => Plain(Measure::SetP),
        "setrecall" => Plain(Measure::SetRecall),
        "setf" => Hundredths(Measure::SetF, &[100]),
        "iprecatrecall" => Hundredths(Measure::IprecAtRecall, &RECALL_LEVELS),
        "11ptavg" => Plain(Measure::ElevenPtAvg),
        "judged" => Cut(Measure::Judged, &[10]),
        _ => return None,
    })
}

/// The name and the number after it: `ndcg_cut_10`, `P@5`, `P5`, `iprec_at_recall_0.10`.
fn split(text: &str) -> (&str, &str) {
    // the levels of recall are the only name that begins with a number
    let name = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = &text[name.len()..];
    match name.strip_suffix(['_', '@']) {
        Some(name) => (name, number),
        None => (name, number.strip_prefix('.').unwrap_or(number)),
    }
}

impl Family {
    /// The measures that the name alone means.
    fn without_number(self) -> Vec<Measure> {
        match self {
            Self::Plain(measure) | Self::MayCut(measure, _) => vec![measure],
            Self::Cut(measure, usual) => usual.iter().map(|k| measure(*k)).collect(),
            Self::Hundredths(measure, usual) => usual.iter().map(|n| measure(*n)).collect(),
        }
    }

    fn with_number(self, text: &str, number: &str) -> Result<Measure, MeasureError> {
        let bad = |wanted| MeasureError::BadNumber {
            measure: text.to_owned(),
            number: number.to_owned(),
            wanted,
        };
        match self {
            Self::Plain(measure) => {
                let name = measure.family_name();
                Err(MeasureError::NoNumber { name, measure: text.to_owned() })
            }
            Self::Cut(measure, _) | Self::MayCut(_, measure) => match number.parse() {
                Ok(k) if k > 0 => Ok(measure(k)),
                _ => Err(bad("a whole number from 1")),
            },
            Self::Hundredths(measure, usual) => {
                let most = if usual.len() > 1 { 1.0 } else { 1e6 };
                match number.parse::<f64>() {
                    Ok(share) if (0.0..=most).contains(&share) => {
                        Ok(measure((share * 100.0).round() as u32))
                    }
                    _ if most > 1.0 => Err(bad("a number from 0")),
                    _ => Err(bad("a number from 0 to 1")),
                }
            }
        }
    }
}

impl Measure {
    /// What trec_eval shows if nothing is asked for.
    #[must_use]
    pub fn official() -> Vec<Self> {
        let mut measures = vec![
            Self::NumQ,
            Self::NumRet,
            Self::NumRel,
            Self::NumRelRet,
            Self::Map,
            Self::GmMap,
            Self::RPrec,
            Self::Bpref,
            Self::RecipRank,
        ];
        measures.extend(RECALL_LEVELS.map(Self::IprecAtRecall));
        measures.extend(CUT_OFFS.iter().map(|k| Self::Precision(*k)));
        measures
    }

    /// Reads several: `map P.5,10 ndcg_cut`. Each is given once, where it comes
    /// first.
    ///
    /// # Errors
    /// Where a name or a number is none.
    pub fn list(text: &str) -> Result<Vec<Self>, MeasureError> {
        let mut measures: Vec<Self> = Vec::new();
        let mut add = |found: Vec<Self>| {
            for measure in found {
                if !measures.contains(&measure) {
                    measures.push(measure);
                }
            }
        };
        let mut named: Option<Family> = None;
        for item in text.split(|c: char| c == ',' || c.is_whitespace()) {
            let (name, number) = split(item);
            let is_number = item.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
            if item.is_empty() {
                continue;
            } else if item.eq_ignore_ascii_case("official") {
                add(Self::official());
            } else if let (true, Some(family)) = (is_number, named) {
                add(vec![family.with_number(item, item)?]);
            } else {
                let family =
                    family(name).ok_or_else(|| MeasureError::Unknown { name: item.to_owned() })?;
                named = Some(family);
                add(match number {
                    "" => family.without_number(),
                    number => vec![family.with_number(item, number)?],
                });
            }
        }
        if measures.is_empty() { Err(MeasureError::Nothing) } else { Ok(measures) }
    }

    /// trec_eval's name without a number.
    #[must_use]
    pub fn family_name(self) -> &'static str {
        match self {
            Self::NumQ => "num_q",
            Self::NumRet => "num_ret",
            Self::NumRel => "num_rel",
            Self::NumRelRet => "num_rel_ret",
            Self::Map => "map",
            Self::GmMap => "gm_map",
            Self::MapCut(_) => "map_cut",
            Self::Precision(_) => "P",
            Self::Recall(_) => "recall",
            Self::Success(_) => "success",
            Self::RPrec => "Rprec",
            Self::RecipRank => "recip_rank",
            Self::Bpref => "bpref",
            Self::Ndcg => "ndcg",
            Self::NdcgCut(_) => "ndcg_cut",
            Self::SetP => "set_P",
            Self::SetRecall => "set_recall",
            Self::SetF(_) => "set_F",
            Self::IprecAtRecall(_) => "iprec_at_recall",
            Self::ElevenPtAvg => "11pt_avg",
            Self::Judged(_) => "judged",
        }
    }

    /// Whether the figure over all topics is a sum and no mean, and a whole number.
    #[must_use]
    pub fn is_count(self) -> bool {
        matches!(self, Self::NumQ | Self::NumRet | Self::NumRel | Self::NumRelRet)
    }
}

impl Serialize for Measure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromStr for Measure {
    type Err = MeasureError;

    fn from_str(text: &str) -> Result<Self, MeasureError> {
        let text = text.trim();
        let (name, number) = split(text);
        let family = family(name).ok_or_else(|| MeasureError::Unknown { name: text.to_owned() })?;
        if !number.is_empty() {
            return family.with_number(text, number);
        }
        match family.without_number()[..] {
            [measure] if !matches!(family, Family::Cut(..)) => Ok(measure),
            [first, ref more @ ..] => {
                let example = more.first().copied().unwrap_or(first);
                Err(MeasureError::NoNumberGiven { name: first.family_name(), example })
            }
            [] => Err(MeasureError::Nothing),
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.family_name();
        match self {
            Self::MapCut(k)
            | Self::Precision(k)
            | Self::Recall(k)
            | Self::Success(k)
            | Self::NdcgCut(k)
            | Self::Judged(k) => write!(f, "{name}_{k}"),
            Self::IprecAtRecall(level) => write!(f, "{name}_{:.2}", f64::from(*level) / 100.0),
            Self::SetF(x) if *x != 100 => write!(f, "{name}_{}", f64::from(*x) / 100.0),
            _ => f.write_str(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        let same = [
            ("P.10", "P_10"),
            ("p@10", "P_10"),
            ("P10", "P_10"),
            ("nDCG@10", "ndcg_cut_10"),
            ("ndcg_10", "ndcg_cut_10"),
            ("ndcg_cut.10", "ndcg_cut_10"),
            ("NDCG", "ndcg"),
            ("MAP", "map"),
            ("AP@100", "map_cut_100"),
            ("gmap", "gm_map"),
            ("R-prec", "Rprec"),
            ("MRR", "recip_rank"),
            ("recall@1000", "recall_1000"),
            ("iprec_at_recall.0.1", "iprec_at_recall_0.10"),
            ("iprec_at_recall_.10", "iprec_at_recall_0.10"),
            ("11pt_avg", "11pt_avg"),
            ("set_F", "set_F"),
            ("set_F.0.5", "set_F_0.5"),
            ("judged@20", "judged_20"),
        ];
        for (written, name) in same {
            assert_eq!(written.parse::<Measure>().unwrap().to_string(), name, "{written}");
        }
    }

    #[test]
    fn every_name_is_read_back() {
        let all = "official map_cut recall success ndcg ndcg_cut set_P set_recall set_F.3 set_F.0.25 \
                   11pt_avg judged";
        for measure in Measure::list(all).unwrap() {
            assert_eq!(measure.to_string().parse(), Ok(measure));
        }
    }

    #[test]
    fn lists() {
        let names = |text: &str| {
            let measures = Measure::list(text).unwrap();
            measures.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(names("P.5,10 map,P_5"), "P_5 P_10 map");
        assert_eq!(names("success nDCG@3"), "success_1 success_5 success_10 ndcg_cut_3");
        assert_eq!(Measure::list("official").unwrap().len(), 9 + 11 + 9);
    }

    #[test]
    fn what_is_wrong_is_said() {
        let error = |text: &str| text.parse::<Measure>().unwrap_err().to_string();
        assert!(error("prek").starts_with("no measure is called \"prek\"; there are map"));
        assert_eq!(error("P"), "P needs a number, as in P_10");
        assert_eq!(error("P_0"), "\"0\" in \"P_0\" is not a whole number from 1");
        assert_eq!(
            error("mrr@10"),
            "recip_rank takes no number; \"mrr@10\" has one (to cut rankings, limit their depth)"
        );
        assert_eq!(
            error("iprec_at_recall_2"),
            "\"2\" in \"iprec_at_recall_2\" is not a number from 0 to 1"
        );
        assert!(Measure::list(" , ").is_err() && Measure::list("10").is_err());
    }
}
