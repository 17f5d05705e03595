//! A document on its way to tantivy's indexing threads.
//!
//! tantivy queues up to 10,000 documents whatever their size; ten thousand
//! pages of 1 MB would be 10 GB. So a document carries a permit for its bytes,
//! which goes back the moment an indexing thread takes the document up.

use crate::store::Permit;
use tantivy::TantivyDocument;
use tantivy::schema::document::Document;

/// A document that gives its permit back when an indexing thread takes it up.
pub(super) struct Pending {
    pub(super) document: TantivyDocument,
    pub(super) permit: Permit,
}

impl Document for Pending {
    type Value<'a> = <TantivyDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.document.iter_fields_and_values()
    }

    fn into_tantivy_document(self) -> TantivyDocument {
        drop(self.permit);
        self.document
    }
}
