//! The one list of fields.
//!
//! The weights make BM25F: Robertson, Zaragoza and Taylor, "Simple BM25
//! extension to multiple weighted fields" (CIKM 2004), show that weighting
//! fields *inside* the saturation of BM25 is the same as scoring a text in
//! which the words of a field stand as many times as its weight says. So that
//! is what is indexed: the field [`Field::Text`] holds the body once, and past
//! its end the headline as often as its weight says.
//!
//! ```text
//! position  0 ........ n-1 |  gap  ..... | gap ........
//!           body           |   headline  |   headline
//!           passages live here             counted, never shown
//! ```
//!
//! The gaps ([`COPY_GAP`]) are wider than any distance a query can ask for, so
//! that nothing is near across them. `lead:` asks for positions of the body
//! below [`LEAD_WORDS`].
//!
//! One posting list a word then gives BM25F exactly, at a third of the lists
//! that scoring three fields takes; positions below `n` are the coordinates of
//! the body; and a phrase of the headline is found by the same query.

/// How often a word of the headline counts, against once in the body.
///
/// Title weights that did best in published BM25F runs lie between 2 and 5
/// (Zaragoza et al., "Microsoft Cambridge at TREC 13", 2004, table 2, for web
/// pages); a headline is written to be found by and repeats the body's words.
pub const HEADLINE_WEIGHT: usize = 2;

/// So many words of the body are its lead (`lead:`, and the model
/// `bm25f(lead=1)`; in the index they stand once, like the rest): agencies' own guides ask for a lead
/// of 25 to 40 words, and the dateline comes before it.
pub const LEAD_WORDS: usize = 50;

/// Positions between the body and the copies after it: more than the 1,000
/// words that a query may put between two words.
pub const COPY_GAP: u32 = 1024;

/// A field of an article in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Headline and body: what bare words search.
    Text,
    /// The headline alone.
    Headline,
    /// The first words of the body: positions of the text, no field of the index.
    Lead,
    /// The author.
    Byline,
    /// The paper, agency or site.
    Outlet,
    /// The outlet's section.
    Section,
    /// The outlet's subject codes.
    Topic,
    /// The outlet's place codes.
    Place,
    /// The URL, by its words.
    Url,
    /// ISO 639-1 code of the text's language.
    Language,
    /// The article's id, whole.
    Id,
}

impl Field {
    /// All fields, in the order of the schema.
    pub const ALL: [Self; 11] = [
        Self::Text,
        Self::Headline,
        Self::Lead,
        Self::Byline,
        Self::Outlet,
        Self::Section,
        Self::Topic,
        Self::Place,
        Self::Url,
        Self::Language,
        Self::Id,
    ];

    /// The field's name in a query (`source:reuters`) and in the index.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Headline => "headline",
            Self::Lead => "lead",
            Self::Byline => "by",
            Self::Outlet => "source",
            Self::Section => "section",
            Self::Topic => "topic",
            Self::Place => "place",
            Self::Url => "url",
            Self::Language => "lang",
            Self::Id => "id",
        }
    }

    /// The field of a name that a user types; other usual names are known too.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "text" | "body" => Self::Text,
            "headline" | "title" | "hd" => Self::Headline,
            "lead" => Self::Lead,
            "by" | "byline" | "author" => Self::Byline,
            "source" | "outlet" | "publisher" => Self::Outlet,
            "section" | "category" => Self::Section,
            "topic" | "topics" | "tag" => Self::Topic,
            "place" | "places" => Self::Place,
            "url" => Self::Url,
            "lang" | "language" => Self::Language,
            "id" => Self::Id,
            _ => return None,
        })
    }

    /// Whether its words are stemmed ("resigned" finds "resigns"). Names are not.
    #[must_use]
    pub const fn is_stemmed(self) -> bool {
        matches!(self, Self::Text | Self::Headline | Self::Lead)
    }

    /// Whether its value is one term as it stands, not a text of words.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        matches!(self, Self::Language | Self::Id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_found_by_its_own_name() {
        for field in Field::ALL {
            assert_eq!(Field::from_name(field.name()), Some(field));
        }
        assert_eq!(Field::from_name("Title"), Some(Field::Headline));
        assert_eq!(Field::from_name("nothing"), None);
    }
}
