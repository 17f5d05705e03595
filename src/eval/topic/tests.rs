//! What the formats of topics become.

use super::*;

fn read(text: &str, parts: &str) -> (Vec<String>, Vec<String>) {
    let options = TopicOptions { parts: parts.parse().unwrap(), ..TopicOptions::default() };
    let loaded = Topics::parse(text.as_bytes(), Path::new("t"), &options).unwrap();
    let topics = loaded.value.topics.iter();
    (
        topics.map(|topic| format!("{}@{} {}", topic.id, topic.line, topic.text)).collect(),
        loaded.warnings.iter().map(ToString::to_string).collect(),
    )
}

const TREC: &str = "<top>\r
<head> Tipster Topic Description\r
<num> Number: 051\r
<dom> Domain: Trade\r
<title> Topic: Grain & rice\r
\tshortages\r
\r
<desc> Description:\r
Which ports ran out of grain, at prices < 5 crowns?\r
\r
<narr> Narrative:\r
Ports only.\r
<con> Concept(s):\r
1. silo\r
</top>\r
\r
<top><num>Number: 401</num><title>night trains</title><desc>Description: Sleepers &amp; couchettes</desc></top>
";

#[test]
fn trec_with_and_without_end_tags() {
    assert_eq!(read(TREC, "title").0, ["51@1 Grain & rice shortages", "401@17 night trains"]);
    assert_eq!(read(TREC, "usual"), read(TREC, "title"));
    assert_eq!(
        read(TREC, "title+desc").0,
        [
            "51@1 Grain & rice shortages Which ports ran out of grain, at prices < 5 crowns?",
            "401@17 night trains Sleepers & couchettes",
        ]
    );
    let (found, warnings) = read(TREC, "narr");
    assert_eq!(found, ["51@1 Ports only."]);
    assert_eq!(warnings, ["t:17: topic 401 has no text (narr); it was skipped"]);
}

#[test]
fn trec_without_top_and_with_attributes() {
    let bare = "<num> 7\n<title> ferries\n<num> 8\n<title> locks\n";
    assert_eq!(read(bare, "usual").0, ["7@1 ferries", "8@3 locks"]);
    let covid = "<topics task=\"x\">\n <topic number=\"1\">\n  <query>tides</query>\n  \
                 <question>how high do tides rise</question>\n </topic>\n</topics>\n";
    assert_eq!(read(covid, "usual").0, ["1@2 tides"]);
    assert_eq!(read(covid, "desc").0, ["1@2 how high do tides rise"]);
    let news = "<top>\n<num> Number: 9 </num>\n<docid>x</docid>\n<url>y</url>\n</top>\n<top>\n\
                <num> Number: 10 </num>\n<title>dykes</title></top>";
    let (found, warnings) = read(news, "title");
    assert_eq!(found, ["10@6 dykes"]);
    assert_eq!(warnings, ["t:1: topic 9 has no text (title); it was skipped"]);
}

#[test]
fn tsv_with_and_without_header() {
    assert_eq!(
        read("q1\tred  barns\tand sheds\nq 2\t\"so-called\" x\n", "usual").0,
        ["q1@1 red barns and sheds", "q%202@2 \"so-called\" x"]
    );
    let tweets = "\ttweet_content\n0\t\"He said \"\"no\"\" twice\"\n";
    assert_eq!(read(tweets, "title").0, ["0@2 He said \"no\" twice"]);
    let named = "qid\ttitle\tdescription\n1\tbarns\tbarns that burn\n";
    assert_eq!(read(named, "usual").0, ["1@2 barns"]);
    assert_eq!(read(named, "desc").0, ["1@2 barns that burn"]);
}

#[test]
fn json_lines_and_arrays() {
    let text = "{\"_id\": \"a\", \"text\": \"tall ships\", \"metadata\": {}}\n\
                {\"topic\": 4, \"title\": \"masts\", \"description\": \"how tall\"}\n{\"id\": 5}\n{x\n";
    let (found, warnings) = read(text, "usual");
    assert_eq!(found, ["a@1 tall ships", "4@2 masts"]);
    assert_eq!(warnings.len(), 2);
    assert_eq!(warnings[0], "t:3: topic 5 has no text (usual); it was skipped");
    assert!(warnings[1].starts_with("t:4: not valid JSON: "), "{warnings:?}");
    assert_eq!(read(text, "title+desc").0[1], "4@2 masts how tall");
    assert_eq!(read("[{\"id\": 1, \"query\": \"a b\"}]", "usual").0, ["1@0 a b"]);
}

#[test]
fn smart_find_and_npl() {
    let smart = ".I 001\r\n.W\r\nwhat is\r\nlift .\r\n.I 004\r\n.T\r\nOn Drag\r\n.A\r\nSomebody\r\n\
                 .W\r\nhow much drag\r\n.I\r\n";
    let (found, warnings) = read(smart, "usual");
    assert_eq!(found, ["1@1 what is lift .", "4@5 how much drag"]);
    assert_eq!(warnings, ["t:12: a topic with neither id nor text was skipped"]);
    assert_eq!(read(smart, "title+desc").0[1], "4@5 On Drag how much drag");
    let options = TopicOptions { ids: TopicIds::Sequence, ..TopicOptions::default() };
    let counted = Topics::parse(smart.as_bytes(), Path::new("t"), &options).unwrap().value;
    assert_eq!(counted.get("2").unwrap().text, "how much drag");

    let find = "*FIND    1\n\n WHO BUILT\nTHE DAM\n\n*FIND 2\n LOCKS\n*STOP\n";
    assert_eq!(read(find, "usual").0, ["1@1 WHO BUILT THE DAM", "2@6 LOCKS"]);
    assert_eq!(
        read("1\nWAVE GUIDES\n/\n2\nBAND\nFILTERS\n/\n   /\n", "title").0,
        ["1@1 WAVE GUIDES", "2@4 BAND FILTERS"]
    );
}

#[test]
fn repeated_ids_and_missing_texts_are_named() {
    let (found, warnings) = read("1\ta\n2\t \n1\tb\n\tc\nd\n", "usual");
    assert_eq!(found, ["1@1 a"]);
    insta::assert_snapshot!(warnings.join("\n"), @r"
    t:2: topic 2 has no text (usual); it was skipped
    t:3: topic 1 stands on line 1 already; this one was skipped
    t:4: a topic without an id was skipped
    t:5: no tab between id and text; the line was skipped
    ");
}

#[test]
fn what_holds_no_topic_is_an_error() {
    let error = |text: &str| {
        Topics::parse(text.as_bytes(), Path::new("t"), &TopicOptions::default())
            .unwrap_err()
            .to_string()
    };
    assert!(error("\u{feff}\r\n").starts_with("t: the file is empty; it should hold topics"));
    assert!(error("prose without a tab\n").starts_with("t: not recognised as topics"));
    assert!(error("<top>\n</top>").contains("line 1: a topic with neither id nor text"));
    let parts = "title+body".parse::<Parts>().unwrap_err().to_string();
    assert!(parts.starts_with("topics have no part \"body\""), "{parts}");
}

proptest::proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(
        beginning in proptest::sample::select(vec!["", "<top>", ".I ", "*FIND", "1\n/\n", "a\t", "{"]),
        words in proptest::collection::vec(proptest::sample::select(vec![
            "<", ">", "<num>", "</", "<top", "number=\"", "\n", "\t", ".W\n", ".I", "*STOP", "1", "/",
            "{}", "é", "&lt;", "Number:", " ", "\"", "\u{feff}"]), 0..30)) {
        let text = format!("{beginning}{}", words.concat());
        let _ = Topics::parse(text.as_bytes(), Path::new("t"), &TopicOptions::default());
    }
}
