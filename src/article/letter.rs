//! Letters that a decomposition of Unicode leaves as they are, and that are compared
//! as plain ones all the same.

/// The plain letters of a small letter of its own: `ss` of `ß`, `o` of `ø`. None of
/// letters that are plain already or decompose into one with a mark.
#[must_use]
pub(crate) fn plain_letters(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ı' => "i",
        'þ' => "th",
        _ => return None,
    })
}
