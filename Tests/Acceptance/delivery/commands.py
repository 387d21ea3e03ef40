"""What an operator asks for, and what a round does by itself."""
import contextlib, json, sqlite3

from world import World

from .office import SENT, Office, digest
from .sinks import WebhookSink
from .webhooks import channel


def asked(stage):
    """digest send: a rehearsal sends nothing, twice sends once, another channel gets the same digest"""
    office = Office(stage.gleaner, stage.demo, stage.folder / "office")
    with WebhookSink(stage.folder / "one") as one, WebhookSink(stage.folder / "two") as two:
        office.configure([channel(one.port, "one"), channel(two.port, "two")], [digest("judged", "one")])
        before = dump(office)
        rehearsed = office.call("digest", "send", "judged", "--dry-run")
        assert rehearsed.returncode == SENT and "one" in rehearsed.stdout, rehearsed
        assert dump(office) == before and not one.requests(), "a rehearsal did something"
        row, = office.send("judged").values()
        assert office.call("digest", "send", "judged").returncode == 1, "the day was dealt with"
        assert office.call("digest", "send", row["digest"]).returncode in (SENT, 1)
        office.skip(days=-1)
        assert office.call("digest", "send", "judged").returncode == 1, "a clock that was put back makes a second one"
        office.skip(days=1)
        preview = office.call("digest", "preview", row["digest"], "--format", "json").stdout
        work = json.loads(preview)["data"]["sections"][0]["items"][0]["id"]
        assert office.call("reject", work).returncode == 0
        assert office.call("digest", "preview", row["digest"], "--format", "json").stdout == preview
        rows = office.send(row["digest"], "--to", "two")
        assert len(rows) == 2 and {each["state"] for each in rows.values()} == {"sent"}, rows
        bodies = [request["body"] for request in one.requests() + two.requests()]
        assert len(bodies) == 2 and bodies[0] == bodies[1], f"{len(bodies)} requests"
        assert len({request["headers"]["webhook-id"] for request in one.requests() + two.requests()}) == 2
    return "2 requests, the same digest"


def dump(office):
    with contextlib.closing(sqlite3.connect(office.database)) as store:
        return list(store.iterdump())


def rounds(stage):
    """run: each candidate is in one digest, and a delivery that waits does not change its status"""
    days = ("2025-05-27", "2025-05-28", "2025-05-29", "2025-05-30")
    with WebhookSink(stage.folder / "hook", "--script", "500,200,503,200") as hook, \
            World(stage.folder / "world", stage.gleaner) as world:
        subscribe(world, hook.port)
        for day in days:
            for time in ("06:00", "20:00", "20:10"):
                now = f"{day}T{time}:00Z"
                world.move(now)
                done = world.run(now=now)
                assert done.returncode == 0, f"{now}: exit {done.returncode}, {done.stderr}"
        taken = {request["headers"]["webhook-id"]: json.loads(request["body"])
                 for request in hook.requests() if request["step"] == "200"}
        assert len(taken) == len(days), f"{len(taken)} digests"
        assert len(hook.requests()) == len(days) + 2, f"{len(hook.requests())} requests"
        told = [item["id"] for body in taken.values() for part in body["data"]["sections"] for item in part["items"]]
        proposed = [row["id"] for row in world.queue(now=now) if row["state"] == "pending"]
        assert sorted(told) == sorted(proposed), "not each candidate once"
        mails = list((world.folder / "var/mail/new").iterdir())
        assert len(mails) == len(days), f"{len(mails)} mails"
    return f"{len(taken)} digests, {len(told)} candidates, each once"


def subscribe(world, port):
    path = world.folder / "config.yml"
    hook = json.dumps(channel(port))
    text = path.read_text().replace("to: [local]", "to: [local, hook]")
    text = text.replace("\nchannels:\n", f"\nchannels:\n  - {hook}\n")
    assert text.count("hook") >= 2, "the shipped configuration has no digest to [local]"
    path.write_text(text)


def cases():
    return [(case.__doc__, case, False) for case in (asked, rounds)]
