#!/usr/bin/env python3
"""What mentioned dates say beside the English specs of Recognizers-Text.

  date_specs.py SPECS_DIR --dateline BIN [--show N]

SPECS_DIR holds `DateTimeModel.json` (Specs/DateTime/English). Every input becomes an article of its reference date and
is annotated. An expected result agrees if we find an expression in the same place with the same value; the value is
compared as days where theirs are days, else as TIMEX3. `--show N` prints N of each kind of difference."""
import argparse, collections, json, pathlib, subprocess


def expected_days(values):
    """First and last day of each reading of theirs."""
    out = set()
    for value in values:
        if value.get("type") == "date" and "value" in value:
            out.add((value["value"][:10],) * 2)
        elif value.get("type") == "daterange" and "start" in value and "end" in value:
            out.add((value["start"], value["end"]))
        elif value.get("type") == "datetime" and "value" in value:
            out.add((value["value"][:10],) * 2)
    return out


def day_before(day):
    import datetime
    try:
        return (datetime.date.fromisoformat(day) - datetime.timedelta(1)).isoformat()
    except ValueError:
        return day


def judge(ours, result):
    """How one expected result fares."""
    start, end = result["Start"], result["End"] + 1
    near = [o for o in ours if min(end, o["end"]) > max(start, o["start"])]
    if not near:
        return "not found"
    kind = result["TypeName"].split(".")[-1]
    values = (result.get("Resolution") or {}).get("values", [])
    days = expected_days(values)
    timexes = {v.get("timex") for v in values}
    for o in near:
        if o["value"] in timexes or o["value"].replace("P1W", "P7D") in timexes:
            return "same"
        # a time alone is told without a day, and T15:00 as T15
        clock = o["value"][o["value"].find("T"):] if "T" in o["value"] else None
        if kind in ("time", "timerange") and clock and {clock, clock.removesuffix(":00")} & timexes:
            return "same"
        # their ranges end with the day after
        if o["from"] and any(a == o["from"] and (b == o["to"] or day_before(b) == o["to"]) for a, b in days):
            return "same"
    # the two ends of a range, each an expression of its own
    if any(a == near[0]["from"] and near[-1]["to"] in (b, day_before(b)) for a, b in days):
        return "same"
    if kind in ("date", "daterange", "datetime", "datetimerange") and any(o["from"] for o in near):
        if any(a <= (o["from"] or "") and (o["to"] or "9") <= b for a, b in days for o in near):
            return "finer"
        if any((o["from"] or "9") <= a and b <= (o["to"] or "") or (o["from"] or "9") <= a and day_before(b) <= (o["to"] or "") for a, b in days for o in near):
            return "coarser"
    return "other value"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("specs", type=pathlib.Path)
    parser.add_argument("--dateline", required=True)
    parser.add_argument("--show", type=int, default=0)
    args = parser.parse_args()
    cases = json.loads((args.specs / "DateTimeModel.json").read_text(encoding="utf-8-sig"))
    records, kept = [], []
    for case in cases:
        reference = (case.get("Context") or {}).get("ReferenceDateTime")
        if not reference or any("Start" not in r or "TypeName" not in r for r in case["Results"]):
            continue
        records.append(json.dumps({"id": str(len(kept)), "date": reference[:10], "language": "en", "body": case["Input"]}))
        kept.append(case)
    out = subprocess.run([args.dateline, "annotate", "-", "--format", "jsonl"], input="\n".join(records),
                         capture_output=True, text=True, check=True).stdout
    table, examples = collections.defaultdict(collections.Counter), collections.defaultdict(list)
    for case, line in zip(kept, out.splitlines(), strict=True):
        line = json.loads(line)
        if line["language"] not in ("en", None):
            continue
        for result in case["Results"]:
            kind = result["TypeName"].split(".")[-1]
            verdict = judge(line["dates"], result)
            table[kind][verdict] += 1
            examples[kind, verdict].append((case["Input"], result["Text"], [(d["text"], d["value"]) for d in line["dates"]],
                                            [v.get("timex") for v in (result.get("Resolution") or {}).get("values", [])]))
    columns = ["same", "finer", "coarser", "other value", "not found"]
    print("| their type | cases | " + " | ".join(columns) + " |")
    print("|---|---|" + "---|" * len(columns))
    for kind, counts in sorted(table.items(), key=lambda item: -sum(item[1].values())):
        print(f"| {kind} | {sum(counts.values())} | " + " | ".join(str(counts[c]) for c in columns) + " |")
    total = collections.Counter()
    for counts in table.values():
        total.update(counts)
    print(f"| all | {sum(total.values())} | " + " | ".join(str(total[c]) for c in columns) + " |")
    for (kind, verdict), found in sorted(examples.items()):
        if verdict != "same":
            for example in found[: args.show]:
                print(kind, verdict, *example, sep="\t")


if __name__ == "__main__":
    main()
