//! Which language a text is in.
//!
//! Looks at three windows of the text (start, middle, end), never at all of
//! it, and asks in this order:
//!
//! 1. `script`: what is not in Latin letters is told by its letters.
//! 2. `function_words`: "the", "und", "och" are a third of running text, and
//!    survive in bad OCR.
//! 3. `whichlang` (letter n-grams, 16 languages), for a text too short to have
//!    function words. It always answers, so it is heard only where no claim is
//!    and its own language's function words don't speak against it.
//!
//! A text that speaks clearly (1, 2) outranks what its record claims; else the
//! claim holds, if `claim` knows the language; else the guess of 3.

mod claim;
mod function_words;
mod script;

use function_words::Verdict;
use script::Script;

/// Bytes of a window.
const WINDOW: usize = 320;
/// A body longer than this is worth a second look.
const LONG: usize = 6 * WINDOW;
/// Fewer letters than this say nothing.
const FEWEST_LETTERS: usize = 20;
/// Fewer letters than this are no ground for a guess by n-grams.
const FEWEST_TO_GUESS: usize = 40;
/// Bytes that are enough for a guess by n-grams, which is the slow part.
const GUESS_WINDOW: usize = 160;

/// Finds the language (ISO 639-1 where it has a code there) of `body`, which
/// its record claims to be `claim` (a code, a locale or an English name).
pub(crate) fn identify(body: &str, claim: Option<&str>) -> Option<String> {
    let claimed = claim.and_then(claim::normalise);
    found(body, claimed).or(claimed).map(str::to_owned)
}

/// What the text says, or `None` where the claim is the better answer.
fn found(body: &str, claimed: Option<&'static str>) -> Option<&'static str> {
    let windows = windows(body, WINDOW);
    let count = script::count(&windows);
    if count.letters < FEWEST_LETTERS {
        return None;
    }
    match count.script() {
        Script::Of(language) => return Some(language),
        Script::OneOf(languages) => {
            // the first is the likeliest
            return claimed.filter(|c| languages.contains(c)).or(languages.first().copied());
        }
        Script::Latin => {}
        Script::Unknown => return None,
    }
    let verdict = match function_words::vote(&windows) {
        // a masthead, a list of names, noise: look elsewhere, once
        Verdict::Unclear(_) if body.len() > LONG => {
            function_words::vote(&windows_at(body, WINDOW, [1, 3, 6]))
        }
        verdict => verdict,
    };
    match verdict {
        Verdict::Clear(language) => Some(language),
        Verdict::Unclear(_) if claimed.is_some() || count.letters < FEWEST_TO_GUESS => None,
        Verdict::Unclear(votes) => {
            let guess = guess(body)?;
            votes.allow(guess).then_some(guess)
        }
    }
}

/// What `whichlang` takes the text for.
fn guess(body: &str) -> Option<&'static str> {
    let sample = windows(body, GUESS_WINDOW).join(" ");
    Some(match whichlang::detect_language(&sample) {
        whichlang::Lang::Deu => "de",
        whichlang::Lang::Eng => "en",
        whichlang::Lang::Fra => "fr",
        whichlang::Lang::Ita => "it",
        whichlang::Lang::Nld => "nl",
        whichlang::Lang::Por => "pt",
        whichlang::Lang::Spa => "es",
        whichlang::Lang::Swe => "sv",
        whichlang::Lang::Tur => "tr",
        whichlang::Lang::Vie => "vi",
        // not in Latin letters
        _ => return None,
    })
}

/// The start, the middle and the end of `body`, `size` bytes each; all of it
/// if it is no longer than that.
fn windows(body: &str, size: usize) -> [&str; 3] {
    let body = body.trim();
    if body.len() <= 3 * size {
        return [body, "", ""];
    }
    windows_at(body, size, [0, 4, 8])
}

/// Windows of `size` bytes, each so many eighths of the way into `body`, which
/// is longer than they are together.
fn windows_at(body: &str, size: usize, eighths: [usize; 3]) -> [&str; 3] {
    eighths.map(|eighth| {
        let from = (body.len() - size) * eighth / 8;
        let start = next_char_boundary(body, from);
        let end = next_char_boundary(body, from + size);
        &body[start..end]
    })
}

fn next_char_boundary(body: &str, at: usize) -> usize {
    (at..body.len()).find(|&i| body.is_char_boundary(i)).unwrap_or(body.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXTS: &[(&str, &str)] = &[
        ("en", "The council of the town met on Monday to hear what the mayor had to say."),
        ("de", "Der Rat der Stadt kam am Montag zusammen, um den Bürgermeister zu hören."),
        ("fr", "Le conseil de la ville s'est réuni lundi pour entendre ce que dit le maire."),
        ("nl", "De raad van de stad kwam maandag bijeen om te horen wat de burgemeester zei."),
        ("es", "El consejo de la ciudad se reunió el lunes para oír lo que dijo el alcalde."),
        ("it", "Il consiglio della città si è riunito per sentire che cosa ha detto il sindaco."),
        (
            "pl",
            "Rada miasta zebrała się w poniedziałek, żeby usłyszeć, co ma do powiedzenia burmistrz, który nie przyszedł.",
        ),
        (
            "sv",
            "Stadens råd samlades på måndagen för att höra vad borgmästaren hade att säga, och det var inte mycket.",
        ),
        (
            "da",
            "Byens råd mødtes mandag for at høre, hvad borgmesteren havde at sige, og det var ikke meget.",
        ),
        (
            "tr",
            "Belediye meclisi pazartesi günü başkanı dinlemek için toplandı ve bir karar daha aldı.",
        ),
        ("el", "Το συμβούλιο της πόλης συνεδρίασε τη Δευτέρα."),
        ("ru", "Совет города собрался в понедельник, чтобы выслушать мэра."),
        ("uk", "Рада міста зібралася в понеділок, щоб вислухати її голову."),
        ("ar", "اجتمع مجلس المدينة يوم الاثنين للاستماع إلى رئيس البلدية"),
        ("fa", "شورای شهر روز دوشنبه برای شنیدن سخنان شهردار گرد هم آمد که پیشتر"),
        ("hi", "नगर परिषद की बैठक सोमवार को महापौर को सुनने के लिए हुई।"),
        ("zh", "市议会周一开会听取市长的讲话，会议持续到深夜，没有作出任何决定。"),
        ("ja", "市議会は月曜日に市長の話を聞くために開かれ、深夜まで続きました。"),
        ("ko", "시의회는 월요일에 시장의 이야기를 듣기 위해 열렸고 밤늦게까지 계속되었다."),
        ("he", "מועצת העיר התכנסה ביום שני כדי לשמוע את ראש העיר"),
        ("th", "สภาเมืองประชุมเมื่อวันจันทร์เพื่อฟังนายกเทศมนตรี"),
    ];

    #[test]
    fn texts_speak_for_themselves() {
        for (language, text) in TEXTS {
            assert_eq!(identify(text, None).as_deref(), Some(*language), "{text}");
        }
    }

    #[test]
    fn a_clear_text_outranks_the_claim() {
        let (_, german) = TEXTS[1];
        assert_eq!(identify(german, Some("en")).as_deref(), Some("de"));
        let (_, hindi) = TEXTS[15];
        assert_eq!(identify(hindi, Some("en")).as_deref(), Some("hi"));
    }

    #[test]
    fn languages_of_one_script_are_told_by_the_claim() {
        let (_, russian) = TEXTS[11];
        assert_eq!(identify(russian, Some("bg")).as_deref(), Some("bg"));
        assert_eq!(identify(russian, Some("en")).as_deref(), Some("ru"));
    }

    #[test]
    fn a_text_that_says_little_leaves_the_claim() {
        for text in ["", "12 34 (5)", "Mayor: no", "Oslo, Bergen, Tromsø, Bodø, Narvik"] {
            assert_eq!(identify(text, Some("nb-NO")).as_deref(), Some("no"), "{text}");
        }
        assert_eq!(identify("Mayor: no", None), None);
        assert_eq!(identify("12 34 56 78 90 12 34 56 78 90 12 34 56 78", None), None);
        assert_eq!(identify("Mayor: no", Some("web")), None);
    }

    #[test]
    fn a_headline_without_function_words_is_guessed() {
        let headline = "Mayor resigns following council corruption charges yesterday evening";
        assert_eq!(identify(headline, None).as_deref(), Some("en"));
    }

    #[test]
    fn bad_ocr_is_english_still() {
        let page = "i\nWEATHEJt\nTl-e conncil of tbe town inet on Monday to liear wbat the niayor had \
             to eay, 'and ; it w;is said by inany that he woii1d not resigu from the oflice.\nVOL. \
             XI\\. No 3 . .\n; l ' ie <i tt -- ~ i. '' ,\n";
        assert_eq!(identify(page, None).as_deref(), Some("en"));
    }

    #[test]
    fn a_masthead_and_noise_at_the_usual_places_call_for_a_second_look() {
        let noise = "Xq9 Zw- Kvlmt Brwzk 14 | Gnrf Tplk ".repeat(12);
        let text = "The mayor of the town was not there and it is said that he is ill. ".repeat(8);
        let page = format!("{noise}{text}{noise}{text}{noise}");
        assert_eq!(identify(&page, None).as_deref(), Some("en"));
    }

    proptest! {
        #[test]
        fn any_text_is_borne(body in any::<String>(), claim in any::<Option<String>>()) {
            let _ = identify(&body, claim.as_deref());
        }

        #[test]
        fn any_long_text_is_borne(words in prop::collection::vec("[a-zé中я ]{0,9}", 0..500)) {
            let _ = identify(&words.concat(), Some("en"));
        }
    }
}
