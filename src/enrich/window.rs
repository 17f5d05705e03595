//! The first and the last bytes of a text, cut where a character begins, for
//! looks that must stay short whatever the text.

/// At most the last `bytes` of `text`.
pub(super) fn last(text: &str, bytes: usize) -> &str {
    let mut from = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

/// At most the first `bytes` of `text`.
pub(super) fn first(text: &str, bytes: usize) -> &str {
    let mut to = text.len().min(bytes);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    &text[..to]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cut_between_characters() {
        assert_eq!(last("né", 1), "");
        assert_eq!(last("né", 2), "é");
        assert_eq!(first("én", 1), "");
        assert_eq!(first("én", 9), "én");
    }
}
