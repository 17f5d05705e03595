//! The paired t-test, two-sided (Student, "The probable error of a mean",
//! Biometrika 6, 1908). It takes differences as normal; on retrieval scores it
//! agrees with the randomisation test all the same (Smucker, Allan and
//! Carterette, "A comparison of statistical significance tests for information
//! retrieval evaluation", CIKM 2007).
//!
//! The tail of Student's distribution is a regularised incomplete beta function
//! (Abramowitz and Stegun 26.7.1):
//!
//! ```text
//! P(|T| ≥ |t|) = I_x(ν/2, 1/2)   with x = ν / (ν + t²)
//! ```
//!
//! One of its arguments is a half and the other a half of an integer, so it
//! needs neither logarithms nor a gamma function.

use super::paired::Moments;
use serde::Serialize;
use std::f64::consts::{FRAC_2_SQRT_PI, PI};

/// What the paired t-test says.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct TTest {
    /// The mean difference in units of its standard error; null where all
    /// differences are the same, so that it would be infinite or 0 by 0.
    pub t: Option<f64>,
    /// Degrees of freedom: topics less one.
    pub df: u32,
    /// Probability of a difference as large, either way, between equals. Where
    /// all differences are the same, 0, and 1 if that is none.
    pub p: f64,
    /// The same after Holm's correction for all comparisons of the table.
    pub p_holm: f64,
}

/// The test on the moments of paired differences; none on fewer than two topics.
pub(super) fn t_test(moments: &Moments) -> Option<TTest> {
    let df = u32::try_from(moments.topics.checked_sub(1)?).ok().filter(|&df| df > 0)?;
    let (t, p) = if moments.deviation > 0.0 {
        let t = moments.mean / (moments.deviation / (moments.topics as f64).sqrt());
        (Some(t), two_sided(t, df))
    } else {
        (None, if moments.mean == 0.0 { 1.0 } else { 0.0 })
    };
    Some(TTest { t, df, p, p_holm: p })
}

/// P(|T| ≥ |t|) for Student's distribution with `df` degrees of freedom.
pub(super) fn two_sided(t: f64, df: u32) -> f64 {
    let freedom = f64::from(df);
    let square = t * t / freedom;
    if square == 0.0 {
        return 1.0;
    }
    if square.is_infinite() {
        return 0.0;
    }
    // x and its complement, each without subtracting from 1
    let (x, rest) = (1.0 / (1.0 + square), square / (1.0 + square));
    let (a, b) = (freedom / 2.0, 0.5);
    // x^a (1-x)^b / B(a, b), where B(a, ½) = √π Γ(a) / Γ(a+½)
    let front = power(x.sqrt(), df) * rest.sqrt() * gamma_ratio(df) / PI.sqrt();
    // the fraction converges fast below this x; past it the function's mirror image does
    let p = if x < (a + 1.0) / (a + b + 2.0) {
        front * fraction(x, a, b) / a
    } else {
        1.0 - front * fraction(rest, b, a) / b
    };
    p.clamp(0.0, 1.0)
}

/// Γ((df+1)/2) / Γ(df/2), from its value at 1 or 2 by Γ(z+1) = z Γ(z).
fn gamma_ratio(df: u32) -> f64 {
    let (mut at, mut ratio) =
        if df % 2 == 1 { (1, FRAC_2_SQRT_PI / 2.0) } else { (2, PI.sqrt() / 2.0) };
    while at < df {
        ratio *= f64::from(at + 1) / f64::from(at);
        at += 2;
    }
    ratio
}

/// `base` to a whole power by squaring: multiplications alone, the same everywhere.
fn power(mut base: f64, mut exponent: u32) -> f64 {
    let mut product = 1.0;
    while exponent > 0 {
        if exponent % 2 == 1 {
            product *= base;
        }
        base *= base;
        exponent /= 2;
    }
    product
}

/// The continued fraction of the incomplete beta function (DLMF 8.17.22), from
/// its top by the modified Lentz method (Thompson and Barnett, J. Comput. Phys.
/// 64, 1986).
fn fraction(x: f64, a: f64, b: f64) -> f64 {
    /// Stands in for a denominator of zero.
    const TINY: f64 = 1e-300;
    /// Far more than √max(a, b) steps are not needed.
    const STEPS: u32 = 100_000;
    let nonzero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut above = 1.0;
    let mut below = 1.0 / nonzero(1.0 - (a + b) * x / (a + 1.0));
    let mut value = below;
    for step in 1..STEPS {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for term in [even, odd] {
            below = 1.0 / nonzero(1.0 + term * below);
            above = nonzero(1.0 + term / above);
            change = above * below;
            value *= change;
        }
        if (change - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The density between -t and t added up in small steps (Simpson's rule).
    fn by_area(t: f64, df: u32) -> f64 {
        const STEPS: u32 = 20_000;
        let freedom = f64::from(df);
        let height = gamma_ratio(df) / (freedom * PI).sqrt();
        let density = |u: f64| height * (1.0 + u * u / freedom).powf(-(freedom + 1.0) / 2.0);
        let step = t / f64::from(STEPS);
        let weight = |i: u32| match i {
            0 | STEPS => 1.0,
            i if i % 2 == 1 => 4.0,
            _ => 2.0,
        };
        let sum: f64 = (0..=STEPS).map(|i| weight(i) * density(f64::from(i) * step)).sum();
        1.0 - 2.0 * sum * step / 3.0
    }

    proptest! {
        #[test]
        fn the_tail_is_what_the_density_leaves(t in 0.0..30.0f64, df in 1u32..1500) {
            prop_assert!((two_sided(t, df) - by_area(t, df)).abs() < 1e-9);
            prop_assert_eq!(two_sided(t, df), two_sided(-t, df));
        }

        #[test]
        fn any_number_has_a_probability(t in any::<f64>(), df in 1u32..5000) {
            if !t.is_nan() {
                let p = two_sided(t, df);
                prop_assert!((0.0..=1.0).contains(&p), "{}", p);
            }
        }
    }

    #[test]
    fn closed_forms() {
        // df 1 is Cauchy's distribution: P(|T| ≥ 1) = 1/2; df 2: 1 - t/√(2+t²)
        assert!((two_sided(1.0, 1) - 0.5).abs() < 1e-15);
        assert!((two_sided(2.0, 2) - (1.0 - 2.0 / 6f64.sqrt())).abs() < 1e-15);
    }

    #[test]
    fn differences_that_are_all_the_same() {
        let of = |differences: &[f64]| t_test(&Moments::of(differences));
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[0.5]), None);
        assert_eq!(of(&[0.1; 7]), Some(TTest { t: None, df: 6, p: 0.0, p_holm: 0.0 }));
        assert_eq!(of(&[0.0; 7]), Some(TTest { t: None, df: 6, p: 1.0, p_holm: 1.0 }));
    }
}
