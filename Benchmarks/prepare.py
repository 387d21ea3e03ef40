#!/usr/bin/env python3
"""Writes what the scoring benchmark reads into a folder.

  texts.txt         100 MB of titles and abstracts, one a line
  papers.jsonl.gz   26,689 papers
  common.txt        300 terms that begin with frequent words, most of which are found
  rare.txt          300 pairs of rare words, which do not stand together anywhere
  topics.txt        30,000 terms, as a thousand topics of thirty would have them

Usage: prepare.py FOLDER [POOL.jsonl.gz]
Without a pool the texts are made up: words of a made-up vocabulary with the frequencies of English (Zipf).
"""
import collections, gzip, itertools, json, random, re, shutil, sys

BYTES, PAPERS = 100_000_000, 26_689
SYLLABLES = "ba con di fer gra ing la men mo na per pro ra re ro sion ta ter tion ver vis".split()
FUNCTION = "the of and a in to we for that is on with as this by our are an from which can it be model".split()


def vocabulary(rng):
    words = dict.fromkeys(FUNCTION)
    while len(words) < 20_000:
        words["".join(rng.choices(SYLLABLES, k=rng.choice([1, 2, 2, 3, 3, 4])))] = None
    return list(words)


def made_up(rng):
    words = vocabulary(rng)
    weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(words))))
    for number in range(PAPERS):
        def text(count):
            drawn = rng.choices(words, cum_weights=weights, k=count)
            for place in range(0, count, 19):
                drawn[place] = drawn[place].capitalize()
                drawn[place - 1] += "."
            return " ".join(drawn)
        yield {"id": f"2501.{number + 1:05}", "title": text(10), "abstract": text(190),
               "authors": ["Ada Lovelace", "Charles Babbage"], "categories": ["cs.CV", "cs.CL"], "comment": None}


def write_terms(path, terms):
    with open(path, "w") as file:
        file.write("".join(term + "\n" for term in terms))


def main(folder, pool=None):
    rng = random.Random(20260101)
    if pool:
        shutil.copyfile(pool, f"{folder}/papers.jsonl.gz")
        lines = list(gzip.open(pool, "rt", encoding="utf-8"))
        texts = [paper["title"] + ". " + paper["abstract"] for paper in map(json.loads, lines)]
    else:
        papers = list(made_up(rng))
        with gzip.open(f"{folder}/papers.jsonl.gz", "wt") as file:
            file.writelines(json.dumps(paper) + "\n" for paper in papers)
        texts = [paper["title"] + ". " + paper["abstract"] for paper in papers]
    size = 0
    with open(f"{folder}/texts.txt", "w", encoding="utf-8") as file:
        for text in itertools.cycle(texts):
            size += file.write(text.replace("\n", " ") + "\n")
            if size >= BYTES:
                break
    pairs, seen, words = collections.Counter(), collections.Counter(), collections.Counter()
    for text in texts:
        cut = re.findall(r"[a-z]+", text.lower())
        found = [a + " " + b for a, b in zip(cut, cut[1:]) if len(b) > 2]
        words.update(set(cut))
        pairs.update(found)
        seen.update(set(found))
    common = [pair for pair, _ in pairs.most_common(1300)[400::3]]
    write_terms(f"{folder}/common.txt", common[:300])
    seldom = sorted(word for word, _ in words.most_common()[-4_000:] if len(word) > 5)
    absent = set()
    while len(absent) < 300:
        pair = rng.choice(seldom) + " " + rng.choice(seldom)
        if pair not in pairs:
            absent.add(pair)
    write_terms(f"{folder}/rare.txt", sorted(absent))
    # Found in one paper of 1,000 to 10,000, as a term of a narrow topic is.
    middling = sorted(pair for pair, papers in seen.items() if 3 <= papers <= 27 and len(pair) > 8)
    rng.shuffle(middling)
    write_terms(f"{folder}/topics.txt", middling[:30_000])


main(*sys.argv[1:])
