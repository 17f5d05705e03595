//! In which pieces and by which codec an article is best packed: what reading
//! one passage costs, and what the text then takes on disk.
//!
//! Pieces are cut between sentences, as the store cuts them; the dictionary of
//! the `+dict` codecs is made of other articles than those measured. The table
//! of sizes is printed once at the start.
//!
//! Made-up news compresses worse than real news: set `DATELINE_BENCH_CORPUS` to
//! a file or folder of articles to measure on those.

mod prose;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use dateline::article::Article;
use dateline::corpus::{Event, ReadOptions, find, read};
use dateline::enrich::enrich;
use prose::{Newsroom, Random};
use std::cell::RefCell;
use std::hint::black_box;
use std::io::Write;
use std::ops::Range;
use std::time::{Duration, Instant};
use zstd::bulk::{Compressor, Decompressor};

/// Articles shorter than this hold too few pieces to tell sizes apart.
const ARTICLE_BYTES: usize = 24 << 10;
/// Articles that are packed and read; as many make the dictionary.
const ARTICLES: usize = 60;
const DICTIONARY_BYTES: usize = 64 << 10;
/// LZ4 looks back no further, and the store wants it in the processor's cache.
const LZ4_DICTIONARY_BYTES: usize = 16 << 10;
/// Bytes from the first to the last of a passage, before it is cut at sentences.
const PASSAGE_BYTES: usize = 300;
const PIECE_BYTES: [usize; 6] = [1 << 10, 2 << 10, 4 << 10, 8 << 10, 16 << 10, usize::MAX];

/// How a piece is packed.
enum Codec {
    None,
    Lz4,
    Lz4Dict(Vec<u8>),
    // a context is made once and used again, as a store would
    Zstd(RefCell<(Compressor<'static>, Decompressor<'static>)>),
}

impl Codec {
    fn zstd(level: i32, dictionary: &[u8]) -> Self {
        let packer = Compressor::with_dictionary(level, dictionary).expect("it was just made");
        let unpacker = Decompressor::with_dictionary(dictionary).expect("it was just made");
        Self::Zstd(RefCell::new((packer, unpacker)))
    }

    fn pack(&self, raw: &[u8]) -> Vec<u8> {
        match self {
            Self::None => raw.to_vec(),
            Self::Lz4 => lz4_flex::block::compress(raw),
            Self::Lz4Dict(dictionary) => lz4_flex::block::compress_with_dict(raw, dictionary),
            Self::Zstd(zstd) => zstd.borrow_mut().0.compress(raw).expect("memory takes it"),
        }
    }

    fn unpack(&self, packed: &[u8], bytes: usize) -> Vec<u8> {
        match self {
            Self::None => packed.to_vec(),
            Self::Lz4 => lz4_flex::block::decompress(packed, bytes).expect("we packed it"),
            Self::Lz4Dict(dictionary) => {
                lz4_flex::block::decompress_with_dict(packed, bytes, dictionary)
                    .expect("we packed it")
            }
            Self::Zstd(zstd) => {
                zstd.borrow_mut().1.decompress(packed, bytes).expect("we packed it")
            }
        }
    }
}

fn codecs(dictionary: &[u8]) -> Vec<(&'static str, Codec)> {
    // the end of a zstd dictionary is plain text, the commonest of it last
    let plain = &dictionary[dictionary.len().saturating_sub(LZ4_DICTIONARY_BYTES)..];
    vec![
        ("none", Codec::None),
        ("lz4", Codec::Lz4),
        ("lz4+dict", Codec::Lz4Dict(plain.to_vec())),
        ("zstd-1", Codec::zstd(1, &[])),
        ("zstd-3", Codec::zstd(3, &[])),
        ("zstd-1+dict", Codec::zstd(1, dictionary)),
        ("zstd-3+dict", Codec::zstd(3, dictionary)),
    ]
}

/// An article with the places where its sentences begin.
struct Text {
    body: String,
    sentences: Vec<usize>,
}

fn texts() -> Vec<Text> {
    let bodies: Vec<String> = match std::env::var_os("DATELINE_BENCH_CORPUS") {
        Some(path) => real(path.into()),
        None => {
            let pages = Newsroom::new(5).pages(2 * ARTICLES, ARTICLE_BYTES);
            pages.into_iter().map(|page| page.body).collect()
        }
    };
    assert!(
        bodies.len() == 2 * ARTICLES,
        "the corpus has too few articles of {ARTICLE_BYTES} bytes"
    );
    let text = |body| {
        let enriched = enrich(Article { body, ..Article::default() });
        let sentences = enriched.sentences.iter().map(|sentence| sentence.start as usize).collect();
        Text { body: enriched.article.body, sentences }
    };
    bodies.into_iter().map(text).collect()
}

/// The first articles of a corpus that are long enough, cut to one length.
fn real(path: std::path::PathBuf) -> Vec<String> {
    let mut bodies = Vec::new();
    for found in find(&[path]).expect("DATELINE_BENCH_CORPUS names what can be read") {
        let Ok(found) = found else { continue };
        let mut take = |event| {
            if let Event::Article(Article { mut body, .. }) = event
                && body.len() >= ARTICLE_BYTES
            {
                let end = (0..=ARTICLE_BYTES).rev().find(|&at| body.is_char_boundary(at));
                body.truncate(end.unwrap_or(0));
                bodies.push(body);
            }
            bodies.len() < 2 * ARTICLES
        };
        read(&found, &ReadOptions::default(), &mut take).expect("the options are right");
        if bodies.len() == 2 * ARTICLES {
            break;
        }
    }
    bodies
}

/// An article in pieces.
struct Packed {
    /// Bytes of the body and what they became.
    pieces: Vec<(Range<usize>, Vec<u8>)>,
    body_bytes: usize,
    sentences: Vec<usize>,
}

impl Packed {
    fn new(text: &Text, most: usize, codec: &Codec) -> Self {
        let (mut cuts, mut start) = (Vec::new(), 0);
        for &sentence in &text.sentences {
            if sentence - start >= most {
                cuts.push(start..sentence);
                start = sentence;
            }
        }
        cuts.push(start..text.body.len());
        let pack = |cut: Range<usize>| {
            let packed = codec.pack(&text.body.as_bytes()[cut.clone()]);
            (cut, packed)
        };
        Self {
            pieces: cuts.into_iter().map(pack).collect(),
            body_bytes: text.body.len(),
            sentences: text.sentences.clone(),
        }
    }

    /// Bytes on disk, with six for each piece's place in the layout.
    fn size(&self) -> usize {
        self.pieces.iter().map(|(_, packed)| packed.len() + 6).sum()
    }

    /// The sentences around a byte, out of the pieces they lie in.
    fn passage(&self, codec: &Codec, around: usize) -> String {
        let first = self.sentences.partition_point(|&start| start <= around).saturating_sub(1);
        let start = self.sentences[first];
        let next = self.sentences.partition_point(|&other| other < start + PASSAGE_BYTES);
        let end = self.sentences.get(next).copied().unwrap_or(self.body_bytes);
        let from = self.pieces.partition_point(|(cut, _)| cut.end <= start);
        let base = self.pieces[from].0.start;
        let mut raw = Vec::new();
        for (cut, packed) in self.pieces[from..].iter().take_while(|(cut, _)| cut.start < end) {
            raw.extend_from_slice(&codec.unpack(packed, cut.len()));
        }
        let text = std::str::from_utf8(&raw[start - base..end - base]);
        text.expect("sentences begin at characters").to_owned()
    }
}

fn benches(c: &mut Criterion) {
    let texts = texts();
    let (measured, others) = texts.split_at(ARTICLES);
    // the dictionary is for pieces, so it is made of pieces
    let samples: Vec<Vec<u8>> = others
        .iter()
        .flat_map(|text| Packed::new(text, 4 << 10, &Codec::None).pieces)
        .map(|(_, piece)| piece)
        .collect();
    let dictionary =
        zstd::dict::from_samples(&samples, DICTIONARY_BYTES).expect("there are samples enough");
    let codecs = codecs(&dictionary);
    let raw: usize = measured.iter().map(|text| text.body.len()).sum();

    let mut table = format!("{:<12} {:>8} {:>7} {:>10}\n", "codec", "piece", "size", "pack MB/s");
    let mut group = c.benchmark_group("store/passage");
    group.warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    group.sample_size(30);
    let mut cases = Vec::new();
    for (name, codec) in &codecs {
        for most in PIECE_BYTES {
            let piece =
                if most == usize::MAX { "whole".to_owned() } else { format!("{}K", most >> 10) };
            let mut took = Duration::MAX;
            let mut packed = Vec::new();
            for _ in 0..3 {
                let began = Instant::now();
                packed = measured.iter().map(|text| Packed::new(text, most, codec)).collect();
                took = took.min(began.elapsed());
            }
            let rate = raw as f64 / 1e6 / took.as_secs_f64();
            let share = packed.iter().map(Packed::size).sum::<usize>() as f64 / raw as f64;
            table += &format!("{name:<12} {piece:>8} {:>6.1}% {rate:>10.0}\n", share * 100.0);
            cases.push((*name, piece, codec, packed));
        }
    }
    let _ = write!(std::io::stderr(), "{table}");
    for (name, piece, codec, packed) in &cases {
        group.bench_function(BenchmarkId::new(*name, piece), |b| {
            let mut random = Random::new(6);
            b.iter(|| {
                let article = &packed[random.below(packed.len())];
                black_box(article.passage(codec, random.below(article.body_bytes)))
            });
        });
    }
    group.finish();
}

criterion_group!(store, benches);
criterion_main!(store);
