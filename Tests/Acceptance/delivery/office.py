"""A gleaner with candidates to tell, and channels of its own."""
import json, pathlib, shutil, subprocess
from datetime import datetime, timedelta, timezone

TOPIC = "rl-multimodal-reasoning"
DEMO = f"{TOPIC}/daily/"                # the digest that the demo has sent
START = datetime(2025, 5, 31, 0, 0, tzinfo=timezone.utc)
# Seconds after the first failed attempt, after the second …; then a delivery is given up.
PAUSES = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
SENT, WAITING, GIVEN_UP = 0, 75, 69


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(text):
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)


def digest(name, *channels, **keys):
    return {"id": name, "when": "18:30", "of": "candidates", "to": list(channels), **keys}


class Office:
    """The folder gets a copy of the demo's store."""

    def __init__(self, gleaner, demo, folder):
        self.gleaner, self.folder = gleaner, pathlib.Path(folder)
        self.folder.mkdir(parents=True)
        self.database = self.folder / "gleaner.sqlite"
        for path in pathlib.Path(demo).glob("gleaner.sqlite*"):
            shutil.copy(path, self.folder)
        self.clock = START

    def configure(self, channels, digests):
        """JSON is YAML."""
        every = {"points": 1, "any": ["reasoning"]}
        topic = {"id": TOPIC, "title": "What is judged", "digests": digests,
                 "rules": {"threshold": 1, "daily": 5, "groups": {"every": every}}}
        whole = {"instance": {"contact": "mailto:judge@example.net", "authority": "example.net,2026"},
                 "storage": {"database": "gleaner.sqlite"}, "arxiv": {"categories": ["cs.CV"]},
                 "channels": channels, "topics": [topic]}
        (self.folder / "config.yml").write_text(json.dumps(whole, indent=1))

    def arguments(self, *words):
        return [self.gleaner, *words, "--config", str(self.folder / "config.yml"), "--now", stamp(self.clock)]

    def call(self, *words, timeout=120):
        done = subprocess.run(self.arguments(*words), capture_output=True, text=True, timeout=timeout)
        with open(self.folder / "said.log", "a", encoding="utf-8") as log:
            log.write(f"$ gleaner {' '.join(words)} --now {stamp(self.clock)}   -> {done.returncode}\n{done.stderr}")
        return done

    def start(self, *words):
        """The same without waiting for its end."""
        with open(self.folder / "said.log", "ab") as log:
            return subprocess.Popen(self.arguments(*words), stdout=subprocess.DEVNULL, stderr=log)

    def said(self):
        """The end of what was said on standard error so far."""
        return (self.folder / "said.log").read_text()[-2000:]

    def ask(self, *words):
        """What a command prints as JSON; an empty list when it has nothing."""
        done = self.call(*words, "--json")
        assert done.returncode in (0, 1), f"{words}: exit {done.returncode}, {done.stderr}"
        return json.loads(done.stdout) if done.stdout.strip() else []

    def outbox(self):
        """All but what the demo has sent already."""
        return {row["key"]: row for row in self.ask("outbox", "list") if not row["digest"].startswith(DEMO)}

    def log(self, key):
        return self.ask("outbox", "show", key)["log"]

    def failures(self, row):
        """How many attempts failed since a part arrived."""
        count = 0
        for entry in self.log(row["key"]) if row["parts_done"] else []:
            count = 0 if entry["outcome"] == "delivered" else count + 1
        return count or row["attempts"]

    def recipients(self):
        return {(row["channel"], row.get("address")): row for row in self.ask("recipients", "list")}

    def send(self, *words, before=None):
        """`digest send`, with its status compared with what it changed in the outbox. Answers the outbox."""
        before = self.outbox() if before is None else before
        done = self.call("digest", "send", *words)
        after = self.outbox()
        tried = [row for key, row in after.items()
                 if row["attempts"] > before.get(key, {"attempts": 0})["attempts"]]
        states = {row["state"] for row in tried}
        expected = WAITING if "pending" in states else GIVEN_UP if "dead" in states else SENT
        assert done.returncode == expected, f"exit {done.returncode}, expected {expected}: {done.stderr}"
        assert (expected == SENT) or done.stderr.strip(), "what went wrong is said"
        return after

    def skip(self, **span):
        self.clock += timedelta(**span)


def follow(office, *words, most=12, mend=None, wishes=()):
    """Sends what `words` say and then at each next attempt, until nothing is scheduled.

    The spacing is judged: a tenth more or less of the schedule, or what the receiver wished for if that is longer.
    `mend` is a pair: after how many attempts, and what to do then. Answers the outbox.
    """
    rows, rounds, early = office.send(*words), 1, False
    while waiting := [row for row in rows.values() if row["state"] == "pending"]:
        assert rounds <= most, f"there is no end of it: {waiting}"
        for row in waiting:
            judge_spacing(row, office.failures(row), wishes)
        if mend and rounds == mend[0]:
            mend[1]()
        due = min(moment(row["next_attempt"]) for row in waiting)
        if not early and (due - office.clock).total_seconds() >= 4:
            early = True
            office.clock = due - timedelta(seconds=2)
            calm = office.send(before=rows)
            assert calm == rows, "something was sent before it was due"
        office.clock = due
        rows, rounds = office.send(before=rows), rounds + 1
    return rows


def judge_spacing(row, failures, wishes):
    pause = PAUSES[failures - 1]
    wish = wishes[row["attempts"] - 1] if row["attempts"] <= len(wishes) else 0
    waits = (moment(row["next_attempt"]) - moment(row["last_attempt"])).total_seconds()
    # What is printed is whole seconds: the attempt rounded down, the next one up.
    least, most = max(pause * 0.9, wish), max(pause * 1.1, wish) + 2
    assert least <= waits <= most, f"after attempt {row['attempts']} it waits {waits} s, not {least} to {most}"


def judge_log(office, row, outcomes=None):
    """As many entries as attempts, all of one part, the last of them what the row says."""
    log = office.log(row["key"])
    assert len(log) == row["attempts"], f"{row['attempts']} attempts, {len(log)} in the log"
    if outcomes:
        assert [entry["outcome"] for entry in log] == outcomes, log
    if log:
        assert log[-1]["answer"] == row["last_answer"] and log[-1]["at"] == row["last_attempt"], (log[-1], row)
    return log
