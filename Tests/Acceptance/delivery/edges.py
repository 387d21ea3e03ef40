"""Several processes, channels and messages that meet at one server, and who gives up in the middle."""
import signal

from . import parts, webhooks
from .fastsink import FastSink
from .kills import channel as fast
from .kills import due
from .mail import channel
from .office import Office, digest
from .sinks import MailSink, WebhookSink


def slow_parts(stage):
    """parts: many that are each quick and together slow are not taken over by another process"""
    options = ["--shape", "ntfy", "--pause", "9"]
    with WebhookSink(stage.folder / "sink", *options) as sink:
        office = parts.ntfy(stage, sink.port)
        first = office.start("digest", "send", "judged")
        sink.wait(lambda: len(sink.requests()) == 4, 60)
        office.skip(seconds=33)
        other = office.call("digest", "send")
        assert other.returncode == 0, other.stderr
        assert first.wait(60) == 0, office.said()
        order = parts.sequence(sink.requests())
        assert order == list(range(1, len(order) + 1)), order
    return f"{len(order)} parts in {9 * len(order)} s, each once"


def dropped_on_the_way(stage):
    """outbox drop: while the message is on its way, it stays dropped"""
    with FastSink(pause=0.01) as sink:
        office = Office(stage.gleaner, stage.demo, stage.folder / "office")
        office.configure([fast(sink.port, 0, 1)], [digest("judged", "mail-0")])
        sink.least = sink.pause = 4
        process = office.start("digest", "send", "judged")
        MailSink.wait(sink, lambda: sink.taken)
        row, = office.outbox().values()
        assert office.call("outbox", "drop", row["key"]).returncode == 0
        assert process.wait(30) == 0, office.said()
        row, = office.outbox().values()
        assert row["state"] == "dropped" and len(sink.taken) == 1, row
    return "dropped"


def finishes(stage):
    """an interrupt lets a message that is on its way come to its end"""
    with FastSink(pause=0.01) as sink:
        office = Office(stage.gleaner, stage.demo, stage.folder / "office")
        office.configure([fast(sink.port, 0, 12)], [digest("judged", "mail-0")])
        sink.least = sink.pause = 3
        process = office.start("digest", "send", "judged")
        MailSink.wait(sink, lambda: sink.taken)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130, office.said()
        sink.least = sink.pause = 0
        office.skip(seconds=10)
        rows = office.send()
        assert {row["state"] for row in rows.values()} == {"sent"}, rows
        assert len(sink.taken) == len(sink.ids()) == 12, f"{len(sink.taken) - 12} came twice"
    return "12 messages, each once"


def secure_beside_plain(stage):
    """two channels of one server: what has to be secure does not go over the other's plain connection"""
    with MailSink(stage.folder / "mail") as sink:
        office = Office(stage.gleaner, stage.demo, stage.folder / "office")
        plain = channel(sink.port, stage.certificates, [f"p{number}@y.test" for number in range(4)])
        secure = channel(sink.port, stage.certificates, [f"s{number}@y.test" for number in range(60)], allow_plain=None)
        office.configure([{**plain, "id": "plain"}, {**secure, "id": "secure"}], [digest("judged", "plain", "secure")])
        rows = office.send("judged")
        states = {(row["channel"], row["state"]) for row in rows.values()}
        assert states == {("plain", "sent"), ("secure", "pending")}, states
        assert all(to[0].startswith("p") for to, _ in sink.saved()), "told in the clear"
    return "4 sent, 60 wait"


def slow_neighbour(stage):
    """a mail server that is slow at the final dot makes no other message of it fail"""
    with MailSink(stage.folder / "mail", "--script", "slow=34,ok", "--banner-delay", "0.5") as sink:
        office = due(stage, sink.port, 1, 1, 6)
        process = office.start("digest", "send")
        assert process.wait(120) == 0, office.said()
        rows = office.outbox()
        assert {(row["state"], row["attempts"]) for row in rows.values()} == {("sent", 1)}, rows
        assert len(sink.saved()) == 6, sink.saved()
    return "6 messages, one of them in 34 s"


def retried_after_kill(stage):
    """outbox retry: also what a process held that was killed"""
    with WebhookSink(stage.folder / "sink", "--script", "timeout=60,200") as sink:
        office = Office(stage.gleaner, stage.demo, stage.folder / "office")
        office.configure([webhooks.channel(sink.port)], [digest("judged", "hook")])
        process = office.start("digest", "send", "judged")
        sink.wait(sink.requests)
        process.kill()
        process.wait()
        office.skip(seconds=31)
        row, = office.outbox().values()
        done = office.call("outbox", "retry", row["key"])
        assert done.returncode == 0, done.stdout
        office.skip(seconds=5)
        row, = office.send().values()
        assert (row["state"], len(sink.requests())) == ("sent", 2), row
    return "sent"


def cases():
    slow = (slow_parts, slow_neighbour)
    return [(case.__doc__, case, case in slow) for case in
            (slow_parts, slow_neighbour, dropped_on_the_way, finishes, secure_beside_plain, retried_after_kill)]
