"""Who gets nothing more, and what an operator does by hand."""
import json, time

from .fastsink import FastSink
from .kills import channel
from .office import Office, digest, follow
from .sinks import MailSink

ADA, GRACE, EMMY = (f"r{number}@c0.test" for number in range(3))


def waiting(stage, port=9):
    """An office in which a digest waits for three recipients, after a first attempt at a server that is not there."""
    office = Office(stage.gleaner, stage.demo, stage.folder / "office")
    configure(office, port)
    assert {row["state"] for row in office.send("judged").values()} == {"pending"}
    return office


def configure(office, port, without=()):
    made = channel(port, 0, 3)
    made["to"] = [address for address in made["to"] if address not in without]
    office.configure([made], [digest("judged", "mail-0", when_empty="send")])


def told(office, sink, without=()):
    """Two digests later: who was sent how many messages."""
    configure(office, sink.port, without)
    office.skip(minutes=10)
    office.send()
    for _ in range(2):
        office.skip(days=1)
        office.send("judged")
    assert all(row["state"] != "pending" for row in office.outbox().values()), office.outbox()
    return {address: sum(to == (address,) for to, *_ in sink.taken) for address in (ADA, GRACE, EMMY)}


def state(office, address):
    return office.recipients()["mail-0", address]["state"]


def erased(stage):
    """recipients erase: nothing more, and the address is nowhere in the store"""
    with FastSink() as sink:
        office = waiting(stage)
        shouted = ADA.upper()
        assert office.call("recipients", "erase", shouted).returncode == 0
        assert told(office, sink) == {ADA: 0, GRACE: 3, EMMY: 3}, sink.taken
        assert ("mail-0", ADA) not in office.recipients()
        exported = [json.loads(line) for line in office.call("recipients", "export").stdout.splitlines()]
        exported = [row for row in exported if row["channel"] == "mail-0"]
        assert len(exported) == 3 and sum("address" not in row for row in exported) == 1, exported
        forgotten(office, ADA)
        gone, = [row for row in office.outbox().values() if "recipient" not in row]
        assert gone["state"] == "dropped" and office.call("outbox", "retry", gone["key"]).returncode == 1
        office.send()
        assert told(office, sink)[ADA] == 0
    return "0 of 5 digests after it"


def forgotten(office, address):
    for path in office.database.parent.glob("gleaner.sqlite*"):
        assert address.encode() not in path.read_bytes().lower(), f"the address is still in {path.name}"


def erased_late(stage):
    """recipients erase: also after messages were sent, and while one is on its way"""
    with FastSink(pause=0.01) as sink:
        office = Office(stage.gleaner, stage.demo, stage.folder / "office")
        configure(office, sink.port)
        sent = office.send("judged")
        assert all(row["recipient"] in row["last_answer"] for row in sent.values()), sent
        assert office.call("recipients", "erase", ADA).returncode == 0
        forgotten(office, ADA)
        office.skip(days=1)
        sink.least = sink.pause = 4
        process = office.start("digest", "send", "judged")
        until = time.monotonic() + 20
        while sum(to == (GRACE,) for to, *_ in sink.taken) < 2 and time.monotonic() < until:
            time.sleep(0.02)
        assert office.call("recipients", "erase", GRACE).returncode == 0
        assert process.wait(30) == 0, office.said()
        forgotten(office, GRACE)
        assert sum(to == (ADA,) for to, *_ in sink.taken) == 1
        states = [row["state"] for row in office.outbox().values() if "recipient" not in row]
        assert set(states) <= {"sent", "dropped"} and len(states) == 3, states
    return "2 addresses forgotten"


def unsubscribed(stage):
    """recipients unsubscribe: nothing more, whatever is tried"""
    with FastSink() as sink:
        office = waiting(stage)
        assert office.call("recipients", "unsubscribe", ADA).returncode == 0
        dropped, = [row for row in office.outbox().values() if row["recipient"] == ADA]
        assert dropped["state"] == "dropped" and state(office, ADA) == "unsubscribed"
        assert office.call("outbox", "retry", dropped["key"]).returncode == 1
        assert told(office, sink) == {ADA: 0, GRACE: 3, EMMY: 3}, sink.taken
        office.call("digest", "send", dropped["digest"])
        assert told(office, sink)[ADA] == 0
    return "0 of 5 digests after it"


def taken_out(stage):
    """who is taken out of the configuration gets nothing more, what waits for them is dropped"""
    with FastSink() as sink:
        office = waiting(stage)
        assert told(office, sink, without=[ADA]) == {ADA: 0, GRACE: 3, EMMY: 3}, sink.taken
        row, = [row for row in office.outbox().values() if row["recipient"] == ADA]
        assert row["state"] == "dropped" and "configuration" in row["last_answer"], row
        assert told(office, sink)[ADA] == 2, "who is put in again gets what comes then"
    return "0 of 3, and 2 of 2 once put in again"


def capitals(stage):
    """an address that changes in capitals alone is the same recipient"""
    with FastSink() as sink:
        office = Office(stage.gleaner, stage.demo, stage.folder / "office")
        made = channel(sink.port, 0, 3)
        for spell in (str.lower, str.upper, str.title):
            made["to"] = [spell(address) for address in (ADA, GRACE, EMMY)]
            office.configure([made], [digest("judged", "mail-0", when_empty="send")])
            rows = office.send("judged")
            office.skip(days=1)
        assert {row["state"] for row in rows.values()} == {"sent"} and len(rows) == 9, rows
        assert len(sink.taken) == 9 and len(sink.ids()) == 9, sink.taken
        assert len([who for who in office.recipients() if who[0] == "mail-0"]) == 3, office.recipients()
    return "9 of 9"


def returns(stage):
    """recipients subscribe: who was disabled or had left gets the next digest, and not those of the time between"""
    with MailSink(stage.folder / "mail", "--script", "reject,reject,reject,ok") as sink:
        office = Office(stage.gleaner, stage.demo, stage.folder / "office")
        configure(office, sink.port)
        office.send("judged")
        assert {state(office, address) for address in (ADA, GRACE, EMMY)} == {"disabled"}
        assert office.call("recipients", "unsubscribe", GRACE).returncode == 0
        office.skip(days=1)
        office.send("judged")
        assert not sink.saved(), sink.saved()
        for address in (ADA, f"Grace <{GRACE}>"):
            done = office.call("recipients", "subscribe", address)
            assert done.returncode == 0, done.stderr
        office.skip(days=1)
        office.send("judged")
        assert sorted(to for to, _ in sink.saved()) == [[ADA], [GRACE]], sink.saved()
        assert office.call("recipients", "unsubscribe", "nonsense").returncode not in (0, 1)
        assert not [who for who in office.recipients() if who[0] != "mail-0" and "@" in (who[1] or "")]
    return "2 of 3 are back"


def by_hand(stage):
    """outbox drop and retry: dropped is not sent, given up comes once more under the same id"""
    folder = stage.folder / "mail"
    with MailSink(folder, "--script", "datareject,datareject,datareject,ok") as sink:
        office = Office(stage.gleaner, stage.demo, stage.folder / "office")
        configure(office, sink.port)
        rows = follow(office, "judged")
        assert {row["state"] for row in rows.values()} == {"dead"}, rows
        assert {state(office, address) for address in (ADA, GRACE, EMMY)} == {"active"}
        dropped, retried, _ = sorted(rows)
        assert office.call("outbox", "drop", dropped).returncode == 0
        assert office.send() == office.outbox() and not sink.saved(), "what was given up was sent again unasked"
        assert office.call("outbox", "retry", retried).returncode == 0
        office.skip(seconds=5)      # the clock of who retries goes on
        after = office.send()
        assert (after[retried]["state"], after[dropped]["state"]) == ("sent", "dropped"), after
        assert sorted(sink.ids()) == sorted(f"<{key}@c0.test>" for key in [*rows, retried])
        assert office.call("outbox", "retry", retried).returncode == 1, "what was sent can be sent again"
    return "4 messages with 3 ids"


def cases():
    return [(case.__doc__, case, False) for case in
            (erased, erased_late, unsubscribed, taken_out, capitals, returns, by_hand)]
