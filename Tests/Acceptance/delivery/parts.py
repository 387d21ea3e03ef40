"""A digest that becomes several messages."""
import signal, time

from .office import Office, digest, follow
from .sinks import WebhookSink


def ntfy(stage, port):
    """An office whose digest takes several messages, as they hold 4096 bytes each."""
    office = Office(stage.gleaner, stage.demo, stage.folder / "office")
    made = {"id": "phone", "kind": "ntfy", "server": f"http://127.0.0.1:{port}", "topic": "papers",
            "allow_private": True}
    office.configure([made], [digest("judged", "phone")])
    return office


def sequence(requests):
    """What was posted, in order, as `N/M` of its title; what came twice without need stands twice."""
    titles = [request["body"].partition('"title":"')[2].partition('"')[0] for request in requests]
    return [int(title.rpartition("(")[2].partition("\\/")[0].partition("/")[0]) for title in titles]


def failing(stage):
    """parts: what arrived does not come again when a later part fails"""
    with WebhookSink(stage.folder / "sink", "--shape", "ntfy", "--script", "200,500,500,200,503,200") as sink:
        row, = follow(ntfy(stage, sink.port), "judged").values()
        count, order = row["parts_done"], sequence(sink.requests())
        assert row["state"] == "sent" and count >= 3, row
        assert order == [1, 2, 2, 2, 3, 3, *range(4, count + 1)], order
    return f"{count} parts, each taken once"


def busy(stage):
    """parts: a chat that takes a message a second gets all of them in one go"""
    script = "200,429=1,200,429=1,429=1,200,429=1,200"
    with WebhookSink(stage.folder / "sink", "--shape", "ntfy", "--script", script) as sink:
        office = ntfy(stage, sink.port)
        row, = office.send("judged").values()
        order = sequence(sink.requests())
        assert (row["state"], row["attempts"]) == ("sent", 1), row
        assert order == [1, 2, 2, 3, 3, 3, 4, 4, *range(5, row["parts_done"] + 1)], order
    return f"{row['parts_done']} parts, each taken once"


def cut_off(stage):
    """parts: killed after the second, it goes on with the third"""
    with WebhookSink(stage.folder / "sink", "--shape", "ntfy", "--script", "200,200,timeout=40,200") as sink:
        office = ntfy(stage, sink.port)
        process = office.start("digest", "send", "judged")
        sink.wait(lambda: len(sink.requests()) == 3)
        process.kill()
        process.wait()
        office.skip(seconds=31)
        row, = follow(office).values()
        order = sequence(sink.requests())
        assert row["state"] == "sent" and order == [1, 2, 3, *range(3, row["parts_done"] + 1)], (order, row)
    return f"{row['parts_done']} parts"


def interrupted(stage):
    """parts: an interrupt lets the part arrive that is under way, and begins no other"""
    with WebhookSink(stage.folder / "sink", "--shape", "ntfy", "--script", "200,slow=6,200") as sink:
        office = ntfy(stage, sink.port)
        process = office.start("digest", "send", "judged")
        sink.wait(lambda: len(sink.requests()) == 2)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 130
        row, = office.outbox().values()
        assert (row["state"], row["parts_done"], row["attempts"]) == ("pending", 2, 0), row
        office.skip(seconds=9)
        row, = follow(office).values()
        order = sequence(sink.requests())
        assert row["state"] == "sent" and order == [*range(1, row["parts_done"] + 1)], (order, row)
    return f"{row['parts_done']} parts, each taken once"


def dropped(stage):
    """parts: what is dropped under way stays dropped, and its other parts stay here"""
    with WebhookSink(stage.folder / "sink", "--shape", "ntfy", "--script", "200,slow=6,200") as sink:
        office = ntfy(stage, sink.port)
        process = office.start("digest", "send", "judged")
        sink.wait(lambda: len(sink.requests()) == 2)
        key, = office.outbox()
        assert office.call("outbox", "drop", key).returncode == 0
        process.wait(timeout=60)
        row, = office.outbox().values()
        assert (row["state"], row["parts_done"]) == ("dropped", 2), row
        assert sequence(sink.requests()) == [1, 2]
    return "2 parts taken"


def together(stage):
    """parts: two processes do not send the same, however long all parts take"""
    with WebhookSink(stage.folder / "sink", "--shape", "ntfy", "--script", "slow=9") as sink:
        office = ntfy(stage, sink.port)
        first = office.start("digest", "send", "judged")
        sink.wait(lambda: sink.requests())
        for _ in range(8):
            time.sleep(4)
            office.skip(seconds=5)
            # The clock of this one is ahead, but less than a process may be silent.
            office.call("digest", "send", "judged")
        first.wait(timeout=120)
        row, = office.outbox().values()
        order = sequence(sink.requests())
        assert row["state"] == "sent" and order == [*range(1, row["parts_done"] + 1)], (order, row)
    return f"{row['parts_done']} parts, each taken once"


def cases():
    short = [(case.__doc__, case, False) for case in (failing, busy, cut_off, interrupted, dropped)]
    return [(together.__doc__, together, True), *short]
