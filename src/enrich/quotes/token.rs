//! The words of a paragraph outside its quotations, as the rules of
//! attribution read them.

use super::marks::Span;
use super::verb::{self, Verb};
use crate::enrich::{EntityMention, Sentence};
use std::ops::Range;

/// A word, a mark or a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A mention, by its place in the list.
    Mention(usize),
    /// A quotation of the paragraph, by its place.
    Quote(usize),
    /// `'s` behind a name.
    Possessive,
    /// A mark: comma, colon.
    Mark(char),
    /// A word.
    Word {
        /// What sort of word.
        sort: Sort,
        /// Whether it begins with a capital.
        capital: bool,
    },
}

/// What the rules know of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// A verb of saying.
    Verb(Verb),
    /// he
    He,
    /// she
    She,
    /// the, his
    Definite,
    /// a, one
    Indefinite,
    /// of, for
    Preposition,
    /// as, after: a preposition, or what begins a clause
    While,
    /// was, has, would
    Auxiliary,
    /// and, but
    And,
    /// who
    Who,
    /// to
    To,
    /// not
    Not,
    /// recently
    Adverb,
    /// Any other.
    Other,
}

/// A token and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    /// What it is.
    pub(super) token: Token,
    /// First byte.
    pub(super) start: usize,
    /// Byte after the last.
    pub(super) end: usize,
    /// Number of its sentence within the article.
    pub(super) sentence: usize,
}

impl Placed {
    /// The sort of the word, if it is one.
    pub(super) fn sort(&self) -> Option<Sort> {
        match self.token {
            Token::Word { sort, .. } => Some(sort),
            _ => None,
        }
    }

    /// Whether it is this mark.
    pub(super) fn is(&self, mark: char) -> bool {
        self.token == Token::Mark(mark)
    }
}

/// What stands outside: the body, its sentences and mentions.
pub(super) struct Source<'t> {
    pub(super) body: &'t str,
    pub(super) sentences: &'t [Sentence],
    pub(super) mentions: &'t [EntityMention],
}

/// The tokens of a paragraph; a quotation is one token.
pub(super) fn of(source: &Source<'_>, paragraph: Range<usize>, spans: &[Span]) -> Vec<Placed> {
    let mut out = Vec::new();
    let mut sentence =
        source.sentences.partition_point(|one| one.start as usize <= paragraph.start).max(1) - 1;
    let mut mention = source.mentions.partition_point(|one| (one.end as usize) <= paragraph.start);
    let mut span = 0;
    let mut at = paragraph.start;
    let mut folded = String::new();
    while at < paragraph.end {
        while source.sentences.get(sentence + 1).is_some_and(|next| next.start as usize <= at) {
            sentence += 1;
        }
        let mut put = |token, start, end| out.push(Placed { token, start, end, sentence });
        if let Some(quote) = spans.get(span)
            && at >= quote.start
        {
            put(Token::Quote(span), quote.start, quote.end);
            at = quote.end.max(at + 1);
            span += 1;
            continue;
        }
        while source.mentions.get(mention).is_some_and(|one| (one.start as usize) < at) {
            mention += 1;
        }
        if let Some(one) = source.mentions.get(mention)
            && one.start as usize == at
            && one.end as usize > at
        {
            put(Token::Mention(mention), at, one.end as usize);
            at = one.end as usize;
            continue;
        }
        let Some(letter) = source.body.get(at..).and_then(|rest| rest.chars().next()) else {
            at += 1;
            continue;
        };
        let rest = &source.body[at..paragraph.end];
        if matches!(letter, '\'' | '’') {
            if rest[letter.len_utf8()..].starts_with('s') {
                put(Token::Possessive, at, at + letter.len_utf8() + 1);
                at += letter.len_utf8() + 1;
            } else {
                let plural = matches!(out.last(), Some(Placed { token: Token::Mention(_), .. }));
                if plural {
                    out.push(Placed {
                        token: Token::Possessive,
                        start: at,
                        end: at + letter.len_utf8(),
                        sentence,
                    });
                }
                at += letter.len_utf8();
            }
            continue;
        }
        if letter.is_alphanumeric() {
            let next = source.mentions.get(mention).map_or(paragraph.end, |one| one.start as usize);
            let limit = next.max(at).min(paragraph.end);
            let mut end = at;
            for (offset, letter) in rest.char_indices() {
                if at + offset >= limit && offset > 0
                    || !(letter.is_alphanumeric() || matches!(letter, '-' | '’' | '\''))
                {
                    break;
                }
                end = at + offset + letter.len_utf8();
            }
            let word = &source.body[at..end];
            // "chairman's"
            let (word, possessive) = match word.strip_suffix("'s").or(word.strip_suffix("’s")) {
                Some(stem) => (stem, true),
                None => (word.trim_end_matches(['\'', '’', '-']), false),
            };
            folded.clear();
            folded.extend(word.chars().flat_map(char::to_lowercase));
            let capital = letter.is_uppercase();
            out.push(Placed {
                token: Token::Word { sort: sort(&folded), capital },
                start: at,
                end: at + word.len(),
                sentence,
            });
            if possessive {
                out.push(Placed {
                    token: Token::Possessive,
                    start: at + word.len(),
                    end,
                    sentence,
                });
            }
            at = end;
            continue;
        }
        if !letter.is_whitespace() {
            put(Token::Mark(letter), at, at + letter.len_utf8());
        }
        at += letter.len_utf8();
    }
    out
}

fn sort(word: &str) -> Sort {
    if let Some(verb) = verb::of(word) {
        return Sort::Verb(verb);
    }
    match word {
        "he" | "er" | "il" | "él" | "ele" => Sort::He,
        "she" | "elle" | "ella" | "ela" => Sort::She,
        "the" | "his" | "her" | "its" | "their" | "this" | "that" | "our" | "these" | "those"
        | "der" | "die" | "das" | "le" | "la" | "les" | "el" | "los" | "las" | "son" | "su" => {
            Sort::Definite
        }
        "a" | "an" | "one" | "another" | "some" | "several" | "many" | "two" | "three"
        | "other" | "others" | "ein" | "eine" | "un" | "une" | "una" | "um" | "uma" => {
            Sort::Indefinite
        }
        "of" | "for" | "in" | "on" | "at" | "by" | "with" | "from" | "about" | "against"
        | "between" | "during" | "under" | "over" | "near" | "outside" | "inside" | "among"
        | "into" | "through" | "de" | "du" | "des" | "von" | "vom" | "del" | "do" | "da"
        | "in-law" | "toward" | "towards" | "without" | "within" | "behind" | "beside"
        | "besides" => Sort::Preposition,
        "as" | "than" | "like" | "before" | "after" | "since" | "until" | "when" | "while"
        | "if" | "because" | "though" | "although" | "where" => Sort::While,
        "was" | "were" | "is" | "are" | "be" | "been" | "being" | "has" | "had" | "have"
        | "would" | "will" | "could" | "can" | "should" | "may" | "might" | "did" | "does"
        | "hat" | "wurde" | "ha" | "est" => Sort::Auxiliary,
        "a-t-il" | "a-t-elle" => Sort::Auxiliary,
        "and" | "but" | "or" | "then" | "und" | "et" | "y" => Sort::And,
        "who" | "whom" | "which" => Sort::Who,
        "to" => Sort::To,
        "not" | "never" | "no" => Sort::Not,
        "also" | "later" | "once" | "afterward" | "afterwards" | "now" | "still" | "even"
        | "simply" | "just" | "only" | "often" | "always" | "again" | "soon" | "first"
        | "herself" | "himself" | "yesterday" | "today" | "once-again" | "earlier" => Sort::Adverb,
        _ if word.len() > 4 && word.ends_with("ly") && word != "family" => Sort::Adverb,
        _ => Sort::Other,
    }
}
