//! Character entities.

use memchr::memchr;

/// Appends `text` to `out` with its entities decoded and its control
/// characters dropped (wire copy is full of them: `&#3;`, `&#31;`). A `&` that
/// begins no entity we know stays as it is.
pub(crate) fn decode_into(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        push_plain(&rest[..at], out);
        rest = &rest[at..];
        if let Some((decoded, length)) = entity(rest) {
            match decoded {
                Decoded::Char(c) if is_control(c) => {}
                Decoded::Char(c) => out.push(c),
                Decoded::Nothing => {}
            }
            rest = &rest[length..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    push_plain(rest, out);
}

enum Decoded {
    Char(char),
    /// TREC's `&blank;` beside a space, numbers that are no character.
    Nothing,
}

/// White space that shapes a text is kept.
fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

fn push_plain(text: &str, out: &mut String) {
    // without an early exit the compiler checks many bytes at a time
    let has_control = text.bytes().fold(false, |found, b| {
        found | (((b < b' ') & (b != b'\n') & (b != b'\r') & (b != b'\t')) | (b == 0x7f))
    });
    if has_control {
        out.extend(text.chars().filter(|&c| !is_control(c)));
    } else {
        out.push_str(text);
    }
}

/// The entity at the head of `text`, which begins with `&`, and its length.
fn entity(text: &str) -> Option<(Decoded, usize)> {
    let bytes = text.as_bytes();
    if bytes.get(1) == Some(&b'#') {
        return numeric(bytes);
    }
    let name_end = 1 + bytes[1..].iter().take(9).take_while(|b| b.is_ascii_alphanumeric()).count();
    // without its semicolon only what nothing else can mean: "AT&T" and "R&D" stay
    let closed = bytes.get(name_end) == Some(&b';');
    let name = &text[1..name_end];
    let needs_no_end = matches!(name, "amp" | "lt" | "gt" | "quot" | "nbsp");
    if !closed && !needs_no_end {
        return None;
    }
    let decoded = named(name)?;
    Some((decoded, name_end + usize::from(closed)))
}

fn numeric(bytes: &[u8]) -> Option<(Decoded, usize)> {
    let (radix, start) = match bytes.get(2)? {
        b'x' | b'X' => (16, 3),
        _ => (10, 2),
    };
    let digits = bytes[start..].iter().take_while(|b| char::from(**b).is_digit(radix)).count();
    if digits == 0 {
        return None;
    }
    let value = bytes[start..start + digits].iter().try_fold(0u32, |value, b| {
        value.checked_mul(radix)?.checked_add(char::from(*b).to_digit(radix)?)
    });
    let end = start + digits;
    let length = end + usize::from(bytes.get(end) == Some(&b';'));
    let decoded = match value {
        // these are written by programs that mean Windows-1252
        Some(value @ 0x80..=0x9f) => {
            let byte = [u8::try_from(value).ok()?];
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte).0.chars().next()
        }
        Some(value) => char::from_u32(value),
        None => None,
    };
    Some((decoded.map_or(Decoded::Nothing, Decoded::Char), length))
}

/// The names of HTML's Latin letters and signs, and of those that the TREC
/// disks use beside them (`&hyph;`, `&blank;`).
fn named(name: &str) -> Option<Decoded> {
    let at = NAMED.binary_search_by(|(known, _)| (*known).cmp(name)).ok();
    // "&AMP;" and "&LT;" are common in files that write tags in upper case
    let at = at.or_else(|| {
        let lower = name.to_ascii_lowercase();
        let is_plain =
            matches!(lower.as_str(), "amp" | "lt" | "gt" | "quot" | "nbsp" | "blank" | "hyph");
        NAMED.binary_search_by(|(known, _)| (*known).cmp(lower.as_str())).ok().filter(|_| is_plain)
    })?;
    Some(match NAMED[at].1 {
        '\0' => Decoded::Nothing,
        c => Decoded::Char(c),
    })
}

/// Sorted by name (a test checks it).
const NAMED: &[(&str, char)] = &[
    ("AElig", 'Æ'),
    ("Aacute", 'Á'),
    ("Acirc", 'Â'),
    ("Agrave", 'À'),
    ("Aring", 'Å'),
    ("Atilde", 'Ã'),
    ("Auml", 'Ä'),
    ("Ccaron", 'Č'),
    ("Ccedil", 'Ç'),
    ("Dagger", '‡'),
    ("ETH", 'Ð'),
    ("Eacute", 'É'),
    ("Ecirc", 'Ê'),
    ("Egrave", 'È'),
    ("Euml", 'Ë'),
    ("Iacute", 'Í'),
    ("Icirc", 'Î'),
    ("Igrave", 'Ì'),
    ("Iuml", 'Ï'),
    ("Lstrok", 'Ł'),
    ("Ntilde", 'Ñ'),
    ("OElig", 'Œ'),
    ("Oacute", 'Ó'),
    ("Ocirc", 'Ô'),
    ("Ograve", 'Ò'),
    ("Oslash", 'Ø'),
    ("Otilde", 'Õ'),
    ("Ouml", 'Ö'),
    ("Prime", '″'),
    ("Scaron", 'Š'),
    ("THORN", 'Þ'),
    ("Uacute", 'Ú'),
    ("Ucirc", 'Û'),
    ("Ugrave", 'Ù'),
    ("Uuml", 'Ü'),
    ("Yacute", 'Ý'),
    ("Yuml", 'Ÿ'),
    ("Zcaron", 'Ž'),
    ("aacute", 'á'),
    ("acirc", 'â'),
    ("acute", '´'),
    ("aelig", 'æ'),
    ("agr", 'α'),
    ("agrave", 'à'),
    ("amp", '&'),
    ("apos", '\''),
    ("aring", 'å'),
    ("ast", '*'),
    ("atilde", 'ã'),
    ("auml", 'ä'),
    ("bdquo", '„'),
    ("bgr", 'β'),
    ("blank", ' '),
    ("brvbar", '¦'),
    ("bsol", '\\'),
    ("bull", '•'),
    ("cacute", 'ć'),
    ("ccaron", 'č'),
    ("ccedil", 'ç'),
    ("cedil", '¸'),
    ("cent", '¢'),
    ("check", '✓'),
    ("cir", '○'),
    ("colon", ':'),
    ("comma", ','),
    ("commat", '@'),
    ("copy", '©'),
    ("curren", '¤'),
    ("dagger", '†'),
    ("deg", '°'),
    ("divide", '÷'),
    ("dollar", '$'),
    ("eacute", 'é'),
    ("ecirc", 'ê'),
    ("egrave", 'è'),
    ("emsp", '\u{2003}'),
    ("ensp", '\u{2002}'),
    ("equals", '='),
    ("eth", 'ð'),
    ("euml", 'ë'),
    ("euro", '€'),
    ("excl", '!'),
    ("frac12", '½'),
    ("frac13", '⅓'),
    ("frac14", '¼'),
    ("frac18", '⅛'),
    ("frac23", '⅔'),
    ("frac34", '¾'),
    ("frac38", '⅜'),
    ("frac58", '⅝'),
    ("frac78", '⅞'),
    ("frasl", '⁄'),
    ("grave", '`'),
    ("gt", '>'),
    ("half", '½'),
    ("hellip", '…'),
    ("hyph", '-'),
    ("iacute", 'í'),
    ("icirc", 'î'),
    ("iexcl", '¡'),
    ("igrave", 'ì'),
    ("inodot", 'ı'),
    ("iquest", '¿'),
    ("iuml", 'ï'),
    ("laquo", '«'),
    ("lcub", '{'),
    ("ldquo", '“'),
    ("lowbar", '_'),
    ("lpar", '('),
    ("lsaquo", '‹'),
    ("lsqb", '['),
    ("lsquo", '‘'),
    ("lstrok", 'ł'),
    ("lt", '<'),
    ("macr", '¯'),
    ("mdash", '—'),
    ("micro", 'µ'),
    ("middot", '·'),
    ("nacute", 'ń'),
    ("nbsp", '\u{a0}'),
    ("ndash", '–'),
    ("not", '¬'),
    ("ntilde", 'ñ'),
    ("num", '#'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("oelig", 'œ'),
    ("ograve", 'ò'),
    ("oline", '‾'),
    ("ordf", 'ª'),
    ("ordm", 'º'),
    ("oslash", 'ø'),
    ("otilde", 'õ'),
    ("ouml", 'ö'),
    ("para", '¶'),
    ("percnt", '%'),
    ("period", '.'),
    ("permil", '‰'),
    ("plus", '+'),
    ("plusmn", '±'),
    ("pound", '£'),
    ("prime", '′'),
    ("quest", '?'),
    ("quot", '"'),
    ("raquo", '»'),
    ("rcub", '}'),
    ("rdquo", '”'),
    ("reg", '®'),
    ("rpar", ')'),
    ("rsaquo", '›'),
    ("rsqb", ']'),
    ("rsquo", '’'),
    ("sacute", 'ś'),
    ("sbquo", '‚'),
    ("scaron", 'š'),
    ("sect", '§'),
    ("semi", ';'),
    ("shy", '\0'),
    ("sol", '/'),
    ("star", '☆'),
    ("sup1", '¹'),
    ("sup2", '²'),
    ("sup3", '³'),
    ("szlig", 'ß'),
    ("thinsp", '\u{2009}'),
    ("thorn", 'þ'),
    ("times", '×'),
    ("trade", '™'),
    ("uacute", 'ú'),
    ("ucirc", 'û'),
    ("ugrave", 'ù'),
    ("uml", '¨'),
    ("uuml", 'ü'),
    ("verbar", '|'),
    ("yacute", 'ý'),
    ("yen", '¥'),
    ("yuml", 'ÿ'),
    ("zcaron", 'ž'),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(text: &str) -> String {
        let mut out = String::new();
        decode_into(text, &mut out);
        out
    }

    #[test]
    fn entities_are_decoded_and_bare_ampersands_kept() {
        assert_eq!(
            decoded("&lt;CHEM> &amp; AT&T R&D &eacute;&#233;&#xE9; &nosuch; &"),
            "<CHEM> & AT&T R&D ééé &nosuch; &"
        );
        assert_eq!(
            decoded("Mellon &AMP; Co &#151; &lsquo;no&rsquo; &pound;5 &amp"),
            "Mellon & Co — ‘no’ £5 &"
        );
        assert_eq!(decoded("a&hyph;b &#38;lt; "), "a-b &lt; ");
    }

    #[test]
    fn control_characters_are_dropped() {
        assert_eq!(decoded("&#2;a\u{3}&#31;b\n\tc&#127;&#99999999999;"), "ab\n\tc");
    }

    #[test]
    fn the_table_can_be_searched() {
        assert!(NAMED.is_sorted_by(|a, b| a.0 < b.0));
    }
}
