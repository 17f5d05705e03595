//! What the formats of judgements become.

use super::*;

fn read(text: &str) -> (Vec<String>, Vec<String>) {
    read_as("qrels", text)
}

fn read_as(name: &str, text: &str) -> (Vec<String>, Vec<String>) {
    let loaded = Qrels::parse(text.as_bytes(), Path::new(name)).unwrap();
    let mut out = Vec::new();
    for topic in loaded.value.topics() {
        let judged = loaded.value.judgements(topic).map(|(doc, grade)| format!("{doc}:{grade}"));
        out.push(format!("{topic} {}", judged.collect::<Vec<_>>().join(" ")));
    }
    (out, loaded.warnings.iter().map(ToString::to_string).collect())
}

#[test]
fn four_columns_in_any_order_with_bom_and_returns() {
    let (found, warnings) = read("\u{feff}10 0 a 1\r\n2 Q0 b -1\r\n\r\n10 0 c 2.0\r\n");
    assert_eq!(found, ["2 b:-1", "10 a:1 c:2"]);
    assert_eq!(warnings, [""; 0]);
}

#[test]
fn three_columns_with_and_without_header() {
    let beir = "query-id\tcorpus-id\tscore\nq 1\td 1\t2\nq 1\td2\t0\n";
    assert_eq!(read(beir).0, ["q%201 d%201:2 d2:0"]);
    assert_eq!(read("1 184 2\n1 29 2\n1 51  3\n").0, ["1 184:2 29:2 51:3"]);
}

#[test]
fn cranfields_codes_are_turned_round() {
    let (found, warnings) = read_as("x/cranqrel", "1 184 1\n1 29 4\n1 31 5\n1 7 -1\n");
    assert_eq!(found, ["1 184:4 29:1 31:0 7:4"]);
    assert_eq!(
        warnings,
        ["x/cranqrel: Cleverdon's codes, 1 best, were turned into grades, 4 best"]
    );
    let written = Qrels::parse_with(b"1 184 1\n", Path::new("cranqrel"), Grades::AsWritten);
    assert_eq!(written.unwrap().value.grade("1", "184"), Some(1));
}

#[test]
fn smart_pairs_npl_lists_and_time_lists_name_what_is_relevant() {
    let cisi = "     1     28\t0\t0.000000\t\r\n     1     35\t0\t0.000000\t\r\n";
    assert_eq!(read(cisi).0, ["1 28:1 35:1"]);
    assert_eq!(read("01 1410  0 0\n01 0002  0 0\n").0, ["1 1410:1 2:1"]);
    assert_eq!(read("1\n 12 15\n   16\n   /\n2\n 4\n/\n").0, ["1 12:1 15:1 16:1", "2 4:1"]);
    assert_eq!(
        read("1  268 288 304 308 323\n\n2 7\n").0,
        ["1 268:1 288:1 304:1 308:1 323:1", "2 7:1"]
    );
    assert_eq!(read("1 184\n1 29\n").0, ["1 184:1 29:1"]);
    // four columns of TREC whose grades are all zero stay so
    assert_eq!(read("1 0 28 0\n1 0 35 0\n").0, ["1 28:0 35:0"]);
    assert_eq!(read("1 0 0 0\n").0, ["1 0:0"]);
}

#[test]
fn json_and_its_repeated_names() {
    let (found, warnings) = read(r#"{"1": {"a": 2, "b": 0, "a": 1, "c": [], "d": 0.5}}"#);
    assert_eq!(found, ["1 a:2 b:0"]);
    assert_eq!(
        warnings,
        [
            "qrels: topic 1 judges a with 2; this 1 was skipped",
            "qrels: topic 1: c has no grade; skipped",
            "qrels: grade 0.5 is no whole number; skipped d",
        ]
    );
    let error = Qrels::parse(b"{\"1\":\n{\"a\": }}", Path::new("q.json")).unwrap_err();
    assert!(error.to_string().starts_with("q.json:2: not valid JSON: "), "{error}");
}

#[test]
fn bad_lines_are_named_and_the_rest_is_read() {
    let (found, warnings) = read("1 0 a 1\n1 0 b x\n1 a\n1 0 a 2\n1 0 a 1\n2 0 c 1\n");
    assert_eq!(found, ["1 a:1", "2 c:1"]);
    insta::assert_snapshot!(warnings.join("\n"), @r"
    qrels:2: grade x is no whole number; skipped b
    qrels:3: 2 columns; topic 0 doc grade, or topic doc grade, was expected; the line was skipped
    qrels:4: topic 1 judges a on line 1 with 1; this 2 was skipped
    qrels:5: topic 1 judges a on line 1 already, the same; skipped
    ");
}

#[test]
fn what_holds_no_judgement_is_an_error() {
    let error = |bytes: &[u8]| Qrels::parse(bytes, Path::new("q")).unwrap_err().to_string();
    assert!(error(b" \n").starts_with("q: the file is empty; it should hold judgements"));
    assert!(error(b"some words of prose, and more\n").contains("line 1: 6 columns"));
}

proptest::proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(
        proptest::sample::select(b"01 2\t\n\r/.{}\":,-xQ\xef\xbb\xbf\xe9".to_vec()), 0..80)) {
        let _ = Qrels::parse(&bytes, Path::new("q"));
    }
}
