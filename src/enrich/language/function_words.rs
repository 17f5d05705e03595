//! The commonest words of languages in Latin letters.
//!
//! Every window's words are looked up; each hit is a vote for every language
//! that has the word. Running text of any language has a quarter to a half of
//! its words among its commonest, another language's text has few of them.
//! Words of one letter are left out: bad OCR is full of them.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// The longest of the words, in bytes.
const LONGEST: usize = 10;

/// A language and its commonest words.
const LANGUAGES: &[(&str, &str)] = &[
    (
        "en",
        "the of and to in is that for was on with as it be by at his from are have an this \
         had not they were which but he or their been will has who would said its one all \
         more",
    ),
    (
        "fr",
        "de la le et les des en un du une que est pour qui dans par plus pas au sur ne se \
         ce il sont aux avec ont son cette mais ou été nous vous leur sa ses était comme je \
         elle",
    ),
    (
        "de",
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als \
         auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie \
         einem über daß so zum war haben nur oder aber vor zur bis",
    ),
    (
        "nl",
        "de van het een en in is dat op te zijn met voor niet aan die er om ook als bij \
         door maar uit nog naar heeft worden over wordt ze hij tot was deze werd den der \
         zoo ik wel hebben meer kan zal dan geen of",
    ),
    (
        "es",
        "de la que el en los se del las un por con no una su para es al lo como más pero \
         sus le ha me sin sobre este ya entre cuando ser son dos también fue era muy hasta \
         desde está",
    ),
    (
        "pt",
        "de que do da em um para com não uma os no se na por mais as dos como mas ao ele \
         das seu sua ou quando muito nos já eu também só pelo pela até isso foi são ser \
         está",
    ),
    (
        "it",
        "di il la che in per un del non una sono le con si da al dei nel come più anche ha \
         alla della gli lo ma delle questo se nella dal su era suo essere degli hanno stato",
    ),
    (
        "ca",
        "de la el que en els les un per una amb del no és se es al ha més dels com va \
         aquest són però han també seva entre seu aquesta sobre anys hi molt tot fins ser \
         ho",
    ),
    (
        "ro",
        "de și în la cu pe nu din că să care un este mai pentru au ce se fost sau lui sunt \
         prin al ale după între dar fi unei ca acest iar fiind lor când este",
    ),
    (
        "sv",
        "och att det som en på är av för med till den har de inte om ett han men var jag \
         sig från vi så kan när nu än också efter eller under hade ska där vid mot sin ut \
         skall",
    ),
    (
        "da",
        "og at det er en til af på med for der den de som ikke har han et var vil kan om \
         sig men hun fra jeg blev efter også ved eller havde være over nu ud blevet skal \
         hvor meget kun",
    ),
    (
        "no",
        "og det at er en til på som med for av ikke har den de et var om han seg men fra \
         jeg ble vil kan etter også ved eller hadde være nå ut skal hvor så blitt bare mer \
         sa noe",
    ),
    (
        "fi",
        "ja on ei että se oli hän ovat mutta myös kun niin joka ole mukaan jo vain sen \
         ollut kuin hänen sekä tai voi olla mitä siitä nyt ovat tämä jos jälkeen vuonna \
         joka vielä",
    ),
    (
        "pl",
        "na się do nie że to jest od za po jak przez dla są ale co ze oraz tym był ich tego \
         jego może tylko także już być przed było czy która które który roku",
    ),
    (
        "cs",
        "se na je že do to ve pro za by jako po jsou ale od které jeho byl tak podle který \
         už jen nebo při bylo si která jsem ze ke roku až bude",
    ),
    (
        "sk",
        "sa na je že do to aj vo pre za by ako po sú ale od ktoré jeho bol tak podľa ktorý \
         už len alebo pri bolo si ktorá som zo ku roku až bude",
    ),
    (
        "sl",
        "in je na da se za so ki pa po tudi bi ne to kot od bo ali še le pri bil bila lahko \
         do iz zaradi pred ter že sem",
    ),
    (
        "hr",
        "je na se da za od su ne koji kao što iz to do će bi ili ali koja koje biti bio \
         nije bila kako te sa samo prema nakon više zbog godine",
    ),
    (
        "hu",
        "az és hogy is nem egy meg ez volt de csak már mint még azt el ha van ki vagy amely \
         szerint lehet után ezt minden pedig között akkor magyar miatt lesz sem",
    ),
    (
        "tr",
        "ve bir bu da de için ile olarak çok daha gibi en olan ne ise kadar var sonra ki \
         göre değil olduğu ama her oldu dedi ya mi iki diye",
    ),
    (
        "vi",
        "và của là có không được cho trong một các với người này đã để từ những khi đến ra \
         về cũng như tại năm sẽ nhiều trên đó ông",
    ),
    (
        "id",
        "yang dan di dari untuk dengan ini itu pada dalam tidak ke akan adalah juga oleh \
         sebagai bisa ada saat telah atau karena para menjadi lebih mereka kata sudah \
         tersebut",
    ),
    (
        "et",
        "ja on ei et see ta oli mis kui aga ka oma nii või selle mida ning kes nad siis \
         välja veel pole kuid seda eesti pärast aasta olid",
    ),
    (
        "lv",
        "un ir ka par ar no uz bet arī kas tas kā nav bija pēc gada lai viņš vai tiek gan \
         tikai latvijas ja jau ko tā šo līdz",
    ),
    (
        "lt",
        "ir kad yra su tai iš bet kaip buvo apie jis už dėl ne ar po jų tik lietuvos metų \
         taip savo jau šis pat nuo iki prie",
    ),
    (
        "af",
        "die van en in is nie het om te wat met vir op aan ook sy word hulle hy dat deur \
         maar as kan sal uit ek daar was hierdie moet sê ons meer",
    ),
    (
        "sq",
        "të në dhe një për me që nga se ka është më si do janë tij por kjo ai nuk ishte pas \
         kanë",
    ),
    (
        "sw",
        "ya wa na kwa ni katika la za kuwa cha hiyo huo hii huyo alisema ambao baada yake \
         kama lakini watu hao pia",
    ),
    (
        "tl",
        "ang ng sa na mga ay at ni si para kay siya ito hindi may kung nang niya mula noong \
         din pa ako",
    ),
    (
        "is",
        "að og er sem til af um með við hann ekki var en fyrir það eru hefur þá þess þar \
         eftir verið hún",
    ),
    (
        "gl",
        "que do da en un unha os as no na non por para con ao máis como pola polo foi seu \
         súa tamén esta este",
    ),
    (
        "eu",
        "eta da ez du dira bat izan dute ere zuen egin zen baina dela izango dituzte beste \
         hau",
    ),
];

/// So many words of running text have function words among them.
const MANY_WORDS: u32 = 25;

/// A set of [`LANGUAGES`], one bit each.
type Set = u32;

static WORDS: LazyLock<FxHashMap<&'static str, Set>> = LazyLock::new(|| {
    let mut words: FxHashMap<&'static str, Set> = FxHashMap::default();
    for (index, (_, list)) in LANGUAGES.iter().enumerate() {
        for word in list.split(' ') {
            *words.entry(word).or_default() |= 1 << index;
        }
    }
    words
});

/// The votes of a text.
pub(super) struct Votes {
    words: u32,
    by_language: [u32; LANGUAGES.len()],
}

/// What the words of a text say.
pub(super) enum Verdict {
    /// It is in this language.
    Clear(&'static str),
    /// Too few words, or as many for another language.
    Unclear(Votes),
}

/// Counts the function words of `windows`.
pub(super) fn vote(windows: &[&str]) -> Verdict {
    let mut votes = Votes { words: 0, by_language: [0; LANGUAGES.len()] };
    for window in windows {
        // letters beyond ASCII are split off only where there are any: it is slower
        if window.is_ascii() {
            window.split(|c: char| !c.is_ascii_alphabetic()).for_each(|word| votes.count(word));
        } else {
            window.split(|c: char| !c.is_alphabetic()).for_each(|word| votes.count(word));
        }
    }
    match votes.winner() {
        Some(language) => Verdict::Clear(language),
        None => Verdict::Unclear(votes),
    }
}

impl Votes {
    fn count(&mut self, word: &str) {
        let bytes = word.as_bytes();
        if bytes.len() < 2 {
            return;
        }
        self.words += 1;
        if bytes.len() > LONGEST {
            return;
        }
        let mut small = [0; LONGEST];
        let small = &mut small[..bytes.len()];
        small.copy_from_slice(bytes);
        small.make_ascii_lowercase();
        let Ok(small) = std::str::from_utf8(small) else { return };
        let Some(&(mut set)) = WORDS.get(small) else { return };
        while set != 0 {
            self.by_language[set.trailing_zeros() as usize] += 1;
            set &= set - 1;
        }
    }

    /// The language that at least one word in eight votes for, three at least,
    /// with a quarter more votes than any other.
    fn winner(&self) -> Option<&'static str> {
        let (mut best, mut best_votes, mut next_votes) = (0, 0, 0);
        for (index, &votes) in self.by_language.iter().enumerate() {
            if votes > best_votes {
                (best, next_votes, best_votes) = (index, best_votes, votes);
            } else {
                next_votes = next_votes.max(votes);
            }
        }
        let is_clear =
            best_votes >= 3 && best_votes * 8 >= self.words && best_votes * 4 >= next_votes * 5;
        is_clear.then(|| LANGUAGES[best].0)
    }

    /// Whether the words allow for `language`: no other has many more votes,
    /// and if these are many words, some vote for it.
    pub(super) fn allow(&self, language: &str) -> bool {
        let most = self.by_language.iter().max().copied().unwrap_or(0);
        let own = LANGUAGES.iter().position(|(code, _)| *code == language);
        let own = own.map_or(0, |index| self.by_language[index]);
        own + 2 >= most && (self.words < MANY_WORDS || own * 12 >= self.words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_a_bit_and_every_word_is_in_reach() {
        assert!(LANGUAGES.len() <= Set::BITS as usize);
        for (language, list) in LANGUAGES {
            for word in list.split(' ') {
                assert!((2..=LONGEST).contains(&word.len()), "{language}: {word:?}");
            }
        }
    }

    #[test]
    fn words_of_two_languages_alike_say_nothing() {
        assert!(matches!(vote(&["de la que la de la en"]), Verdict::Unclear(_)));
        assert!(matches!(vote(&["of the town and of the county"]), Verdict::Clear("en")));
    }
}
