//! Words that open sentences and are seldom part of a name: after an
//! abbreviation or an initial that could end its sentence, they say it did.
//!
//! "in the U.S. The Senate" has two sentences, "the U.S. Senate" has none to
//! end. Left out, for being names too: May, Will, New, De, La, Van, Los.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// The longest of them, in bytes.
const LONGEST: usize = 13;

const WORDS: &str = "a about above according across additionally after afterwards again against \
    all along also although always among an and another any anyone are as asked at authorities \
    because before behind below besides between both but by can critics currently despite did do \
    does during each earlier either elsewhere even eventually every everyone everything experts \
    few finally first following for former fortunately from further furthermore given had has \
    have he hence her here hers his how however i if in indeed initially instead is it its itself \
    last lastly later lawmakers let many maybe meanwhile more moreover most much my nearly neither \
    never nevertheless next no nobody none nonetheless nor not nothing now nowadays observers \
    obviously of officials often on once one only opponents or other others otherwise our over \
    overall perhaps police previously prosecutors rather recently reporters rescuers residents \
    scientists several she should similarly since so some someone something sometimes soon still \
    such supporters that the their them then there thereafter therefore these they this those \
    though three through throughout thus to today together tomorrow tonight too troops two \
    unfortunately unless unlike until upon usually was we were what whatever when whenever where \
    whereas whether which while who whose why with within without witnesses would yes yesterday \
    yet you your \
    der die das ein eine er sie es wir ich und aber im am auf bei mit nach von zu für doch dabei \
    damit dass wenn als auch nur noch schon jetzt heute dort dann denn da diese dieser dieses man \
    il elle ils elles nous vous mais et dans cette selon pour une ce ces cet c'est les des en sur \
    pero según una y sin";

static SET: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| WORDS.split_whitespace().collect());

/// Whether `word` (letters, in any case) opens sentences.
pub(super) fn opens_sentences(word: &str) -> bool {
    let bytes = word.as_bytes();
    if bytes.len() > LONGEST {
        return false;
    }
    let mut small = [0; LONGEST];
    let small = &mut small[..bytes.len()];
    small.copy_from_slice(bytes);
    small.make_ascii_lowercase();
    std::str::from_utf8(small).is_ok_and(|w| SET.contains(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_in_reach() {
        for word in WORDS.split_whitespace() {
            assert!(opens_sentences(word), "{word} is longer than {LONGEST} bytes");
        }
        assert!(opens_sentences("The") && opens_sentences("THE"));
        assert!(!opens_sentences("Senate"));
    }
}
