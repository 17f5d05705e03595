#!/usr/bin/env python3
"""Third-party entity data -> columns (token TAB label) with our four kinds, as `dateline train-entities` reads them.

  prepare.py --out DIR [--gmb ner_dataset.csv] [--wikigold wikigold.conll.txt] [--btc FOLDER] [--wnut wnut17train.conll]
             [--crossner FOLDER] [--gum FOLDER_OF_CONLLU]

What is changed, so that all agree with GUIDELINES.md:
- GMB: duplicate sentences go; titles ("President", "Mr.") are taken off its persons; its `gpe` are places where the
  word is a place's name elsewhere (or "South" before an adjective), else MISC; "U.S.-led" has the label of "U.S.".
- CrossNER: its many kinds become four; fields, algorithms, genres and the like are no names.
- GUM: of its nested mentions the outermost that carry an article's name (a Wikipedia title) and hold a proper noun.
"""
import argparse, collections, csv, glob, os, re

TITLES = set("""Mr Mr. Mrs Mrs. Ms Ms. Dr Dr. President Prime Minister Vice Secretary Senator Senators General Gen Gen. Lt. Lieutenant Maj. Major
Brigadier Brig. Colonel Col. Captain Capt. Admiral Adm. Sergeant Sgt. Chancellor King Queen Prince Princess Pope Archbishop Bishop Cardinal Rev. Reverend
Sheikh Sheik Mullah Ayatollah Imam Sir Lord Lady Dame Judge Justice Governor Gov. Mayor Congressman Congresswoman Representative Rep. Sen. Ambassador
Premier Chairman Foreign Defense Interior Finance Deputy Former Chief Commissioner Attorney Professor Prof. Spokesman Spokeswoman Envoy Special
president prime minister vice secretary general chancellor foreign defense interior deputy former chief senator premier leader spokesman Director Leader
Emperor Crown Sultan Emir Field Marshal Commander Police Inspector Superintendent Speaker Detective Officer Private Corporal Father Brother Sister Saint
Coach Manager Doctor Count Duke Baron Supreme Opposition Acting acting State Saddam's Press Health Trade Energy Oil Justice Labor Education""".split())
KEEP = {"Saint", "State", "Prince", "Chief", "Baron", "Count", "Duke", "King", "Major", "Judge", "Bishop", "Pope", "Lord"}  # surnames too: only before another capital


def write(path, documents):
    with open(path, "w", encoding="utf-8") as f:
        for sentences in documents:
            f.write("-DOCSTART- O\n\n")
            for s in sentences:
                for w, t in s:
                    f.write("%s\t%s\n" % (w, t))
                f.write("\n")
    n = sum(len(d) for d in documents)
    c = collections.Counter(t[2:] for d in documents for s in d for _, t in s if t[0] == "B")
    print("%-28s %6d sentences %8d tokens %s" % (os.path.basename(path), n, sum(len(s) for d in documents for s in d), dict(c)))


def chunks(sentences, n=20):
    return [sentences[i:i + n] for i in range(0, len(sentences), n)]


def spans(tags):
    out, start, lab = [], None, None
    for i, t in enumerate(list(tags) + ["O"]):
        p, _, l = t.partition("-")
        if start is not None and (p in ("O", "B") or l != lab):
            out.append((start, i, lab)); start = None
        if p != "O" and start is None:
            start, lab = i, l
    return out


def tagged(words, found):
    tags = ["O"] * len(words)
    for a, b, l in found:
        for i in range(a, b): tags[i] = ("B-" if i == a else "I-") + l
    return list(zip(words, tags))


def columns(path, kinds, word=0):
    docs, sents, cur = [], [], []
    def end():
        nonlocal cur
        if cur:
            ws = [w for w, _ in cur]
            sents.append(tagged(ws, [(a, b, kinds[l]) for a, b, l in spans([t for _, t in cur]) if kinds.get(l)]))
        cur = []
    for line in open(path, encoding="utf-8"):
        c = line.split()
        if not c: end(); continue
        if c[0].startswith("-DOCSTART-"):
            end()
            if sents: docs.append(sents); sents = []
            continue
        if len(c) < 2: continue
        cur.append((c[word], c[-1]))
    end()
    if sents: docs.append(sents)
    return docs


def gmb(path, skip_test):
    sents, cur = [], []
    for r in csv.reader(open(path, encoding="latin-1")):
        if len(r) != 4 or r[3] == "Tag": continue
        if r[0].startswith("Sentence") and cur: sents.append(cur); cur = []
        cur.append((r[1], r[3] if r[3] == "O" or "-" in r[3] else "O"))
    seen, uniq = set(), []
    for s in sents:
        k = " ".join(w for w, _ in s)
        if k not in seen: seen.add(k); uniq.append(s)
    word_kind = collections.defaultdict(collections.Counter)
    for s in uniq:
        for a, b, l in spans([t for _, t in s]):
            if b - a == 1: word_kind[s[a][0]][l] += 1
    place = {w for w, c in word_kind.items() if c["geo"] > c["gpe"]}
    acts = {"U.S.": "LOC", "U.N.": "ORG", "NATO": "ORG", "EU": "ORG", "Iran": "LOC", "Israel": "LOC", "Taliban": "ORG", "Saudi": "MISC"}
    out = []
    for s in uniq:
        words, found = [w for w, _ in s], []
        for a, b, l in spans([t for _, t in s]):
            if l == "per":
                while a < b and words[a] in TITLES and (words[a] not in KEEP or b - a > 1 and words[a + 1][:1].isupper()): a += 1
                while b - a > 1 and words[b - 1] in ("'s", ",", "."): b -= 1
                if a < b and words[a][:1].islower() and not re.match(r"(al|el|bin|van|von|de|da|di|du|ibn|ul|abu)\b", words[a]): continue
                if a < b: found.append((a, b, "PER"))
            elif l == "gpe":
                w = words[b - 1]
                found.append((a, b, "LOC" if w in place or w == "Korea" else "MISC"))
            elif l in ("geo", "org"):
                found.append((a, b, "LOC" if l == "geo" else "ORG"))
            elif l in ("art", "eve", "nat"):
                found.append((a, b, "MISC"))
        row, cut = [], []
        tags = [t for _, t in tagged(words, found)]
        for w, t in zip(words, tags):
            m = re.match(r"(.+?)-([a-z]{3,})$", w)
            if m and m[1][:1].isupper():
                head = t if t != "O" else ("B-" + acts[m[1]] if m[1] in acts else "O")
                row += [(m[1], head), ("-" + m[2], "O")]
            else:
                row.append((w, t))
        out.append(row)
    # "South" + "Korean": one name
    for row in out:
        for i in range(len(row) - 1):
            if row[i][0] in ("South", "North") and row[i][1] == "B-LOC" and row[i + 1][1] == "B-MISC":
                row[i] = (row[i][0], "B-MISC"); row[i + 1] = (row[i + 1][0], "I-MISC")
    blocks = chunks(out)
    return [b for i, b in enumerate(blocks) if not (skip_test and i % 10 == 7)]


CROSS = {}
for kind, names in {
    "PER": "person politician writer musicalartist scientist researcher",
    "ORG": "organisation politicalparty band university",
    "LOC": "location country",
    "MISC": "misc event election award book poem album song astronomicalobject academicjournal magazine conference product programlang",
}.items():
    for n in names.split(): CROSS[n] = kind


def gum(folder):
    docs = []
    for path in sorted(glob.glob(os.path.join(folder, "GUM_news_*.conllu"))):
        sents, words, pos, stack, found = [], [], [], [], []
        glued = False
        def end():
            nonlocal words, pos, found
            if words:
                out, last = [], 0
                for a, b, l in sorted(set(found), key=lambda x: (x[0], -x[1])):
                    if a >= last: out.append((a, b, l)); last = b
                sents.append(tagged(words, out))
            words, pos, found = [], [], []
        for line in open(path, encoding="utf-8"):
            line = line.rstrip("\n")
            if not line: end(); continue
            if line[0] == "#": continue
            c = line.split("\t")
            if not c[0].isdigit(): continue
            i = len(words)
            words.append(c[1]); pos.append(c[4])
            m = re.search(r"Entity=([^|]*)", c[9])
            for op, body in re.findall(r"(\()?([^()]+)", m[1]) if m else []:
                pass
            if m:
                for part in re.findall(r"\([^()]+\)?|[^()]+\)", m[1]):
                    if part[0] == "(":
                        f = part.strip("()").split("-")
                        stack.append((f[0], f[1], "-".join(f[7:]) if len(f) > 7 else "", i))
                        if part.endswith(")"): close = f[0]
                        else: continue
                    else:
                        close = part.strip(")")
                    for k in range(len(stack) - 1, -1, -1):
                        if stack[k][0] == close:
                            _, kind, title, a = stack.pop(k)
                            b = i + 1
                            while a < b and words[a].lower() in ("the", "a", "an"): a += 1
                            while b > a and words[b - 1] in ("'s", "’s", "'"): b -= 1
                            if kind == "person":
                                while a < b and words[a] in TITLES: a += 1
                            l = {"person": "PER", "organization": "ORG", "place": "LOC", "event": "MISC", "object": "MISC"}.get(kind)
                            span = pos[a:b]
                            if l and title and span and all(p in ("NNP", "NNPS", "IN", "CC", "POS", "DT", "CD", "HYPH", ".", ",", "NN", "NNS") for p in span) \
                               and span[0].startswith("NNP") and span[-1][:3] in ("NNP", "CD", ".") and b - a <= 8:
                                found.append((a, b, l))
                            break
        end()
        docs.append(sents)
    return docs


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for n in ("out", "gmb", "wikigold", "btc", "wnut", "crossner", "gum"): ap.add_argument("--" + n)
    ap.add_argument("--without-gmb-test", action="store_true", help="leave out every tenth block of GMB, to measure on")
    a = ap.parse_args()
    os.makedirs(a.out, exist_ok=True)
    four = {k: k for k in ("PER", "ORG", "LOC", "MISC")}
    to = lambda n: os.path.join(a.out, n)
    if a.gmb: write(to("gmb.conll"), gmb(a.gmb, a.without_gmb_test))
    if a.wikigold: write(to("wikigold.conll"), columns(a.wikigold, four))
    if a.btc:  # handles ("@orr") are no names
        docs = []
        for p in sorted(glob.glob(os.path.join(a.btc, "*.conll"))):
            docs += [[[(w, "O" if w[0] == "@" else t) for w, t in s] for s in d] for big in columns(p, four) for d in chunks(big, 10)]
        write(to("btc.conll"), docs)
    if a.wnut:
        kinds = {"person": "PER", "location": "LOC", "corporation": "ORG", "group": "ORG", "product": "MISC", "creative-work": "MISC"}
        write(to("wnut.conll"), [d for big in columns(a.wnut, kinds) for d in chunks(big, 10)])
    if a.crossner:
        docs = []
        for p in sorted(glob.glob(os.path.join(a.crossner, "*", "*.txt"))):
            docs += [d for big in columns(p, CROSS) for d in chunks(big, 3)]
        write(to("crossner.conll"), docs)
    if a.gum: write(to("gum.conll"), gum(a.gum))


if __name__ == "__main__":
    main()
