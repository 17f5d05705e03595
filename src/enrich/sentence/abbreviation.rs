//! Abbreviations, by what may follow their full stop within the sentence.
//!
//! Written as they usually are: one with a capital here counts only with a
//! capital in the text, so that "the critical mass." ends a sentence and
//! "Mass." does not; one in small letters counts either way.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// What a full stop after an abbreviation means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name or a clause follows: it never ends a sentence.
    Never,
    /// It may end a sentence; it does if a word follows that opens sentences.
    Either,
    /// A number follows, or else it is no abbreviation.
    BeforeNumber,
    /// A time of day: a day or a time zone may follow.
    Clock,
}

/// The longest abbreviation, in bytes.
const LONGEST: usize = 8;

/// Titles and ranks, and what stands before a clause.
const NEVER: &str = "mr mrs Ms Mx Messrs Mme Mmes Mlle Mgr Dr Drs Prof Rev Hon Gen Maj Col Lt Sgt \
    Capt Cpl Pvt Pfc Adm Cmdr Cdr Comdr Brig Sen Sens Rep Reps Gov Govs Pres Supt Insp Det Atty \
    Amb Msgr Fr Hr Frau Frl Sra Srta Sres Dña Sig Dott Ing Dipl Ft Mt Mts Ste vs viz eg ie \
    bzw bspw sog vgl resp ggf evtl inkl zzgl geb gest";

/// Companies, places, months and all that may end a sentence too.
const EITHER: &str = "inc corp Co Cos ltd Bros Assn Assoc dept Univ Intl Int'l Nat'l Gov't Govt Mfg \
    jr sr Esq etc al St Ave Blvd Rd Hwy Pkwy Sq Bldg Dist Twp \
    Ala Ariz Ark Calif Cal Colo Conn Del Fla Ga Ill Ind Ia Kan Kans Ky La Md Mass Mich Minn Miss Mo \
    Mont Neb Nev Okla Ore Pa Penn Tenn Tex Va Vt Wash Wis Wyo Ont Que Sask Alta \
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Dez Okt janv févr avr juil déc \
    Geo Chas Wm Jos Thos Jas Robt Edw Benj Alex Saml \
    usw usf dgl Mio Mrd Str dt Abt Jh Jhd Chr \
    approx lb lbs oz hrs mins mph Ph ул им тыс млн млрд руб др пр стр ред";

/// What counts or cites; and days of the week, which dates begin with.
const BEFORE_NUMBER: &str = "no nos nr núm pp pg pgs vol vols fig figs art arts ch chap chs sec \
    secs par para pt pts ed eds ex ext tel ca cf circa bk cl cols op ver vv lot bd abs kap ziff hl \
    av cap tít Mon Tue Tues Wed Weds Thu Thur Thurs Fri Sat Sun";

static KINDS: LazyLock<FxHashMap<String, (Kind, bool)>> = LazyLock::new(|| {
    let lists = [(NEVER, Kind::Never), (EITHER, Kind::Either), (BEFORE_NUMBER, Kind::BeforeNumber)];
    let mut kinds = FxHashMap::default();
    for (words, kind) in lists {
        for word in words.split_whitespace() {
            let needs_capital = word.starts_with(char::is_uppercase);
            kinds.insert(word.to_lowercase(), (kind, needs_capital));
        }
    }
    kinds
});

/// What `word`, without its full stop, is short for; `None` if for nothing.
pub(super) fn kind(word: &str) -> Option<Kind> {
    let bytes = word.as_bytes();
    if bytes.is_empty() || bytes.len() > LONGEST {
        return None;
    }
    let mut small = [0; LONGEST];
    let small = &mut small[..bytes.len()];
    small.copy_from_slice(bytes);
    small.make_ascii_lowercase();
    let small = std::str::from_utf8(small).ok()?;
    let &(kind, needs_capital) = KINDS.get(small)?;
    let has_capital = !bytes[0].is_ascii_lowercase();
    (has_capital || !needs_capital).then_some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_listed_once_and_found() {
        let words: Vec<&str> =
            [NEVER, EITHER, BEFORE_NUMBER].iter().flat_map(|l| l.split_whitespace()).collect();
        assert_eq!(KINDS.len(), words.len(), "a word is in two lists or in one twice");
        for word in words {
            assert!(kind(word).is_some(), "{word} is longer than {LONGEST} bytes");
        }
    }

    #[test]
    fn a_capital_can_be_required() {
        assert_eq!(kind("Mass"), Some(Kind::Either));
        assert_eq!(kind("MASS"), Some(Kind::Either));
        assert_eq!(kind("mass"), None);
        assert_eq!(kind("Etc"), Some(Kind::Either));
        assert_eq!(kind("government"), None);
    }
}
