#!/usr/bin/env python3
"""Ten days of outage, then recovery: nothing may be missing, nothing may come twice, each day must be told right.

usage: outage.py GLEANER [--sources SET]... [--data FILE] [--keep FOLDER]

From 5 to 15 May 2025 the simulator answers 503, 429, stale feeds with errors beside them, and empty pages, a day
each. Without --data it makes its own papers.
"""
import argparse, pathlib, shutil, sys, tempfile
from datetime import date, timedelta

from stage import Program, Simulator
from truth import SETS, Truth, names
import manners

FIRST, LAST = date(2025, 5, 5), date(2025, 5, 15)
BEFORE, AFTER = "2025-05-03T12:00:00Z", "2025-05-16T06:00:00Z"
HOURS = ("05", "11", "17", "23")
WATCHED = ["cs.CV", "cs.CL", "cs.AI", "cs.LG", "cs.MM", "cs.RO", "cs.SD", "cs.HC", "cs.IR", "cs.GR", "eess.AS", "eess.IV"]
FAULTS = [
    ("503", [(["oai", "api", "rss"], {"status": 503, "html": "bad-gateway"})]),
    ("429", [(["oai", "api", "rss"], {"status": 429, "body": "Rate exceeded.", "content_type": "text/plain"})]),
    ("stale feed", [("rss", {"stale": True}), ("oai", {"status": 503, "html": "first-byte", "retry_after": 0}),
                    ("api", {"status": 500, "html": "bad-gateway"})]),
    ("empty pages", [("oai", {"empty": True}), ("api", {"empty": True, "total": 900}), ("rss", {"body": ""})]),
]
PAPERS = {"replace": True, "generate": [
    {"count": 840, "published": "2025-04-20T18:07:00Z", "spacing": "15m", "id_prefix": "2504"},
    {"count": 1900, "published": "2025-04-29T18:07:00Z", "spacing": "15m", "id_prefix": "2505"},
]}


def days(first, last):
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def fault_of(day):
    return FAULTS[(day - FIRST).days % len(FAULTS)]


def rules():
    return [{"name": f"{name}, {day}", "do": do,
             "match": {"endpoint": endpoint, "after": f"{day}T00:00:00Z", "before": f"{day + timedelta(1)}T00:00:00Z"}}
            for day in days(FIRST, LAST) for name, parts in [fault_of(day)] for endpoint, do in parts]


class Outage:
    def __init__(self, simulator, gleaner, sources, folder, own_papers):
        self.simulator, self.sources = simulator, sources
        self.spec = {"name": "outage", "rules": rules(),
                     "set_up": {"now": BEFORE, **({"papers": PAPERS} if own_papers else {})}}
        simulator.load(self.spec)
        self.program = Program(gleaner, folder, simulator.base, sources, WATCHED)
        self.truth = Truth(simulator, WATCHED, date(2025, 4, 12))
        self.found, self.marks, self.status = [], [], None

    def play(self):
        before = self.attempts(BEFORE, 24)
        self.expect(before.returncode == 0, f"before the outage: exit {before.returncode}, {before.stderr[-300:]}")
        known = self.count()
        for day in days(FIRST, LAST):
            self.bad_day(day)
        if "rss" not in names(self.sources):
            self.expect(self.count() == known, f"{self.count() - known} papers were admitted during the outage")
        self.recovery()
        later = self.attempts("2025-05-16T12:00:00Z", 1)
        self.expect(later.returncode == 0, f"six hours later: exit {later.returncode}, {later.stderr[-300:]}")
        self.everything()
        rate = self.simulator.stats()["rate"]
        self.found += manners.faults(self.simulator.requests(), self.marks, self.spec, rate)
        return self.found

    def expect(self, holds, what):
        if not holds:
            self.found.append(what)

    def run(self):
        done = self.program.run(self.simulator.now())
        self.marks.append(self.simulator.stats()["requests"])
        return done

    def attempts(self, now, most):
        self.simulator.move(now)
        done = self.run()
        while done.returncode == 75 and most > 1:
            self.simulator.advance("2h")
            done, most = self.run(), most - 1
        return done

    def count(self):
        return len(self.program.rows(self.simulator.now()))

    def ledger(self):
        status = self.status = self.program.status(self.simulator.now())
        if status is None:
            self.found = ["there is no `gleaner status --json` to judge"]
            return {}
        return {row["day"]: row for row in status["announcements"]}

    def bad_day(self, day):
        """No day of an outage is quiet, and none is news; but see `may_deceive`."""
        feeds, fault = self.program.feeds(), fault_of(day)[0]
        for hour in HOURS:
            self.simulator.move(f"{day}T{hour}:00:00Z")
            done = self.run()
            self.expect(done.returncode == 75, f"{day} {hour}:00, {fault}: exit {done.returncode}")
            if day.weekday() < 5 and self.ledger():
                outcome = self.ledger().get(str(day), {}).get("outcome", "absent")
                honest = ("refused", "pending", "stale") + (("news",) if self.may_deceive(fault) else ())
                self.expect(outcome in honest, f"{day} {hour}:00, {fault}: is called “{outcome}”")
        if not self.may_deceive(fault):
            self.expect(self.program.feeds() == feeds, f"{day}: a feed changed")

    def may_deceive(self, fault):
        """Yesterday's batch under today's date looks like news to one who could not see it yesterday."""
        return "rss" in names(self.sources) and fault == "stale feed"

    def recovery(self):
        healed = self.attempts(AFTER, 3)
        self.expect(healed.returncode == 0, f"after the outage: exit {healed.returncode}, {healed.stderr[-300:]}")
        rows = self.ledger()
        for day in days(date(2025, 4, 29), date(2025, 5, 16)):
            least, most = self.truth.announced(day)
            row = rows.get(str(day))
            if not most:
                self.expect(row is None, f"the ledger has a row of {day}, on which nothing was due")
            elif row is None:
                self.expect(not rows, f"the ledger has no row of {day}")
            else:
                right = row["outcome"] == "news" and least <= (row.get("news") or 0) <= most
                self.expect(right, f"{day} is “{row['outcome']} {row.get('news')}”, {least} to {most} were announced")

    def everything(self):
        now = self.simulator.now()
        ids = [row["id"] for row in self.program.rows(now)]
        primary = "oai" if "oai" in names(self.sources) else "api"
        due = self.truth.oai() if primary == "oai" else self.truth.api()
        self.expect(len(ids) == len(set(ids)), "a paper is stored twice")
        missing = sorted(set(due) - set(ids))
        self.expect(not missing, f"{len(missing)} of {len(due)} papers are missing: {missing[:5]}")
        queue = self.program.queue(now)
        self.expect(len(queue) == len({item["id"] for item in queue}), "a paper is in the queue twice")
        per_day = {}
        for item in queue:
            per_day.setdefault(item.get("announced"), []).append(item["id"])
        crowded = [day for day, items in per_day.items() if len(items) > 5]
        self.expect(not crowded, f"more than the day's five places are taken on {crowded}")
        empty = [str(day) for day in days(FIRST, LAST) if day.weekday() < 5 and not per_day.get(str(day))]
        self.expect(not empty, f"no candidate of {empty}")
        self.summary = f"{len(ids)} papers, {len(due)} due, {len(queue)} candidates, {self.marks[-1]} requests"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gleaner")
    parser.add_argument("--sources", action="append", metavar="SET")
    parser.add_argument("--data", metavar="FILE", help="papers for the simulator, .jsonl or .jsonl.gz")
    parser.add_argument("--keep", metavar="FOLDER")
    options = parser.parse_intermixed_args()
    failed = 0
    with tempfile.TemporaryDirectory(prefix="gleaner-outage-") as temporary:
        folder = pathlib.Path(options.keep or temporary)
        data = ["--data", options.data] if options.data else []
        with Simulator(folder / "simulator", data) as simulator:
            for sources in options.sources or SETS:
                place = folder / sources.strip("[]").replace(", ", "-")
                shutil.rmtree(place, ignore_errors=True)
                outage = Outage(simulator, shutil.which(options.gleaner), sources, place, not options.data)
                found = outage.play()
                failed += bool(found)
                print(f"{'FAIL' if found else 'pass'} outage {sources}: {outage.summary}"
                      + "".join(f"\n  {what}" for what in found), flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
