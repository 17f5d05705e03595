#!/usr/bin/env python3
"""Top ten hits, ids and scores alone, by kind of query, beside other engines, on one index each.

    by_kind.py --corpus DOCS.jsonl --work DIR --dateline target/release/dateline \\
               --lucene LUCENE [--bare-tantivy BARE] [--clients 4]

Indexes and query logs are made in DIR once and used again by the next run. The logs are
seeded: words of one sentence of one article, so that they occur together in real prose;
`term` one word, `or` and `and` two or three, `phrase` two that stand side by side.

The engines take turns. Of each query the fastest of some rounds counts where an engine
tells it (`best`): on a machine that is not alone that is what the engine itself takes.
Lucene's peer must know `--op phrase` for phrases; where it does not, that row is left out.
"""

import argparse
import json
import os
import pathlib
import random
import re
import statistics
import subprocess
import sys

KINDS = ("term", "or", "and", "phrase")
STOP = set(
    "a an the of in on to for and or as at by with from is are was be been after over its it"
    " says say said that this will may his her he she they we our i you your have has had not"
    " but which who what when where there their them than then also more all any can would"
    " could should about into up out no do does did if so were".split()
)


def logs(corpus, work, number):
    """The words of each query by kind, seeded; written once for each syntax."""
    dice = random.Random(20261123)
    with open(corpus, encoding="utf-8") as lines:
        every = max(1, sum(1 for _ in lines) // 50_000)
    with open(corpus, encoding="utf-8") as lines:
        bodies = [json.loads(line)["body"] for at, line in enumerate(lines) if at % every == 0]

    def sentence():
        while True:
            text = dice.choice(re.split(r"(?<=[.!?])\s+", dice.choice(bodies)))
            words = [w for w in re.findall(r"[A-Za-z][a-z]{2,}", text) if w.lower() not in STOP]
            if 3 <= len(words) <= 60:
                return text, words

    def side_by_side():
        while True:
            found = re.findall(r"([A-Za-z][a-z]{2,}) (?=([A-Za-z][a-z]{2,}))", sentence()[0])
            found = [pair for pair in found if not STOP & {word.lower() for word in pair}]
            if found:
                return dice.choice(found)

    def some(least, most):
        words = sentence()[1]
        count = dice.randint(least, most)
        at = dice.randrange(len(words) - count + 1)
        return words[at : at + count]

    draw = {
        "term": lambda: some(1, 1),
        "or": lambda: some(2, 3),
        "and": lambda: some(2, 3),
        "phrase": side_by_side,
    }
    shape = {
        "term": " ".join,
        "or": " ".join,
        "and": lambda words: " ".join("+" + word for word in words),
        "phrase": lambda words: '"' + " ".join(words) + '"',
    }
    for kind in KINDS:
        queries = [[word.lower() for word in draw[kind]()] for _ in range(number)]
        for name, form in ((kind, shape[kind]), (f"{kind}.words", " ".join)):
            text = "".join(f"{at}\t{form(words)}\n" for at, words in enumerate(queries))
            (work / f"{name}.tsv").write_text(text, encoding="utf-8")


def run(command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {(done.stderr or done.stdout)[-300:]}")
    return done.stdout


def number(pattern, text):
    found = re.search(pattern, text)
    return float(found.group(1)) if found else None


def dateline(path, flags, work, kind, rounds, clients):
    report = json.loads(
        run(
            [path, "bench", "--index", work / "dateline", "--queries", work / f"{kind}.tsv"]
            + ["--ids", "--rounds", rounds, "--clients", clients, "--json", *flags]
        )
    )
    return {name: report[name] for name in ("p50_us", "p99_us", "best_p50_us", "best_p99_us", "qps")}


def lucene(path, work, kind, rounds, clients, boost):
    op = "or" if kind == "term" else kind
    text = run(
        [path, "search", work / "lucene", work / f"{kind}.words.tsv", 10, clients]
        + ["--warmup", 8, "--rounds", rounds, "--op", op, "--title-boost", boost]
    )
    return {
        "p50_us": number(r"mean \d+ p50 (\d+)", text),
        "p99_us": number(r"mean \d+ p50 .* p99 (\d+)", text),
        "best_p50_us": number(r"best of rounds: p50 (\d+)", text),
        "best_p99_us": number(r"best of rounds: p50 \d+ p99 (\d+)", text),
        "qps": number(r"; (\d+) queries/s", text),
    }


def bare(path, work, kind, rounds, _clients):
    log = work / "repeated.tsv"
    log.write_text((work / f"{kind}.tsv").read_text(encoding="utf-8") * (1 + rounds), "utf-8")
    text = run([path, "search", work / "bare", log, 10, 0])
    return {"p50_us": number(r"p50_us=(\d+)", text), "p99_us": number(r"p99_us=(\d+)", text)}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", required=True, type=pathlib.Path)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("--dateline", required=True, action="append", type=pathlib.Path)
    parser.add_argument("--lucene", type=pathlib.Path)
    parser.add_argument("--bare-tantivy", type=pathlib.Path)
    parser.add_argument("--queries", type=int, default=500, help="of each kind")
    parser.add_argument("--turns", type=int, default=3, help="of each engine")
    parser.add_argument("--rounds", type=int, default=5, help="counted rounds a turn")
    parser.add_argument("--clients", type=int, default=1, help="at the same time")
    parser.add_argument("--threads", type=int, default=2, help="for indexing")
    args = parser.parse_args()
    os.environ.setdefault("LB_VERSION", "10.6.0")
    work = args.work
    work.mkdir(parents=True, exist_ok=True)
    if not (work / "phrase.words.tsv").exists():
        logs(args.corpus, work, args.queries)
    engines = {}
    for at, path in enumerate(args.dateline):
        name = "dateline" if at == 0 else f"dateline ({path})"
        path = path.resolve()
        engines[name] = lambda *rest, path=path: dateline(path, [], *rest)
        if at == 0:
            # as Lucene's peer, which stops counting at a thousand
            engines["dateline, uncounted"] = lambda *rest: dateline(
                args.dateline[0].resolve(), ["--no-count"], *rest
            )
    if not (work / "dateline").exists():
        made = [args.dateline[0].resolve(), "index", args.corpus, "--index", work / "dateline"]
        run(made + ["--threads", args.threads, "-q"])
    if args.lucene:
        if not (work / "lucene").exists():
            run([args.lucene, "index", args.corpus, work / "lucene", args.threads])
        # headlines count double in ours: the same there, and the body alone
        engines["lucene"] = lambda *rest: lucene(args.lucene, *rest, 2)
        engines["lucene, body"] = lambda *rest: lucene(args.lucene, *rest, 0)
    if args.bare_tantivy and args.clients == 1:
        if not (work / "bare").exists():
            run([args.bare_tantivy, "index", args.corpus, work / "bare", args.threads])
        engines["bare-tantivy"] = lambda *rest: bare(args.bare_tantivy, *rest)
    found = {}
    for _ in range(args.turns):
        for kind in KINDS:
            for name, engine in engines.items():
                try:
                    figures = engine(work, kind, args.rounds, args.clients)
                except RuntimeError as error:
                    print(f"{kind}: {name}: left out: {error}", file=sys.stderr)
                    continue
                found.setdefault((kind, name), []).append(figures)
    print("| kind | engine | best p50 | best p99 | p50 | p99 | queries/s | p50 ÷ | p99 ÷ |")
    print("|---|---|---:|---:|---:|---:|---:|---:|---:|")
    for kind in KINDS:
        ours = None
        for name in engines:
            runs = found.get((kind, name), [])
            if not runs:
                continue

            def median(figure):
                values = [run[figure] for run in runs if run.get(figure) is not None]
                return statistics.median(values) if values else None

            names = ("best_p50_us", "best_p99_us", "p50_us", "p99_us", "qps")
            mine = {figure: median(figure) for figure in names}
            ours = ours or mine
            ratios = []
            for best, all_ in (("best_p50_us", "p50_us"), ("best_p99_us", "p99_us")):
                figure = best if mine[best] else all_
                ratios.append(f"{ours[figure] / mine[figure]:.2f}" if mine[figure] else "")
            cells = [f"{mine[figure]:.0f}" if mine[figure] else "" for figure in names]
            print("| " + " | ".join([kind, name, *cells, *ratios]) + " |")
    print(f"\nMicroseconds, medians of {args.turns} turns; ÷: the first engine's to this one's.")


if __name__ == "__main__":
    main()
