//! Which mentions of places are one: the same name, another name of the same
//! place (`place_names.tsv`), its acronym. Two towns of one name are told apart
//! by what follows them ("Newport, R.I.", "Newport, Wales").

use super::acronym;
use super::clusters::Clusters;
use super::fold::{Key, Keys, fold};
use super::site::Site;
use crate::enrich::EntityKind;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The names of `place_names.tsv`, each with the name to show.
struct Names {
    as_written: FxHashMap<&'static str, &'static str>,
    /// Folded, one space between words.
    folded: FxHashMap<String, &'static str>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names { as_written: FxHashMap::default(), folded: FxHashMap::default() };
    for line in include_str!("place_names.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let Some(shown) = cells.next() else { continue };
        for name in std::iter::once(shown).chain(cells) {
            names.as_written.entry(name).or_insert(shown);
            let folded = folded(name);
            // "La." and "L.A." are told apart by nothing but how they are written
            if folded.len() > SHORT {
                names.folded.entry(folded).or_insert(shown);
            }
        }
    }
    names
});

/// Names of so many letters are known only as they are written.
const SHORT: usize = 3;

/// The longest name of the list has 53 bytes.
const LONGEST: usize = 64;

/// The name to show for a place that has several.
pub(super) fn shown(surface: &str) -> Option<&'static str> {
    if surface.len() > LONGEST {
        return None;
    }
    let names = &*NAMES;
    names.as_written.get(surface).or_else(|| names.folded.get(&folded(surface))).copied()
}

fn folded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in name.split(|c: char| c.is_whitespace() || c == ',' || c == '/') {
        let before = out.len();
        if before > 0 {
            out.push(' ');
        }
        let with_space = out.len();
        fold(word, &mut out);
        if out.len() == with_space {
            out.truncate(before);
        }
    }
    out
}

/// The towns of one name.
#[derive(Default)]
struct Towns {
    /// What each lies in, if that was said, and its cluster.
    by_region: Vec<(Option<Vec<Key>>, u32)>,
    latest: usize,
}

/// How many towns of one name are told apart.
const MOST: usize = 16;

/// Sets the clusters of the mentions of places.
pub(super) fn merge(sites: &[Site<'_>], keys: &mut Keys, clusters: &mut Clusters) {
    let mut towns: FxHashMap<Vec<Key>, Towns> = FxHashMap::default();
    let mut by_letters: FxHashMap<String, u32> = FxHashMap::default();
    let mut letters = Vec::new();
    for (at, site) in sites.iter().enumerate().filter(|(_, site)| site.kind == EntityKind::Place) {
        let surface = site.surface();
        let words = normal(site, keys);
        let region = region(sites, at, keys);
        let town = towns.entry(words).or_default();
        let found = match &region {
            None => (!town.by_region.is_empty()).then_some(town.latest),
            Some(_) => town
                .by_region
                .iter()
                .position(|(known, _)| *known == region)
                .or_else(|| town.by_region.iter().position(|(known, _)| known.is_none())),
        };
        let number = found.unwrap_or_else(|| {
            if town.by_region.len() < MOST {
                town.by_region.push((None, clusters.add()));
            }
            town.by_region.len() - 1
        });
        town.latest = number;
        let (known, cluster) = &mut town.by_region[number];
        if known.is_none() {
            *known = region;
        }
        clusters.set(at, *cluster);
        for name in acronym::of_name(surface) {
            by_letters.entry(name).or_insert(*cluster);
        }
        if let Some(short) = acronym::letters_of(surface) {
            letters.push((short, *cluster));
        }
    }
    for at in 1..sites.len() {
        let both = [&sites[at - 1], &sites[at]];
        if both.iter().all(|site| site.kind == EntityKind::Place)
            && acronym::explains(both[0], both[1])
        {
            let (one, two) = (clusters.of(at - 1), clusters.of(at));
            clusters.join(one, two);
        }
    }
    for (short, cluster) in letters {
        if short.len() > 2
            && let Some(long) = by_letters.get(&short)
        {
            clusters.join(*long, cluster);
        }
    }
    join_short_forms(&towns, keys, clusters);
}

/// The words by which a place is known.
fn normal(site: &Site<'_>, keys: &mut Keys) -> Vec<Key> {
    if let Some(shown) = shown(site.surface()) {
        return vec![keys.folded_key(shown)];
    }
    let mut words = site.words.clone();
    for word in &mut words {
        let full = match keys.word(*word) {
            "st" | "ste" => "saint",
            "mt" => "mount",
            "ft" => "fort",
            _ => continue,
        };
        *word = keys.folded_key(full);
    }
    let text = |at: usize| words.get(at).map_or("", |word| keys.word(*word));
    let of = match (text(0), text(1), text(2)) {
        ("republic" | "kingdom" | "state" | "city" | "commonwealth" | "province", "of", "the") => 3,
        ("republic" | "kingdom" | "state" | "city" | "commonwealth" | "province", "of", _) => 2,
        _ => 0,
    };
    if words.len() > of {
        words.drain(..of);
    }
    words
}

/// The place that follows after a comma, as in "Paris, Texas".
fn region(sites: &[Site<'_>], at: usize, keys: &mut Keys) -> Option<Vec<Key>> {
    let (site, next) = (&sites[at], sites.get(at + 1)?);
    if next.kind != EntityKind::Place || next.in_headline != site.in_headline {
        return None;
    }
    if site.text.get(site.end..next.start)? != ", " {
        return None;
    }
    // "in Paris, Berlin and Rome" names no region
    let after = next.after();
    if after.starts_with(" and ") || after.starts_with(" or ") {
        return None;
    }
    if after.starts_with(", ")
        && sites.get(at + 2).is_some_and(|third| {
            third.kind == EntityKind::Place
                && third.in_headline == next.in_headline
                && third.start == next.end + 2
        })
    {
        return None;
    }
    Some(normal(next, keys))
}

/// "the Hudson" of the Hudson River, "Bagram" of Bagram Air Base: the name
/// without the word that says what it is.
fn join_short_forms(towns: &FxHashMap<Vec<Key>, Towns>, keys: &Keys, clusters: &mut Clusters) {
    let mut longer: Vec<(&Vec<Key>, u32)> = towns
        .iter()
        .filter(|(words, town)| words.len() > 1 && town.by_region.len() == 1)
        .map(|(words, town)| (words, town.by_region[0].1))
        .collect();
    // the first named wins; clusters are numbered in the order of the text
    longer.sort_by_key(|(_, cluster)| *cluster);
    let mut taken: FxHashMap<&[Key], u32> = FxHashMap::default();
    for (words, cluster) in longer {
        let kind_words =
            words.iter().rev().take_while(|word| is_feature(keys.word(**word))).count();
        let stem = if kind_words > 0 && kind_words < words.len() {
            &words[..words.len() - kind_words]
        } else if keys.word(words[0]) == "river" || keys.word(words[0]) == "mount" {
            &words[1..]
        } else {
            continue;
        };
        if let Some(town) = towns.get(stem)
            && town.by_region.len() == 1
            && !taken.contains_key(stem)
        {
            taken.insert(stem, cluster);
            clusters.join(cluster, town.by_region[0].1);
        }
    }
}

fn is_feature(word: &str) -> bool {
    matches!(
        word,
        "river"
            | "desert"
            | "mountains"
            | "islands"
            | "island"
            | "air"
            | "base"
            | "airfield"
            | "prison"
            | "valley"
            | "peninsula"
            | "strait"
            | "canal"
            | "dam"
            | "stadium"
            | "peak"
            | "glacier"
            | "falls"
    )
}
