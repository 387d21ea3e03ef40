"""Every kind of channel that speaks HTTP, with a receiver that answers like the real one."""
import re

from .office import Office, digest, follow
from .sinks import WebhookSink

# Kind: the shape of the receiver's answers, and the keys of the channel.
KINDS = {
    "webhook": ("plain", {"url": "{base}/hook"}),
    "cloudevents": ("plain", {"url": "{base}/hook"}),
    "slack": ("slack", {"url": "{base}/services/T/B/X"}),
    "discord": ("discord", {"url": "{base}/api/webhooks/1/x"}),
    "teams": ("teams", {"url": "{base}/workflows/x"}),
    "mattermost": ("slack", {"url": "{base}/hooks/x"}),
    "matrix": ("matrix", {"server": "{base}", "room": "!room:sink.test", "token": {"file": "token"}}),
    "ntfy": ("ntfy", {"server": "{base}", "topic": "papers", "token": {"file": "token"}}),
    "telegram": ("telegram", {"api": "{base}", "chat": "-1001", "token": {"file": "token"}}),
}
TOKEN = "12345:s3cret-of-the-bot"
PAPER = re.compile(r"arxiv\.org\\?/abs\\?/(\d{4}\.\d{4,5})")


def arrives(stage, kind):
    """A pause that is asked for, an error, and then all papers in order, with no secret said."""
    shape, keys = KINDS[kind]
    office = Office(stage.gleaner, stage.demo, stage.folder / "office")
    (office.folder / "token").write_text(TOKEN + "\n")
    with WebhookSink(stage.folder / "sink", "--shape", shape, "--script", "429=3600,500,200") as sink:
        made = {"id": "there", "kind": kind, "allow_private": True, **keys}
        made = {key: value.replace("{base}", f"http://127.0.0.1:{sink.port}") if isinstance(value, str) else value
                for key, value in made.items()}
        office.configure([made], [digest("judged", "there")])
        row, = follow(office, "judged", wishes=(3600,)).values()
        requests = sink.requests()
        judge(office, row, requests)
    return f"{row['attempts']:2} attempts  {row['state']}  {row['parts_done']} parts"


def judge(office, row, requests):
    assert (row["state"], row["attempts"]) == ("sent", 3), row
    assert len(requests) == 2 + row["parts_done"], f"{len(requests)} requests for {row['parts_done']} parts"
    outcomes = [entry["outcome"] for entry in office.ask("outbox", "show", row["key"])["log"]]
    assert outcomes == ["later", "later"] + ["delivered"] * row["parts_done"], outcomes
    assert len({request["body"] for request in requests[:3]}) == 1, "the attempts differ"
    told = [list(dict.fromkeys(PAPER.findall(request["body"]))) for request in requests[2:]]
    told = [paper for part in told for paper in part]
    preview = office.call("digest", "preview", row["digest"]).stdout
    expected = list(dict.fromkeys(PAPER.findall(preview)))
    assert len(expected) > 10 and told == expected, f"{len(told)} papers of {len(expected)}, or not in order"
    said = (office.folder / "said.log").read_text() + str(row)
    assert "s3cret" not in said and "/services/T" not in said, "a secret was said"


def cases():
    return [(f"channel: {kind}", lambda stage, kind=kind: arrives(stage, kind), False) for kind in KINDS]
