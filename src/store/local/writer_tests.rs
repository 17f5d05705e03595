//! Removals that meet merges: what else only a run after a killed one would show.

use super::mapping::document;
use super::open::LocalStore;
use super::writer::WriterOptions;
use crate::article::Article;
use crate::enrich::enrich;
use crate::store::Document;
use tantivy::merge_policy::NoMergePolicy;
use tantivy::schema::Term;
use tantivy::{IndexWriter, TantivyDocument};

const OPTIONS: WriterOptions = WriterOptions { threads: 2, memory: 40 << 20 };

fn short(id: &str, body: &str) -> Document {
    let article = Article { id: id.into(), body: body.into(), ..Article::default() };
    Document::new(enrich(article), "f")
}

/// What a killed writer leaves: segments that its policy would have merged. The
/// last commit has also removed an article from the smallest of them, so that
/// this segment's list of removed articles has the number of that commit.
///
/// The next writer's first operation must not have that number too: a merge takes
/// all operations up to the last commit's number as applied to segments that say
/// so, and drops them.
#[test]
fn the_first_article_that_a_new_writer_replaces_is_there_once() {
    let directory = tempfile::tempdir().unwrap();
    let store = LocalStore::open_or_create(directory.path()).unwrap();
    {
        let mut killed: IndexWriter<TantivyDocument> = store.index.writer(20 << 20).unwrap();
        killed.set_merge_policy(Box::new(NoMergePolicy));
        let add = |killed: &IndexWriter<TantivyDocument>, id: &str| {
            killed.add_document(document(&store.columns, &short(id, "First."))).unwrap();
        };
        add(&killed, "replaced");
        add(&killed, "removed");
        add(&killed, "stays");
        killed.commit().unwrap();
        for segment in 0..9 {
            for article in 0..4 {
                add(&killed, &format!("{segment}-{article}"));
            }
            if segment == 8 {
                let id = store.columns.field(crate::schema::Field::Id);
                killed.delete_term(Term::from_field_text(id, "removed"));
            }
            killed.commit().unwrap();
        }
    }
    let mut writer = store.writer(OPTIONS).unwrap();
    writer.remove_id("replaced");
    writer.add(&short("replaced", "Second.")).unwrap();
    writer.commit("").unwrap();
    writer.finish().unwrap();
    let snapshot = store.snapshot().unwrap();
    assert_eq!(snapshot.len(), 2 + 9 * 4);
    let article = snapshot.find("replaced").unwrap().unwrap();
    assert_eq!(snapshot.record(article).unwrap().body().unwrap(), "Second.");
}
