#!/usr/bin/env python3
"""What mentioned dates say beside the English specs of Recognizers-Text.

  date_specs.py SPECS_DIR --dateline BIN [--show N] [--only FILE]

SPECS_DIR is Specs/DateTime/English. Every input becomes an article of its reference date (where a file gives none, of
none) and is annotated. The files are of three kinds: a *Model* or a *Parser* says what a text means, an *Extractor*
only where it stands.

An expected value agrees if we find an expression in the same place with the same value; it is compared as days where
theirs are days, else as TIMEX3. Of a place: the same characters, others, or none. Where theirs find nothing we should
not either. `--show N` prints N of each kind of difference, `--only` reads files whose names contain FILE."""
import argparse, collections, datetime, json, pathlib, subprocess

MEANING = ["same", "finer", "coarser", "other value", "not found"]
PLACE = ["same", "other place", "not found"]


def day_before(day):
    try:
        return (datetime.date.fromisoformat(day) - datetime.timedelta(1)).isoformat()
    except ValueError:
        return day


class Expected:
    """An expected result of any of the files' shapes."""

    def __init__(self, result):
        self.kind = (result.get("TypeName") or result.get("Typename") or result.get("Type")).split(".")[-1]
        self.text, self.start = result["Text"], result["Start"]
        self.end = result["End"] + 1 if "End" in result else result["Start"] + result["Length"]
        value = result.get("Resolution") or result.get("Value") or {}
        self.timexes, self.days = set(), set()
        for one in value.get("values") or []:
            self.timexes.add(one.get("timex"))
            self.add_days(one.get("start", one.get("value")), one.get("end", one.get("value")))
        if "Timex" in value:
            self.timexes.add(value["Timex"])
            for one in (value.get("FutureResolution") or {}, value.get("PastResolution") or {}):
                for first, last in (("date",) * 2, ("dateTime",) * 2, ("startDate", "endDate"), ("startDateTime", "endDateTime")):
                    self.add_days(one.get(first), one.get(last))

    def add_days(self, first, last):
        is_day = lambda text: isinstance(text, str) and len(text) >= 10 and text[4] == "-" and text[:4].isdigit()
        if is_day(first) and is_day(last):
            self.days.add((first[:10], last[:10]))

    def near(self, ours):
        return [o for o in ours if min(self.end, o["end"]) > max(self.start, o["start"])]

    def place(self, ours):
        near = self.near(ours)
        if any((o["start"], o["end"]) == (self.start, self.end) for o in near):
            return "same"
        return "other place" if near else "not found"

    def meaning(self, ours):
        near = self.near(ours)
        if not near:
            return "not found"
        for o in near:
            if {o["value"], o["value"].replace("P1W", "P7D")} & self.timexes:
                return "same"
            # a time alone is told without a day, and T15:00 as T15
            clock = o["value"][o["value"].find("T"):] if "T" in o["value"] else None
            if self.kind in ("time", "timerange") and clock and {clock, clock.removesuffix(":00")} & self.timexes:
                return "same"
            # their ranges end with the day after
            if o["from"] and any(a == o["from"] and o["to"] in (b, day_before(b)) for a, b in self.days):
                return "same"
        # the two ends of a range, each an expression of its own
        if any(a == near[0]["from"] and near[-1]["to"] in (b, day_before(b)) for a, b in self.days):
            return "same"
        if self.kind in ("date", "daterange", "datetime", "datetimerange"):
            for o in near:
                first, last = o["from"] or "9", o["to"] or ""
                if o["from"] and any(a <= first and last <= b for a, b in self.days):
                    return "finer"
                if any(first <= a and (b <= last or day_before(b) <= last) for a, b in self.days):
                    return "coarser"
        return "other value"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("specs", type=pathlib.Path)
    parser.add_argument("--dateline", required=True)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    tables = {True: collections.defaultdict(collections.Counter), False: collections.defaultdict(collections.Counter)}
    examples = collections.defaultdict(list)
    for path in sorted(args.specs.glob("*.json")):
        name = path.stem
        if args.only not in name or "TimeZone" in name:  # we find no zones by themselves
            continue
        is_place = "Extractor" in name
        cases = [case for case in json.loads(path.read_text(encoding="utf-8-sig"))
                 if all("Start" in result for result in case["Results"])]
        records = []
        for case in cases:
            reference = (case.get("Context") or {}).get("ReferenceDateTime", "")[:10]
            records.append(json.dumps({"id": str(len(records)), "date": reference, "language": "en", "body": case["Input"]}))
        out = subprocess.run([args.dateline, "annotate", "-", "--format", "jsonl"], input="\n".join(records),
                             capture_output=True, text=True, check=True).stdout
        count = tables[is_place][name]
        found = {line["id"]: line["dates"] for line in map(json.loads, out.splitlines())}
        for at, case in enumerate(cases):
            ours = found.get(str(at), [])
            if not case["Results"]:
                count["nothing expected"] += 1
                count["found there"] += bool(ours)
            for result in case["Results"]:
                expected = Expected(result)
                verdict = expected.place(ours) if is_place else expected.meaning(ours)
                count[verdict] += 1
                if verdict != "same":
                    examples[name, expected.kind, verdict].append(
                        (case["Input"], expected.text, [(o["text"], o["value"]) for o in ours], sorted(map(str, expected.timexes))))
    for is_place, table in tables.items():
        columns = PLACE if is_place else MEANING
        print("| file | expected | " + " | ".join(columns) + " | nothing expected | found there |")
        print("|---|---|" + "---|" * (len(columns) + 2))
        sum_of = collections.Counter()
        for name, count in table.items():
            sum_of.update(count)
        for name, count in [*table.items(), ("all", sum_of)]:
            cells = [sum(count[c] for c in columns), *(count[c] for c in columns), count["nothing expected"], count["found there"]]
            print(f"| {name} | " + " | ".join(map(str, cells)) + " |")
        print()
    for (name, kind, verdict), found in sorted(examples.items()):
        for example in found[: args.show]:
            print(name, kind, verdict, *example, sep="\t")


if __name__ == "__main__":
    main()
