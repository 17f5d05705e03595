//! The words of written dates: months, weekdays, time zones and the little
//! words between them, in English, French, German, Spanish, Italian and
//! Portuguese.

/// A word in lower case without its accents, in place (no allocation).
pub(super) struct Folded {
    bytes: [u8; Self::LONGEST],
    len: usize,
}

impl Folded {
    /// No word of a date is longer ("pressemitteilung").
    const LONGEST: usize = 18;

    /// `None` where the word is too long or has letters that no such word has.
    pub(super) fn new(word: &str) -> Option<Self> {
        let mut folded = Self { bytes: [0; Self::LONGEST], len: 0 };
        for letter in word.chars() {
            let plain = match letter {
                'a'..='z' => letter as u8,
                'A'..='Z' => letter.to_ascii_lowercase() as u8,
                'á' | 'à' | 'â' | 'ã' | 'ä' | 'Á' | 'À' | 'Â' | 'Ã' | 'Ä' => b'a',
                'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => b'e',
                'í' | 'ì' | 'î' | 'ï' | 'Í' | 'Ì' | 'Î' | 'Ï' => b'i',
                'ó' | 'ò' | 'ô' | 'õ' | 'ö' | 'Ó' | 'Ò' | 'Ô' | 'Õ' | 'Ö' => b'o',
                'ú' | 'ù' | 'û' | 'ü' | 'Ú' | 'Ù' | 'Û' | 'Ü' => b'u',
                'ç' | 'Ç' => b'c',
                _ => return None,
            };
            *folded.bytes.get_mut(folded.len)? = plain;
            folded.len += 1;
        }
        Some(folded)
    }

    /// The folded word.
    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }
}

/// The number of a month by its name or an abbreviation.
///
/// German "März" folds to `marz`; Italian and French "mar." is both March and
/// Tuesday, which [`super::scan`] tells apart by whether another month is there.
pub(super) fn month(word: &str) -> Option<i8> {
    Some(match word {
        "january" | "jan" | "janvier" | "janv" | "januar" | "janner" | "jaenner" | "enero"
        | "ene" | "gennaio" | "gen" | "genn" | "janeiro" => 1,
        "february" | "feb" | "febr" | "fevrier" | "fevr" | "fev" | "februar" | "feber"
        | "febrero" | "febbraio" | "febb" | "fevereiro" => 2,
        "march" | "mar" | "mars" | "marz" | "maerz" | "mrz" | "marzo" | "marco" => 3,
        "april" | "apr" | "avril" | "avr" | "abril" | "abr" | "aprile" => 4,
        "may" | "mai" | "mayo" | "maggio" | "mag" | "magg" | "maio" => 5,
        "june" | "jun" | "juin" | "juni" | "junio" | "giugno" | "giu" | "junho" => 6,
        "july" | "jul" | "juillet" | "juil" | "juli" | "julio" | "luglio" | "lug" | "julho" => 7,
        "august" | "aug" | "aout" | "agosto" | "ago" => 8,
        "september" | "sep" | "sept" | "septembre" | "septiembre" | "setiembre" | "settembre"
        | "sett" | "set" | "setembro" => 9,
        "october" | "oct" | "octobre" | "oktober" | "okt" | "octubre" | "ottobre" | "ott"
        | "outubro" | "out" => 10,
        "november" | "nov" | "novembre" | "noviembre" | "novembro" => 11,
        "december" | "dec" | "decembre" | "dezember" | "dez" | "diciembre" | "dicembre" | "dic"
        | "dezembro" => 12,
        _ => return None,
    })
}

/// Whether a word names a day of the week.
pub(super) fn is_weekday(word: &str) -> bool {
    matches!(
        word,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "mon"
            | "tue"
            | "tues"
            | "wed"
            | "weds"
            | "thu"
            | "thur"
            | "thurs"
            | "fri"
            | "sat"
            | "sun"
            | "lundi"
            | "mardi"
            | "mercredi"
            | "jeudi"
            | "vendredi"
            | "samedi"
            | "dimanche"
            | "lun"
            | "mer"
            | "jeu"
            | "ven"
            | "sam"
            | "dim"
            | "montag"
            | "dienstag"
            | "mittwoch"
            | "donnerstag"
            | "freitag"
            | "samstag"
            | "sonnabend"
            | "sonntag"
            | "mo"
            | "di"
            | "mi"
            | "do"
            | "fr"
            | "sa"
            | "so"
            | "lunes"
            | "martes"
            | "miercoles"
            | "jueves"
            | "viernes"
            | "sabado"
            | "domingo"
            | "mie"
            | "jue"
            | "vie"
            | "sab"
            | "dom"
            | "lunedi"
            | "martedi"
            | "mercoledi"
            | "giovedi"
            | "venerdi"
            | "domenica"
            | "gio"
            | "segunda"
            | "terca"
            | "quarta"
            | "quinta"
            | "sexta"
            | "feira"
            | "seg"
            | "ter"
            | "qua"
            | "qui"
            | "sex"
    )
}

/// Whether a word names a time zone, after a time of day.
pub(super) fn is_zone(word: &str) -> bool {
    matches!(
        word,
        "z" | "utc"
            | "gmt"
            | "ut"
            | "est"
            | "edt"
            | "et"
            | "cst"
            | "cdt"
            | "ct"
            | "mst"
            | "mdt"
            | "mt"
            | "pst"
            | "pdt"
            | "pt"
            | "akst"
            | "akdt"
            | "hst"
            | "ast"
            | "adt"
            | "nst"
            | "ndt"
            | "bst"
            | "wet"
            | "west"
            | "cet"
            | "cest"
            | "mez"
            | "mesz"
            | "eet"
            | "eest"
            | "msk"
            | "trt"
            | "ist"
            | "pkt"
            | "sgt"
            | "hkt"
            | "pht"
            | "wib"
            | "jst"
            | "kst"
            | "sast"
            | "eat"
            | "wat"
            | "cat"
            | "awst"
            | "acst"
            | "acdt"
            | "aest"
            | "aedt"
            | "nzst"
            | "nzdt"
            | "brt"
            | "art"
            | "clt"
    )
}

/// Whether a word may stand between the parts of a date without changing it.
pub(super) fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "of"
            | "on"
            | "at"
            | "st"
            | "nd"
            | "rd"
            | "th"
            | "le"
            | "du"
            | "a"
            | "er"
            | "den"
            | "der"
            | "vom"
            | "am"
            | "um"
            | "uhr"
            | "el"
            | "de"
            | "del"
            | "las"
            | "il"
            | "alle"
            | "ore"
            | "em"
            | "as"
            | "hs"
            | "hrs"
            | "hours"
    )
}

/// Whether a word says what the date is of ("Published 11 December 2019").
pub(super) fn is_label(word: &str) -> bool {
    matches!(
        word,
        "published"
            | "posted"
            | "issued"
            | "released"
            | "release"
            | "date"
            | "dated"
            | "created"
            | "filed"
            | "first"
            | "publie"
            | "veroffentlicht"
            | "stand"
            | "datum"
            | "publicado"
            | "fecha"
            | "pubblicato"
            | "data"
            | "publication"
            | "written"
            | "press"
            | "pressemitteilung"
            | "pressemeldung"
            | "medienmitteilung"
            | "mitteilung"
            | "meldung"
            | "communique"
            | "comunicado"
            | "comunicato"
    ) || is_revision(word)
}

/// Whether a word says that the date after it is of a later version.
pub(super) fn is_revision(word: &str) -> bool {
    matches!(
        word,
        "updated"
            | "modified"
            | "last"
            | "mis"
            | "jour"
            | "modifie"
            | "aktualisiert"
            | "actualizado"
            | "aggiornato"
            | "atualizado"
    )
}
