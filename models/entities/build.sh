#!/bin/sh
# Builds english.model: build.sh DATA OUT
#
# DATA is a folder with the third-party sets named in README.md, unpacked:
#   gmb/ner_dataset.csv  wikigold/*.conll.txt  btc/*.conll  wnut/wnut17train.conll  crossner/*/*.txt
#   cities/world-cities.csv  markdown/**/*.md  pages/**/*.txt
# The same data give the same model, byte for byte. Takes a few minutes and 3 GB of memory.
set -eu
here=$(dirname "$0")
data=$1
out=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dateline=${DATELINE:-dateline}

python3 "$here/prepare.py" --out "$work" --gmb "$data/gmb/ner_dataset.csv" --wikigold "$data"/wikigold/*.conll.txt \
    --btc "$data/btc" --wnut "$data/wnut/wnut17train.conll" --crossner "$data/crossner"
python3 "$here/unlabelled.py" "$work/text.jsonl" --markdown "$data/markdown" --pages "$data/pages" \
    --columns "$work/gmb.conll" "$work/crossner.conll" "$work/wnut.conll" "$work/btc.conll"
python3 "$here/augment.py" "$work/swapped.txt" "$here"/annotations/*.txt \
    --people "$work/gmb.conll" --cities "$data/cities/world-cities.csv"
ours=$(for file in "$here"/annotations/*.txt; do printf '%s@2 ' "$file"; done)
hand="$work/wikigold.conll $work/btc.conll $work/wnut.conll $work/crossner.conll $ours"

# a model of hand-labelled texts gives GMB's names their kinds
# shellcheck disable=SC2086
"$dateline" train-entities $hand --text "$work/text.jsonl" --out "$work/hand.model"
python3 "$here/relabel.py" texts "$work/gmb.conll" > "$work/gmb.jsonl"
"$dateline" annotate "$work/gmb.jsonl" --model "$work/hand.model" > "$work/annotated.jsonl"
python3 "$here/relabel.py" merge "$work/gmb.jsonl" "$work/annotated.jsonl" > "$work/relabelled.jsonl"

# shellcheck disable=SC2086
"$dateline" train-entities $hand "$work/swapped.txt@0.5" "$work/relabelled.jsonl@0.2" --text "$work/text.jsonl" --out "$out"
