#!/usr/bin/env python3
"""Fills a store with made-up candidates and times what a curator waits for.

    desk.py GLEANER FOLDER [COUNT]

GLEANER is a release binary. FOLDER is made anew. COUNT is 100000 unless given. Prints two tables: the median of several
runs of `queue list` in its forms, whole processes from start to end; and of keys in `review` on a pseudo-terminal of
80 by 24, from the key to the first and to the last byte of the picture that follows.
"""
import fcntl
import json
import os
import pty
import random
import resource
import select
import sqlite3
import statistics
import struct
import subprocess
import sys
import termios
import time

WORDS = ("map route walk river bridge harbour tower garden window mirror paper letter reader writer "
         "number figure colour sound signal pattern model reward policy step").split()
RUNS = 9
PRESSES = 30
# A picture is one write; what comes later than this many seconds after it has another cause.
QUIET = 0.02


def fill(path, count):
    dice = random.Random(7)
    store = sqlite3.connect(path)
    topic = "rl-multimodal-reasoning"
    reasons = json.dumps({"reasons": [
        {"matches": [{"field": "abstract", "length": 6, "start": 10 * i, "text": "reward"} for i in range(6)],
         "points": 2, "rule": f"groups.g{n}"} for n in range(3)], "section": "Vision (Image)"})
    abstract = " ".join(dice.choice(WORDS) for _ in range(180))
    proposal = json.loads(store.execute("SELECT content FROM proposal LIMIT 1").fetchone()[0])
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
            content = json.dumps({**proposal, "work": work, "title": title, "abstract": abstract})
            store.execute("INSERT OR IGNORE INTO proposal (topic, work, updated, content) VALUES (?, ?, ?, ?)",
                          (topic, work, f"{day}T01:{index // 60 % 60:02d}:{index % 60:02d}Z", content))
    store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()


def processor():
    """milliseconds that ended children have taken, which other work on the machine hardly changes"""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (usage.ru_utime + usage.ru_stime) * 1000


def medians(command):
    """milliseconds by the clock and of the processors"""
    times = []
    for _ in range(RUNS):
        start, before = time.perf_counter(), processor()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        times.append(((time.perf_counter() - start) * 1000, processor() - before))
    return [statistics.median(column) for column in zip(*times)]


def row(command, name):
    print("{:8.1f} {:10.1f}  {}".format(*medians(command), name))


class Session:
    """gleaner review on a terminal of its own"""

    def __init__(self, gleaner, config):
        self.master, slave = pty.openpty()
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        start = time.perf_counter()
        self.process = subprocess.Popen([gleaner, "review", "--config", config], stdin=slave, stdout=slave, stderr=slave,
                                        env={**os.environ, "TERM": "xterm-256color"}, start_new_session=True)
        text = b""
        while b"help" not in text:
            text += os.read(self.master, 1 << 16)
        self.start = (time.perf_counter() - start) * 1000

    def press(self, keys, quiet=QUIET):
        """milliseconds to the first and to the last byte of the picture"""
        start = time.perf_counter()
        os.write(self.master, keys.encode())
        first = last = None
        while select.select([self.master], [], [], quiet if first else 30)[0]:
            os.read(self.master, 1 << 16)
            last = (time.perf_counter() - start) * 1000
            first = first or last
        assert first, f"nothing followed {keys!r}"
        return first, last

    def processor(self):
        """milliseconds so far, also of what is done in the background"""
        with open(f"/proc/{self.process.pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")

    def settle(self, seconds):
        """until nothing is drawn for so long"""
        while select.select([self.master], [], [], seconds)[0]:
            os.read(self.master, 1 << 16)

    def end(self):
        start = time.perf_counter()
        os.write(self.master, b"q")
        while self.process.poll() is None:
            self.settle(0.005)
        return (time.perf_counter() - start) * 1000


# Name, the key that is timed, and what is pressed after it to be where it was.
KEYS = [("j", "j", ""), ("k", "k", ""), ("End", "\x1b[F", "\x1b[H"), ("space", " ", "b"), ("?", "?", "x"),
        ("s", "s", ""), ("u of a skip", "u", ""), ("t", "t", ""), ("f", "f", "\x1b"), ("f river Enter", "friver\r", "f\x15\r"),
        ("r", "r", ""), ("u of a rejection", "u", ""), ("a", "a", ""), ("j after a", None, ""), ("u of an acceptance", "u", "")]


def review(gleaner, config):
    session = Session(gleaner, config)
    session.settle(0.5)
    print(f"{session.start:8.1f} ms  review, to the first picture")
    print("   first     last   worst  processor  key, median and worst of", PRESSES)
    for name, key, after in KEYS:
        before = session.processor()
        if key is None:
            # While the list is written in the background, which began with the key before.
            times = [(session.press("a"), session.press("j"))[1] for _ in range(PRESSES)]
        else:
            times = []
            for _ in range(PRESSES):
                times.append(session.press(key))
                for more in filter(None, [after]):
                    session.press(more, quiet=0.2)
        session.settle(1)
        used = (session.processor() - before) / PRESSES
        first, last = (statistics.median(column) for column in zip(*times))
        print(f"{first:8.1f} {last:8.1f} {max(last for _, last in times):7.1f} {used:10.1f}  {name}")
    session.press("a")
    print(f"{session.end():8.1f} ms  q right after a, to the end of the process")


def main():
    gleaner, folder = sys.argv[1:3]
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
    subprocess.run([gleaner, "demo", "--directory", folder], stdout=subprocess.DEVNULL, check=True)
    config = os.path.join(folder, "config.yml")
    fill(os.path.join(folder, "gleaner.sqlite"), count)
    forms = [[], ["--limit", "0"], ["--json", "--limit", "100"], ["--json"], ["--sort", "score"], ["--search", "river"],
             ["--min-score", "15"], ["--since", "2020-03-01", "--until", "2020-03-03"]]
    print(f"{count} candidates, median of {RUNS} runs, whole processes")
    print("   clock  processor  ms")
    row([gleaner, "--version"], "gleaner --version")
    for form in forms:
        command = [gleaner, "queue", "list", "--config", config] + form
        row(command, f"queue list {' '.join(form)}")
    review(gleaner, config)


if __name__ == "__main__":
    main()
