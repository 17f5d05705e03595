//! The strongest directions of a large matrix that is mostly zeros: its rows
//! in 64 numbers instead of thousands, by subspace iteration from a start of
//! chance (Halko, Martinsson and Tropp, 2011).

use super::chance::Chance;

/// How many directions are kept.
pub(super) const DIRECTIONS: usize = 64;
/// How often the subspace is turned towards the strongest.
const TURNS: usize = 3;

/// A row in the strongest directions.
pub(super) type Vector = [f32; DIRECTIONS];

/// A matrix, row by row, without its zeros.
pub(super) struct Matrix {
    columns: usize,
    /// Where each row ends in `cells`.
    ends: Vec<usize>,
    cells: Vec<(u32, f32)>,
}

impl Matrix {
    /// A matrix of these cells: row, column, value, in order of rows.
    pub(super) fn new(
        rows: usize,
        columns: usize,
        cells: impl IntoIterator<Item = (u32, u32, f32)>,
    ) -> Matrix {
        let mut out = Matrix { columns, ends: vec![0; rows], cells: Vec::new() };
        for (row, column, value) in cells {
            out.cells.push((column, value));
            out.ends[row as usize] = out.cells.len();
        }
        let mut end = 0;
        for at in &mut out.ends {
            end = end.max(*at);
            *at = end;
        }
        out
    }

    fn rows(&self) -> impl Iterator<Item = &[(u32, f32)]> {
        let mut start = 0;
        self.ends.iter().map(move |&end| &self.cells[std::mem::replace(&mut start, end)..end])
    }

    /// The matrix times `right`, a row for each of its columns.
    fn times(&self, right: &[Vector]) -> Vec<Vector> {
        let row = |cells: &[(u32, f32)]| {
            let mut sum = [0.0; DIRECTIONS];
            for &(column, value) in cells {
                add(&mut sum, &right[column as usize], value);
            }
            sum
        };
        self.rows().map(row).collect()
    }

    /// The matrix, its rows for columns, times `right`.
    fn turned_times(&self, right: &[Vector]) -> Vec<Vector> {
        let mut out = vec![[0.0; DIRECTIONS]; self.columns];
        for (cells, right) in self.rows().zip(right) {
            for &(column, value) in cells {
                add(&mut out[column as usize], right, value);
            }
        }
        out
    }
}

/// The rows in the strongest directions, each of length 1.
pub(super) fn strongest(matrix: &Matrix) -> Vec<Vector> {
    let mut chance = Chance::new();
    let mut columns: Vec<Vector> =
        (0..matrix.columns).map(|_| std::array::from_fn(|_| chance.unit() - 0.5)).collect();
    for _ in 0..TURNS {
        let mut rows = matrix.times(&columns);
        orthogonal(&mut rows);
        columns = matrix.turned_times(&rows);
        orthogonal(&mut columns);
    }
    let mut rows = matrix.times(&columns);
    weigh(&mut rows);
    rows
}

/// Makes the columns orthogonal and of length 1 (Gram and Schmidt, twice for
/// precision), strongest first as far as the iteration came.
fn orthogonal(rows: &mut [Vector]) {
    for column in 0..DIRECTIONS {
        for _ in 0..2 {
            let mut shares = [0.0_f64; DIRECTIONS];
            for row in &*rows {
                let own = f64::from(row[column]);
                for (share, value) in shares[..column].iter_mut().zip(row) {
                    *share += own * f64::from(*value);
                }
            }
            for row in &mut *rows {
                let taken: f64 = shares[..column]
                    .iter()
                    .zip(&*row)
                    .map(|(share, value)| share * f64::from(*value))
                    .sum();
                row[column] -= narrow(taken);
            }
        }
        let length = length_of(rows, column);
        for row in &mut *rows {
            row[column] /= length;
        }
    }
}

/// Halves the strength of directions (by the root), so that the first ones
/// don't drown the others, and makes each row's length 1.
fn weigh(rows: &mut [Vector]) {
    for column in 0..DIRECTIONS {
        let root = length_of(rows, column).sqrt();
        for row in &mut *rows {
            row[column] /= root;
        }
    }
    for row in rows {
        let length = row.iter().map(|value| value * value).sum::<f32>().sqrt().max(1e-9);
        row.iter_mut().for_each(|value| *value /= length);
    }
}

fn length_of(rows: &[Vector], column: usize) -> f32 {
    let square: f64 = rows.iter().map(|row| f64::from(row[column]).powi(2)).sum();
    narrow(square.sqrt()).max(1e-9)
}

#[inline]
fn add(sum: &mut Vector, vector: &Vector, times: f32) {
    for (sum, value) in sum.iter_mut().zip(vector) {
        *sum += value * times;
    }
}

#[allow(clippy::cast_possible_truncation)]
fn narrow(value: f64) -> f32 {
    value as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_share_columns_are_near() {
        // three kinds of rows, each with columns of its own
        let cells = (0..30_u32).flat_map(|row| {
            let kind = row % 3;
            (0..4).map(move |column| (row, kind * 4 + column, 1.0 + column as f32))
        });
        let vectors = strongest(&Matrix::new(30, 12, cells));
        let near = |a: usize, b: usize| -> f32 {
            vectors[a].iter().zip(&vectors[b]).map(|(a, b)| a * b).sum()
        };
        assert!(near(0, 3) > 0.99, "{}", near(0, 3));
        assert!(near(0, 1).abs() < 0.01, "{}", near(0, 1));
    }
}
