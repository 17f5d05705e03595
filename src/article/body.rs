//! Small views of an article's text.

/// How many characters (Unicode scalar values) come before byte `byte` of `text`.
///
/// The JSON contract counts characters, the code counts bytes.
/// `byte` past the end counts the whole text; within a character it counts that character.
#[must_use]
pub fn char_offset(text: &str, byte: usize) -> usize {
    let end = byte.min(text.len());
    // a scalar value has exactly one byte that is not a continuation byte
    text.as_bytes()[..end].iter().filter(|&&b| (b as i8) >= -0x40).count()
}

/// `text` with every run of white space as one space, without any at its ends.
#[must_use]
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_characters() {
        assert_eq!(char_offset("aé€x", 6), 3);
        assert_eq!(char_offset("aé€x", 99), 4);
        assert_eq!(one_line(" a\n\tb  c "), "a b c");
    }
}
