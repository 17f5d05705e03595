//! Names and quotations as annotations: what `who:` and `said:` find.

use crate::enrich::{Annotation, Enriched, Entity, EntityMention};
use crate::schema::{QUOTE_KIND, block_of_key, name_key, name_term, other_name_term, speaker_term};
use rustc_hash::FxHashSet;

/// The key of each entity of an article, by its number.
pub(super) fn keys(enriched: &Enriched) -> Vec<String> {
    let key = |entity: &Entity| name_key(entity.kind.name(), &entity.name);
    enriched.entities.iter().map(key).collect()
}

/// The annotations of the names and the quotations of a body.
pub(super) fn in_body(enriched: &Enriched, keys: &[String]) -> Vec<Annotation> {
    let body = enriched.article.body.as_str();
    let mut out = names(enriched, body, &enriched.names, keys);
    for quote in &enriched.quotes {
        let speaker = quote.speaker.map(|speaker| speaker as usize);
        let speaker = speaker.and_then(|at| enriched.entities.get(at).zip(keys.get(at)));
        let terms = speaker.filter(|(_, key)| !key.is_empty());
        let terms = terms.map(|(entity, key)| speaker_term(entity.kind.name(), key));
        out.push(Annotation {
            start: quote.start,
            end: quote.end,
            kind: QUOTE_KIND,
            terms: terms.into_iter().collect(),
        });
    }
    out
}

/// Those of the names of a headline.
pub(super) fn in_headline(enriched: &Enriched, keys: &[String]) -> Vec<Annotation> {
    names(enriched, &enriched.article.headline, &enriched.headline_names, keys)
}

fn names(
    enriched: &Enriched,
    text: &str,
    mentions: &[EntityMention],
    keys: &[String],
) -> Vec<Annotation> {
    let mut out = Vec::with_capacity(mentions.len());
    // what an entity is also called is told once
    let mut told: FxHashSet<(u32, String)> = FxHashSet::default();
    for mention in mentions {
        let kind = mention.kind.name();
        let number = mention.entity as usize;
        let mut terms = Vec::with_capacity(1);
        if let (Some(entity), Some(key)) = (enriched.entities.get(number), keys.get(number))
            && !key.is_empty()
        {
            terms.push(name_term(kind, key, &entity.name));
            let written = text.get(mention.start as usize..mention.end as usize).unwrap_or("");
            let called = name_key(kind, written);
            if !called.is_empty() && block_of_key(&called) != block_of_key(key) {
                let term = other_name_term(kind, &called, key);
                if told.insert((mention.entity, called)) {
                    terms.push(term);
                }
            }
        }
        out.push(Annotation { start: mention.start, end: mention.end, kind, terms });
    }
    out
}

/// Kind and key of each entity of an article, those of the headline too, each once, sorted.
pub(super) fn entities(enriched: &Enriched, keys: &[String]) -> Vec<String> {
    let named = enriched.entities.iter().zip(keys).filter(|(_, key)| !key.is_empty());
    let mut out: Vec<String> =
        named.map(|(entity, key)| format!("{}:{key}", entity.kind.name())).collect();
    out.sort_unstable();
    out.dedup();
    out
}
