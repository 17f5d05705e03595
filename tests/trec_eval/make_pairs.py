#!/usr/bin/env python3
"""Makes random pairs of runs and judgements, with the figures trec_eval gives them.

    python make_pairs.py --pairs 12000 --seed 1 > pairs.jsonl
    python make_pairs.py --pairs 60 --seed 7 --small > tests/trec_eval/pairs.jsonl   (the committed ones)
    python make_pairs.py --files a.run qrels.txt b.run qrels.txt > pairs.jsonl       (pairs of your own)

The first two are what the tests read; for the last:
`TREC_EVAL_PAIRS=pairs.jsonl cargo test --test trec_eval -- --ignored`.

Needs pytrec-eval-terrier, which holds trec_eval's own code (requirements.txt). The
first line lists the measures; each line after it is a pair: `run` and `qrels` as
files, the switches, `topics` with a figure for each measure, `means` over the
topics in both, and `complete_means` over all that are judged.

What trec_eval has no switch for in this package is done here: -M by cutting the
ranking in trec_eval's order, -c by adding up zeros. Topics whose grades are all
negative are not made: trec_eval leaves a counter unset for them.
"""

import argparse
import json
import math
import random
import struct
import sys

import pytrec_eval

CUT_OFFS = [1, 2, 3, 5, 10, 20, 100, 1000]
SETS = {"set_F": ["set_F"], "set_F_0.5": ["set_F.0.5"]}
PLAIN = ["num_ret", "num_rel", "num_rel_ret", "num_q", "map", "gm_map", "Rprec", "recip_rank", "bpref", "ndcg"]
PLAIN += ["set_P", "set_recall", "11pt_avg"]
CUT = ["map_cut", "P", "recall", "ndcg_cut"]
SUCCESS = [1, 5, 10]
LEVELS = ["0.00", "0.10", "0.20", "0.30", "0.40", "0.50", "0.60", "0.70", "0.80", "0.90", "1.00"]


def names():
    """The measures, as trec_eval prints them."""
    found = list(PLAIN) + list(SETS)
    found += [f"{family}_{k}" for family in CUT for k in CUT_OFFS]
    found += [f"success_{k}" for k in SUCCESS]
    found += [f"iprec_at_recall_{level}" for level in LEVELS]
    return found


def float32(number):
    """The score as trec_eval holds it."""
    try:
        return struct.unpack("f", struct.pack("f", number))[0]
    except OverflowError:
        return math.copysign(math.inf, number)


def figures(run, qrels, level, judged_only):
    """A figure for each topic and measure."""
    wanted = set(PLAIN) | {"iprec_at_recall"}
    wanted |= {f"{family}.{','.join(map(str, CUT_OFFS))}" for family in CUT}
    wanted |= {f"success.{','.join(map(str, SUCCESS))}"}
    switches = {"relevance_level": level, "judged_docs_only_flag": judged_only}
    found = pytrec_eval.RelevanceEvaluator(qrels, wanted, **switches).evaluate(run)
    for name, spelling in SETS.items():
        sets = pytrec_eval.RelevanceEvaluator(qrels, set(spelling), **switches).evaluate(run)
        for topic, values in sets.items():
            found[topic][name] = values["set_F"]
    return found


def mean(name, values, topics):
    """Over all topics, as trec_eval does; those without a value count as zero."""
    if not topics:
        return None
    if name == "num_q":
        return topics
    if name.startswith("num_"):
        return sum(values)
    if name == "gm_map":
        return math.exp((sum(values) + (topics - len(values)) * math.log(0.00001)) / topics)
    return sum(values) / topics


def doc_names(rng, many):
    """Ids of a kind; trec_eval compares them by their bytes."""
    kind = rng.randrange(4)
    if kind == 0:
        return [str(number) for number in rng.sample(range(1, 10 * many + 1), many)]
    if kind == 1:
        return [f"FT{rng.randrange(900, 999)}-{number}" for number in range(many)]
    if kind == 2:
        letters = "abcABC-_./é中"
        found = set()
        while len(found) < many:
            found.add("".join(rng.choices(letters, k=rng.randrange(1, 9))))
        return sorted(found)
    return [f"d{number:05}" for number in range(many)]


def scorer(rng):
    """A way to make scores: with many ties, with few, too close for 32 bits."""
    kind = rng.randrange(7)
    if kind == 0:
        return lambda: float(rng.randrange(3))
    if kind == 1:
        return lambda: rng.randrange(-20, 20) / 4
    if kind == 2:
        return lambda: 1 + rng.randrange(20) * 1e-8
    if kind == 3:
        return lambda: rng.choice([0.0, -0.0, 1e-40, -1e-40, 1e-300, 5e-324])
    if kind == 4:
        return lambda: rng.choice([1e38, 3e38, 1e40, 1e300, -1e300, -1e39])
    if kind == 5:
        return lambda: 16777216.0 + rng.randrange(6)
    return lambda: rng.uniform(-5, 30)


def grader(rng):
    """A way to make grades."""
    kind = rng.randrange(6)
    if kind == 0:
        return lambda: 1
    if kind == 1:
        return lambda: rng.randrange(2)
    if kind == 2:
        return lambda: rng.choice([0, 0, 0, 1, 2, 3, 4])
    if kind == 3:
        return lambda: rng.choice([-2, -1, 0, 1, 2])
    if kind == 4:
        return lambda: 0
    return lambda: rng.choice([-5, 0, 1, 7, 50])


def pair(rng, most_docs):
    """Judgements and a run over some of the same topics."""
    score, grade = scorer(rng), grader(rng)
    run, qrels = {}, {}
    for topic in range(rng.choice([1, 1, 2, 3, 4, 8])):
        topic = rng.choice(["{}", "{}", "q{}", "t-{}é"]).format(topic + 1)
        many = rng.randrange(1, rng.choice([3, 12, 40, most_docs]) + 1)
        docs = doc_names(rng, many)
        is_judged, is_run = rng.random() > 0.12, rng.random() > 0.12
        if is_judged:
            judged = rng.sample(docs, rng.randrange(1, many + 1))
            qrels[topic] = {doc: grade() for doc in judged}
            if all(value < 0 for value in qrels[topic].values()):
                qrels[topic][judged[0]] = 0
        if is_run:
            run[topic] = {doc: score() for doc in rng.sample(docs, rng.randrange(1, many + 1))}
    return run, qrels


def as_files(rng, run, qrels):
    """Lines in any order, ranks that mean nothing, blanks and tabs."""
    gap = rng.choice([" ", "\t", "  "])
    end = rng.choice(["\n", "\r\n"])
    lines = [
        gap.join([topic, "Q0", doc, str(rng.randrange(100)), repr(score), "tag"])
        for topic, docs in run.items()
        for doc, score in docs.items()
    ]
    judged = [
        gap.join([topic, "0", doc, str(grade)]) for topic, docs in qrels.items() for doc, grade in docs.items()
    ]
    rng.shuffle(lines)
    rng.shuffle(judged)
    return "".join(line + end for line in lines), "".join(line + end for line in judged)


def best(docs, depth):
    """The first of a ranking in trec_eval's order."""
    order = sorted(docs, key=lambda doc: (float32(docs[doc]), doc.encode()), reverse=True)
    return {doc: docs[doc] for doc in order[:depth]}


def record(run, qrels, files, level, judged_only, depth):
    """A line: the files and what trec_eval makes of them."""
    cut = run if depth is None else {topic: best(docs, depth) for topic, docs in run.items()}
    found = figures(cut, qrels, level, judged_only)
    # a ranking with nothing left, judged articles only: trec_eval divides by zero
    for values in found.values():
        for name, value in values.items():
            if math.isnan(value):
                values[name] = 0.0

    def over(topics):
        return [short(mean(name, [values[name] for values in found.values()], topics)) for name in names()]

    return {
        "run": files[0],
        "qrels": files[1],
        "relevance_level": level,
        "judged_only": judged_only,
        "depth": depth,
        "topics": {topic: [short(values[name]) for name in names()] for topic, values in found.items()},
        "means": over(len(found)),
        "complete_means": over(len(qrels)),
    }


def short(value):
    return value if value is None else round(value, 8)


def random_records(rng, pairs, small):
    made = 0
    while made < pairs:
        most_docs = 12 if small else rng.choice([40] * 40 + [400, 400, 3000])
        run, qrels = pair(rng, most_docs)
        if not run or not qrels:
            continue
        made += 1
        level = rng.choice([1, 1, 1, 2, 3])
        judged_only = rng.random() < 0.2
        depth = rng.choice([None, None, None, None, 1, 5, 30])
        yield record(run, qrels, as_files(rng, run, qrels), level, judged_only, depth)


def records_of(files):
    for run_path, qrels_path in zip(files[::2], files[1::2]):
        with open(run_path, encoding="utf-8") as run, open(qrels_path, encoding="utf-8") as qrels:
            texts = run.read(), qrels.read()
        run = pytrec_eval.parse_run(texts[0].splitlines())
        qrels = pytrec_eval.parse_qrel(texts[1].splitlines())
        yield record(run, qrels, texts, 1, False, None)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pairs", type=int, default=12000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--small", action="store_true", help="short rankings only")
    options.add_argument("--files", nargs="+", metavar="RUN QRELS", help="these instead of random ones")
    options = options.parse_args()
    rng = random.Random(options.seed)
    pairs = len(options.files) // 2 if options.files else options.pairs
    print(json.dumps({"measures": names(), "pairs": pairs, "seed": options.seed}))
    lines = records_of(options.files) if options.files else random_records(rng, pairs, options.small)
    for line in lines:
        print(json.dumps(line, ensure_ascii=False, separators=(",", ":")))


if __name__ == "__main__":
    sys.exit(main())
