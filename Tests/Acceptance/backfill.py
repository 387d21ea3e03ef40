#!/usr/bin/env python3
"""Four months of backfill: complete, within 120 MB, whatever kills it, and never faster than the pace.

usage: backfill.py GLEANER [--short] [--data FILE] [--sources SET]... [--keep FOLDER] [CASE...]

Without --data it makes 26,000 papers of its own, with --short 2,000. With --data the papers have to say when
they were announced or submitted.
"""
import argparse, json, pathlib, random, re, shutil, signal, subprocess, sys, tempfile, time, traceback
from datetime import date, timedelta

from arxivsim import schedule, taxonomy
from arxivsim.papers import Store, synthesize
from outage import WATCHED
from stage import Program, Simulator

FROM, TO, MONTH = "2025-02-01", "2025-05-31", "2025-02-28"
NOW = "2025-06-12T12:00:00Z"
MOST_MEMORY = 120_000           # kB, of the resident set at its peak
FLAT = 1.15                     # four months may take this much of what one month takes
LONGEST = 540                   # seconds; what takes longer is a deadlock


MONTHS = [(2024, 12, 31), (2025, 1, 31), (2025, 2, 28), (2025, 3, 31), (2025, 4, 30), (2025, 5, 31), (2025, 6, 11)]


def own_papers(folder, count):
    """So many papers for February to May, and the months around them."""
    path, per_day = folder / "papers.jsonl", count / 120
    with open(path, "w", encoding="utf-8") as lines:
        for year, month, length in MONTHS:
            for record in synthesize({"count": length * per_day, "published": f"{year}-{month:02d}-01T00:07:00Z",
                                      "spacing": 86400 / per_day, "id_prefix": f"{year % 100}{month:02d}",
                                      "categories": ["cs.CV", "cs.LG"]}):
                number = int(record["id"][5:])
                if number % 5 == 0:
                    record["categories"] = ["cs.CL"]
                if number % 23 == 0 and (year, month) < (2025, 6):
                    # Changed after the period, so its datestamp is later.
                    record.update(version=2, updated="2025-06-05T12:00:00Z")
                if number % 17 == 0:
                    record["categories"] = ["math.AG"]          # nobody watches it
                lines.write(json.dumps(record) + "\n")
    return path


def due(path, first, last):
    """The ids of the watched papers that were first listed from one day to the other."""
    store, watched, found = Store(), set(WATCHED), set()
    store.load([str(path)])
    for paper in store.papers.values():
        listing = schedule.et_date(paper.announced[0]) + timedelta(days=1)
        categories = {taxonomy.canonical(name) for name in paper.categories}
        if categories & watched and date.fromisoformat(first) <= listing <= date.fromisoformat(last):
            found.add(paper.id)
    return found


def high_water(pid):
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", pathlib.Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0
    return int(found.group(1)) if found else 0


class Case:
    def __init__(self, simulator, gleaner, folder, data, sources, pace=0.001, rate=0):
        shutil.rmtree(folder, ignore_errors=True)
        self.simulator, self.data, self.sources = simulator, data, sources
        simulator.load({"name": "backfill", "set_up": {"now": NOW, "rate": rate}})
        self.program = Program(gleaner, folder, simulator.base, sources, WATCHED, pace)
        self.said = open(folder / "backfill.log", "ab")

    def start(self, last=TO):
        words = ("backfill", "--from", FROM, "--to", last)
        return subprocess.Popen(self.program.arguments(*words, now=NOW), stdout=self.said, stderr=self.said)

    def finish(self, process):
        """(exit status, peak of the resident set in kB); what wait4 says of a child counts its parent's, too."""
        until, peak = time.monotonic() + LONGEST, 0
        while time.monotonic() < until:
            peak = max(peak, high_water(process.pid))
            if process.poll() is not None:
                return process.returncode, peak
            time.sleep(0.02)
        process.kill()
        process.wait()
        raise AssertionError(f"backfill did not end within {LONGEST} s")

    def ids(self):
        ids = [row["id"] for row in self.program.rows(NOW)]
        assert len(ids) == len(set(ids)), "a paper is stored twice"
        return set(ids)

    def expect_all(self, last=TO):
        wanted, stored = due(self.data, FROM, last), self.ids()
        missing = sorted(wanted - stored)
        assert not missing, f"{len(missing)} of {len(wanted)} papers are missing: {missing[:5]}"
        assert self.program.integrity() == "ok", "the database is corrupt"
        return len(wanted)

    def requests(self):
        return self.simulator.stats()["requests"]


def four_months(make, options):
    """four months: everything that is watched, in little memory, flat in the length of the period"""
    month = make("month")
    code, small = month.finish(month.start(MONTH))
    assert code == 0, f"one month: exit {code}"
    month.expect_all(MONTH)
    case, started = make("whole"), time.monotonic()
    code, peak = case.finish(case.start())
    seconds, pages = time.monotonic() - started, case.requests()
    assert code == 0, f"exit {code}"
    papers = case.expect_all()
    assert peak < MOST_MEMORY, f"{peak / 1000:.0f} MB at the peak, {small / 1000:.0f} MB for a month"
    assert peak < small * FLAT + 4000, f"{small / 1000:.1f} MB for a month, {peak / 1000:.1f} MB for four"
    text = (case.program.folder / "backfill.log").read_text()
    assert "\r" not in text and "\x1b" not in text, "control characters though it is no terminal"
    stored = case.ids()
    code, _ = case.finish(case.start())
    assert code == 0 and case.ids() == stored, "the same backfill again changed the store"
    return f"{papers} papers, {pages} requests, {seconds:.1f} s, {peak / 1000:.1f} MB, a month {small / 1000:.1f} MB"


def killed(make, options):
    """killed with -9 five times on the way and interrupted once, it goes on without loss"""
    calm = make("calm")
    assert calm.finish(calm.start())[0] == 0
    stored, pages, per_page = calm.ids(), calm.requests(), []
    chance, case = random.Random(20250201), make("killed")
    for number in range(1, 7):
        until = int(pages * number / 8 + chance.uniform(-0.04, 0.04) * pages)
        process = case.start()
        while process.poll() is None and case.requests() < until:
            time.sleep(0.005)
        assert process.poll() is None or pages < 12, f"it ended before request {until} of {pages}"
        if process.poll() is None:
            process.send_signal(signal.SIGINT if number == 6 else signal.SIGKILL)
            code, _ = case.finish(process)
            assert number < 6 or code == 130, f"exit {code} after Ctrl-C"
        case.simulator.drain()
    code, _ = case.finish(case.start())
    assert code == 0, f"exit {code}"
    case.expect_all()
    assert case.ids() == stored, "the store is not that of an undisturbed backfill"
    again = case.requests() - pages
    assert again <= 6 * 4 + 6, f"{case.requests()} requests, {pages} without disturbance: pages were read again"
    return f"{again} requests more than the {pages} of an undisturbed backfill"


def together(make, options):
    """two runs and a backfill started together keep one pace, and nobody waits for ever"""
    case = make("together", pace=0.2, rate=0.2)
    run = [subprocess.Popen(case.program.arguments("run", "--patience", "0s", now=NOW),
                            stdout=case.said, stderr=case.said) for _ in range(2)]
    codes = [case.finish(process)[0] for process in [case.start(), *run]]
    assert codes == [0, 0, 0], f"exits {codes}"
    rate = case.simulator.stats()["rate"]
    assert rate["violations"] == 0 and rate["max_in_flight"] == 1, rate
    papers = case.expect_all()
    return f"{papers} papers, {case.requests()} requests, {rate['min_gap_end_to_start']} s at least between them"


CASES = [four_months, killed, together]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gleaner")
    parser.add_argument("cases", nargs="*", metavar="CASE")
    parser.add_argument("--short", action="store_true", help="2,000 papers")
    parser.add_argument("--data", metavar="FILE", help=".jsonl or .jsonl.gz")
    parser.add_argument("--sources", action="append", metavar="SET")
    parser.add_argument("--keep", metavar="FOLDER")
    options = parser.parse_intermixed_args()
    gleaner, failed = shutil.which(options.gleaner), 0
    with tempfile.TemporaryDirectory(prefix="gleaner-backfill-") as temporary:
        folder = pathlib.Path(options.keep or temporary)
        folder.mkdir(parents=True, exist_ok=True)
        data = options.data or own_papers(folder, 2000 if options.short else 26000)
        pages = ["--oai-page", "60"] if options.short else []
        with Simulator(folder / "simulator", ["--data", str(data), *pages]) as simulator:
            for sources in options.sources or ["[oai]", "[oai, rss, api]"]:
                for case in CASES:
                    if options.cases and case.__name__ not in options.cases:
                        continue
                    def make(name, **pace):
                        place = folder / case.__name__ / name / sources.strip("[]").replace(", ", "-")
                        return Case(simulator, gleaner, place, data, sources, **pace)
                    failed += not attempt(case, sources, make, options)
    sys.exit(1 if failed else 0)


def attempt(case, sources, make, options):
    try:
        print(f"pass {sources} {case.__doc__} ({case(make, options)})", flush=True)
        return True
    except (AssertionError, subprocess.SubprocessError, OSError, ValueError) as error:
        print(f"FAIL {sources} {case.__doc__}: {error}", flush=True)
        if not isinstance(error, AssertionError):
            traceback.print_exc()
        return False


if __name__ == "__main__":
    main()
