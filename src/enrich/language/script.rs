//! Which script a text is in, and what language that says.

/// Letters of the scripts that are told apart.
#[derive(Default)]
pub(super) struct Count {
    pub(super) letters: usize,
    latin: usize,
    greek: usize,
    cyrillic: usize,
    ukrainian: usize,
    belarusian: usize,
    serbian: usize,
    hebrew: usize,
    arabic: usize,
    persian: usize,
    urdu: usize,
    devanagari: usize,
    kana: usize,
    han: usize,
    hangul: usize,
    /// Letters of a script of one language, and that language.
    own: usize,
    own_language: &'static str,
}

/// What a script says.
pub(super) enum Script {
    /// Latin letters, which most languages share.
    Latin,
    /// A script of one language.
    Of(&'static str),
    /// A script of these languages, the likeliest first.
    OneOf(&'static [&'static str]),
    /// None that is known here.
    Unknown,
}

/// Counts the letters of `windows`.
pub(super) fn count(windows: &[&str]) -> Count {
    let mut count = Count::default();
    for window in windows {
        if window.is_ascii() {
            count.latin += window.bytes().filter(u8::is_ascii_alphabetic).count();
        } else {
            window.chars().for_each(|c| count.add(c));
        }
    }
    count.letters += count.latin;
    count
}

impl Count {
    fn add(&mut self, c: char) {
        if c.is_ascii() {
            self.latin += usize::from(c.is_ascii_alphabetic());
            return;
        }
        if !c.is_alphabetic() {
            return;
        }
        self.letters += 1;
        match c {
            '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => {
                // counted with the ASCII letters
                self.letters -= 1;
                self.latin += 1;
            }
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => self.greek += 1,
            '\u{400}'..='\u{52f}' => {
                self.cyrillic += 1;
                self.ukrainian += usize::from(matches!(c, 'є' | 'ї' | 'ґ' | 'Є' | 'Ї' | 'Ґ'));
                self.belarusian += usize::from(matches!(c, 'ў' | 'Ў'));
                self.serbian += usize::from(matches!(c, 'ђ' | 'ћ' | 'џ' | 'љ' | 'њ' | 'ј'));
            }
            '\u{590}'..='\u{5ff}' => self.hebrew += 1,
            '\u{600}'..='\u{77f}' | '\u{fb50}'..='\u{feff}' => {
                self.arabic += 1;
                self.persian += usize::from(matches!(c, 'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی'));
                self.urdu += usize::from(matches!(c, 'ٹ' | 'ڈ' | 'ڑ' | 'ے' | 'ں' | 'ہ'));
            }
            '\u{900}'..='\u{97f}' => self.devanagari += 1,
            '\u{3040}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}' => self.kana += 1,
            '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' => self.han += 1,
            '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}' => self.hangul += 1,
            _ => {
                if let Some(language) = own_language(c) {
                    self.own += 1;
                    self.own_language = language;
                }
            }
        }
    }

    /// The script of most letters.
    pub(super) fn script(&self) -> Script {
        let most = |n: usize| n * 2 > self.letters;
        // borrowed and rare letters: one in 200 of Cyrillic is enough
        let some = |n: usize, of: usize| n * 200 >= of && n > 0;
        if most(self.latin) {
            Script::Latin
        } else if most(self.greek) {
            Script::Of("el")
        } else if most(self.cyrillic) {
            if some(self.belarusian, self.cyrillic) {
                Script::Of("be")
            } else if some(self.ukrainian, self.cyrillic) {
                Script::Of("uk")
            } else if some(self.serbian, self.cyrillic) {
                Script::OneOf(&["sr", "mk"])
            } else {
                Script::OneOf(&["ru", "bg", "kk", "ky", "mn", "tg", "tt"])
            }
        } else if most(self.hebrew) {
            Script::OneOf(&["he", "yi"])
        } else if most(self.arabic) {
            if self.urdu * 20 >= self.arabic {
                Script::OneOf(&["ur", "ug", "ku"])
            } else if self.persian * 20 >= self.arabic {
                Script::OneOf(&["fa", "ku", "ps", "ur"])
            } else {
                Script::Of("ar")
            }
        } else if most(self.devanagari) {
            Script::OneOf(&["hi", "mr", "ne", "sa"])
        } else if most(self.kana + self.han) {
            // Chinese that names a Japanese film has a few kana
            if self.kana * 10 >= self.han { Script::Of("ja") } else { Script::Of("zh") }
        } else if most(self.hangul + self.han) {
            Script::Of("ko")
        } else if most(self.own) {
            Script::Of(self.own_language)
        } else {
            Script::Unknown
        }
    }
}

/// The language of a letter whose script is written for one.
fn own_language(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{530}'..='\u{58f}' => "hy",
        '\u{980}'..='\u{9ff}' => "bn",
        '\u{a00}'..='\u{a7f}' => "pa",
        '\u{a80}'..='\u{aff}' => "gu",
        '\u{b00}'..='\u{b7f}' => "or",
        '\u{b80}'..='\u{bff}' => "ta",
        '\u{c00}'..='\u{c7f}' => "te",
        '\u{c80}'..='\u{cff}' => "kn",
        '\u{d00}'..='\u{d7f}' => "ml",
        '\u{d80}'..='\u{dff}' => "si",
        '\u{e00}'..='\u{e7f}' => "th",
        '\u{e80}'..='\u{eff}' => "lo",
        '\u{f00}'..='\u{fff}' => "bo",
        '\u{1000}'..='\u{109f}' => "my",
        '\u{10a0}'..='\u{10ff}' => "ka",
        '\u{1200}'..='\u{137f}' => "am",
        '\u{1780}'..='\u{17ff}' => "km",
        _ => return None,
    })
}
