"""What becomes of deliveries when the program is killed, or runs twice at the same time."""
import random, time
from collections import Counter

from . import webhooks
from .fastsink import FastSink
from .office import Office, digest
from .sinks import MailSink, WebhookSink

DIGESTS, CHANNELS, RECIPIENTS = 20, 5, 10


def channel(port, number, count):
    return {"id": f"mail-{number}", "kind": "email", "from": f"Gleaner <gleaner@c{number}.test>", "allow_plain": True,
            "to": [f"r{recipient}@c{number}.test" for recipient in range(count)], "server": f"smtp://127.0.0.1:{port}"}


def due(stage, port, digests, channels, recipients):
    """An office in which digests are due and were heard of a day ago."""
    office = Office(stage.gleaner, stage.demo, stage.folder / "office")
    made = [channel(port, number, recipients) for number in range(channels)]
    office.configure(made, [digest(f"d{number:02}", *[one["id"] for one in made]) for number in range(digests)])
    office.send()
    assert not office.outbox(), "a digest was fixed before it was due"
    office.skip(days=1)
    return office


def killed(stage):
    """kill -9 while 20 digests go to 5 channels of 10 recipients"""
    count, all = (12 if stage.is_short else 50), DIGESTS * CHANNELS * RECIPIENTS
    chance = random.Random(stage.seed)
    # Slow enough that a tenth of the deliveries takes far longer than a moment in which this process stands still.
    with FastSink(pause=0.8) as sink:
        office = due(stage, sink.port, DIGESTS, CHANNELS, RECIPIENTS)
        # Every fifth somewhere between the start and the first messages, the others while messages are on their way.
        targets = sorted(chance.randrange(0, all * 9 // 10) for _ in range(count))
        for number, target in enumerate(targets):
            process = office.start("digest", "send")
            time.sleep(chance.uniform(0, 0.4))
            while number % 5 and process.poll() is None and len(sink.ids()) < target:
                time.sleep(0.005)
            time.sleep(chance.uniform(0, 0.1))
            assert process.poll() is None, f"kill {number}: it ended by itself, {process.returncode}"
            process.kill()
            process.wait()
            office.skip(seconds=31)         # longer than the dead hold what they had
        finish(office)
        again = judge(office, sink, all)
    return f"{count} kills, {all} deliveries, {again} came again under their id, 0 lost, 0 second ids"


def killed_kinds(stage):
    """kill -9 while digests go to a webhook, in parts to a telephone, and into a Maildir"""
    count, digests = (5 if stage.is_short else 15), 12
    chance = random.Random(stage.seed)
    # The pause before each answer is the time in which most kills fall.
    with WebhookSink(stage.folder / "sink", "--shape", "ntfy", "--script", "200", "--pause", "0.4") as sink:
        there = {"allow_private": True, "server": f"http://127.0.0.1:{sink.port}", "topic": "papers"}
        made = [webhooks.channel(sink.port), {"id": "phone", "kind": "ntfy", **there},
                {"id": "disk", "kind": "maildir", "path": "mail"}]
        office = Office(stage.gleaner, stage.demo, stage.folder / "office")
        ids = [one["id"] for one in made]
        office.configure(made, [digest(f"d{number:02}", *ids) for number in range(digests)])
        office.send()
        office.skip(days=1)
        for number in range(count):
            process, before = office.start("digest", "send"), len(sink.requests())
            while number % 5 and process.poll() is None and len(sink.requests()) == before:
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 0.5))
            process.kill()
            process.wait()
            office.skip(seconds=31)
        finish(office)
        rows = office.outbox()
        assert len(rows) == 3 * digests and {row["state"] for row in rows.values()} == {"sent"}, rows
        requests = sink.requests()
    again = judge_kinds(office, rows, requests)
    return f"{count} kills, {len(rows)} deliveries, {again} messages came again, 0 lost, 0 second ids"


def judge_kinds(office, rows, requests):
    """Answers how many messages came again."""
    keys = {name: sorted(key for key, row in rows.items() if row["channel"] == name) for name in ("hook", "disk")}
    hooked = [request["headers"]["webhook-id"] for request in requests if request["path"] == "/hook"]
    assert sorted(set(hooked)) == keys["hook"], "a webhook-id that is nobody's"
    mails = sorted(path.name for path in (office.folder / "mail/new").iterdir())
    assert mails == [f"gleaner.{key}" for key in keys["disk"]], mails
    # All digests say the same, so each part is there as often as there are digests, or comes again.
    parts = Counter(request["body"] for request in requests if request["path"] != "/hook")
    phone = [row["parts_done"] for row in rows.values() if row["channel"] == "phone"]
    assert set(phone) == {len(parts)} and min(parts.values()) >= len(phone), (phone, parts.values())
    return len(hooked) - len(set(hooked)) + sum(parts.values()) - sum(phone)


def finish(office):
    for _ in range(5):
        if not (rows := office.outbox()) or any(row["state"] == "pending" for row in rows.values()):
            done = office.call("digest", "send")
            assert done.returncode == 0, f"exit {done.returncode}: {done.stderr}"
            office.skip(seconds=31)


def judge(office, sink, all):
    """Everything arrived, each delivery under one id and each id for one delivery. Answers how many came again."""
    rows = office.outbox()
    assert len(rows) == all, f"{len(rows)} deliveries"
    assert {row["state"] for row in rows.values()} == {"sent"}, Counter(row["state"] for row in rows.values())
    ids, texts = {}, {}
    for to, id, list_id, mark in sink.taken:
        assert len(to) == 1, to
        row = rows[id.strip("<>").rpartition("@")[0]]
        assert row["recipient"] == to[0] and id.endswith(f"@{to[0].partition('@')[2]}>"), (row, to, id)
        assert row["digest"].split("/")[1] in list_id, (row, list_id)
        ids.setdefault((list_id, to[0]), set()).add(id)
        texts.setdefault(id, set()).add(mark)
    assert len(ids) == all, f"{all - len(ids)} lost"
    assert all_one(ids) and len(texts) == all, "second ids"
    assert all_one(texts), "what came again is not the same message"
    return len(sink.taken) - all


def all_one(sets):
    return all(len(values) == 1 for values in sets.values())


def together(stage):
    """two processes at the same time send everything once"""
    with FastSink(pause=0.05) as sink:
        office = due(stage, sink.port, 6, 2, 10)
        processes = [office.start("digest", "send") for _ in range(2)]
        statuses = [process.wait(60) for process in processes]
        assert statuses == [0, 0], office.said()
        again = judge(office, sink, 6 * 2 * 10)
        assert again == 0, f"{again} were sent twice"
    return "120 deliveries, each once"


def held(stage):
    """a delivery that takes longer than a dead one is held for stays with who has it"""
    with MailSink(stage.folder / "mail", "--script", "slow=45,ok") as sink:
        office = due(stage, sink.port, 1, 1, 1)
        first = office.start("digest", "send")
        for wait in (33, 8):
            time.sleep(wait)
            office.skip(seconds=wait)       # as a clock on the wall would
            other = office.call("digest", "send")
            assert (other.returncode, first.poll()) == (0, None), (other, first.poll())
        assert first.wait(60) == 0, office.said()
        assert len(sink.saved()) == 1, sink.saved()
    return "1 message in 45 s"


def cases():
    return [(killed.__doc__, killed, True), (killed_kinds.__doc__, killed_kinds, True),
            (held.__doc__, held, True), (together.__doc__, together, False)]
