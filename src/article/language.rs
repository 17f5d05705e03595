//! The language that a record claims, as a code.

/// The ISO 639-1 code in a claim of a language: `en-US`, `en_GB`, `ENG` and
/// `English` are `en`. `None` for what is no code we know.
#[must_use]
pub fn language_code(claim: &str) -> Option<String> {
    let claim = claim.trim().split(['-', '_', ',', ';', ' ']).next()?.to_lowercase();
    let is_code = claim.bytes().all(|b| b.is_ascii_lowercase());
    match claim.len() {
        2 if is_code => Some(claim),
        _ => NAMED
            .iter()
            .find(|(_, names)| names.contains(&claim.as_str()))
            .map(|(code, _)| (*code).to_owned()),
    }
}

/// Codes of ISO 639-2 and names, of the languages that news corpora come in most.
const NAMED: &[(&str, &[&str])] = &[
    ("ar", &["ara", "arabic"]),
    ("cs", &["ces", "cze", "czech"]),
    ("da", &["dan", "danish"]),
    ("de", &["deu", "ger", "german", "deutsch"]),
    ("el", &["ell", "gre", "greek"]),
    ("en", &["eng", "english"]),
    ("es", &["spa", "spanish", "español"]),
    ("fi", &["fin", "finnish"]),
    ("fr", &["fra", "fre", "french", "français"]),
    ("he", &["heb", "hebrew"]),
    ("hi", &["hin", "hindi"]),
    ("hu", &["hun", "hungarian"]),
    ("it", &["ita", "italian", "italiano"]),
    ("ja", &["jpn", "japanese"]),
    ("ko", &["kor", "korean"]),
    ("nl", &["nld", "dut", "dutch"]),
    ("no", &["nor", "nob", "norwegian"]),
    ("pl", &["pol", "polish"]),
    ("pt", &["por", "portuguese", "português"]),
    ("ro", &["ron", "rum", "romanian"]),
    ("ru", &["rus", "russian"]),
    ("sv", &["swe", "swedish"]),
    ("tr", &["tur", "turkish"]),
    ("uk", &["ukr", "ukrainian"]),
    ("zh", &["zho", "chi", "chinese"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_one_code() {
        for claim in ["en", "EN", " en-US ", "en_GB", "eng", "English"] {
            assert_eq!(language_code(claim).as_deref(), Some("en"), "{claim}");
        }
        for claim in ["", "x", "klingon", "e1", "-"] {
            assert_eq!(language_code(claim), None, "{claim}");
        }
    }
}
