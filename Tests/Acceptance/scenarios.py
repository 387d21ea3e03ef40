#!/usr/bin/env python3
"""Plays scenario files of the simulator against gleaner and judges how each ends.

usage: scenarios.py GLEANER [--sources SET]... [--jobs N] [--keep FOLDER] FOLDER|FILE...

A run that ends with 75 is repeated two hours later, on the clocks of both sides, at most 24 times. A day later
it runs once more. The end is compared with the simulator's own complete answer.
"""
import argparse, concurrent.futures, json, pathlib, shutil, subprocess, sys, tempfile, time, traceback
from datetime import timedelta

from stage import RATE, Pool, Program
from truth import Truth, categories, days_before, hidden, instant, listing_day, local_skew, rule_reach, source_sets
from verdict import judge, still_failing

MOST_RUNS = 24
WITHOUT_STATUS = "--without-status" in sys.argv     # for a program that has no `status` yet


class Phase:
    """Runs until one does not end with 75, and what there is then."""

    def __init__(self, name, number):
        self.name, self.number, self.first, self.runs = name, number, number == 0, []


class Story:
    """One scenario with one set of sources."""

    def __init__(self, spec, sources, simulator, gleaner, folder):
        self.spec, self.sources, self.simulator = spec, sources, simulator
        self.wishes = dict(spec.get("judge", {}))
        self.wishes.update(self.wishes.pop("of", {}).get(sources, {}))
        self.marks, self.phases = [], []
        self.reach = {name: where for name, where in rule_reach(spec)}
        rate = spec.get("set_up", {}).get("rate", RATE)
        self.pace = min(rate, 0.3)                # small paces: 0.3 s stand for the 3 s
        set_up = dict(spec.get("set_up", {}), rate=self.pace)
        simulator.load({**{key: spec[key] for key in ("name", "rules") if key in spec}, "set_up": set_up})
        lookback = self.wishes.get("lookback", 21)
        self.program = Program(gleaner, folder, simulator.base, sources, categories(spec),
                               max(self.pace, 0.01), lookback)
        self.truth = Truth(simulator, categories(spec), days_before(simulator.now(), lookback),
                           hidden(spec))

    def local(self, now):
        """What the local clock says when the server's says `now`."""
        skew = self.wishes.get("skew") or local_skew(self.spec)
        return (instant(now) + timedelta(**skew)).strftime("%Y-%m-%dT%H:%M:%SZ")

    def play(self):
        self.kill()
        polls = self.wishes.get("polls") or [None, "+24h"]
        for number, poll in enumerate(polls):
            if poll and poll.startswith("+"):
                self.simulator.advance(poll[1:])
            elif poll:
                self.simulator.move(poll)
            name = "first" if number == 0 else f"poll {number + 1}" if number + 1 < len(polls) else "later"
            self.phase(name, number)
        self.queue = self.program.queue(self.local(self.simulator.now()))
        self.requests, self.events = self.simulator.requests(), self.program.events()
        stats = self.simulator.stats()
        self.rate, self.rules = stats["rate"], stats["rules"]
        return judge(self)

    def kill(self):
        for count in self.wishes.get("kill", []):
            self.program.run_killed(self.local(self.simulator.now()),
                                    lambda: self.simulator.stats()["requests"] >= count)
            self.simulator.drain()
            self.marks.append(self.simulator.stats()["requests"])

    def phase(self, name, number):
        phase = Phase(name, number)
        most = self.wishes.get("max_runs", MOST_RUNS)
        if number and self.phases[-1].runs[-1].returncode and still_failing(self, self.phases[-1]):
            most = 1
        while True:
            phase.began, phase.hits_before = self.simulator.now(), self.hits()
            phase.runs.append(self.program.run(self.local(phase.began)))
            self.marks.append(self.simulator.stats()["requests"])
            if phase.runs[-1].returncode != 75 or len(phase.runs) >= most:
                break
            self.simulator.advance(self.wishes.get("step", "2h"))
        self.look(phase)
        self.phases.append(phase)

    def hits(self):
        return {rule["name"]: rule["hits"] for rule in self.simulator.stats()["rules"]}

    def look(self, phase):
        """The state after the last run, beside the truth of that moment."""
        phase.now, phase.hits = self.simulator.now(), self.hits()
        local = self.local(phase.now)
        phase.rows, phase.feeds = self.program.rows(local), self.program.feeds()
        phase.status = self.program.status(local)
        phase.truth = {"oai": self.truth.oai(), "api": self.truth.api(),
                       "rss": {key: 0 for key, kind in self.truth.listing(listing_day(phase.now)).items()
                               if kind in ("new", "cross")}}
        phase.known = {**self.truth.oai(False), **self.truth.api(False)}
        phase.served = any(run.returncode == 0 for earlier in self.phases for run in earlier.runs)
        days = {row["day"] for row in (phase.status or {}).get("announcements", [])}
        today = str(listing_day(phase.now))
        phase.due = today if today in days or self.truth.announced(today)[0] else None
        phase.announced = {day: self.truth.announced(day) for day in days | {today}}


def play(path, sources, pool, gleaner, folder):
    """(line to print, whether it is good)"""
    simulator, started = pool.take(), time.monotonic()
    story = None
    try:
        story = Story(json.loads(path.read_text()), sources, simulator, gleaner, folder)
        found = story.play()
    except (AssertionError, subprocess.SubprocessError, OSError, ValueError, KeyError, TypeError) as error:
        found = [f"{type(error).__name__}: {error}"]
        (folder / "traceback.txt").write_text(traceback.format_exc())
    finally:
        pool.give(simulator)
    runs = [[run.returncode for run in phase.runs] for phase in story.phases] if story else []
    told = f"{path.stem} {sources} (exits {brief(runs)}; {time.monotonic() - started:.0f} s)"
    if story and story.phases and story.phases[-1].status is None and not WITHOUT_STATUS:
        found.append("there is no `gleaner status --json` to judge")
    return (f"FAIL {told}: " + "; ".join(found) if found else f"pass {told}"), not found


def brief(runs):
    def words(codes):
        repeated = f"{codes[0]} x {len(codes) - 1}, " if len(codes) > 3 and len(set(codes[:-1])) == 1 else None
        return repeated + str(codes[-1]) if repeated else ", ".join(map(str, codes))
    return " | ".join(words(codes) for codes in runs)


def files(paths):
    found = []
    for path in map(pathlib.Path, paths):
        found += sorted(path.glob("*.json")) if path.is_dir() else [path]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gleaner")
    parser.add_argument("paths", nargs="+", metavar="FOLDER|FILE")
    parser.add_argument("--sources", action="append", metavar="SET", help="such as [oai]; may be repeated")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", metavar="FOLDER", help="keep stores, logs and requests there")
    parser.add_argument("--without-status", action="store_true", help="the program has no `status` yet")
    options = parser.parse_intermixed_args()
    gleaner = shutil.which(options.gleaner)
    if not gleaner:
        parser.error(f"{options.gleaner} is no program")
    work = [(path, sources) for path in files(options.paths)
            for sources in options.sources or source_sets(json.loads(path.read_text()))]
    with tempfile.TemporaryDirectory(prefix="gleaner-scenarios-") as temporary:
        folder = pathlib.Path(options.keep or temporary)
        failed = play_all(work, gleaner, folder, options.jobs)
    print(f"{len(work) - failed} passed, {failed} failed")
    sys.exit(1 if failed or not work else 0)


def play_all(work, gleaner, folder, jobs):
    failed = 0
    with Pool(folder) as pool, concurrent.futures.ThreadPoolExecutor(jobs) as workers:
        futures, parents = [], []
        for path, sources in work:
            parent = path.resolve().parent
            parents += [] if parent in parents else [parent]
            place = folder / f"{parents.index(parent)}-{parent.name}" / path.stem / sources.strip("[]").replace(", ", "-")
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir(parents=True)
            futures.append(workers.submit(play, path, sources, pool, gleaner, place))
        for future in futures:
            line, good = future.result()
            failed += not good
            print(line, flush=True)
    return failed


if __name__ == "__main__":
    main()
