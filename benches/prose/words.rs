//! What the made-up news is made of.

/// Words that hold sentences together, the most frequent first.
#[rustfmt::skip]
pub(super) const FUNCTION_WORDS: &[&str] = &[
    "the", "of", "to", "and", "in", "a", "that", "for", "on", "was", "with", "is", "by", "as", "at",
    "from", "it", "be", "were", "had", "has", "an", "are", "have", "but", "not", "which", "their",
    "its", "who", "been", "after", "would", "this", "they", "will", "more", "about", "when", "than",
];

/// Words that carry meaning, the most frequent first; queries are made of them.
#[rustfmt::skip]
pub(super) const CONTENT_WORDS: &[&str] = &[
    "government", "year", "minister", "police", "city", "war", "people", "bank", "company", "talks",
    "market", "president", "state", "court", "party", "election", "union", "price", "strike",
    "report", "army", "council", "peace", "budget", "border", "vote", "trade", "oil", "school",
    "workers", "railway", "hospital", "parliament", "attack", "troops", "treaty", "mayor",
    "harbour", "fire", "flood", "inquiry", "tax", "wheat", "judge", "bridge", "miners", "shares",
    "debt", "aid", "embassy", "storm", "factory", "prison", "rebels", "tariff", "refugees",
    "cabinet", "pension", "river", "ferry", "airport", "loan", "verdict", "drought", "ceasefire",
    "senate", "bishop", "telegram", "epidemic", "currency", "earthquake", "steel", "census",
    "rations", "pilots", "dam", "envoy", "vaccine", "lighthouse", "archive", "cotton", "sanctions",
    "coalition", "murder", "festival", "expedition", "satellite", "hostages", "bounties", "merger",
    "copper", "asylum", "governor", "quarantine", "reactor", "smugglers", "referendum", "whaling",
    "zeppelin", "armistice",
];

/// What the rest of the vocabulary is made of.
#[rustfmt::skip]
pub(super) const SYLLABLES: &[&str] = &[
    "ba", "ren", "to", "li", "mar", "ken", "do", "vi", "sta", "per", "no", "gal", "fi", "cor", "hu",
    "lan", "des", "ri", "mon", "ta", "wel", "sho", "bri", "can", "ter", "pu",
];

/// Endings that a stemmer knows.
#[rustfmt::skip]
pub(super) const ENDINGS: &[&str] = &[
    "", "s", "ed", "ing", "er", "tion", "al", "ly",
];

/// First names.
#[rustfmt::skip]
pub(super) const FIRST_NAMES: &[&str] = &[
    "Anna", "Karim", "Lucia", "Peter", "Ngozi", "Viktor", "Mei", "Samuel", "Ines", "Omar",
];

/// Last names.
#[rustfmt::skip]
pub(super) const LAST_NAMES: &[&str] = &[
    "Lindqvist", "Okafor", "Marchetti", "Halloran", "Petrov", "Tanaka", "Duval", "Castellan",
    "Rahimi", "Novak", "Brandt", "Sefton",
];

/// Places of datelines.
#[rustfmt::skip]
pub(super) const PLACES: &[&str] = &[
    "KABUL", "PORT ELLEN", "GENEVA", "LAGOS", "NEW YORK", "MANILA",
];

/// Outlets, as `source:` finds them.
#[rustfmt::skip]
pub(super) const OUTLETS: &[&str] = &[
    "Harbour Gazette", "Transit Wire", "Meridian Post",
];

/// Sections.
#[rustfmt::skip]
pub(super) const SECTIONS: &[&str] = &[
    "World", "Business", "City", "Science",
];

/// Months as datelines have them.
#[rustfmt::skip]
pub(super) const MONTHS: &[&str] = &[
    "Jan.", "Feb.", "March", "April", "May", "June", "Nov.", "Dec.",
];

/// The same as numbers.
#[rustfmt::skip]
pub(super) const MONTH_NUMBERS: &[u32] = &[
    1, 2, 3, 4, 5, 6, 11, 12,
];

/// Days of the week.
#[rustfmt::skip]
pub(super) const WEEKDAYS: &[&str] = &[
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
];
