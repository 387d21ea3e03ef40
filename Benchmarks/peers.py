#!/usr/bin/env python3
"""The usual ways in Python, for comparison.

  peers.py lines  re|ahocorasick TERMS TEXTS MEGABYTES   terms over the first megabytes of a text
  peers.py papers re|ahocorasick CONFIG PAPERS.jsonl.gz  the terms of a configuration over papers, decoding included

Prints the processor seconds and the number of matches. Whole words, without case.
"""
import gzip, json, re, sys, time


def matcher(kind, terms):
    if kind == "re":
        pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, terms)) + r")\b", re.IGNORECASE)
        return lambda text: sum(1 for _ in pattern.finditer(text))
    import ahocorasick
    automaton = ahocorasick.Automaton()
    for term in terms:
        automaton.add_word(term.lower(), len(term))
    automaton.make_automaton()

    def count(text):
        text, found = text.lower(), 0
        for end, length in automaton.iter(text):
            before, after = end - length, end + 1
            inside = before >= 0 and text[before].isalnum() or after < len(text) and text[after].isalnum()
            found += not inside
        return found
    return count


def terms_of(config):
    """The phrases of the first topic; wildcards and fields are beyond these ways."""
    lists = re.findall(r"any: \[(.*?)\]", open(config, encoding="utf-8").read(), re.DOTALL)
    written = [term for part in lists for term in re.findall(r'"([^"]+)"', part)]
    return sorted({re.sub(r"^(title:)?=?", "", term).strip("*") for term in written if "near(" not in term})


def main(what, kind, terms, path, megabytes="0"):
    if what == "lines":
        count = matcher(kind, open(terms).read().splitlines())
        texts = open(path, encoding="utf-8").read(int(float(megabytes) * 1e6)).splitlines()
        start = time.process_time()
        found = sum(map(count, texts))
    else:
        count = matcher(kind, terms_of(terms))
        start = time.process_time()
        found = 0
        for line in gzip.open(path, "rt", encoding="utf-8"):
            paper = json.loads(line)
            found += count(paper["title"]) + count(paper["abstract"])
    print(time.process_time() - start, found)


main(*sys.argv[1:])
