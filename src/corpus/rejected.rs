//! What could not be read, and why.

use crate::article::Origin;

/// A file, member or record that was left out. The rest goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Where it lies.
    pub origin: Origin,
    /// Why, in lower case, with the remedy where there is one.
    pub reason: String,
}
