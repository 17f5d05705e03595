#!/usr/bin/env python3
"""Mean average precision of each model on small test collections, beside Lucene's.

    parity.py --dateline target/release/dateline --collection DIR [--collection DIR ...] \\
        [--lucene DIR/lucene] [--models bm25,bm25f,dph,bm25+rm3,...]

A collection is a folder with docs.jsonl ({"id", "title", "body"} a line),
topics.plain.tsv (id<TAB>words) and qrels.txt (TREC). Every topic is searched
1,000 deep; average precision is counted as trec_eval counts it (a topic
without relevant articles is left out, one that finds nothing counts 0).
Lucene's peer writes a TREC run of the same topics: "lucene" sees title and body as
one text, which is what the model bm25 does; "lucene two" adds the scores of two
fields, the title's doubled. Python 3.9, nothing to install.
"""

import argparse
import concurrent.futures
import json
import pathlib
import subprocess
import tempfile

DEPTH = 1000


def topics_of(folder):
    for line in (folder / "topics.plain.tsv").read_text(encoding="utf-8").splitlines():
        number, _, text = line.partition("\t")
        yield number, text


def qrels_of(folder):
    relevant = {}
    for line in (folder / "qrels.txt").read_text(encoding="utf-8").splitlines():
        topic, _, doc, grade = line.split()
        if int(grade) > 0:
            relevant.setdefault(topic, set()).add(doc)
    return relevant


def mean_average_precision(run, relevant):
    total = 0.0
    for topic, wanted in relevant.items():
        found, points = 0, 0.0
        for rank, doc in enumerate(run.get(topic, [])[:DEPTH], 1):
            if doc in wanted:
                found += 1
                points += found / rank
        total += points / len(wanted)
    return total / len(relevant)


def search(dateline, index, text, model):
    command = [dateline, "search", "--json", "--index", index, "-n", str(DEPTH)]
    command += ["--passages", "0", "--model", model, "--", text]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"parity: {' '.join(command)}: {done.stderr}")
    return [hit["id"] for hit in json.loads(done.stdout)["hits"]]


def ours(dateline, folder, models, work):
    index = str(work / f"ours-{folder.name}")
    command = [dateline, "index", str(folder / "docs.jsonl"), "--index", index, "--quiet"]
    done = subprocess.run(command, check=False, capture_output=True)
    # 3: some records were empty
    if done.returncode not in (0, 3):
        raise SystemExit(f"parity: {' '.join(command)}: {done.stderr.decode()}")
    topics = list(topics_of(folder))
    for model in models:
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            runs = pool.map(lambda topic: search(dateline, index, topic[1], model), topics)
            yield model, {topic[0]: run for topic, run in zip(topics, runs)}


def joined(folder, work):
    """Title and body as one text: what one field of BM25 sees."""
    path = work / f"{folder.name}-joined.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for line in (folder / "docs.jsonl").open(encoding="utf-8"):
            record = json.loads(line)
            text = f"{record.get('title', '')} {record.get('body', '')}"
            out.write(json.dumps({"id": record["id"], "title": "", "body": text, "date": ""}) + "\n")
    return path


def lucenes(lucene, folder, work, docs, options):
    index, out = work / f"lucene-{folder.name}", work / f"lucene-{folder.name}.run"
    topics = str(folder / "topics.plain.tsv")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True}
    subprocess.run([lucene, "index", str(docs), str(index), "2"], **quiet)
    command = [lucene, "search", str(index), topics, str(DEPTH), "1", "--run", str(out), *options]
    subprocess.run(command, **quiet)
    run = {}
    for line in out.read_text(encoding="utf-8").splitlines():
        topic, _, doc, *_ = line.split()
        run.setdefault(topic, []).append(doc)
    return run


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dateline", required=True)
    parser.add_argument("--collection", action="append", required=True, type=pathlib.Path)
    parser.add_argument("--lucene")
    parser.add_argument("--models", default="bm25,bm25f,dph,bm25f+rm3,dph+bo1")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        for folder in args.collection:
            relevant = qrels_of(folder)
            if args.lucene:
                kinds = [
                    ("lucene", joined(folder, work), ["--title-boost", "0"]),
                    ("lucene two", folder / "docs.jsonl", []),
                ]
                for name, docs, options in kinds:
                    run = lucenes(args.lucene, folder, work, docs, options)
                    score = mean_average_precision(run, relevant)
                    print(f"{folder.name:<12} {name:<12} {score:.4f}", flush=True)
            for model, run in ours(args.dateline, folder, args.models.split(","), work):
                score = mean_average_precision(run, relevant)
                print(f"{folder.name:<12} {model:<12} {score:.4f}", flush=True)


if __name__ == "__main__":
    main()
