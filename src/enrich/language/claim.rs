//! What a record claims its language to be, as one code.

/// Codes of ISO 639-1 with their codes of ISO 639-2 (the older one after a
/// slash where there are two) and English name, for the languages that news
/// is published in.
const LANGUAGES: &str = "\
    af afr Afrikaans|am amh Amharic|ar ara Arabic|az aze Azerbaijani|be bel Belarusian|\
    bg bul Bulgarian|bn ben Bengali|bo bod/tib Tibetan|bs bos Bosnian|ca cat Catalan|\
    cs ces/cze Czech|cy cym/wel Welsh|da dan Danish|de deu/ger German|el ell/gre Greek|\
    en eng English|eo epo Esperanto|es spa Spanish|et est Estonian|eu eus/baq Basque|\
    fa fas/per Persian|fi fin Finnish|fo fao Faroese|fr fra/fre French|fy fry Frisian|\
    ga gle Irish|gd gla Gaelic|gl glg Galician|gu guj Gujarati|ha hau Hausa|haw haw Hawaiian|\
    he heb Hebrew|hi hin Hindi|hr hrv Croatian|hu hun Hungarian|hy hye/arm Armenian|\
    id ind Indonesian|ig ibo Igbo|is isl/ice Icelandic|it ita Italian|ja jpn Japanese|\
    ka kat/geo Georgian|kk kaz Kazakh|km khm Khmer|kn kan Kannada|ko kor Korean|ku kur Kurdish|\
    ky kir Kyrgyz|la lat Latin|lb ltz Luxembourgish|lo lao Lao|lt lit Lithuanian|lv lav Latvian|\
    mi mri/mao Maori|mk mkd/mac Macedonian|ml mal Malayalam|mn mon Mongolian|mr mar Marathi|\
    ms msa/may Malay|mt mlt Maltese|my mya/bur Burmese|ne nep Nepali|nl nld/dut Dutch|\
    nn nno Nynorsk|no nor Norwegian|no nob Bokmål|om orm Oromo|or ori Odia|pa pan Punjabi|\
    pl pol Polish|ps pus Pashto|pt por Portuguese|qu que Quechua|rm roh Romansh|\
    ro ron/rum Romanian|ru rus Russian|rw kin Kinyarwanda|sa san Sanskrit|si sin Sinhala|\
    sk slk/slo Slovak|sl slv Slovenian|so som Somali|sq sqi/alb Albanian|sr srp Serbian|\
    sv swe Swedish|sw swa Swahili|ta tam Tamil|te tel Telugu|tg tgk Tajik|th tha Thai|\
    ti tir Tigrinya|tk tuk Turkmen|tl tgl Tagalog|tl fil Filipino|tr tur Turkish|tt tat Tatar|\
    ug uig Uyghur|uk ukr Ukrainian|ur urd Urdu|uz uzb Uzbek|vi vie Vietnamese|xh xho Xhosa|\
    yi yid Yiddish|yo yor Yoruba|zh zho/chi Chinese|zh cmn Mandarin|zu zul Zulu";

/// The code of the language that `claim` names: "en-US", "eng" and "English"
/// are "en". `None` for what is no language known here ("und", "xx", "web").
pub(super) fn normalise(claim: &str) -> Option<&'static str> {
    let name = claim.trim().split(['-', '_', ',', ';', '(', '.']).next()?.trim();
    if name.eq_ignore_ascii_case("nb") {
        return Some("no");
    }
    LANGUAGES.split('|').find_map(|entry| {
        let mut names = entry.split([' ', '/']);
        let code = names.next()?;
        let is_named =
            name.eq_ignore_ascii_case(code) || names.any(|n| name.eq_ignore_ascii_case(n));
        is_named.then_some(code)
    })
}

#[cfg(test)]
mod tests {
    use super::normalise;

    #[test]
    fn codes_locales_and_names_are_read() {
        for claim in ["en", "EN", "en-US", "en_GB.UTF-8", "eng", "English", " english (US)"] {
            assert_eq!(normalise(claim), Some("en"), "{claim}");
        }
        assert_eq!(normalise("ger"), Some("de"));
        assert_eq!(normalise("deu"), Some("de"));
        assert_eq!(normalise("zh-Hant-TW"), Some("zh"));
        assert_eq!(normalise("nb"), Some("no"));
    }

    #[test]
    fn what_is_no_language_is_no_claim() {
        for claim in ["", "-", "und", "xx", "mul", "web", "e", "Englishman"] {
            assert_eq!(normalise(claim), None, "{claim}");
        }
    }
}
