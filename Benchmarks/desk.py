#!/usr/bin/env python3
"""Fills a store with made-up candidates and times what a curator waits for.

    desk.py GLEANER FOLDER [COUNT]

GLEANER is a release binary. FOLDER is made anew. COUNT is 100000 unless given. Prints a table: the median of several
runs of `queue list` in its forms, whole processes from start to end.
"""
import json
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import time

WORDS = ("map route walk river bridge harbour tower garden window mirror paper letter reader writer "
         "number figure colour sound signal pattern model reward policy step").split()
RUNS = 9


def fill(path, count):
    dice = random.Random(7)
    store = sqlite3.connect(path)
    topic = "rl-multimodal-reasoning"
    reasons = json.dumps({"reasons": [
        {"matches": [{"field": "abstract", "length": 6, "start": 10 * i, "text": "reward"} for i in range(6)],
         "points": 2, "rule": f"groups.g{n}"} for n in range(3)], "section": "Vision (Image)"})
    abstract = " ".join(dice.choice(WORDS) for _ in range(180))
    with store:
        for number in range(count):
            month, index = 2001 + number // 20000, number % 20000 + 1
            work = f"{month:04d}.{index:05d}"
            day = f"20{month // 100:02d}-{month % 100:02d}-{index * 27 // 20001 + 1:02d}"
            title = " ".join(dice.choice(WORDS) for _ in range(10)).capitalize()
            authors = json.dumps([{"affiliations": [], "name": f"{dice.choice(WORDS).title()} {dice.choice(WORDS).title()}"}
                                  for _ in range(5)])
            store.execute("INSERT OR IGNORE INTO work (id, kind) VALUES (?, 'arxiv')", (work,))
            store.execute(
                "INSERT OR IGNORE INTO paper (id, month, number, version, title, abstract, authors, categories, dois, announced, "
                "deleted, firstSeen) VALUES (?, ?, ?, 1, ?, ?, ?, 'cs.CV', '', ?, 0, ?)",
                (work, 200000 + month, index, title, abstract, authors, day, day + "T00:00:00Z"))
            store.execute(
                "INSERT OR IGNORE INTO candidate (topic, work, state, title, authors, score, section, announced, appraisal) "
                "VALUES (?, ?, 'pending', ?, ?, ?, 'Vision (Image)', ?, ?)",
                (topic, work, title, authors, dice.randrange(10, 40) / 2, day, reasons))
    store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()


def median(command):
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def main():
    gleaner, folder = sys.argv[1:3]
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
    subprocess.run([gleaner, "demo", "--directory", folder], stdout=subprocess.DEVNULL, check=True)
    config = os.path.join(folder, "config.yml")
    fill(os.path.join(folder, "gleaner.sqlite"), count)
    forms = [[], ["--limit", "0"], ["--json", "--limit", "100"], ["--json"], ["--sort", "score"], ["--search", "river"],
             ["--min-score", "15"], ["--since", "2020-03-01", "--until", "2020-03-03"]]
    print(f"{count} candidates, median of {RUNS} runs, whole processes")
    print(f"{median([gleaner, '--version']):8.1f} ms  gleaner --version")
    for form in forms:
        command = [gleaner, "queue", "list", "--config", config] + form
        print(f"{median(command):8.1f} ms  queue list {' '.join(form)}")


if __name__ == "__main__":
    main()
