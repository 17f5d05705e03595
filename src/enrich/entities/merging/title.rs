//! Titles before a name ("Maj. Gen.", "Mrs.", "Dame"), and what they say of
//! who bears it.

use super::fold::{Key, Keys, fold};
use super::gender::Gender;

/// The titles that stand before one mention.
#[derive(Clone, Copy, Default)]
pub(super) struct Title {
    /// What they say of the gender.
    pub(super) gender: Gender,
    /// The nearest one that is more than Mr. or Ms.
    pub(super) rank: Option<Key>,
    /// Whether it is that of a wife or widow.
    pub(super) married: bool,
    /// Whether it is one that stands before surnames only.
    pub(super) formal: bool,
}

impl Title {
    /// Adds a title that stands farther left, or was tagged with the name.
    pub(super) fn add(&mut self, rank: Rank, word: &str, keys: &mut Keys) {
        if self.gender == Gender::Unknown {
            self.gender = rank.gender;
        }
        match rank.sort {
            Sort::Courtesy => self.formal = true,
            Sort::Wife => {
                self.formal = true;
                self.married = true;
            }
            Sort::Office => {
                let mut folded = String::new();
                fold(word, &mut folded);
                self.rank = self.rank.or(Some(keys.folded_key(full(&folded))));
            }
        }
    }
}

/// A title written out, so that "Capt." and "Captain" are one.
fn full(folded: &str) -> &str {
    match folded {
        "dr" => "doctor",
        "prof" => "professor",
        "gen" => "general",
        "col" => "colonel",
        "maj" => "major",
        "lt" | "lieut" => "lieutenant",
        "capt" => "captain",
        "sgt" => "sergeant",
        "cpl" => "corporal",
        "brig" => "brigadier",
        "adm" => "admiral",
        "cmdr" | "comdr" => "commander",
        "det" => "detective",
        "supt" => "superintendent",
        "sen" => "senator",
        "rep" => "representative",
        "gov" => "governor",
        "rev" => "reverend",
        "sheik" => "sheikh",
        "cllr" | "councilor" => "councillor",
        _ => folded,
    }
}

/// What a title says.
#[derive(Clone, Copy)]
pub(super) struct Rank {
    gender: Gender,
    sort: Sort,
}

#[derive(Clone, Copy)]
enum Sort {
    Courtesy,
    Wife,
    Office,
}

/// The titles within the three words that end `text`.
pub(super) fn before(text: &str, keys: &mut Keys) -> Title {
    let mut title = Title::default();
    let mut rest = text;
    for _ in 0..3 {
        let trimmed = rest.trim_end_matches(' ');
        if trimmed.len() == rest.len() {
            break;
        }
        let start = trimmed
            .rfind([' ', '\n', '\t', '(', '“', '"', '‘'])
            .map_or(0, |at| at + trimmed[at..].chars().next().map_or(1, char::len_utf8));
        let word = &trimmed[start..];
        let Some(rank) = of(word) else { break };
        title.add(rank, word, keys);
        rest = &trimmed[..start];
    }
    title
}

/// Whether `text` ends with a title that only people bear.
pub(super) fn is_courtesy_before(text: &str) -> bool {
    let Some(text) = text.strip_suffix(' ') else { return false };
    ["Mr.", "Mrs.", "Ms.", "Dr.", "Mr", "Mrs", "Ms", "Sir", "Dame", "Herr", "Frau"].iter().any(
        |title| text.strip_suffix(title).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric)),
    )
}

/// What `word` says as a title; `None` where it is none.
pub(super) fn of(word: &str) -> Option<Rank> {
    // the longest is "congresswoman"
    if word.len() > 16 || !word.starts_with(char::is_alphabetic) {
        return None;
    }
    let mut folded = String::with_capacity(word.len());
    fold(word, &mut folded);
    let rank = |gender, sort| Some(Rank { gender, sort });
    match folded.as_str() {
        "mr" | "messrs" | "herr" | "senor" | "monsieur" | "signor" => {
            rank(Gender::Male, Sort::Courtesy)
        }
        "mrs" | "frau" | "senora" | "madame" | "mme" | "signora" => {
            rank(Gender::Female, Sort::Wife)
        }
        "ms" | "miss" | "mlle" | "senorita" => rank(Gender::Female, Sort::Courtesy),
        "sir" | "king" | "prince" | "pope" | "father" | "brother" | "lord" | "duke" | "emperor"
        | "congressman" | "councilman" | "alderman" | "assemblyman" | "imam" | "pandit"
        | "actor" | "uncle" | "baron" | "count" | "master" | "don" | "datuk" | "mullah"
        | "ayatollah" | "archbishop" | "cardinal" => rank(Gender::Male, Sort::Office),
        "dame" | "queen" | "princess" | "sister" | "lady" | "duchess" | "empress"
        | "congresswoman" | "councilwoman" | "assemblywoman" | "actress" | "aunt" | "baroness"
        | "countess" | "begum" | "doña" | "dona" | "spokeswoman" => {
            rank(Gender::Female, Sort::Office)
        }
        "dr" | "doctor" | "prof" | "professor" | "gen" | "general" | "col" | "colonel" | "maj"
        | "major" | "lt" | "lieut" | "lieutenant" | "capt" | "captain" | "sgt" | "sergeant"
        | "cpl" | "corporal" | "pvt" | "private" | "brig" | "brigadier" | "adm" | "admiral"
        | "commander" | "cmdr" | "comdr" | "commodore" | "marshal" | "sheriff" | "chief"
        | "officer" | "det" | "detective" | "inspector" | "supt" | "superintendent"
        | "constable" | "president" | "premier" | "chancellor" | "minister" | "secretary"
        | "ambassador" | "senator" | "sen" | "representative" | "rep" | "deputy" | "gov"
        | "governor" | "mayor" | "judge" | "justice" | "rev" | "reverend" | "bishop" | "sheikh"
        | "sheik" | "emir" | "sultan" | "rabbi" | "hon" | "commissioner" | "cllr"
        | "councillor" | "councilor" | "coach" | "chairman" | "director" | "ratu" | "tun"
        | "tan" | "dato" | "hajji" | "haji" | "boss" | "comrade" | "chairwoman" | "speaker"
        | "attorney" => rank(Gender::Unknown, Sort::Office),
        _ => None,
    }
}
