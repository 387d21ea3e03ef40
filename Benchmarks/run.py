#!/usr/bin/env python3
"""Runs the scoring benchmark and prints its tables: run.py FOLDER GLEANER SCORING_BENCH CONFIG.

Every figure is processor time of one thread, the median of five runs (of one where it says so), so that others on the
machine hardly count. FOLDER is what prepare.py has filled, with the program `hyperscan` in it.
"""
import os, resource, shutil, statistics, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
folder, gleaner, bench, config = sys.argv[1:5]
texts, papers = f"{folder}/texts.txt", f"{folder}/papers.jsonl.gz"
size = os.path.getsize(texts)
PAPERS = 26_689


# The loop with pyahocorasick is left out where that is missing.
WAYS = ["re"]
if subprocess.run(["python3", "-c", "import ahocorasick"], capture_output=True).returncode == 0:
    WAYS.insert(0, "ahocorasick")


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


def child(command, **settings):
    """Processor seconds, wall seconds and peak memory in MB of a program."""
    import time
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, **settings)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command[0]} failed")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss / 1024


def table(title, head, rows):
    print(f"\n{title}\n\n| {' | '.join(head)} |\n|{'---|' * len(head)}")
    for row in rows:
        print(f"| {' | '.join(map(str, row))} |", flush=True)


def rate(seconds, amount=size):
    return f"{amount / seconds / 1e9:.3f}"


def matching():
    rows = []
    for kind in ("common", "rare"):
        terms = f"{folder}/{kind}.txt"
        *mine, found = output(bench, "terms", terms, texts)
        *peer, peer_found = output(f"{folder}/hyperscan", terms, texts)
        mine, peer = statistics.median(map(float, mine)), statistics.median(map(float, peer))
        rows.append((kind, "gleaner", rate(mine), found, f"{peer / mine:.2f} × Hyperscan"))
        rows.append((kind, "Hyperscan, `\\b`", rate(peer), peer_found, ""))
        if shutil.which("rg"):
            command = ["rg", "-j1", "-c", "-i", "-w", "-F", "-f", terms, texts]
            seconds = statistics.median(ripgrep(command) for _ in range(5))
            rows.append((kind, "ripgrep, counts lines", rate(seconds), "", f"{seconds / mine:.1f} × ripgrep"))
        for way in WAYS:
            megabytes = {"ahocorasick": 10, "re": 1}[way]
            seconds, found = output("python3", f"{HERE}/peers.py", "lines", way, terms, texts, str(megabytes))
            rows.append((kind, f"Python {way}, {megabytes} MB, 1 run", rate(float(seconds), megabytes * 1e6), "", ""))
    table("300 terms over 100 MB", ["terms", "program", "GB/s", "matches", ""], rows)


def ripgrep(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def scoring():
    runs = [child([gleaner, "score", papers, "--config", config]) for _ in range(5)]
    seconds, wall, memory = (statistics.median(run[place] for run in runs) for place in range(3))
    tripled = f"{folder}/tripled.jsonl.gz"
    with open(tripled, "wb") as file:
        for _ in range(3):
            # In pieces: what this program needs would count as the child's peak.
            with open(papers, "rb") as part:
                shutil.copyfileobj(part, file)
    rows = [("gleaner score", f"{seconds:.2f}", f"{wall:.2f}", f"{PAPERS / seconds:,.0f}", f"{memory:.0f}")]
    triple = child([gleaner, "score", tripled, "--config", config])
    rows.append(
        ("the same, three times the file, 1 run", f"{triple[0]:.2f}", f"{triple[1]:.2f}",
         f"{3 * PAPERS / triple[0]:,.0f}", f"{triple[2]:.0f}"))
    for way in WAYS:
        run = child(["python3", f"{HERE}/peers.py", "papers", way, config, papers])
        rows.append((f"Python {way}, 1 run", f"{run[0]:.2f}", f"{run[1]:.2f}", f"{PAPERS / run[0]:,.0f}", f"{run[2]:.0f}"))
    head = ["program", "processor s", "wall s", "papers/s of processor", "peak MB"]
    table("26,689 papers from gzip, decoding included", head, rows)
    return seconds / PAPERS * 1e6


def topics(whole):
    lines = subprocess.run([bench, "topics", f"{folder}/topics.txt", texts], check=True, capture_output=True, text=True)
    rows = []
    for line in lines.stdout.splitlines():
        number, count, *runs, found = line.split()
        cost = statistics.median(map(float, runs)) / int(count) * 1e6
        first = rows[0] if rows else None
        alone = cost / float(first[1]) if first else 1
        rows.append((number, f"{cost:.2f}", f"{int(found) / int(count):.2f}", f"{alone:.1f}",
                     f"{(cost + whole) / (float(first[1]) + whole if first else cost + whole):.2f}"))
    head = ["topics of 30 terms", "µs a paper, rating", "topics found", "× 1 topic", "× 1 topic, reading and writing included"]
    table("Topics together", head, rows)


matching()
topics(scoring())
