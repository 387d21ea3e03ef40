#!/usr/bin/env python3
"""Digests that arrive once, whatever mail servers and webhooks do and however often the program is killed.

usage: delivery.py GLEANER [--short] [--seed N] [--jobs N] [--keep FOLDER] [CASE...]

CASE is a part of a case's name. --short kills 12 times in place of 50; --seed gives other moments.
"""
import argparse, os, pathlib, subprocess, sys, tempfile, time, traceback
from concurrent.futures import ThreadPoolExecutor

from delivery import commands, edges, exim, kills, kinds, mail, parts, people, webhooks
from delivery.sinks import make_certificates


class Stage:
    """Where a case plays."""

    def __init__(self, base, number, asked):
        self.gleaner, self.is_short, self.seed = asked.gleaner, asked.short, asked.seed
        self.demo, self.certificates, self.other_host = base / "demo", base / "certificates", base / "other-host"
        self.folder = base / f"case-{number}"


def cases():
    """Name and function; those that take long come first."""
    rooms = (kills, edges, mail, exim, webhooks, parts, kinds, people, commands)
    found = [case for room in rooms for case in room.cases()]
    return [(name, case) for name, case, is_slow in sorted(found, key=lambda case: not case[2])]


def play(base, asked, numbered):
    number, (name, case) = numbered
    try:
        return name, case(Stage(base, number, asked)), None
    except Exception:
        return name, None, traceback.format_exc()


def prepare(base, gleaner):
    base.mkdir(parents=True, exist_ok=True)
    base.chmod(0o711)           # the user of exim has to find its folder
    subprocess.run([gleaner, "demo", "--directory", base / "demo"], check=True, capture_output=True)
    make_certificates(base / "certificates")
    make_certificates(base / "other-host", host="elsewhere.test")
    (base / "certificates/good").write_text("p\n")
    (base / "certificates/bad").write_text("wrong\n")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("gleaner", type=os.path.abspath)
    options.add_argument("--short", action="store_true")
    options.add_argument("--seed", type=int, default=20251125)
    options.add_argument("--jobs", type=int, default=12)
    options.add_argument("--keep", type=pathlib.Path)
    options.add_argument("cases", nargs="*")
    asked = options.parse_intermixed_args()
    chosen = [case for case in cases() if not asked.cases or any(word in case[0] for word in asked.cases)]
    start, failed = time.monotonic(), 0
    with tempfile.TemporaryDirectory() as temporary, ThreadPoolExecutor(asked.jobs) as pool:
        base = (asked.keep or pathlib.Path(temporary)).resolve()
        prepare(base, asked.gleaner)
        runs = [pool.submit(play, base, asked, case) for case in enumerate(chosen)]
        for name, result, trouble in (run.result() for run in runs):
            failed += trouble is not None
            print(f"{'FAILED' if trouble else 'ok    '}  {name:56}  {result or ''}", flush=True)
            if trouble:
                print(trouble, flush=True)
    print(f"{len(chosen) - failed} of {len(chosen)} cases in {time.monotonic() - start:.0f} s")
    return 1 if failed or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
