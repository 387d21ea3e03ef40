"""What the receiver of a webhook can do to a digest."""
import signal, socket, time
from dataclasses import dataclass

from .office import PAUSES, WAITING, Office, digest, follow, judge_log
from .sinks import WebhookSink, is_signed

SECRET = "whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0"


@dataclass
class Fault:
    """One way in which a receiver fails, and what has to come of it."""
    name: str
    script: str
    attempts: int
    state: str = "sent"
    recipient: str = "active"
    said: str = ""                      # in the answer of the first attempt
    wishes: tuple = ()                  # seconds for which the receiver asked, per attempt
    is_slow: bool = False


FAULTS = [
    Fault("no fault", "200", 1),
    Fault("201", "201", 1),
    Fault("204", "204", 1),
    Fault("500 twice", "500,500,200", 3, said="500"),
    Fault("500 for ever", "500", 10, "dead", said="500"),
    Fault("503", "503,200", 2, said="503"),
    Fault("503 with seconds", "503=120,200", 2, wishes=(120,)),
    Fault("429 with few seconds", "429=3,200", 2, said="429"),
    Fault("429 with seconds", "429=3600,500,200", 3, said="429", wishes=(3600,)),
    Fault("429 with a date", "429date=7200,200", 2, said="429", wishes=(7200,)),
    Fault("429 with two days, a mistake", "429=172800,200", 2, said="429"),
    Fault("503 with a negative pause", "503=-5,200", 2, said="503"),
    Fault("no answer", "timeout=40,200", 2, is_slow=True),
    Fault("a byte a second", "drip,200", 2, is_slow=True),
    Fault("reset", "reset,200", 2),
    Fault("closed", "close,200", 2),
    Fault("307 elsewhere", "redirect,307,200", 3, said="redirect"),
    Fault("301 for ever", "301", 10, "dead", said="redirect"),
    Fault("garbage", "garbage,garbage,200", 3),
    Fault("a yes of 20 MB", "big", 1),
    Fault("a yes that breaks off", "cut", 1),
    Fault("a yes that never ends", "endless", 1, is_slow=True),
    Fault("400", "400", 1, "dead", said="400"),
    Fault("413", "413", 1, "dead", said="413"),
    Fault("401", "401,200", 2, said="401"),
    Fault("404", "404,200", 2, said="404"),
    Fault("410", "410", 1, "dead", "disabled", said="410"),
    Fault("410 after 500", "500,410", 2, "dead", "disabled", said="500"),
]
TAKEN = ("200", "201", "204", "big", "cut", "endless")


def channel(port, name="hook", **keys):
    return {"id": name, "kind": "webhook", "url": f"http://127.0.0.1:{port}/{name}", "allow_private": True, **keys}


def suffers(fault, stage):
    """Plays a fault to its end, and judges it. Answers what became of the delivery."""
    office = Office(stage.gleaner, stage.demo, stage.folder / "office")
    (office.folder / "secret").write_text(SECRET + "\n")
    (office.folder / "hush").write_text("hush\n")
    with WebhookSink(stage.folder / "hook", "--script", fault.script, "--hmac-secret", "hush") as sink:
        made = channel(sink.port, secret={"file": str(office.folder / "secret")},
                       hub_secret={"file": str(office.folder / "hush")})
        office.configure([made], [digest("judged", "hook")])
        row, = follow(office, "judged", wishes=fault.wishes).values()
        judge(fault, office, sink, row)
        if fault.recipient == "disabled":
            office.configure([made], [digest("judged", "hook", when_empty="send")])
            office.skip(days=1)
            assert list(office.send("judged")) == [row["key"]], "who is gone gets the next digest"
    return f"{row['attempts']:2} attempts  {row['state']:5}"


def judge(fault, office, sink, row):
    assert (row["attempts"], row["state"]) == (fault.attempts, fault.state), row
    log = judge_log(office, row)
    assert fault.said in log[0]["answer"], log[0]
    assert all(entry["outcome"] == "later" for entry in log[:-1]), log
    assert office.recipients()["hook", "hook"]["state"] == fault.recipient
    requests = sink.requests()
    assert len(requests) == fault.attempts, f"{len(requests)} requests for {fault.attempts} attempts"
    assert {request["path"] for request in requests} == {"/hook"}, "a redirect was followed"
    assert {request["headers"]["webhook-id"] for request in requests} == {row["key"]}, "more than one id"
    whole = [request for request in requests if "body" in request]
    assert len({request["body"] for request in whole}) <= 1, "the attempts differ"
    assert all(is_signed(request, SECRET) for request in whole)
    assert all(request["checks"] == {"hub-256": "ok"} for request in whole)
    taken = [request for request in requests if request["step"] in TAKEN]
    assert len(taken) == (int(fault.state == "sent")), taken


def refused_connection(stage):
    """webhook: nobody listens, then somebody does"""
    office = Office(stage.gleaner, stage.demo, stage.folder / "office")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    sink = WebhookSink(stage.folder / "hook", port=port)
    office.configure([channel(port)], [digest("judged", "hook")])
    try:
        row, = follow(office, "judged", mend=(2, sink.__enter__)).values()
        assert (row["attempts"], row["state"], len(sink.requests())) == (3, "sent", 1), row
    finally:
        sink.__exit__()
    return "3 attempts  sent"


def private_address(stage):
    """webhook: an address of this machine is not dialled unless that is allowed"""
    office = Office(stage.gleaner, stage.demo, stage.folder / "office")
    with WebhookSink(stage.folder / "hook") as sink:
        for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433"):
            made = {"id": "hook", "kind": "webhook", "url": f"http://{host}:{sink.port}/hook?token=s3cret"}
            office.configure([made], [digest("judged", "hook")])
            row, = office.send(*(["judged"] if host == "127.0.0.1" else [])).values()
            assert row["state"] == "pending" and "allow_private" in row["last_answer"], (host, row)
            assert "s3cret" not in (office.folder / "said.log").read_text() + row["last_answer"]
            office.skip(seconds=PAUSES[row["attempts"] - 1] * 1.1 + 1)
        assert not sink.requests(), sink.requests()
    return " 4 addresses, no request"


def strange_certificate(stage):
    """webhook: nothing is posted to a server whose certificate nobody vouches for"""
    office = Office(stage.gleaner, stage.demo, stage.folder / "office")
    keys = ["--cert", str(stage.certificates / "server.pem"), "--key", str(stage.certificates / "server.key")]
    with WebhookSink(stage.folder / "hook", *keys) as sink:
        office.configure([channel(sink.port, url=f"https://localhost:{sink.port}/")], [digest("judged", "hook")])
        row, = office.send("judged").values()
        assert (row["attempts"], row["state"]) == (1, "pending") and "certificate" in row["last_answer"], row
        assert not sink.requests(), sink.requests()
    return " 1 attempt   pending"


def slow_one(stage):
    """a receiver that hangs delays neither another webhook nor mail"""
    office = Office(stage.gleaner, stage.demo, stage.folder / "office")
    with WebhookSink(stage.folder / "slow", "--script", "timeout=40," * 4 + "200") as slow, \
            WebhookSink(stage.folder / "quick") as quick:
        maildir = {"id": "local", "kind": "maildir", "path": "mail"}
        office.configure([channel(slow.port, "slow"), channel(quick.port, "quick"), maildir],
                         # six: more than go through one channel at a time
                         [digest(f"d{number}", "slow", "quick", "local") for number in range(6)])
        office.send()               # they are heard of
        office.skip(days=1)
        start = time.time()
        process = office.start("digest", "send")
        quick.wait(lambda: len(quick.requests()) == 6, 20)
        took, mails = time.time() - start, list((office.folder / "mail/new").iterdir())
        quick_rows = [row for row in office.outbox().values() if row["channel"] != "slow"]
        slow.wait(lambda: len(slow.requests()) == 4)
        assert process.poll() is None, "the slow one was not waited for"
        until = time.monotonic() + 20
        while any(row["state"] != "sent" for row in quick_rows) and time.monotonic() < until:
            quick_rows = [row for row in office.outbox().values() if row["channel"] != "slow"]
        assert len(quick_rows) == 12 and all(row["state"] == "sent" for row in quick_rows), quick_rows
        assert process.wait(120) == WAITING
        rows = [row for row in office.outbox().values() if row["channel"] == "slow"]
        assert len(rows) == 6 and {row["state"] for row in rows} <= {"pending", "sent"}, rows
    return f"quick: 6 in {took:.1f} s, {len(mails)} mails by then"


def interrupted(stage):
    """an interrupt counts no attempt and holds nothing"""
    office = Office(stage.gleaner, stage.demo, stage.folder / "office")
    with WebhookSink(stage.folder / "hook", "--script", "timeout=90,200") as sink:
        office.configure([channel(sink.port)], [digest("judged", "hook")])
        process = office.start("digest", "send", "judged")
        sink.wait(sink.requests)
        process.send_signal(signal.SIGINT)
        status = process.wait(60)     # what is on its way is waited for, for a while
        row, = office.outbox().values()
        assert (status, row["attempts"], row["state"]) == (130, 0, "pending"), (status, row)
        office.skip(seconds=60)     # the clock of who was interrupted went on
        row, = office.send().values()
        assert (row["attempts"], row["state"]) == (1, "sent"), row
        assert len({request["headers"]["webhook-id"] for request in sink.requests()}) == 1
    return "exit 130, then 1 attempt  sent"


def cases():
    found = [(f"webhook: {fault.name}", lambda stage, fault=fault: suffers(fault, stage), fault.is_slow)
             for fault in FAULTS]
    return found + [(case.__doc__, case, case is slow_one)
                    for case in (refused_connection, private_address, strange_certificate, slow_one, interrupted)]
