//! The model that is part of the program: English news of the whole world.
//! `models/entities/README.md` says what it was trained on and how good it is.

use super::tagger::Tagger;
use std::sync::LazyLock;

impl Tagger {
    /// The tagger of the shipped model; read when it is first asked for.
    #[must_use]
    pub fn shipped() -> &'static Tagger {
        static TAGGER: LazyLock<Tagger> = LazyLock::new(|| {
            let file = include_bytes!("../../../models/entities/english.model");
            // no input: a test reads it, and nothing else can be there
            Tagger::from_model(file).expect("the shipped model is sound")
        });
        &TAGGER
    }
}
