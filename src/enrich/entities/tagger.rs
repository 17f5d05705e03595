//! The tagger: a text in, its names out, in two passes.

use super::document::Document;
use super::feature;
use super::label::{KINDS, names};
use super::lattice::{Lattice, NO_NAME, Scores};
use super::model::{Model, ModelError};
use super::recall::Recall;
use crate::enrich::EntityMention;

/// Finds people, organisations, places and other names in texts.
#[derive(Debug)]
pub struct Tagger {
    model: Model,
}

/// What a tagger needs while it reads a text; made to be used again.
#[derive(Debug, Default)]
pub(in crate::enrich) struct Workspace {
    document: Document,
    scores: Vec<Scores>,
    labels: Vec<u8>,
    first: Vec<u8>,
    lattice: Lattice,
    recall: Recall,
}

impl Tagger {
    /// A tagger with the model in `file`.
    ///
    /// # Errors
    /// When it isn't a model, or not one of this version.
    pub fn from_model(file: &[u8]) -> Result<Tagger, ModelError> {
        Ok(Tagger { model: Model::read(file)? })
    }

    /// How many features have weights.
    #[must_use]
    pub fn features(&self) -> usize {
        self.model.features()
    }

    /// The names in `text`, in order and without overlap.
    ///
    /// Each is an entity of its own: which of them are one is not for the tagger
    /// to say. Linear in the length of the text.
    #[must_use]
    pub fn mentions(&self, text: &str) -> Vec<EntityMention> {
        let starts = crate::enrich::sentences(text);
        self.read(text, starts.iter().map(|sentence| sentence.start), &mut Workspace::default())
    }

    /// The same, where the bytes are known at which sentences begin.
    pub(in crate::enrich) fn read(
        &self,
        text: &str,
        starts: impl IntoIterator<Item = u32>,
        workspace: &mut Workspace,
    ) -> Vec<EntityMention> {
        workspace.document.read(text, starts, &self.model.lexicon);
        self.first_pass(workspace);
        self.second_pass(workspace);
        let document = &workspace.document;
        let mut out = Vec::new();
        for sentence in &document.sentences {
            let tokens = &document.tokens[sentence.tokens()];
            for (first, end, kind) in names(&workspace.labels[sentence.tokens()]) {
                let (start, end) = (tokens[first].start, tokens[end - 1].end);
                let entity = u32::try_from(out.len()).unwrap_or(u32::MAX);
                out.push(EntityMention { start, end, kind: KINDS[kind], entity });
            }
        }
        out
    }

    /// Labels each sentence by itself.
    fn first_pass(&self, workspace: &mut Workspace) {
        let Workspace { document, scores, labels, lattice, .. } = workspace;
        scores.clear();
        labels.clear();
        labels.resize(document.tokens.len(), 0);
        for (index, sentence) in document.sentences.iter().enumerate() {
            for at in sentence.tokens() {
                let mut sum = NO_NAME;
                if document.is_near_capitals(index, at) {
                    sum = Scores::default();
                    feature::each(document, index, at, |feature| self.model.add(feature, &mut sum));
                }
                scores.push(sum);
            }
            let tokens = sentence.tokens();
            let out = &mut labels[tokens.clone()];
            lattice.best(&scores[tokens], &self.model.transitions, out);
        }
    }

    /// Labels again where the first pass said something of the same words
    /// elsewhere.
    fn second_pass(&self, workspace: &mut Workspace) {
        let Workspace { document, scores, labels, first, lattice, recall } = workspace;
        recall.read(document, labels);
        first.clone_from(labels);
        for (index, sentence) in document.sentences.iter().enumerate() {
            let mut is_changed = false;
            for at in sentence.tokens() {
                let sum = &mut scores[at];
                recall.each(document, index, at, first, |feature| {
                    is_changed = true;
                    self.model.add(feature, sum);
                });
            }
            if is_changed {
                let tokens = sentence.tokens();
                let out = &mut labels[tokens.clone()];
                lattice.best(&scores[tokens], &self.model.transitions, out);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The names as `kind name`.
    fn named(text: &str) -> Vec<String> {
        let mentions = Tagger::shipped().mentions(text);
        let text_of = |mention: &EntityMention| &text[mention.start as usize..mention.end as usize];
        mentions.iter().map(|mention| format!("{:?} {}", mention.kind, text_of(mention))).collect()
    }

    #[test]
    fn names_of_every_kind_are_found() {
        let text = "Maria Okonkwo of the Ministry of Health told Reuters in Lagos on Friday \
                    that the Nigerian government would not pay.";
        assert_eq!(
            named(text),
            [
                "Person Maria Okonkwo",
                "Organisation Ministry of Health",
                "Organisation Reuters",
                "Place Lagos",
                "Other Nigerian"
            ]
        );
    }

    #[test]
    fn titles_weekdays_and_pronouns_are_no_names() {
        assert_eq!(
            named("He said on Tuesday that the Prime Minister would resign in March."),
            [""; 0]
        );
        assert_eq!(
            named("President John Kufuor met Gen. Qassem Soleimani."),
            ["Person John Kufuor", "Person Qassem Soleimani"]
        );
    }

    #[test]
    fn a_text_without_letters_has_no_names() {
        assert_eq!(named(""), [""; 0]);
        assert_eq!(named("\n\n 1,200 … — ***"), [""; 0]);
    }

    proptest! {
        #[test]
        fn any_text_has_names_in_order_and_on_letters(text in "(\\PC|[A-Z][a-z]{1,5} |\\. |\n){0,60}") {
            let mentions = Tagger::shipped().mentions(&text);
            let mut end = 0;
            for mention in &mentions {
                let bytes = mention.start as usize..mention.end as usize;
                prop_assert!(end <= bytes.start && bytes.start < bytes.end);
                end = bytes.end;
                let name = text.get(bytes);
                prop_assert!(name.is_some_and(|name| name.trim() == name));
            }
            // whatever was read before
            let mut used = Workspace::default();
            let starts = crate::enrich::sentences(&text);
            let starts = || starts.iter().map(|sentence| sentence.start);
            let first = Tagger::shipped().read(&text, starts(), &mut used);
            Tagger::shipped().read("Orr left Lagos.", [0], &mut used);
            prop_assert_eq!(&first, &mentions);
            prop_assert_eq!(Tagger::shipped().read(&text, starts(), &mut used), mentions);
        }
    }
}
