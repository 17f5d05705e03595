#!/usr/bin/env python3
"""Measures dateline beside other engines on the same corpora, in turn.

    side_by_side.py --name quiet-box --dateline target/release/dateline \\
        --peers DIR --corpus trove=trove.jsonl=trove.q.tsv --rounds 5

Every round indexes each corpus with each engine and then searches it, one
engine after the other (A B C A B C), so that a machine that slows down slows
all of them. Reported are medians over the rounds, and dateline's as a ratio to
each peer's: absolute figures drift, ratios less.

Corpora are JSON Lines of {"id", "title", "body", "date"}; queries are lines of
id<TAB>text. --peers is a folder in which executables called `bare-tantivy` and
`lucene` lie at any depth; those that are not there are left out. See README.md
for what the peers print.

Writes raw.json (every run as it came out, and the machine) and table.md to
OUT/<date>-<name>/, and prints the table.
"""

import argparse
import dataclasses
import datetime
import json
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent


@dataclasses.dataclass(frozen=True)
class Corpus:
    name: str
    docs: pathlib.Path
    queries: pathlib.Path

    @classmethod
    def parse(cls, text):
        name, _, rest = text.partition("=")
        docs, _, queries = rest.partition("=")
        if not (name and docs and queries):
            raise argparse.ArgumentTypeError("write NAME=DOCS.jsonl=QUERIES.tsv")
        for path in (docs, queries):
            if not os.path.isfile(path):
                raise argparse.ArgumentTypeError(f"no such file: {path}")
        return cls(name, pathlib.Path(docs).resolve(), pathlib.Path(queries).resolve())


class Failed(Exception):
    """A program did not do what it was asked."""


def run(command, log):
    """Runs a command alone: what it printed, wall seconds, peak memory of the process."""
    command = [str(part) for part in command]
    load = os.getloadavg()[0]
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=err, stdin=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        stdout, stderr = out.read(), err.read()
    # kilobytes on Linux, bytes on macOS
    rss = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    entry = {
        # where things lie on this machine is no matter of the run
        "command": [pathlib.Path(part).name if part.startswith("/") else part for part in command],
        "stdout": stdout,
        "wall_s": wall,
        "cpu_s": usage.ru_utime + usage.ru_stime,
        "peak_rss_bytes": rss,
        "load_before": load,
    }
    log.append(entry)
    if process.returncode != 0:
        tail = "\n".join(stderr.splitlines()[-10:])
        raise Failed(f"{' '.join(command)}\nended with {process.returncode}:\n{tail}")
    return entry


def numbers(pattern, entry):
    """The named groups of `pattern` in what a program printed, as numbers."""
    found = re.search(pattern, entry["stdout"])
    if not found:
        raise Failed(f"cannot read what {entry['command'][0]} printed:\n{entry['stdout'][-500:]}")
    return {name: float(value) for name, value in found.groupdict().items()}


class Dateline:
    name = "dateline"

    def __init__(self, path, args):
        self.path, self.args = path, args

    def prepare(self):
        pass

    def index(self, corpus, directory, log):
        entry = run(
            [self.path, "index", corpus.docs, "--index", directory]
            + ["--threads", self.args.threads, "--json"],
            log,
        )
        report = json.loads(entry["stdout"])
        if report["rejected_total"]:
            raise Failed(f"{self.path} left out {report['rejected_total']} records")
        return entry, {"docs": report["indexed"], "seconds": report["seconds"]}

    def search(self, corpus, directory, passages, log):
        entry = run(
            [self.path, "bench", "--queries", corpus.queries, "--index", directory]
            + ["-n", self.args.hits, "--rounds", self.args.passes, "--json"]
            + ([] if passages else ["--no-passages"]),
            log,
        )
        report = json.loads(entry["stdout"])
        return entry, {"p50_us": report["p50_us"], "p99_us": report["p99_us"]}


class BareTantivy:
    """Has no warm-up of its own and counts one pass, so the log is given to it
    once and again as often as the others count it: one cold pass among them."""

    name = "bare-tantivy"

    def __init__(self, path, args):
        self.path, self.args = path, args

    def prepare(self):
        pass

    def index(self, corpus, directory, log):
        entry = run([self.path, "index", corpus.docs, directory, self.args.threads], log)
        return entry, numbers(r"docs=(?P<docs>\d+) seconds=(?P<seconds>[\d.]+)", entry)

    def search(self, corpus, directory, passages, log):
        queries = directory.parent / "queries.tsv"
        text = corpus.queries.read_text(encoding="utf-8")
        text += "" if text.endswith("\n") else "\n"
        queries.write_text(text * (1 + self.args.passes), encoding="utf-8")
        snippets = "1" if passages else "0"
        entry = run([self.path, "search", directory, queries, self.args.hits, snippets], log)
        return entry, numbers(r"p50_us=(?P<p50_us>[\d.]+) .*p99_us=(?P<p99_us>[\d.]+)", entry)


class Lucene:
    name = "lucene"

    def __init__(self, path, args):
        self.path, self.args = path, args

    def prepare(self):
        # the script builds itself when it is first run; that is no part of a measurement
        subprocess.run([str(self.path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def index(self, corpus, directory, log):
        entry = run([self.path, "index", corpus.docs, directory, self.args.threads], log)
        return entry, numbers(r"(?P<docs>\d+) docs, [\d.]+ MB in (?P<seconds>[\d.]+) s", entry)

    def search(self, corpus, directory, passages, log):
        entry = run(
            [self.path, "search", directory, corpus.queries, self.args.hits, "1"]
            + ["--warmup", "2", "--rounds", self.args.passes]
            + (["--snippets"] if passages else []),
            log,
        )
        return entry, numbers(r" p50 (?P<p50_us>[\d.]+) .* p99 (?P<p99_us>[\d.]+) ", entry)


def executable(folder, name):
    """The first executable file of that name under a folder, shallowest first."""
    found = [
        path
        for path in pathlib.Path(folder).rglob(name)
        if path.is_file() and os.access(path, os.X_OK)
    ]
    return min(found, key=lambda path: (len(path.parts), path), default=None)


def engines(args):
    out = [Dateline(args.dateline.resolve(), args)]
    for kind, given in [(BareTantivy, args.bare_tantivy), (Lucene, args.lucene)]:
        path = given or (args.peers and executable(args.peers, kind.name))
        if path:
            out.append(kind(pathlib.Path(path).resolve(), args))
        else:
            print(f"no {kind.name}: left out", file=sys.stderr)
    if args.only:
        out = [engine for engine in out if engine.name in args.only]
    for engine in out:
        engine.prepare()
    return out


def size_of(directory):
    return sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())


def measure(engine, corpus, work, args, log):
    """One turn of one engine: figures by measure."""
    directory = work / "index"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    entry, report = engine.index(corpus, directory, log)
    megabytes = corpus.docs.stat().st_size / 1e6
    figures = {
        "docs": report["docs"],
        "index_mb_s": megabytes / report["seconds"],
        "index_wall_mb_s": megabytes / entry["wall_s"],
        "index_rss_mb": entry["peak_rss_bytes"] / 1e6,
        "index_size_mb": size_of(directory) / 1e6,
    }
    kinds = [("whole", True), ("rank", False)] if args.ranking else [("whole", True)]
    for kind, passages in kinds:
        entry, report = engine.search(corpus, directory, passages, log)
        figures[f"{kind}_p50_us"] = report["p50_us"]
        figures[f"{kind}_p99_us"] = report["p99_us"]
        figures[f"{kind}_rss_mb"] = entry["peak_rss_bytes"] / 1e6
    shutil.rmtree(work)
    return figures


MEASURES = {
    "docs": "articles indexed",
    "index_mb_s": "indexing, MB/s, by its own clock",
    "index_wall_mb_s": "indexing, MB/s, whole process",
    "index_rss_mb": "indexing, peak memory, MB",
    "index_size_mb": "index, MB",
    "whole_p50_us": "search with passages, median, µs",
    "whole_p99_us": "search with passages, p99, µs",
    "whole_rss_mb": "search with passages, peak memory, MB",
    "rank_p50_us": "ranking alone, median, µs",
    "rank_p99_us": "ranking alone, p99, µs",
    "rank_rss_mb": "ranking alone, peak memory, MB",
}


def shown(value):
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}"


def table(corpora, names, runs, rounds):
    """Medians, and the first engine's as a ratio to each other's."""
    first, others = names[0], names[1:]
    head = ["corpus", "measure", *names, *(f"{first} ÷ {other}" for other in others)]
    lines = ["| " + " | ".join(head) + " |", "|---|---|" + "---:|" * (len(head) - 2)]
    for corpus in corpora:
        for measure_, label in MEASURES.items():
            medians = {}
            for name in names:
                mine = [r for r in runs if (r["corpus"], r["engine"]) == (corpus.name, name)]
                values = [r["figures"][measure_] for r in mine if measure_ in r["figures"]]
                if values:
                    medians[name] = statistics.median(values)
            if len(medians) < len(names):
                continue
            row = [corpus.name, label, *(shown(medians[name]) for name in names)]
            row += [f"{medians[first] / medians[other]:.2f}" for other in others]
            lines.append("| " + " | ".join(row) + " |")
    lines.append(f"\nMedians of {rounds} rounds, the engines in turn.")
    return "\n".join(lines) + "\n"


def machine():
    cpu = platform.processor()
    try:
        text = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8")
        cpu = re.search(r"model name\s*:\s*(.+)", text).group(1)
    except (OSError, AttributeError):
        pass
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "system": platform.platform(),
        "cpu": cpu,
        "cores": os.cpu_count(),
        "memory_bytes": memory,
    }


def version(command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=HERE)
        return done.stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--name", required=True, help="what to call the run, such as the machine")
    parser.add_argument("--dateline", required=True, type=pathlib.Path, help="our binary")
    parser.add_argument("--peers", type=pathlib.Path, help="folder with the built peers")
    parser.add_argument("--bare-tantivy", type=pathlib.Path, help="this one, wherever it lies")
    parser.add_argument("--lucene", type=pathlib.Path, help="this one, wherever it lies")
    parser.add_argument("--only", action="append", help="only this engine; may be repeated")
    parser.add_argument(
        "--corpus",
        required=True,
        action="append",
        type=Corpus.parse,
        metavar="NAME=DOCS=QUERIES",
        help="JSON Lines and a query log; may be repeated",
    )
    parser.add_argument("--rounds", type=int, default=5, help="turns of each engine")
    parser.add_argument("--threads", type=int, default=2, help="for indexing; search has one")
    parser.add_argument("--hits", type=int, default=10, help="hits a query")
    parser.add_argument("--passes", type=int, default=3, help="counted passes over a query log")
    parser.add_argument("--ranking", action="store_true", help="also time ranking alone")
    parser.add_argument("--lucene-version", default="10.6.0", help="unless $LB_VERSION is set")
    parser.add_argument("--out", type=pathlib.Path, default=HERE / "runs")
    parser.add_argument("--work", type=pathlib.Path, help="where indexes are made for a while")
    args = parser.parse_args()
    if min(args.rounds, args.threads, args.hits, args.passes) < 1:
        parser.error("rounds, threads, hits and passes begin at 1")
    if not re.fullmatch(r"[\w.-]+", args.name):
        parser.error("--name becomes a folder: letters, digits, dots and dashes only")
    return args


def main():
    args = arguments()
    os.environ.setdefault("LB_VERSION", args.lucene_version)
    compared = engines(args)
    names = [engine.name for engine in compared]
    runs = []
    with tempfile.TemporaryDirectory(dir=args.work, prefix="side-by-side-") as work:
        for round_ in range(args.rounds):
            for corpus in args.corpus:
                for engine in compared:
                    log = []
                    place = pathlib.Path(work) / "turn"
                    figures = measure(engine, corpus, place, args, log)
                    runs.append(
                        {
                            "round": round_ + 1,
                            "corpus": corpus.name,
                            "engine": engine.name,
                            "figures": figures,
                            "commands": log,
                        }
                    )
                    print(f"round {round_ + 1}: {corpus.name}: {engine.name}", file=sys.stderr)
    today = datetime.date.today().isoformat()
    out = args.out / f"{today}-{args.name}"
    out.mkdir(parents=True, exist_ok=True)
    settings = {key: getattr(args, key) for key in ("rounds", "threads", "hits", "passes")}
    raw = {
        "date": today,
        "machine": machine(),
        "commit": version(["git", "describe", "--always", "--dirty"]),
        "dateline": version([str(args.dateline.resolve()), "--version"]),
        "lucene": os.environ["LB_VERSION"],
        "settings": settings,
        "corpora": {c.name: {"bytes": c.docs.stat().st_size} for c in args.corpus},
        "runs": runs,
    }
    (out / "raw.json").write_text(json.dumps(raw, indent=1, ensure_ascii=False) + "\n")
    text = table(args.corpus, names, runs, args.rounds)
    (out / "table.md").write_text(text, encoding="utf-8")
    print(text, end="")
    busiest = max(entry["load_before"] for r in runs for entry in r["commands"])
    if busiest > (os.cpu_count() or 1):
        print(f"the machine was busy (load {busiest:.1f}): don't keep this run", file=sys.stderr)


if __name__ == "__main__":
    try:
        main()
    except (Failed, OSError) as error:
        sys.exit(f"side_by_side: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
