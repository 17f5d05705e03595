//! Runs in and out.

use super::*;
use proptest::prelude::*;

fn parse(text: &str) -> Loaded<Run> {
    Run::parse(text.as_bytes(), Path::new("a.run")).unwrap()
}

fn ids<'r>(run: &'r Run, topic: &str) -> Vec<&'r str> {
    run.ranking(topic).unwrap().iter().map(|found| found.doc.as_str()).collect()
}

#[test]
fn scores_make_the_order_and_ties_go_by_id_downwards() {
    let run = parse(
        "\u{feff}1 Q0 a 1 2.5 mine\r\n2 Q0 x 1 1e-3 mine\r\n1 Q0 c 2 2.5 mine\r\n1 Q0 b 9 3 mine\r\n",
    );
    assert_eq!(run.warnings, []);
    assert_eq!(run.value.tag, "mine");
    assert_eq!(ids(&run.value, "1"), ["b", "c", "a"]);
    assert_eq!(run.value.ranking("2").unwrap()[0].score, 1e-3);
    // as floats these are one score
    let close = parse("1 Q0 a 1 1.000000001 t\n1 Q0 b 2 1.0 t\n");
    assert_eq!(ids(&close.value, "1"), ["b", "a"]);
}

#[test]
fn bad_lines_are_named_and_the_rest_is_read() {
    let run = parse(
        "1 Q0 a 1 2 t\n1 Q0 b 2 nan t\n1 Q0 c 3 high t\n\n1 Q0 d 4 1\n2 Q0 a 1 7 t\n1 Q0 a 5 9 t\n\
         1 Q0 e 6 -inf t more\n",
    );
    assert_eq!(ids(&run.value, "1"), ["a", "e"]);
    let warnings: Vec<String> = run.warnings.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(warnings.join("\n"), @r"
    a.run:2: score nan is no number; skipped b
    a.run:3: score high is no number; skipped c
    a.run:5: 5 of the six columns topic Q0 doc rank score tag; the line was skipped
    a.run:7: topic 1 has a on line 1 already; this line was skipped
    ");
}

#[test]
fn what_holds_no_ranking_is_an_error() {
    let error = |text: &str| Run::parse(text.as_bytes(), Path::new("a.run")).unwrap_err();
    assert_eq!(
        error("\n\n").to_string(),
        "a.run: the file is empty; it should hold a run (topic Q0 doc rank score tag)"
    );
    assert!(error("1 0 a 1\n").to_string().ends_with(
        "line 1: 4 of the six columns topic Q0 doc rank score tag; the line was skipped"
    ));
    let missing = Run::read(Path::new("no/such.run")).unwrap_err().to_string();
    assert!(missing.starts_with("no/such.run: cannot be read: "), "{missing}");
}

#[test]
fn a_million_bad_lines_are_a_hundred_warnings() {
    let run = parse(&format!("1 Q0 a 1 2 t\n{}", "x\n".repeat(250)));
    assert_eq!(run.warnings.len(), 101);
    assert_eq!(run.warnings[100].to_string(), "a.run: 150 more like these were found");
}

#[test]
fn topics_without_judgements_are_named_with_their_lines() {
    let run = parse("1 Q0 a 1 2 t\n7 Q0 a 1 2 t\n").value;
    let qrels = Qrels::parse(b"1 0 a 1\n", Path::new("q")).unwrap().value;
    let unknown: Vec<String> = run.unknown_topics(&qrels).iter().map(ToString::to_string).collect();
    assert_eq!(unknown, ["a.run:2: topic 7 has no judgements; it was left out"]);
}

#[test]
fn an_order_that_scores_do_not_give_is_kept() {
    let mut run = Run::new("my system");
    let ranking = [("a", 2.0), ("b", 2.0), ("c d", f64::NAN), ("e", 5.0), ("f", 1.5)];
    run.push("1", ranking.map(|(doc, score)| (doc.to_owned(), score))).unwrap();
    let mut out = Vec::new();
    run.write(&mut out).unwrap();
    insta::assert_snapshot!(String::from_utf8(out).unwrap(), @r"
    1 Q0 a 1 2 my%20system
    1 Q0 b 2 1.9999999 my%20system
    1 Q0 c%20d 3 1.9999998 my%20system
    1 Q0 e 4 1.9999996 my%20system
    1 Q0 f 5 1.5 my%20system
    ");
    run.push("3", []).unwrap();
    assert_eq!(run.ranking("3"), None);
    let twice = run.push("1", []).unwrap_err().to_string();
    assert!(twice.starts_with("topic 1 has a ranking"), "{twice}");
    let doc = run.push("2", [("a".to_owned(), 2.0), ("a".to_owned(), 1.0)]).unwrap_err();
    assert_eq!(doc.to_string(), "topic 2: a stands in the ranking twice; an article has one rank");
}

proptest! {
    #[test]
    fn what_is_written_is_read_back_the_same(
        scores in prop::collection::vec(prop_oneof![
            any::<f64>(), -3.0..3.0, Just(1.0), Just(0.0), Just(-0.0), Just(1.0 + 1e-12)], 1..40),
        numbers in Just((0..40).collect::<Vec<u32>>()).prop_shuffle(),
    ) {
        let ranking = || scores.iter().zip(&numbers).map(|(score, number)| (format!("d {number}"), *score));
        let mut run = Run::new("t");
        run.push("1", ranking()).unwrap();
        run.push("topic 2", ranking().take(1)).unwrap();
        let mut out = Vec::new();
        run.write(&mut out).unwrap();
        let back = Run::parse(&out, Path::new("t")).unwrap();
        prop_assert!(back.warnings.is_empty());
        prop_assert_eq!(&back.value.tag, "t");
        for (one, other) in run.topics().iter().zip(back.value.topics()) {
            prop_assert_eq!(&one.topic, &other.topic);
            prop_assert_eq!(&one.docs, &other.docs);
        }
        let given: Vec<String> = ranking().map(|(doc, _)| doc.replace(' ', "%20")).collect();
        prop_assert_eq!(ids(&back.value, "1"), given);
    }

    #[test]
    fn arbitrary_bytes_never_panic(words in prop::collection::vec(prop::sample::select(vec![
        "1", "Q0", "a", " ", "\t", "\n", "\r", "nan", "inf", "1e999", "-", "\u{feff}", "é"]), 0..60)) {
        let _ = Run::parse(words.concat().as_bytes(), Path::new("t"));
    }
}
