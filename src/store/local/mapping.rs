//! The list of fields as tantivy's schema, and an article as tantivy's document.

use super::annotation::{self, ANNOTATIONS, AnnotationTokenizer};
use super::tokenizer::{COPY, NAMES, NEWS, NamesTokenizer, NewsTokenizer};
use crate::schema::Field;
use crate::store::Document;
use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field as Column, INDEXED, IndexRecordOption, NumericOptions, STORED, Schema,
    TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::TokenizerManager;

/// Field of the annotation stream: terms at positions of the body.
pub(super) const ANNOTATION: &str = "annotation";
/// Fast column of the entities of an article: kind and key of each.
pub(super) const ENTITY: &str = "entity";
/// Field of the file an article came from.
pub(super) const FILE: &str = "file";
/// Fast columns with the first and last day of publication.
pub(super) const FROM: &str = "from";
pub(super) const TO: &str = "to";
/// Fast column with the digest of a record.
pub(super) const DIGEST: &str = "digest";
/// Fast column, and field, with the digest of a text.
pub(super) const TEXT_DIGEST: &str = "text_digest";
/// Fast column with the number of words in the body.
pub(super) const WORDS: &str = "words";
const RECORD: &str = "record";

/// tantivy's numbers of our fields.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    fields: [Column; Field::ALL.len()],
    pub(super) annotation: Column,
    pub(super) entity: Column,
    pub(super) file: Column,
    pub(super) from: Column,
    pub(super) to: Column,
    pub(super) digest: Column,
    pub(super) text_digest: Column,
    pub(super) words: Column,
    pub(super) record: Column,
}

impl Columns {
    /// The columns of a schema that [`schema`] made; `None` if it was made elsewhere.
    pub(super) fn of(schema: &Schema) -> Option<Self> {
        let named = |name: &str| schema.get_field(name).ok();
        let mut fields = [Column::from_field_id(0); Field::ALL.len()];
        for (column, field) in fields.iter_mut().zip(Field::ALL) {
            // the lead is the first positions of the text
            let field = if field == Field::Lead { Field::Text } else { field };
            *column = named(field.name())?;
        }
        Some(Self {
            fields,
            annotation: named(ANNOTATION)?,
            entity: named(ENTITY)?,
            file: named(FILE)?,
            from: named(FROM)?,
            to: named(TO)?,
            digest: named(DIGEST)?,
            text_digest: named(TEXT_DIGEST)?,
            words: named(WORDS)?,
            record: named(RECORD)?,
        })
    }

    pub(super) fn field(&self, field: Field) -> Column {
        self.fields[field as usize]
    }
}

/// tantivy's schema of our fields.
pub(super) fn schema() -> Schema {
    let mut builder = Schema::builder();
    let indexed = |tokenizer: &str, record| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(record),
        )
    };
    let positions = IndexRecordOption::WithFreqsAndPositions;
    for field in Field::ALL.into_iter().filter(|field| *field != Field::Lead) {
        let options = match field {
            Field::Text | Field::Headline | Field::Lead => indexed(NEWS, positions),
            Field::Url => indexed(NAMES, positions),
            Field::Byline | Field::Outlet | Field::Section | Field::Topic | Field::Place => {
                indexed(NAMES, positions).set_fast("raw")
            }
            Field::Language | Field::Id => indexed("raw", IndexRecordOption::Basic).set_fast("raw"),
        };
        builder.add_text_field(field.name(), options);
    }
    let annotation = TextFieldIndexing::default()
        .set_tokenizer(ANNOTATIONS)
        .set_fieldnorms(false)
        .set_index_option(positions);
    builder.add_text_field(ANNOTATION, TextOptions::default().set_indexing_options(annotation));
    builder.add_text_field(ENTITY, TextOptions::default().set_fast("raw"));
    let file = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::Basic);
    builder.add_text_field(FILE, TextOptions::default().set_indexing_options(file));
    builder.add_i64_field(FROM, NumericOptions::default() | FAST);
    builder.add_i64_field(TO, NumericOptions::default() | FAST);
    builder.add_u64_field(DIGEST, NumericOptions::default() | FAST);
    builder.add_u64_field(TEXT_DIGEST, NumericOptions::default() | FAST | INDEXED);
    builder.add_u64_field(WORDS, NumericOptions::default() | FAST);
    builder.add_bytes_field(RECORD, STORED);
    builder.build()
}

/// Makes our tokenizers known.
pub(super) fn register(tokenizers: &TokenizerManager) {
    tokenizers.register(NEWS, NewsTokenizer::new());
    tokenizers.register(NAMES, NamesTokenizer);
    tokenizers.register(ANNOTATIONS, AnnotationTokenizer);
}

/// An article as tantivy's document.
pub(super) fn document(columns: &Columns, document: &Document) -> TantivyDocument {
    let article = &document.article;
    let mut out = TantivyDocument::with_capacity(article.body.len() + document.record.len() + 1024);
    let mut text = |field: Field, value: &str| {
        if !value.is_empty() {
            out.add_text(columns.field(field), value);
        }
    };
    // the body first: its positions begin at 0
    text(Field::Text, &article.body);
    text(Field::Headline, &article.headline);
    for (field, value) in [
        (Field::Byline, &article.byline),
        (Field::Outlet, &article.outlet),
        (Field::Section, &article.section),
        (Field::Url, &article.url),
        (Field::Language, &document.language),
    ] {
        text(field, value.as_deref().unwrap_or(""));
    }
    for topic in &article.topics {
        text(Field::Topic, topic);
    }
    for place in &article.places {
        text(Field::Place, place);
    }
    text(Field::Id, &article.id);
    if document.words > 0 || !document.annotations.is_empty() {
        out.add_text(columns.annotation, annotation::stream(document));
    }
    for entity in &document.entities {
        out.add_text(columns.entity, entity);
    }
    out.add_text(columns.file, &document.file);
    for again in document.repeated() {
        let mut marked = String::with_capacity(again.len() + 1);
        marked.push(COPY);
        marked.push_str(again);
        out.add_text(columns.field(Field::Text), marked);
    }
    out.add_u64(columns.words, u64::from(document.words));
    if let Some(interval) = document.published().interval {
        out.add_i64(columns.from, interval.from.number());
        out.add_i64(columns.to, interval.to.number());
    }
    out.add_u64(columns.digest, document.digest);
    out.add_u64(columns.text_digest, document.text_digest);
    out.add_bytes(columns.record, &document.record);
    out
}
