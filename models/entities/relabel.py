#!/usr/bin/env python3
"""GMB's boundaries with the kinds of a tagger that learnt from hand-labelled texts.

  relabel.py texts gmb.conll > gmb.jsonl        columns -> {"id","text","entities"}, for `dateline annotate gmb.jsonl --model HAND`
  relabel.py merge gmb.jsonl annotated.jsonl > gmb-relabelled.jsonl

GMB's labels are machine-made: its boundaries and its persons are good, but a country that acts is an organisation there
and an event is nothing. A name of ours that has GMB's bounds gives it its kind; one of kind "other" where GMB has none is added."""
import json, sys

NAMES = {"PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "other"}
NO_SPACE_BEFORE = set(". , ; : ! ? ) ] % 's 'S n't 're 've 'll 'd 'm ' ...".split())
NO_SPACE_AFTER = set("( [ $ £ €".split())


def texts(path):
    for n, doc in enumerate(open(path, encoding="utf-8").read().split("-DOCSTART- O\n\n")[1:]):
        text, entities = "", []
        for sentence in doc.strip().split("\n\n"):
            text += "\n\n" if text else ""
            glued, open_quote = True, False
            for line in sentence.split("\n"):
                token, tag = line.split("\t")
                space = not glued and token not in NO_SPACE_BEFORE and not (token[0] == "-" and len(token) > 2)
                glued = token in NO_SPACE_AFTER
                if token == '"':
                    open_quote = not open_quote
                    space, glued = space and open_quote, open_quote
                text += " " if space else ""
                start = len(text)
                text += token
                if tag[0] == "B": entities.append({"start": start, "end": len(text), "kind": NAMES[tag[2:]]})
                elif tag[0] == "I" and entities: entities[-1]["end"] = len(text)
        yield {"id": "gmb-%05d" % n, "text": text, "entities": entities}


def merge(gold_path, found_path):
    found = {}
    for line in open(found_path, encoding="utf-8"):
        row = json.loads(line)
        found[row["id"]] = row["entities"]
    for line in open(gold_path, encoding="utf-8"):
        row = json.loads(line)
        ours = {(e["start"], e["end"]): e["kind"] for e in found.get(row["id"], [])}
        out = []
        for e in row["entities"]:
            kind = ours.get((e["start"], e["end"]), e["kind"])
            out.append({"start": e["start"], "end": e["end"], "kind": kind})
        for (a, b), kind in ours.items():
            if kind == "other" and not any(e["start"] < b and a < e["end"] for e in row["entities"]):
                out.append({"start": a, "end": b, "kind": kind})
        out.sort(key=lambda e: e["start"])
        yield {"id": row["id"], "text": row["text"], "entities": out}


if __name__ == "__main__":
    rows = texts(sys.argv[2]) if sys.argv[1] == "texts" else merge(sys.argv[2], sys.argv[3])
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))
