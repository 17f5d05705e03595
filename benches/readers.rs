//! How fast each format is read: bytes of files a second, from the walk to the
//! finished article, sniffing and character set included.
//!
//! `txt`, `markdown` and `html` are a file an article; the others hold all
//! articles in one file. `pages/*` are scanned pages of 24 KB.

mod prose;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline::corpus::{Event, ReadOptions, find, read};
use prose::formats::LAYOUTS;
use prose::{Newsroom, Story};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Reads all of a folder and counts its articles.
fn articles(folder: &Path) -> usize {
    let mut count = 0;
    for found in find(&[folder.to_owned()]).expect("the folder is there") {
        let found = found.expect("the folder can be listed");
        read(&found, &ReadOptions::default(), &mut |event| {
            match event {
                Event::Article(article) => {
                    black_box(article);
                    count += 1;
                }
                Event::Rejected(rejected) => panic!("rejected: {rejected:?}"),
                Event::Progress(_) => {}
            }
            true
        })
        .expect("the options are right");
    }
    count
}

fn bytes_in(folder: &Path) -> u64 {
    let files = std::fs::read_dir(folder).expect("the folder is there");
    files.map(|file| file.and_then(|file| file.metadata()).expect("it can be listed").len()).sum()
}

fn lay_down(at: &Path, name: &str, layout: fn(&Path, &[Story]), stories: &[Story]) -> PathBuf {
    let folder = at.join(name.replace('/', "-"));
    std::fs::create_dir(&folder).expect("the temporary folder takes folders");
    layout(&folder, stories);
    // a reader that drops or splits articles would be timed at something else
    assert_eq!(articles(&folder), stories.len(), "{name}");
    folder
}

fn benches(c: &mut Criterion) {
    let at = tempfile::tempdir().expect("there is a temporary folder");
    let mut newsroom = Newsroom::new(1);
    let stories = newsroom.stories(600, 3 << 10);
    let pages = newsroom.pages(75, 24 << 10);
    let of_stories = LAYOUTS.iter().map(|&(name, layout)| (name.to_owned(), layout, &stories));
    let scanned = LAYOUTS.iter().filter(|(name, _)| matches!(*name, "txt" | "jsonl"));
    let of_pages = scanned.map(|&(name, layout)| (format!("pages/{name}"), layout, &pages));

    let mut group = c.benchmark_group("readers");
    group.sample_size(20).measurement_time(Duration::from_secs(3));
    for (name, layout, stories) in of_stories.chain(of_pages) {
        let folder = lay_down(at.path(), &name, layout, stories);
        group.throughput(Throughput::Bytes(bytes_in(&folder)));
        group.bench_function(name, |b| b.iter(|| articles(&folder)));
    }
    group.finish();
}

criterion_group!(readers, benches);
criterion_main!(readers);
