#!/usr/bin/env python3
"""Checks the gold articles (clusters and quotations) and counts them.

usage: gold_check.py [-v] [DIR or FILES]      (default: the folder gold/ beside this script)

Errors (exit 1): broken brackets, unknown kinds, bad slugs, an ID with two kinds, a speaker
without a mention, a crossing or nested <q>, a quotation without quotation marks, no headers.
Warnings (-v): a marked string that stands unmarked elsewhere, one string with two IDs,
unmarked quotation marks, possessives and articles inside spans.
"""
import collections, glob, os, re, sys

KINDS = ('PER', 'ORG', 'LOC', 'MISC')
MARK = re.compile(r'\[([A-Za-z]+):(\S+) ([^\[\]\n]+)\]')
TOKEN = re.compile(r'<q by=([^>\n]*)>|</q>|' + MARK.pattern)
SLUG = re.compile(r'[a-z0-9][a-z0-9-]*$')


def parse(path):
    """-> source, headline, paragraphs (each: plain text, mentions, quotes), problems.
    mention = (start, end, kind, id); quote = (start, end, speaker); offsets in characters."""
    bad = []
    lines = open(path, encoding='utf-8').read().split('\n')
    head = {}
    while lines and lines[0].startswith('#'):
        key, _, value = lines.pop(0)[1:].strip().partition(':')
        head[key] = value.strip()
    for key in ('source', 'headline'):
        if not head.get(key):
            bad.append('no # %s' % key)
    paras = [p.strip() for p in re.split(r'\n\s*\n', '\n'.join(lines)) if p.strip()]
    out = []
    for i, raw in enumerate([head.get('headline', '')] + paras):
        text, mentions, quotes, pos, openq = '', [], [], 0, None
        for m in TOKEN.finditer(raw):
            text += raw[pos:m.start()]
            pos = m.end()
            if m[0] == '</q>':
                if openq is None:
                    bad.append('par %d: </q> without <q>' % i)
                else:
                    quotes.append((openq[0], len(text), openq[1]))
                    openq = None
            elif m[0].startswith('<q'):
                if openq is not None:
                    bad.append('par %d: nested <q>' % i)
                openq = (len(text), m[1])
            else:
                kind, ident, surface = m[2], m[3], m[4]
                if kind not in KINDS:
                    bad.append('par %d: kind %s' % (i, kind))
                if not SLUG.match(ident):
                    bad.append('par %d: slug %s' % (i, ident))
                if surface != surface.strip() or '<' in surface:
                    bad.append('par %d: span %r' % (i, surface))
                mentions.append((len(text), len(text) + len(surface), kind, ident))
                text += surface
        text += raw[pos:]
        if openq is not None:
            bad.append('par %d: <q> not closed' % i)
        if re.search(r'[\[\]<>]', text):
            bad.append('par %d: stray bracket: %s' % (i, re.search(r'.{0,30}[\[\]<>].{0,20}', text)[0]))
        out.append((text, mentions, quotes))
    return head, out, bad


def main():
    args = [a for a in sys.argv[1:] if a != '-v']
    verbose = '-v' in sys.argv
    where = args or [os.path.join(os.path.dirname(os.path.abspath(__file__)), 'gold')]
    files = [f for w in where for f in (sorted(glob.glob(os.path.join(w, '*.txt'))) if os.path.isdir(w) else [w])]
    errors = warnings = words = 0
    sources, mentions, clusters, quotes = (collections.Counter() for _ in range(4))
    multi, ambiguous, speakers = collections.Counter(), 0, collections.Counter()
    for path in files:
        head, paras, bad = parse(path)
        warn = []
        kind_of, surfaces, size = {}, collections.defaultdict(set), collections.Counter()
        for text, ments, _ in paras:
            for a, b, kind, ident in ments:
                if kind_of.setdefault(ident, kind) != kind:
                    bad.append('%s is %s and %s' % (ident, kind_of[ident], kind))
                s = text[a:b]
                surfaces[s].add(ident)
                size[ident] += 1
                mentions[kind] += 1
                if re.match(r'[Tt]he ', s) and kind != 'MISC' or re.search(r"['’]s$", s):
                    warn.append('span: ' + s)
        for i, (text, ments, qs) in enumerate(paras):
            if i:
                words += len(text.split())
            for a, b, by in qs:
                quotes['all'] += 1
                if by == '?':
                    quotes['?'] += 1
                elif by not in kind_of:
                    bad.append('par %d: speaker %s has no mention' % (i, by))
                else:
                    speakers[kind_of[by]] += 1
                if text[a] not in '"“' or not (text[b - 1] in '"”' or i + 1 < len(paras) and b == len(text)
                                               and paras[i + 1][0][:1] in '"“'):
                    bad.append('par %d: quotation marks: %s' % (i, text[a:b][:40]))
                if len(text[a:b].split()) <= 2:
                    quotes['short'] += 1
            for a, b, *_ in ments:
                if any(qa < a < qb < b or a < qa < b < qb for qa, qb, _ in qs):
                    bad.append('par %d: crossing %s' % (i, text[a:b]))
            blank = list(text)
            for a, b, *_ in ments:
                blank[a:b] = '█' * (b - a)
            left = ''.join(blank)
            for s in surfaces:
                if re.search(r'(?<!\w)%s(?!\w)' % re.escape(s), left) and kind_of[next(iter(surfaces[s]))] != 'MISC':
                    warn.append('par %d: unmarked %s' % (i, s))
            for a, b, _ in qs:
                blank[a:b] = '█' * (b - a)
            for m in re.finditer(r'["“][^"“”]{0,60}', ''.join(blank)):
                warn.append('par %d: not a <q>: %s' % (i, text[m.start():m.end()]))
        for s, ids in surfaces.items():
            if len(ids) > 1:
                ambiguous += 1
                warn.append('one string, several IDs: %s %s' % (s, sorted(ids)))
        for ident, kind in kind_of.items():
            clusters[kind] += 1
            if size[ident] > 1:
                multi[kind] += 1
        sources[head.get('source', '?').split()[0]] += 1
        for b in bad:
            print(os.path.basename(path), 'ERROR', b)
        for w in warn if verbose else ():
            print(os.path.basename(path), 'warning', w)
        errors += len(bad)
        warnings += len(warn)
    print('articles', len(files), dict(sources), 'words', words)
    print('mentions', sum(mentions.values()), dict(mentions))
    print('clusters', sum(clusters.values()), dict(clusters), 'with several mentions', sum(multi.values()), dict(multi),
          'strings with several IDs', ambiguous)
    print('quotes', quotes['all'], 'with ?', quotes['?'], 'speakers', dict(speakers), 'of one or two words', quotes['short'])
    print('errors', errors, 'warnings', warnings)
    return 1 if errors else 0


if __name__ == '__main__':
    sys.exit(main())
