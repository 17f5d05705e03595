//! Which characters are stops, quotation marks, brackets, dashes and space.

/// Bytes at which the scan stops to look: ASCII stops and line ends, and the
/// first bytes of the characters that [`wide`] knows.
pub(super) static MAY_END: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = b".!?\n\r\x0c\xc2\xd6\xd8\xdb\xe0\xe1\xe2\xe3\xef";
    let mut i = 0;
    while i < bytes.len() {
        table[bytes[i] as usize] = true;
        i += 1;
    }
    table
};

/// What a character of several bytes can do to a sentence.
pub(super) enum Wide {
    /// `…`, which is read as `...` is.
    Ellipsis,
    /// Ends a sentence wherever it stands: no abbreviation is written with it.
    Stop,
    /// NEL, LINE SEPARATOR or PARAGRAPH SEPARATOR.
    LineEnd,
    /// Nothing.
    Other,
}

/// Reads the character that begins `bytes`, whose first byte is not ASCII.
pub(super) fn wide(bytes: &[u8]) -> Wide {
    match bytes {
        [0xe2, 0x80, 0xa6, ..] => Wide::Ellipsis,
        [0xe2, 0x80, 0xa8 | 0xa9, ..] | [0xc2, 0x85, ..] => Wide::LineEnd,
        [0xe3, 0x80, 0x82, ..]                   // 。
        | [0xef, 0xbc, 0x81 | 0x9f, ..]          // ！ ？
        | [0xef, 0xbd, 0xa1, ..]                 // ｡
        | [0xd8, 0x9f, ..]                       // ؟
        | [0xdb, 0x94, ..]                       // ۔
        | [0xd6, 0x89, ..]                       // ։
        | [0xe0, 0xa5, 0xa4 | 0xa5, ..]          // । ॥
        | [0xe1, 0x8d, 0xa2, ..]                 // ።
        | [0xe1, 0x81, 0x8b, ..]                 // ။
        | [0xe1, 0x9f, 0x94, ..] => Wide::Stop, // ។
        _ => Wide::Other,
    }
}

/// The character that begins at byte `at`.
pub(super) fn char_at(body: &str, at: usize) -> Option<char> {
    match body.as_bytes().get(at) {
        Some(&byte) if byte.is_ascii() => Some(char::from(byte)),
        Some(_) => body[at..].chars().next(),
        None => None,
    }
}

/// The character that ends before byte `at`.
pub(super) fn char_before(body: &str, at: usize) -> Option<char> {
    match at.checked_sub(1).map(|i| body.as_bytes()[i]) {
        Some(byte) if byte.is_ascii() => Some(char::from(byte)),
        Some(_) => body[..at].chars().next_back(),
        None => None,
    }
}

/// Whether `c` adds to a run of stops (`?!`, `...`).
pub(super) fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '…'
            | '。'
            | '！'
            | '？'
            | '｡'
            | '؟'
            | '۔'
            | '։'
            | '।'
            | '॥'
            | '።'
            | '။'
            | '។'
    )
}

/// Whether `c` always closes what it stands after.
pub(super) fn is_closer(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '”' | '’' | '›' | '」' | '』' | '）' | '》' | '〉' | '】')
}

/// Whether `c` opens or closes: straight and guillemet quotation marks, the
/// marks that German closes with and English opens with, Markdown emphasis.
pub(super) fn is_two_faced(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '«' | '»' | '*' | '_' | '`' | '′' | '″')
}

/// Whether `c` can stand before the first word of a sentence.
pub(super) fn is_opener(c: char) -> bool {
    is_two_faced(c)
        || matches!(
            c,
            '(' | '['
                | '{'
                | '¿'
                | '¡'
                | '„'
                | '‚'
                | '‹'
                | '「'
                | '『'
                | '（'
                | '《'
                | '〈'
                | '【'
                | '#'
        )
}

/// Whether `c` is a quotation mark of any kind.
pub(super) fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '”'
            | '‘'
            | '’'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '„'
            | '‚'
            | '」'
            | '』'
            | '`'
    )
}

/// Whether `c` is a dash that can join or part two clauses.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―')
}

/// A run of white space, and the line breaks in it.
pub(super) struct Gap {
    /// Its first byte.
    pub(super) start: usize,
    /// The byte after it, where the next word begins.
    pub(super) end: usize,
    /// 0 for none, 1 for one, 2 for a blank line or a paragraph separator.
    pub(super) breaks: u8,
}

impl Gap {
    /// The white space that begins at byte `start`, which may be none.
    pub(super) fn after(body: &str, start: usize) -> Gap {
        let bytes = body.as_bytes();
        let mut gap = Gap { start, end: start, breaks: 0 };
        while let Some(&byte) = bytes.get(gap.end) {
            match byte {
                b' ' | b'\t' | b'\x0b' => gap.end += 1,
                b'\n' => {
                    gap.breaks = (gap.breaks + 1).min(2);
                    gap.end += 1;
                }
                b'\r' => {
                    // the line feed of a CRLF is counted
                    if bytes.get(gap.end + 1) != Some(&b'\n') {
                        gap.breaks = (gap.breaks + 1).min(2);
                    }
                    gap.end += 1;
                }
                b'\x0c' => {
                    // a new page is a new line; it may be amid a sentence
                    gap.breaks = gap.breaks.max(1);
                    gap.end += 1;
                }
                _ if byte.is_ascii() => break,
                _ => match char_at(body, gap.end) {
                    Some(c) if c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}') => {
                        match c {
                            '\u{2029}' => gap.breaks = 2,
                            '\u{2028}' | '\u{85}' => gap.breaks = (gap.breaks + 1).min(2),
                            _ => {}
                        }
                        gap.end += c.len_utf8();
                    }
                    _ => break,
                },
            }
        }
        gap
    }
}
