"""What SciPy and NumPy say of paired scores, for src/eval/compare/scipy_tests.rs.

    python tests/compare/paired_scores.py > tests/compare/paired_scores.json

Made with SciPy 1.17.1 and NumPy 2.4.6. The scores are drawn here, of no collection.
`stream_interval` and `stream_p` follow the program's own random numbers
(SplitMix64), written a second time in Python's integers.
"""

import json

import numpy as np
from scipy import stats

BITS = (1 << 64) - 1


def splitmix(seed):
    while True:
        seed = (seed + 0x9E3779B97F4A7C15) & BITS
        z = seed
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & BITS
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & BITS
        yield z ^ (z >> 31)


def stream_interval(d, resamples, seed):
    stream = splitmix(seed)
    n = len(d)
    means = [sum(d[(next(stream) * n) >> 64] for _ in range(n)) / n for _ in range(resamples)]
    return [float(x) for x in np.percentile(means, [2.5, 97.5])]


def stream_p(d, draws, seed):
    """Random signs: a bit a topic that differs, the lowest first, from fresh words each draw."""
    d = [x for x in d if x != 0]
    stream = splitmix(seed)
    seen = abs(sum(d))
    count = 0
    for _ in range(draws):
        total = 0.0
        for at in range(0, len(d), 64):
            word = next(stream)
            for bit, x in enumerate(d[at : at + 64]):
                total += x if word >> bit & 1 else -x
        count += abs(total) >= seen - 1e-9
    return (count + 1) / (draws + 1)


def pair(name, topics, shift, rng):
    hard = rng.beta(1.2, 2.5, topics)
    baseline = np.clip(hard + rng.normal(0, 0.06, topics), 0, 1).round(4)
    system = np.clip(hard + shift + rng.normal(0, 0.06, topics), 0, 1).round(4)
    system[rng.random(topics) < 0.15] = -1
    system = np.where(system < 0, baseline, system)
    d = system - baseline
    t = stats.ttest_rel(system, baseline)
    exact = topics <= 20
    signs = stats.permutation_test(
        (d,), np.mean, permutation_type="samples",
        n_resamples=np.inf if exact else 400_000, batch=10_000, rng=np.random.default_rng(5),
    )
    boot = stats.bootstrap(
        (d,), np.mean, method="percentile", n_resamples=200_000, batch=10_000,
        rng=np.random.default_rng(6),
    ).confidence_interval
    plain = [float(x) if abs(x) > 1e-10 else 0.0 for x in d]
    return {
        "name": name,
        "baseline": baseline.tolist(),
        "system": system.tolist(),
        "difference": float(np.mean(d)),
        "t": float(t.statistic),
        "t_p": float(t.pvalue),
        "effect_size": float(np.mean(d) / np.std(d, ddof=1)),
        "exact": exact,
        "randomisation_p": float(signs.pvalue),
        "bootstrap": [float(boot.low), float(boot.high)],
        "seed": 11,
        "draws": 2000,
        "stream_p": None if exact else stream_p(plain, 2000, 11),
        "resamples": 1000,
        "stream_interval": stream_interval(plain, 1000, 11),
    }


def main():
    rng = np.random.default_rng(20261123)
    tails = [
        {"t": t, "df": df, "p": float(2 * stats.t.sf(t, df))}
        for df in (1, 2, 3, 4, 9, 24, 49, 224, 999, 6979)
        for t in (0.001, 0.3, 1.0, 1.96, 2.5, 4.0, 9.0, 30.0)
    ]
    pairs = [
        pair("five topics", 5, 0.05, rng),
        pair("twelve topics", 12, 0.03, rng),
        pair("eighteen topics, the baseline better", 18, -0.02, rng),
        pair("fifty topics, hardly apart", 50, 0.004, rng),
        pair("fifty topics", 50, 0.02, rng),
        pair("225 topics, hardly apart", 225, 0.008, rng),
    ]
    print(json.dumps({"tails": tails, "pairs": pairs}, indent=1))


main()
