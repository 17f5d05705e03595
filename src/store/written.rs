//! A word as it is written, for `=Polish`: with its capitals, without what the
//! print put into it (a hyphen at the end of a line, a curly apostrophe) and
//! without the possessive.

/// The written form of a word as it stands in a text.
pub(super) fn written_form(raw: &str) -> String {
    let mut form = String::with_capacity(raw.len());
    let mut letters = raw.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\u{2019}' => form.push('\''),
            '\u{ad}' | '\u{200b}' | '\u{200d}' | '\u{feff}' => {}
            '-' | '\u{2010}' if letters.peek().is_some_and(|next| next.is_whitespace()) => {
                while letters.next_if(|next| next.is_whitespace()).is_some() {}
            }
            c if c.is_whitespace() => {}
            c => form.push(c),
        }
    }
    match form.strip_suffix("'s").or_else(|| form.strip_suffix("'S")) {
        Some(stem) if !stem.is_empty() => stem.to_owned(),
        _ => form,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for (raw, form) in [
            ("Polish", "Polish"),
            ("Soleimani’s", "Soleimani"),
            ("Govern-\nment", "Government"),
            ("U.S.", "U.S."),
            ("co\u{ad}op", "coop"),
        ] {
            assert_eq!(written_form(raw), form, "{raw}");
        }
    }
}
