//! Labels of tokens: a kind and a place in the name (begin, inside, last, or
//! the only token: "BILOU"), and which of them may follow each other.
//!
//! ```text
//! Gen.  Qassem    Soleimani  left  Baghdad  .
//! O     B-person  L-person   O     U-place  O
//! ```

use crate::enrich::EntityKind;

/// The kinds, in the order of their labels.
pub(super) const KINDS: [EntityKind; 4] =
    [EntityKind::Person, EntityKind::Organisation, EntityKind::Place, EntityKind::Other];

/// Labels that are part of a name: four places of four kinds.
pub(super) const NAMES: usize = 16;

/// All labels: those of names at `1..`, and [`OUTSIDE`].
pub(super) const LABELS: usize = NAMES + 1;

/// The label of a token that is not in a name.
pub(super) const OUTSIDE: usize = 0;

/// Where a token stands in its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Begin,
    Inside,
    Last,
    Only,
}

const PLACES: [Place; 4] = [Place::Begin, Place::Inside, Place::Last, Place::Only];

/// The label of a token of the `kind`th kind.
pub(super) fn label(kind: usize, place: Place) -> usize {
    1 + kind * PLACES.len() + place as usize
}

/// The number of a label's kind, and its place; `None` outside names.
pub(super) fn parts(label: usize) -> Option<(usize, Place)> {
    let index = label.checked_sub(1)?;
    Some((index / PLACES.len(), PLACES[index % PLACES.len()]))
}

/// Whether a name goes on after this label.
pub(super) fn is_open(label: usize) -> bool {
    matches!(parts(label), Some((_, Place::Begin | Place::Inside)))
}

/// Whether a name may begin or none be there: what may stand first in a
/// sentence and after a name's end.
pub(super) fn is_start(label: usize) -> bool {
    matches!(parts(label), None | Some((_, Place::Begin | Place::Only)))
}

/// Whether `next` may follow `label`.
pub(super) fn may_follow(label: usize, next: usize) -> bool {
    if !is_open(label) {
        return is_start(next);
    }
    match (parts(label), parts(next)) {
        (Some((a, _)), Some((b, place))) => a == b && matches!(place, Place::Inside | Place::Last),
        _ => false,
    }
}

/// The labels of a name of `length` tokens.
pub(super) fn labels_of(kind: usize, length: usize) -> impl Iterator<Item = usize> {
    (0..length).map(move |at| {
        let place = match (at == 0, at + 1 == length) {
            (true, true) => Place::Only,
            (true, false) => Place::Begin,
            (false, true) => Place::Last,
            (false, false) => Place::Inside,
        };
        label(kind, place)
    })
}

/// The names in a sequence of labels that may follow each other: first token,
/// token after the last, number of the kind.
pub(super) fn names(labels: &[u8]) -> impl Iterator<Item = (usize, usize, usize)> {
    let mut start = 0;
    labels.iter().enumerate().filter_map(move |(at, &label)| {
        let (kind, place) = parts(usize::from(label))?;
        if matches!(place, Place::Begin | Place::Only) {
            start = at;
        }
        matches!(place, Place::Last | Place::Only).then_some((start, at + 1, kind))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_say_kind_and_place() {
        for kind in 0..KINDS.len() {
            for place in PLACES {
                assert_eq!(parts(label(kind, place)), Some((kind, place)));
            }
        }
        assert_eq!(parts(OUTSIDE), None);
    }

    #[test]
    fn a_name_goes_on_until_it_ends() {
        let person: Vec<usize> = labels_of(0, 3).collect();
        assert!(person.windows(2).all(|two| may_follow(two[0], two[1])));
        assert!(!may_follow(person[0], OUTSIDE));
        assert!(!may_follow(OUTSIDE, person[1]));
        assert!(!may_follow(person[0], label(1, Place::Last)));
        assert!(may_follow(person[2], label(1, Place::Begin)));
    }

    #[test]
    fn names_are_read_back() {
        let labels: Vec<u8> = [OUTSIDE]
            .into_iter()
            .chain(labels_of(2, 1))
            .chain(labels_of(0, 2))
            .map(|label| u8::try_from(label).unwrap())
            .collect();
        assert_eq!(names(&labels).collect::<Vec<_>>(), [(1, 2, 2), (2, 4, 0)]);
    }
}
