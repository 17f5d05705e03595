//! Small views of a parsed page.
//!
//! Nothing here recurses: a page may be nested deeper than a thread's stack.

use super::nesting;
use dom_query::{Document, Element, NodeData, NodeRef, TreeNode};

/// A step of [`walk`].
pub(super) enum Step<'a> {
    /// A node, before its children.
    Enter(NodeRef<'a>),
    /// The same node, after its children; only if `Enter` was answered with `true`.
    Leave(NodeRef<'a>),
}

/// Walks `root` and all below it in document order. The answer to `Enter` says
/// whether to go into the children. The tree must not be changed on the way.
pub(super) fn walk<'a>(root: NodeRef<'a>, mut visit: impl FnMut(Step<'a>) -> bool) {
    let mut node = root;
    loop {
        let mut entered = visit(Step::Enter(node));
        if entered && let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        loop {
            if entered {
                visit(Step::Leave(node));
            }
            if node.id == root.id {
                return;
            }
            if let Some(sibling) = node.next_sibling() {
                node = sibling;
                break;
            }
            let Some(parent) = node.parent() else { return };
            node = parent;
            entered = true;
        }
    }
}

/// The value of an attribute, `name` in lower case.
pub(super) fn attr<'e>(element: &'e Element, name: &str) -> Option<&'e str> {
    element.attrs.iter().find(|a| &*a.name.local == name).map(|a| &*a.value)
}

/// The text of a text node.
pub(super) fn text_of(node: &TreeNode) -> Option<&str> {
    match &node.data {
        NodeData::Text { contents } => Some(contents),
        _ => None,
    }
}

/// `text` on one line, with what HTML is left in it (`&amp;#8217;` in a meta
/// tag, `<i>` in JSON-LD) read as HTML.
pub(super) fn one_line(text: &str) -> String {
    if text.contains(['&', '<']) && nesting::check(text).is_ok() {
        return crate::article::one_line(&Document::fragment(text).text());
    }
    crate::article::one_line(text)
}
