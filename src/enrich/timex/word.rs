//! What a word is to a rule: the classes that the word lists of all languages
//! map to, and the few units, seasons and parts of day they speak of.

/// A unit of time, shortest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// A season, northern: winter begins in the December of its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Morning,
    Afternoon,
    Evening,
    Night,
}

/// The class of a token. Words that no rule asks for are [`Word::Other`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A word of no interest.
    Other,
    /// The end of the text, or a blank line: nothing goes across.
    Break,
    /// A run of ASCII digits and its number; `u32::MAX` if it is longer than nine.
    Digits(u32),
    /// A punctuation mark; `-` for all hyphens, `~` for longer dashes, `'` for
    /// all single quotes, `$` for all currencies, `_` for marks of no interest.
    Mark(u8),

    // the calendar
    Month(i8),
    Weekday(i8),
    Weekdays(i8),
    Season(Season),
    Seasons(Season),
    Part(Part),
    Parts(Part),
    Unit(Unit),
    Units(Unit),
    /// `yearlong`.
    UnitLong(Unit),
    /// `inst.` (0), `ult.` (-1): of this month, of the last.
    MonthOf(i8),
    /// Letters that stand for a quarter, a half, a fiscal year: the Q of `Q3`.
    InShort,
    Noon,
    Midnight,
    AmPm {
        pm: bool,
    },
    Zone,
    Holiday,
    Era {
        before: bool,
    },

    // numbers
    Count(u16),
    Times(u32),
    Ordinal(u8),
    /// `sixties`, as 60.
    Tens(u8),
    OrdinalEnd,
    Half,
    Few,
    Several,
    Couple,
    Dozen,
    Dozens,

    // which one
    The,
    A,
    This,
    That,
    These,
    Those,
    Last,
    Past,
    Previous,
    Latest,
    Next,
    Coming,
    Following,
    Same,
    /// `corresponding`.
    Alike,
    Current,
    Each,
    Every,
    Another,
    Final,
    Early,
    Late,
    Mid,
    Earlier,
    Later,
    End,
    Beginning,
    Middle,
    Fiscal,
    Near,
    Full,
    More,
    Period,
    Old,

    // deictic
    Today,
    Yesterday,
    Tomorrow,
    Tonight,
    Overnight,
    Now,
    Currently,
    Recent,
    Recently,
    Future,
    Soon,
    Once,
    Ago,
    Hence,
    Periodic(Unit),
    Annual,

    // what stands between
    In,
    On,
    Of,
    At,
    By,
    From,
    To,
    Since,
    Until,
    Through,
    Before,
    After,
    Between,
    During,
    And,
    Or,
    For,
    Over,
    About,
    Nearly,
    Than,
    Least,
    Less,
    Up,

    // tense
    Will,
    /// What is said in the present of a day to come: the summit `opens` Friday.
    Opens,
    /// `starting`, of the future right beside a date.
    Starts,
    /// What is of the future with `to` behind it: `agreed`, `set`.
    Plans,
    /// `is`
    Is,
    Was,
    /// What a number before it counts, so that the number is no year.
    Counted,
}
