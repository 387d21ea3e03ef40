"""A digest that becomes several messages."""
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


def cases():
    return [(case.__doc__, case, False) for case in (failing, cut_off)]
