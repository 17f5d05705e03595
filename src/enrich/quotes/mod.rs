//! Direct quotations and who said them.
//!
//! ```text
//! body ─ marks ─ token ─ attribution ─ Quote
//!        where    words   subject, roles, people: who
//! ```
//!
//! Read are the paragraphs that have quotation marks. A quotation gets its
//! speaker from the clause behind it ("…," Lodewick said), from the one before
//! it (Lodewick said: "…"), or from its neighbour (… he said. "…"). Where a
//! speaker is meant whom the text does not name (a spokesman), the quotation has
//! none. Marks that nobody's saying goes with (titles, scare quotes) are no
//! quotations.
//!
//! Every look is bounded, so the time is linear in the text, whatever its marks.

mod attribution;
mod behind;
mod clauses;
mod marks;
mod people;
mod roles;
mod subject;
mod token;
mod verb;

use super::entities::Entity;
use super::{EntityMention, Sentence};
use attribution::Who;
use clauses::Clauses;
use marks::Span;
use people::People;
use roles::Roles;
use std::ops::Range;
use token::Source;

/// A direct quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// First byte of the body: the one of the opening mark.
    pub start: u32,
    /// Byte after the closing mark. A quotation that goes on in the next
    /// paragraph ends with the text of its own.
    pub end: u32,
    /// Number of the entity that said it; `None` where the text does not name
    /// who did.
    pub speaker: Option<u32>,
}

/// A quotation on its way.
struct Draft {
    span: Span,
    paragraph: usize,
    who: Option<Who>,
}

/// The quotations of a body, in order, without overlap.
///
/// `mentions` are those of the body with the entities that
/// [`merge_mentions`](super::merge_mentions) gave them; `sentences` as
/// [`sentences`](super::sentences) finds them.
///
/// ```
/// use dateline::enrich::{EntityKind, EntityMention, merge_mentions, quotations, sentences};
///
/// let body = "“It went to an empty desk,” Thomas Lodewick said.";
/// let start = body.find("Thomas").unwrap() as u32;
/// let person = EntityMention { start, end: start + 15, kind: EntityKind::Person, entity: 0 };
/// let mut mentions = [person];
/// let entities = merge_mentions("", body, &mut [], &mut mentions);
/// let quotes = quotations(body, &sentences(body), &mentions, &entities);
/// assert_eq!(quotes[0].speaker, Some(0));
/// assert_eq!(&body[quotes[0].start as usize..quotes[0].end as usize], "“It went to an empty desk,”");
/// ```
#[must_use]
pub fn quotations(
    body: &str,
    sentences: &[Sentence],
    mentions: &[EntityMention],
    entities: &[Entity],
) -> Vec<Quote> {
    let with_single = !marks::has_double(body);
    if with_single && !body.contains('‘') {
        return Vec::new();
    }
    let paragraphs = paragraphs(body, sentences);
    let mut drafts: Vec<Draft> = Vec::new();
    let mut spans = Vec::new();
    for (nth, paragraph) in paragraphs.iter().enumerate() {
        let next_opens =
            paragraphs.get(nth + 1).is_some_and(|next| marks::opens(&body[next.clone()]));
        marks::of(body, paragraph.clone(), next_opens, with_single, &mut spans);
        drafts.extend(spans.drain(..).map(|span| Draft { span, paragraph: nth, who: None }));
    }
    if drafts.is_empty() {
        return Vec::new();
    }
    let source = Source { body, sentences, mentions };
    let roles = Roles::new(&source, entities);
    let mut people = People::new(&source, entities, &drafts_spans(&drafts));
    let mut at = 0;
    while at < drafts.len() {
        let paragraph = drafts[at].paragraph;
        let until = at + drafts[at..].iter().take_while(|one| one.paragraph == paragraph).count();
        attribute(&source, &paragraphs, &roles, &mut people, &mut drafts, at..until);
        at = until;
    }
    // a quotation over several paragraphs has one speaker
    for at in (1..drafts.len()).rev() {
        if drafts[at - 1].span.goes_on && drafts[at - 1].who.is_none() {
            drafts[at - 1].who = drafts[at].who;
        }
    }
    drafts
        .iter()
        .filter_map(|draft| {
            Some(Quote {
                start: u32::try_from(draft.span.start).ok()?,
                end: u32::try_from(draft.span.end).ok()?,
                speaker: draft.who?.entity(),
            })
        })
        .collect()
}

fn drafts_spans(drafts: &[Draft]) -> Vec<Range<usize>> {
    drafts.iter().map(|draft| draft.span.start..draft.span.end).collect()
}

/// Bytes of the paragraphs.
fn paragraphs(body: &str, sentences: &[Sentence]) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = sentences
        .iter()
        .filter(|one| one.opens_paragraph)
        .map(|one| one.start as usize)
        .filter(|start| body.is_char_boundary(*start))
        .collect();
    if starts.first() != Some(&0) {
        starts.insert(0, 0);
    }
    let ends = starts.iter().skip(1).copied().chain([body.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// Finds the speakers of the quotations of one paragraph.
fn attribute(
    source: &Source<'_>,
    paragraphs: &[Range<usize>],
    roles: &Roles,
    people: &mut People<'_>,
    drafts: &mut [Draft],
    these: Range<usize>,
) {
    let paragraph = drafts[these.start].paragraph;
    let spans: Vec<Span> = drafts[these.clone()].iter().map(|draft| draft.span).collect();
    let tokens = token::of(source, paragraphs[paragraph].clone(), &spans);
    let clauses = Clauses { source, tokens: &tokens };
    let places = attribution::places(&tokens, spans.len());
    let mut found: Vec<Option<Who>> = Vec::with_capacity(spans.len());
    for (nth, span) in spans.iter().enumerate() {
        let before = nth.checked_sub(1).and_then(|last| found[last]);
        let who = attribution::direct(&clauses, places[nth], span, roles, people)
            .or_else(|| attribution::from_before(&clauses, places[nth], span, before, people))
            .or_else(|| attribution::from_telling(&clauses, places[nth], span, roles, people));
        if let Some(Who::Entity(entity)) = who {
            people.spoke(span.end, entity);
        }
        found.push(who);
    }
    // what opens a paragraph is told of by what follows in it
    for nth in (0..found.len().saturating_sub(1)).rev() {
        if found[nth].is_none()
            && attribution::is_utterance(source.body, &spans[nth])
            && attribution::begins_sentence(&clauses, places[nth])
            && attribution::nobody_between(&clauses, places[nth], places[nth + 1])
        {
            found[nth] = found[nth + 1];
        }
    }
    // a paragraph that opens with a quotation goes on with the speaker before it
    if let Some(None) = found.first()
        && these.start > 0
    {
        let last = &drafts[these.start - 1];
        let next_to = last.paragraph + 1 == paragraph;
        let opens = places[0] == Some(0);
        if next_to
            && opens
            && (last.span.goes_on || attribution::is_utterance(source.body, &spans[0]))
        {
            found[0] = last.who;
        }
    }
    if let Some(None) = found.first()
        && places[0] == Some(0)
        && paragraph > 0
    {
        let above = &paragraphs[paragraph - 1];
        if source.body[above.clone()].trim_end().ends_with(':') {
            found[0] = attribution::of_colon(source, above.clone(), roles, people);
        }
    }
    for nth in 1..found.len() {
        if found[nth].is_none()
            && attribution::is_utterance(source.body, &spans[nth])
            && found[nth - 1].is_some()
            && places[nth] == places[nth - 1].map(|at| at + 1)
        {
            found[nth] = found[nth - 1];
        }
    }
    for (draft, who) in drafts[these].iter_mut().zip(found) {
        if let Some(Who::Entity(entity)) = who {
            people.spoke(draft.span.end, entity);
        }
        draft.who = who;
    }
}

#[cfg(test)]
mod tests;
