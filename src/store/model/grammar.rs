//! Reads and prints models.
//!
//! ```text
//! model    = ( "strong" | formula | fusion ) { "+" step }
//! formula  = ( "bm25f" | "bm25" | "dph" | "pl2" | "lgd" | "ql" | "qljm" ) [ numbers ]
//! fusion   = "rrf" "(" model "," model { "," model } [ "," "k" "=" number ] ")"
//! step     = "sdm" [ numbers ]                              of a formula
//!          | ( "rm3" | "bo1" | "rocchio" ) [ numbers ]      of a formula
//!          | "smooth" [ numbers ]                           of a formula or a fusion
//! numbers  = "(" [ name "=" number { "," name "=" number } ] ")"
//! ```
//!
//! Each kind of step stands once, in any order; capitals and spaces say
//! nothing. A model is printed with the numbers that are not the defaults, and
//! reads itself back. `strong` is a name for a model and prints as that model.

use super::parts::{self, AnyPart, FEEDBACK, FORMULAS, RRF, SDM, SMOOTH};
use super::{Model, Order, Ranker};
use std::fmt::{Display, Formatter, Write};
use std::str::FromStr;

/// The model that `strong` stands for: one of the best on cranfield, CISI, NPL and
/// checkthat2020-dev that is below the default on none (`benches/README.md`).
const STRONG: &str = "bm25f+bo1(docs=10,weight=0.1)+smooth(weight=0.2)";

/// Models in models in models: more than this is no model that anybody means.
const DEEPEST: usize = 8;

/// A text that is no model.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadModel {
    /// No such name.
    #[error(
        "`{name}` is no model; write one of {known}, and +sdm, +rm3, +bo1, +rocchio or +smooth behind it"
    )]
    Unknown {
        /// What was written.
        name: String,
        /// What there is.
        known: String,
    },
    /// No such step.
    #[error("`+{0}` is no step of a model; write +sdm, +rm3, +bo1, +rocchio or +smooth")]
    UnknownStep(String),
    /// No parameter of that name.
    #[error("`{part}` has no parameter `{name}`; {known}")]
    UnknownParameter {
        /// Whose.
        part: &'static str,
        /// What was written.
        name: String,
        /// What there is, with defaults.
        known: String,
    },
    /// No number, or one out of bounds.
    #[error("`{name}={value}` of `{part}` is out of bounds; write {bounds}")]
    OutOfBounds {
        /// Whose.
        part: &'static str,
        /// The parameter.
        name: &'static str,
        /// What was written.
        value: String,
        /// What can be written.
        bounds: String,
    },
    /// A parameter or a step twice, or where it has no place.
    #[error("{0}")]
    Misplaced(String),
    /// What can't be read at all.
    #[error("the model `{text}` can't be read {rest}; {remedy}")]
    Syntax {
        /// The whole.
        text: String,
        /// From where on.
        rest: String,
        /// What to write.
        remedy: &'static str,
    },
}

impl FromStr for Model {
    type Err = BadModel;

    fn from_str(text: &str) -> Result<Self, BadModel> {
        let folded: String =
            text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect();
        let mut reader = Reader { text: &folded, at: 0 };
        let model = reader.model(0)?;
        if reader.at < folded.len() {
            return Err(reader.odd("nothing stands behind a model but + and a step"));
        }
        Ok(model)
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn odd(&self, remedy: &'static str) -> BadModel {
        let rest = match self.rest() {
            "" => "at its end".to_owned(),
            rest => format!("from `{}` on", rest.chars().take(40).collect::<String>()),
        };
        BadModel::Syntax { text: self.text.to_owned(), rest, remedy }
    }

    /// Passes over a sign, if it is next.
    fn sign(&mut self, sign: char) -> bool {
        let next = self.rest().starts_with(sign);
        self.at += if next { sign.len_utf8() } else { 0 };
        next
    }

    /// Everything up to the next sign of the grammar.
    fn word(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest.find(['(', ')', '+', ',', '=']).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn model(&mut self, depth: usize) -> Result<Model, BadModel> {
        let name = self.word();
        let mut model = match name {
            "strong" => STRONG.parse()?,
            "rrf" => self.fusion(depth)?,
            _ => {
                let part = FORMULAS.into_iter().find(|part| part.name() == name);
                let part = part
                    .ok_or_else(|| BadModel::Unknown { name: name.to_owned(), known: names() })?;
                let formula = parts::formula(name, &self.numbers(part)?).unwrap_or_default();
                let ranker = Ranker { formula, ..Ranker::default() };
                Model { order: Order::One(ranker), smoothing: None }
            }
        };
        while self.sign('+') {
            self.step(&mut model)?;
        }
        Ok(model)
    }

    fn step(&mut self, model: &mut Model) -> Result<(), BadModel> {
        // a number such as 1e+3 can't be mistaken for a step: it stands in brackets
        let name = self.word();
        if name == SMOOTH.name {
            let numbers = self.numbers(&SMOOTH)?;
            let twice = model.smoothing.is_some();
            if let [docs, near, weight] = numbers[..] {
                model.smoothing = Some(parts::smoothing([docs, near, weight]));
            }
            return once("smooth", twice);
        }
        let feedback = FEEDBACK.into_iter().find(|part| part.name() == name);
        if feedback.is_none() && name != SDM.name {
            return Err(BadModel::UnknownStep(name.to_owned()));
        }
        let Order::One(ranker) = &mut model.order else {
            return Err(BadModel::Misplaced(format!(
                "`+{name}` can't follow a fusion; write it behind the models within rrf(…)"
            )));
        };
        if let Some(part) = feedback {
            let twice = ranker.feedback.is_some();
            ranker.feedback = parts::feedback(name, &self.numbers(part)?);
            return once("feedback", twice);
        }
        let twice = ranker.dependence.is_some();
        if let [word, row, near, window] = self.numbers(&SDM)?[..] {
            ranker.dependence = Some(parts::dependence([word, row, near, window]));
        }
        once("sdm", twice)
    }

    fn fusion(&mut self, depth: usize) -> Result<Model, BadModel> {
        if depth == DEEPEST {
            return Err(BadModel::Misplaced(format!(
                "rrf(…) stands within more than {DEEPEST} others; fuse all the models in one"
            )));
        }
        if !self.sign('(') {
            return Err(self.odd("write the models to fuse, as in rrf(bm25f,dph+bo1)"));
        }
        let mut models = Vec::new();
        let [mut k] = RRF.defaults();
        loop {
            if let Some(value) = self.rest().strip_prefix("k=") {
                self.at = self.text.len() - value.len();
                k = self.number(&RRF, &RRF.parameters[0])?;
                break;
            }
            models.push(self.model(depth + 1)?);
            if !self.sign(',') {
                break;
            }
        }
        if !self.sign(')') {
            return Err(self.odd("a `,` or the closing `)` of rrf belongs there; k= comes last"));
        }
        if models.len() < 2 {
            return Err(BadModel::Misplaced(
                "rrf takes two models or more, as in rrf(bm25f,dph+bo1)".to_owned(),
            ));
        }
        Ok(Model { order: Order::Fused { models, k }, smoothing: None })
    }

    /// All numbers of a part, those that are not given by default.
    fn numbers(&mut self, part: &'static dyn AnyPart) -> Result<Vec<f64>, BadModel> {
        let parameters = part.parameters();
        let mut given: Vec<Option<f64>> = vec![None; parameters.len()];
        if self.sign('(') && !self.sign(')') {
            loop {
                let name = self.word();
                let Some(at) = parameters.iter().position(|p| p.name == name) else {
                    let known = known(part);
                    return Err(BadModel::UnknownParameter {
                        part: part.name(),
                        name: name.to_owned(),
                        known,
                    });
                };
                if !self.sign('=') {
                    return Err(self.odd("a parameter is written name=number"));
                }
                if given[at].is_some() {
                    return Err(BadModel::Misplaced(format!(
                        "`{name}` of `{}` is given twice; write it once",
                        part.name()
                    )));
                }
                given[at] = Some(self.number(part, &parameters[at])?);
                if self.sign(')') {
                    break;
                }
                if !self.sign(',') {
                    return Err(self.odd("a `,` or a `)` belongs there"));
                }
            }
        }
        Ok(given.into_iter().zip(parameters).map(|(given, p)| given.unwrap_or(p.default)).collect())
    }

    fn number(
        &mut self,
        part: &'static dyn AnyPart,
        parameter: &'static parts::Parameter,
    ) -> Result<f64, BadModel> {
        let rest = self.rest();
        let end = rest.find([')', ',', '(', '=']).unwrap_or(rest.len());
        self.at += end;
        let written = &rest[..end];
        let fits = |value: &f64| {
            // minus zero would be printed as such
            (parameter.least..=parameter.most).contains(value)
                && !(parameter.whole && value.fract() != 0.0)
        };
        let value = written.parse::<f64>().ok().filter(fits);
        value.map(|value| value + 0.0).ok_or_else(|| BadModel::OutOfBounds {
            part: part.name(),
            name: parameter.name,
            value: written.to_owned(),
            bounds: format!(
                "a {} from {} to {}",
                if parameter.whole { "whole number" } else { "number" },
                parameter.least,
                parameter.most
            ),
        })
    }
}

fn once(step: &str, twice: bool) -> Result<(), BadModel> {
    match twice {
        false => Ok(()),
        true => Err(BadModel::Misplaced(format!("a model has {step} once; leave one out"))),
    }
}

/// All formulas, and what is made of them.
fn names() -> String {
    let mut out = String::new();
    for part in FORMULAS {
        out.push_str(part.name());
        out.push_str(", ");
    }
    out + "strong, rrf(…)"
}

/// The parameters of a part with their defaults, in words.
fn known(part: &dyn AnyPart) -> String {
    let mut out = String::new();
    for parameter in part.parameters() {
        let sign = if out.is_empty() { "it has " } else { ", " };
        let _ = write!(out, "{sign}{}={}", parameter.name, parameter.default);
    }
    if out.is_empty() { "it has none; leave the brackets out".to_owned() } else { out }
}

impl Display for Model {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        match &self.order {
            Order::One(ranker) => {
                let (part, numbers) = parts::of_formula(ranker.formula);
                print(f, part, &numbers)?;
                if let Some(d) = ranker.dependence {
                    f.write_char('+')?;
                    print(f, &SDM, &[d.word, d.row, d.near, f64::from(d.window)])?;
                }
                if let Some(feedback) = ranker.feedback {
                    f.write_char('+')?;
                    let (part, numbers) = parts::of_feedback(feedback);
                    print(f, part, &numbers)?;
                }
            }
            Order::Fused { models, k } => {
                f.write_str("rrf(")?;
                for (at, model) in models.iter().enumerate() {
                    f.write_str(if at > 0 { "," } else { "" })?;
                    model.fmt(f)?;
                }
                if [*k] != RRF.defaults() {
                    write!(f, ",k={k}")?;
                }
                f.write_char(')')?;
            }
        }
        if let Some(s) = self.smoothing {
            f.write_char('+')?;
            print(f, &SMOOTH, &[s.docs as f64, s.near as f64, s.weight])?;
        }
        Ok(())
    }
}

/// A part with those of its numbers that are not the defaults.
fn print(f: &mut Formatter<'_>, part: &dyn AnyPart, numbers: &[f64]) -> std::fmt::Result {
    f.write_str(part.name())?;
    let mut open = false;
    for (parameter, number) in part.parameters().iter().zip(numbers) {
        if *number != parameter.default {
            write!(f, "{}{}={number}", if open { "," } else { "(" }, parameter.name)?;
            open = true;
        }
    }
    f.write_str(if open { ")" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        match text.parse::<Model>() {
            Ok(model) => model.to_string(),
            Err(error) => format!("! {error}"),
        }
    }

    #[test]
    fn models_print_as_they_are_read() {
        for name in [
            "bm25",
            "bm25f",
            "dph",
            "bm25(k1=1.6,b=0.55)",
            "bm25f(k1=1.6,b=0.55,headline=1.5,lead=1)",
            "pl2(c=7)+rm3(docs=10,terms=20,weight=0.5)",
            "ql(mu=250)+sdm(row=0.2,window=12)",
            "qljm(lambda=0.1)+sdm+rocchio(beta=0.5)",
            "lgd+bo1+smooth(docs=50)",
            "rrf(bm25f+rm3,dph+bo1)",
            "rrf(bm25f+rm3,rrf(dph,ql,k=10),k=20.5)+smooth",
        ] {
            assert_eq!(read(name), name);
        }
    }

    #[test]
    fn capitals_spaces_and_defaults_say_nothing() {
        assert_eq!("BM25F".parse(), Ok(Model::default()));
        assert_eq!(read(" bm25 ( k1 = 0.90, b=0.4 ) + RM3 ( docs = 5 )"), "bm25+rm3");
        assert_eq!(read("dph()"), "dph");
        assert_eq!(read("bm25f+rm3+sdm"), "bm25f+sdm+rm3");
    }

    #[test]
    fn strong_is_a_model_that_more_can_be_done_to() {
        assert_eq!(read("strong"), read(STRONG));
        assert_eq!(read("rrf(strong,dph)"), format!("rrf({},dph)", read(STRONG)));
    }

    #[test]
    fn messages_name_the_offender_and_the_remedy() {
        let table = [
            "bm26",
            "",
            "dph+",
            "bm25+rm4",
            "bm25(k2=1)",
            "dph(c=1)",
            "bm25(b=1.5)",
            "bm25(b=x)",
            "bm25(b)",
            "bm25(b=0.1",
            "bm25(b=0.1,b=0.2)",
            "bm25+rm3+bo1",
            "rrf(dph)",
            "rrf",
            "rrf(dph,bm25)+rm3",
            "bm25+rm3(docs=2.5)",
            "ql(mu=NaN)",
            "bm25)x",
        ];
        let messages: Vec<String> =
            table.iter().map(|text| format!("{text}  →  {}", read(text))).collect();
        insta::assert_snapshot!(messages.join("\n"), @r"
        bm26  →  ! `bm26` is no model; write one of bm25f, bm25, dph, pl2, lgd, ql, qljm, strong, rrf(…), and +sdm, +rm3, +bo1, +rocchio or +smooth behind it
          →  ! `` is no model; write one of bm25f, bm25, dph, pl2, lgd, ql, qljm, strong, rrf(…), and +sdm, +rm3, +bo1, +rocchio or +smooth behind it
        dph+  →  ! `+` is no step of a model; write +sdm, +rm3, +bo1, +rocchio or +smooth
        bm25+rm4  →  ! `+rm4` is no step of a model; write +sdm, +rm3, +bo1, +rocchio or +smooth
        bm25(k2=1)  →  ! `bm25` has no parameter `k2`; it has k1=0.9, b=0.4
        dph(c=1)  →  ! `dph` has no parameter `c`; it has none; leave the brackets out
        bm25(b=1.5)  →  ! `b=1.5` of `bm25` is out of bounds; write a number from 0 to 1
        bm25(b=x)  →  ! `b=x` of `bm25` is out of bounds; write a number from 0 to 1
        bm25(b)  →  ! the model `bm25(b)` can't be read from `)` on; a parameter is written name=number
        bm25(b=0.1  →  ! the model `bm25(b=0.1` can't be read at its end; a `,` or a `)` belongs there
        bm25(b=0.1,b=0.2)  →  ! `b` of `bm25` is given twice; write it once
        bm25+rm3+bo1  →  ! a model has feedback once; leave one out
        rrf(dph)  →  ! rrf takes two models or more, as in rrf(bm25f,dph+bo1)
        rrf  →  ! the model `rrf` can't be read at its end; write the models to fuse, as in rrf(bm25f,dph+bo1)
        rrf(dph,bm25)+rm3  →  ! `+rm3` can't follow a fusion; write it behind the models within rrf(…)
        bm25+rm3(docs=2.5)  →  ! `docs=2.5` of `rm3` is out of bounds; write a whole number from 1 to 1000
        ql(mu=NaN)  →  ! `mu=nan` of `ql` is out of bounds; write a number from 0.01 to 1000000
        bm25)x  →  ! the model `bm25)x` can't be read from `)x` on; nothing stands behind a model but + and a step
        ");
    }

    fn numbers(parameters: &'static [parts::Parameter]) -> impl Strategy<Value = String> {
        let one = |p: &'static parts::Parameter| {
            let written = (p.least..=p.most).prop_map(move |value| {
                let value = if p.whole { value.round() } else { value };
                Some(format!("{}={value}", p.name))
            });
            prop_oneof![Just(None), written]
        };
        parameters.iter().map(one).collect::<Vec<_>>().prop_map(|given| {
            let given: Vec<String> = given.into_iter().flatten().collect();
            format!("({})", given.join(","))
        })
    }

    fn part(parts: Vec<&'static dyn AnyPart>) -> impl Strategy<Value = String> {
        prop::sample::select(
            parts.into_iter().map(|p| (p.name(), p.parameters())).collect::<Vec<_>>(),
        )
        .prop_flat_map(|(name, parameters)| {
            numbers(parameters).prop_map(move |numbers| format!("{name}{numbers}"))
        })
    }

    fn models() -> impl Strategy<Value = String> {
        let chain = (
            part(FORMULAS.to_vec()),
            prop::option::of(part(vec![&SDM])),
            prop::option::of(part(FEEDBACK.to_vec())),
            prop::option::of(part(vec![&SMOOTH])),
        );
        let chain = chain.prop_map(|(formula, sdm, feedback, smooth)| {
            let steps = [Some(formula), sdm, feedback, smooth];
            steps.into_iter().flatten().collect::<Vec<_>>().join("+")
        });
        chain.prop_recursive(2, 6, 3, |inner| {
            let k = prop::option::of((0.0..1e6f64).prop_map(|k| format!("k={k}")));
            (prop::collection::vec(inner, 2..4), k).prop_map(|(mut models, k)| {
                models.extend(k);
                format!("rrf({})", models.join(","))
            })
        })
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(text in models()) {
            let model: Model = text.parse().map_err(|e| TestCaseError::fail(format!("{text}: {e}")))?;
            prop_assert_eq!(model.to_string().parse::<Model>(), Ok(model), "{}", text);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}|[a-z0-9+(),=. ]{0,60}|(rrf\\(){0,40}") {
            if let Ok(model) = text.parse::<Model>() {
                prop_assert_eq!(model.to_string().parse::<Model>(), Ok(model));
            }
        }
    }
}
