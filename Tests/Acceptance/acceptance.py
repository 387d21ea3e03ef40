#!/usr/bin/env python3
"""The program against a simulated arXiv: what must hold whatever the servers do.

usage: acceptance.py GLEANER [CASE...]
"""
import random, re, shutil, subprocess, sys, tempfile, time, traceback

from world import World, replay_ids

FAULTS = {
    "malformed": {"insert": {"after": "<record>" , "nth": 3, "hex": "2620"}},
    "truncated": {"truncate": {"at": "60%", "declare": "short"}},
    "cut off": {"truncate": {"at": "60%", "declare": "full"}},
    "empty": {"body": ""},
    "HTML": {"html": "maintenance"},
    "DOCTYPE": {"dtd": "billion-laughs"},
    "gzip garbage": {"gzip": "garbage"},
    "a reset": {"reset": {"at": "50%"}},
    "503": {"status": 503, "html": "bad-gateway"},
}


def everything_once(gleaner, folder):
    """every announced paper is stored once, and a second round changes nothing"""
    for sources in ("[oai]", "[api]"):
        with World(f"{folder}/{sources}", gleaner, sources) as world:
            first = world.run()
            assert first.returncode == 0, first.stderr
            assert set(world.papers()) == replay_ids(), "the store is not what was announced"
            queue, feeds = world.queue(), world.feeds()
            assert len(feeds) == 2 and len(queue) > 12, f"{len(feeds)} feeds, {len(queue)} candidates"
            again = world.run()
            assert again.returncode == 0, again.stderr
            assert world.queue() == queue and world.feeds() == feeds, "a round without news changed something"


def days_pass(gleaner, folder):
    """only what was announced in between is new, and what was published keeps its bytes"""
    with World(folder, gleaner) as world:
        known = {}
        for day in ("2025-05-28", "2025-05-29", "2025-05-30", "2025-05-31"):
            world.move(f"{day}T06:00:00Z")
            done = world.run(now=f"{day}T06:00:00Z")
            assert done.returncode == 0, done.stderr
            assert set(world.papers()) == replay_ids(day), f"the store on {day} is not what was announced"
            entries = read_entries(world.feeds()["feeds/rl-multimodal-reasoning/candidates.atom"])
            assert all(entries.get(key) == value for key, value in known.items()), "an entry changed its bytes"
            known = entries


def bad_answers(gleaner, folder):
    """a bad answer admits nothing of its page, says so in a sentence, and the next run recovers"""
    pages = {"oai": ("oai", {"nth": "3-"}), "api": ("api", {"nth": "2-"})}
    for source, (endpoint, match) in pages.items():
        with World(f"{folder}/{source}/calm", gleaner, f"[{source}]") as calm:
            assert calm.run().returncode == 0
            whole, feeds = calm.queue(), calm.feeds()
        for name, fault in FAULTS.items():
            if source == "api" and name == "malformed":
                fault = {"insert": {"after": "<entry>", "nth": 3, "hex": "2620"}}
            with World(f"{folder}/{source}/{name}", gleaner, f"[{source}]") as world:
                world.scenario({"match": {"endpoint": endpoint, **match}, "do": fault})
                failed = world.run()
                assert failed.returncode == 75, f"{source}, {name}: exit {failed.returncode} {failed.stderr}"
                said = [line for line in failed.stderr.splitlines() if "warning" not in line]
                assert len(said) == 1, f"{source}, {name}: {said}"
                stored = world.papers()
                assert len(stored) < len(replay_ids()), f"{source}, {name}: admitted {len(stored)}"
                world.scenario()
                later = "2025-05-30T08:00:00Z" if name == "503" else "2025-05-30T06:00:00Z"
                healed = world.run(now=later)
                assert healed.returncode == 0, f"{source}, {name}: {healed.stderr}"
                assert world.queue() == whole, f"{source}, {name}: the queue is not that of a calm run"
                assert world.feeds() == feeds, f"{source}, {name}: the feeds are not those of a calm run"


def kills(gleaner, folder):
    """a run that is killed ten times, then left alone, ends like an undisturbed one"""
    chance = random.Random(20250530)
    for sources in ("[oai]", "[api]"):
        with World(f"{folder}/calm{sources}", gleaner, sources) as calm:
            started = time.monotonic()
            assert calm.run().returncode == 0
            length = time.monotonic() - started
            whole, feeds = calm.queue(), calm.feeds()
        with World(f"{folder}/killed{sources}", gleaner, sources) as world:
            for _ in range(10):
                process = world.start()
                time.sleep(chance.uniform(0, length))
                process.kill()
                process.wait()
            last = world.run()
            assert last.returncode == 0, last.stderr
            assert set(world.papers()) == replay_ids(), "the store is not what was announced"
            assert world.queue() == whole, "the queue is not that of an undisturbed run"
            assert world.feeds() == feeds, "the feeds are not those of an undisturbed run"


def one_pace(gleaner, folder):
    """two runs started together share one pace, over both interfaces"""
    with World(folder, gleaner, "[oai]", pace="0.3s", rate="0.3") as world:
        runs = [world.start(), world.start("--set", "arxiv.sources=[api]")]
        assert [process.wait(timeout=120) for process in runs] == [0, 0]
        rate = world.stats()["rate"]
        assert rate["violations"] == 0 and rate["max_in_flight"] == 1, rate
        assert set(world.papers()) == replay_ids()


def second_source(gleaner, folder):
    """when the first source refuses, the second carries the round, and the refusal is not hidden"""
    with World(folder, gleaner, "[oai, api]") as world:
        world.scenario({"match": {"endpoint": "oai"}, "do": {"status": 503, "html": "bad-gateway"}})
        done = world.run()
        assert done.returncode == 75, done.returncode
        assert "from api" in done.stdout and "503" in done.stderr, done.stdout + done.stderr
        assert set(world.papers()) == replay_ids()


def five_faults(gleaner, folder):
    """a configuration with five faults reports five, each with its place"""
    with World(folder, gleaner) as world:
        path = world.folder / "config.yml"
        text = path.read_text()
        for old, new in [("lookback: 21d", "lookback: soon"), ("threshold: 5", "threshold: high"),
                         ("reward or benchmark", "rewrd or benchmark"), ("database:", "databse:"),
                         ("formats: [atom]", "formats: [atomm]")]:
            assert old in text, old
            text = text.replace(old, new, 1)
        path.write_text(text)
        done = world.run()
        faults = re.findall(r"config\.yml:\d+:\d+: \S+: ", done.stderr)
        assert done.returncode == 78 and len(faults) == 5, done.stderr


def read_entries(feed):
    entries = re.findall(rb"<entry>.*?</entry>", feed, re.DOTALL)
    return {re.search(rb"<id>(.*?)</id>", entry).group(1): entry for entry in entries}


CASES = [everything_once, days_pass, bad_answers, kills, one_pace, second_source, five_faults]


def main():
    gleaner = shutil.which(sys.argv[1])
    wanted = sys.argv[2:]
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="gleaner-acceptance-") as folder:
        for case in CASES:
            if wanted and case.__name__ not in wanted:
                continue
            started = time.monotonic()
            try:
                case(gleaner, f"{folder}/{case.__name__}")
            except (AssertionError, subprocess.SubprocessError, OSError) as error:
                failed += 1
                print(f"FAIL {case.__doc__}: {error}", flush=True)
                traceback.print_exc()
            else:
                passed += 1
                print(f"pass {case.__doc__} ({time.monotonic() - started:.0f} s)", flush=True)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
