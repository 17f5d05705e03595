//! The parser on token soup, for as long as one cares to wait.
//!
//! 1. It never panics, and no query takes long.
//! 2. Every note points into the query.
//! 3. What was read, printed and read again is the same tree: `parse ∘ print` is the identity.
//!
//! ```console
//! $ DATELINE_FUZZ_MINUTES=60 cargo test --lib -- --ignored fuzz --nocapture
//! ```

use super::{MAX_CLAUSES, parse};
use std::time::{Duration, Instant};

/// Pieces of queries; soup is made by throwing them together.
const PIECES: &[&str] = &[
    "taliban",
    "bounty",
    "a",
    "the",
    "same",
    "SAME",
    "not",
    "and",
    "NEAR",
    "near",
    "adj",
    "AND",
    "OR",
    "NOT",
    "&&",
    "||",
    "(",
    ")",
    "((",
    "))",
    "（",
    "）",
    "\"",
    "“",
    "”",
    "„",
    "«",
    "»",
    "＂",
    "\"peace talks\"",
    "\"peace talks\"~3",
    "\"resign* {person}\"~8",
    "+",
    "-",
    "\u{2212}",
    "=",
    "~",
    "~1",
    "~2",
    "~99999999999",
    "^",
    "^2",
    "^0",
    "^1e9",
    "^0.0001",
    "^NaN",
    "*",
    "?",
    "**",
    "wom?n",
    "resign*",
    "*gate",
    "resign!",
    "organi*ation",
    "well-kno*",
    "NEAR/5",
    "w/5",
    "w/s",
    "w/p",
    "pre/3",
    "/s",
    "/5",
    "near5",
    "adj3",
    "NOT w/5",
    "not near3",
    "w/0",
    "w/99999",
    "headline:",
    "lead:",
    "hlead:",
    "hlead(",
    "headline(",
    "hd=",
    "hlp=",
    "by:",
    "source:",
    "id:",
    "url:",
    "lang:",
    "place:",
    "who:",
    "said:",
    "said-by:",
    "text:",
    "when:",
    "foo:",
    "published:",
    "published:2019",
    "published:(",
    "2019-12",
    "<1950",
    "2010..2012",
    "?",
    "1930s",
    "length>500",
    "length:2..9",
    "length:",
    "wc<300",
    "wc=",
    "atleast3(",
    "atl2(",
    "atleast0(",
    "atleast99999999999(",
    "=Polish",
    "=\"Peace Treaty\"",
    "{person}",
    "{",
    "}",
    "{}",
    "soleimani~1",
    ":",
    "::",
    "http://x.example/a",
    "l'élection",
    "東京",
    "السلام",
    "\u{202e}",
    "🙂",
    "\u{0}",
    "\u{feff}",
    "ﬁ",
    "a\u{301}",
    "ＮＡＴＯ",
    "U.S.",
    "1,000",
    "$1.5",
    "10:30",
    "9/11",
    "!",
    ".",
    ",",
    "'",
    "’s",
    "\\",
    "/",
    "<",
    ">",
    "\n",
    "\t",
    "\u{3000}",
];

/// Marsaglia's xorshift ("Xorshift RNGs", 2003): the soup of a seed is always the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides
    }

    fn of<'a>(&mut self, pieces: &[&'a str]) -> &'a str {
        pieces[self.roll(pieces.len())]
    }

    /// Mostly what a person could type, seldom what only a program does.
    fn soup(&mut self) -> String {
        let most = [4, 8, 16, 40, 40, 200, 3000][[0, 0, 1, 1, 2, 2, 3, 4, 5][self.roll(9)]];
        let most = if self.roll(2000) == 0 { 3000 } else { most };
        let glued = self.roll(5);
        // a few pieces again and again make deeper nests than all of them by turns
        let few: Vec<&str> = (0..1 + self.roll(6)).map(|_| self.of(PIECES)).collect();
        let from_few = self.roll(3);
        let mut text = String::new();
        for _ in 0..=self.roll(most) {
            let piece = if self.roll(3) < from_few { self.of(&few) } else { self.of(PIECES) };
            text.push_str(piece);
            if self.roll(5) >= glued {
                text.push(' ');
            }
        }
        if self.roll(4) == 0 {
            text = self.damaged(&text);
        }
        text
    }

    /// The text with some characters left out, doubled or changed.
    fn damaged(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match self.roll(12) {
                0 => {}
                1 => out.extend([c, c]),
                2 => out.extend(char::from_u32(self.roll(0x3000) as u32)),
                _ => out.push(c),
            }
        }
        out
    }
}

/// A second for what takes a millisecond: other processes run too.
const SLOW: Duration = Duration::from_secs(2);

fn check(text: &str) {
    let began = Instant::now();
    let reading = parse(text);
    let length = text.chars().count();
    assert!(reading.notes.iter().all(|note| note.at <= length), "{text:?}: {:?}", reading.notes);
    assert!(reading.query.words() <= MAX_CLAUSES + 1, "{text:?}");
    let printed = reading.query.to_string();
    let again = parse(&printed).query;
    assert!(again == reading.query, "{text:?}\nis read as  {printed}\nand that as {again}");
    assert!(began.elapsed() < SLOW, "{:?} for {text:?}", began.elapsed());
}

fn run(seed: u64, until: impl Fn(u64) -> bool) -> u64 {
    let mut dice = Dice(seed);
    let mut queries = 0;
    while until(queries) {
        check(&dice.soup());
        queries += 1;
    }
    queries
}

#[test]
fn soup_is_read() {
    run(0x5eed, |queries| queries < 2000);
}

#[test]
#[ignore = "takes DATELINE_FUZZ_MINUTES, an hour unless said"]
fn fuzz() {
    let minutes = std::env::var("DATELINE_FUZZ_MINUTES").ok().and_then(|text| text.parse().ok());
    let end = Instant::now() + Duration::from_secs_f64(60.0 * minutes.unwrap_or(60.0));
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let seed = now.as_nanos() as u64 | 1;
    let queries = run(seed, |_| Instant::now() < end);
    // the one line that whoever waited an hour wants to see
    #[allow(clippy::print_stderr, reason = "a report")]
    {
        eprintln!("{queries} queries, seed {seed:#x}");
    }
}

#[test]
fn what_only_a_program_types_is_read_in_time() {
    let nest = |open: &str, depth: usize| format!("{}x", open.repeat(depth));
    let texts = [
        nest("(", 100_000),
        nest("hlead(a ", 64),
        nest("hlead(a w/5 ", 64),
        nest("(a b AND c OR ", 64),
        nest("atleast2(a OR ", 64),
        nest("headline:(a ", 64),
        "NOT ".repeat(50_000),
        "+-".repeat(50_000),
        "a) ".repeat(30_000),
        "a w/5 ".repeat(10_000),
        "(a AND b) w/5 ".repeat(10_000),
        "a same ".repeat(10_000),
        "resign* ".repeat(10_000),
        "\"a b\" ".repeat(16_000),
        "a OR ".repeat(10_000),
        "headline:a source:b ".repeat(5_000),
        "hlead(a b c) ".repeat(5_000),
        "{a".repeat(50_000),
        "{".repeat(100_000),
        "\"".repeat(100_001),
        "x".repeat(100_000),
        "*a".repeat(50_000),
        ":".repeat(100_000),
        "🙂".repeat(100_000),
    ];
    for text in texts {
        let shown: String = text.chars().take(30).collect();
        let began = Instant::now();
        check(&text);
        let took = began.elapsed();
        assert!(took < Duration::from_secs(1), "{shown}… takes {took:?}");
    }
}
