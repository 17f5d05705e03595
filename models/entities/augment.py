#!/usr/bin/env python3
"""Our annotated sentences once more, with other names: augment.py OUT ANNOTATIONS... --people COLUMNS... --cities CSV

Each person gets a name of as many words from the people of labelled data (a bare surname the surname given before), each place of
one word a city's, each organisation one that ends in the same word or has as many. So contexts are learnt, not names by heart."""
import argparse, collections, csv, random, re

MARK = re.compile(r"\[(PER|ORG|LOC|MISC) ([^\]]*)\]")


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("out"); ap.add_argument("annotations", nargs="+"); ap.add_argument("--people", nargs="*", default=[]); ap.add_argument("--cities")
    a = ap.parse_args()
    rng = random.Random(7)
    pool = collections.defaultdict(list)
    lines = [l.rstrip("\n") for p in a.annotations for l in open(p, encoding="utf-8")]
    for l in lines:
        if l.startswith("#"): continue
        for k, t in MARK.findall(l):
            n = len(t.split())
            pool[k, n].append(t)
            if k == "ORG": pool["ORG", t.split()[-1]].append(t)
    for p in a.people:
        cur = []
        for line in list(open(p, encoding="utf-8")) + ["\n"]:
            c = line.split()
            if len(c) >= 2 and c[-1] == "I-PER" and cur: cur.append(c[0]); continue
            if cur and len(cur) <= 4 and all(w[:1].isalpha() for w in cur): pool["PER", len(cur)].append(" ".join(cur))
            cur = [c[0]] if len(c) >= 2 and c[-1] == "B-PER" else []
    if a.cities:
        for r in csv.DictReader(open(a.cities, encoding="utf-8")):
            n = len(r["name"].split())
            pool["CITY", n].append(r["name"])
    for k in pool: pool[k] = sorted(set(pool[k]))
    surname = {}
    with open(a.out, "w", encoding="utf-8") as f:
        for i, l in enumerate(lines):
            if l.startswith("#") or not l.strip(): continue
            if i % 15 == 0: surname = {}
            def swap(m):
                kind, text = m[1], m[2]
                words = text.split()
                if kind == "PER" and not text.isupper():
                    if len(words) == 1:
                        new = surname.get(text) or rng.choice(pool["PER", 1])
                    else:
                        new = rng.choice(pool["PER", len(words)] or [text])
                        surname[words[-1]] = new.split()[-1]
                    return "[PER %s]" % new
                if kind == "LOC" and len(words) <= 2 and not text.isupper() and "." not in text and rng.random() < 0.6:
                    return "[LOC %s]" % rng.choice(pool["CITY", len(words)] or [text])
                if kind == "ORG" and len(words) > 1 and not text.isupper():
                    same = pool["ORG", words[-1]] if rng.random() < 0.5 else []
                    return "[ORG %s]" % rng.choice(same if len(same) > 1 else pool["ORG", len(words)])
                return m[0]
            f.write(MARK.sub(swap, l) + "\n")


if __name__ == "__main__":
    main()
