//! Clusters of vectors at three sizes, each size within the next: k-means on
//! the sphere, then within each cluster, then of the clusters' means.

use super::chance::Chance;
use super::directions::{DIRECTIONS, Vector};

/// How many middling clusters there are.
const MIDDLING: usize = 400;
/// How many small ones each of them is parted into.
const PARTS: usize = 5;
/// How many large ones they are put together to.
const LARGE: usize = 80;
const ROUNDS: usize = 12;

/// For each vector the numbers of its small, middling and large cluster, from
/// 1; none for no vectors.
pub(super) fn of(vectors: &[Vector]) -> Vec<[u16; 3]> {
    let mut chance = Chance::new();
    let all: Vec<usize> = (0..vectors.len()).collect();
    let (middling, means) = parted(vectors, &all, MIDDLING, &mut chance);
    let every: Vec<usize> = (0..means.len()).collect();
    let (large, _) = parted(&means, &every, LARGE, &mut chance);
    let mut out = vec![[0; 3]; vectors.len()];
    let mut small = 0;
    for (cluster, &large) in large.iter().enumerate() {
        let members: Vec<usize> =
            all.iter().copied().filter(|&at| middling[at] == cluster).collect();
        let (parts, means) = parted(vectors, &members, PARTS, &mut chance);
        for (&member, part) in members.iter().zip(parts) {
            out[member] = [small + part, cluster, large].map(number);
        }
        small += means.len();
    }
    out
}

/// Parts `members` into at most `count` clusters: the cluster of each, and the
/// clusters' means.
fn parted(
    vectors: &[Vector],
    members: &[usize],
    count: usize,
    chance: &mut Chance,
) -> (Vec<usize>, Vec<Vector>) {
    let count = count.min(members.len());
    let mut seeds = members.to_vec();
    for at in 0..count {
        let other = at + chance.below(seeds.len() - at);
        seeds.swap(at, other);
    }
    let mut means: Vec<Vector> = seeds[..count].iter().map(|&at| vectors[at]).collect();
    let mut own = vec![0; members.len()];
    for _ in 0..ROUNDS {
        for (own, &member) in own.iter_mut().zip(members) {
            *own = nearest(&means, &vectors[member]);
        }
        let mut sums = vec![[0.0; DIRECTIONS]; count];
        for (&own, &member) in own.iter().zip(members) {
            for (sum, value) in sums[own].iter_mut().zip(&vectors[member]) {
                *sum += value;
            }
        }
        for (mean, mut sum) in means.iter_mut().zip(sums) {
            let length = sum.iter().map(|value| value * value).sum::<f32>().sqrt();
            if length > 0.0 {
                sum.iter_mut().for_each(|value| *value /= length);
                *mean = sum;
            }
        }
    }
    (own, means)
}

fn nearest(means: &[Vector], vector: &Vector) -> usize {
    let mut best = (0, f32::MIN);
    for (at, mean) in means.iter().enumerate() {
        // in lanes of their own, so that the sum is one of the machine's vectors
        let mut lanes = [0.0_f32; 8];
        for (a, b) in mean.as_chunks::<8>().0.iter().zip(vector.as_chunks::<8>().0) {
            for lane in 0..8 {
                lanes[lane] += a[lane] * b[lane];
            }
        }
        let near = lanes.iter().sum();
        if near > best.1 {
            best = (at, near);
        }
    }
    best.0
}

fn number(cluster: usize) -> u16 {
    u16::try_from(cluster + 1).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_vectors_share_their_clusters() {
        let vectors: Vec<Vector> = (0..2_000)
            .map(|at| std::array::from_fn(|place| f32::from(u8::from(place == at % 10))))
            .collect();
        let clusters = of(&vectors);
        assert_eq!(clusters[0], clusters[10]);
        assert_ne!(clusters[0][1], clusters[1][1]);
        assert!(clusters.iter().flatten().all(|&cluster| cluster > 0));
        assert_eq!(of(&vectors), clusters);
        assert_eq!(of(&[]), Vec::<[u16; 3]>::new());
    }
}
