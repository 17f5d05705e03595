#!/usr/bin/env python3
"""Texts without labels, from which the tagger learns what words are used alike: unlabelled.py OUT.jsonl [--markdown FOLDER...]
[--columns FILE...] [--pages FOLDER...]

--markdown  posts with front matter (digital.gov, 18F): public domain
--columns   the texts of labelled data in columns (GMB, CrossNER, WNUT17, BTC)
--pages     newspaper pages as OCR, hyphens at line ends joined (Chronicling America): public domain"""
import argparse, glob, json, os, re


def markdown(path):
    text = open(path, encoding="utf-8", errors="replace").read()
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    text = re.sub(r"\{\{.*?\}\}", "", text, flags=re.S)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"<[^>]+>|[*#`_>|]", "", text)


def columns(path):
    for document in open(path, encoding="utf-8").read().split("-DOCSTART- O\n\n"):
        text = "\n\n".join(" ".join(l.split("\t")[0] for l in s.split("\n") if l) for s in document.split("\n\n"))
        yield re.sub(r"([($]) ", r"\1", re.sub(r" ([.,;:!?)%]|'s|n't)", r"\1", text))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("out")
    for n in ("markdown", "columns", "pages"): ap.add_argument("--" + n, nargs="*", default=[])
    a = ap.parse_args()
    files = lambda folders, ext: sorted(p for f in folders for p in glob.glob(os.path.join(f, "**", "*." + ext), recursive=True))
    texts = [markdown(p) for p in files(a.markdown, "md")]
    texts += [t for p in a.columns for t in columns(p)]
    texts += [open(p, encoding="utf-8", errors="replace").read().replace("\u00ad\n", "").replace("-\n", "") for p in files(a.pages, "txt")]
    with open(a.out, "w", encoding="utf-8") as f:
        for i, text in enumerate(t for t in texts if t.strip()):
            f.write(json.dumps({"id": "text-%05d" % i, "body": text}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
