"""What a mail server can do to a digest."""
import email, email.policy
from dataclasses import dataclass, field

from .office import Office, digest, follow, judge_log
from .sinks import MailSink


@dataclass
class Fault:
    """One way in which a mail server fails, and what has to come of it."""
    name: str
    options: str                        # of the sink
    attempts: int
    state: str = "sent"
    recipient: str = "active"
    said: str = ""                      # in the answer of the first attempt
    saved: int = None                   # messages the sink has taken; None for one when it was sent, else none
    ends: int = None                    # how many attempts got as far as the message; None is not judged
    tls: str = "none"
    channel: dict = field(default_factory=dict)
    mended: tuple = None                # after how many attempts, and what the channel has then
    other_host: bool = False            # the certificate is made for another host
    is_slow: bool = False               # takes longer than ten seconds


STARTTLS = {"allow_plain": None}
LOGIN = {"allow_plain": None, "user": "u", "password": {"file": "good"}}
FAULTS = [
    Fault("no fault", "", 1),
    Fault("greylisted twice", "--script greylist,greylist,ok", 3, said="451"),
    Fault("greylisted for ever", "--script greylist", 10, "dead", said="451"),
    Fault("recipient refused", "--script reject", 1, "dead", "disabled", said="550"),
    Fault("relaying denied", "--script policy", 1, "dead", said="550"),
    Fault("unknown mailbox, no enhanced code", "--script rcpt=550_unknown_user", 1, "dead", "disabled", said="550"),
    Fault("mailbox moved", "--script rcpt=551_5.1.6_moved", 1, "dead", "disabled", said="551"),
    Fault("mailbox full for good", "--script rcpt=552_5.2.2_full,ok", 2, said="552"),
    Fault("greeting refused at RCPT", "--script rcpt=550_bad_HELO", 1, "dead", said="550"),
    Fault("on a blocklist", "--script rcpt=554_5.7.1_blocked_by_list", 1, "dead", said="554"),
    Fault("4xx at MAIL", "--script mailfail,ok", 2, said="451"),
    Fault("5xx at MAIL", "--script mailreject", 1, "dead", said="553"),
    Fault("4xx at DATA", "--script stop,stop,ok", 3, said="451"),
    Fault("5xx at DATA", "--script stop-reject", 1, "dead", said="554"),
    Fault("4xx at the final dot", "--script datafail,datafail,ok", 3, said="452", ends=3),
    Fault("5xx at the final dot", "--script datareject", 1, "dead", said="554", ends=1),
    Fault("421 for two", "--busy --times 2", 3, said="421"),
    Fault("dropped at connect", "--drop connect --times 2", 3),
    Fault("garbage for a greeting", "--drop garbage --times 2", 3),
    Fault("dropped at EHLO", "--drop ehlo --times 1", 2),
    Fault("dropped at STARTTLS", "--drop starttls --times 1", 2, tls="starttls", channel=STARTTLS),
    Fault("dropped at AUTH", "--drop auth --times 1 --auth u:p", 2, tls="starttls", channel=LOGIN),
    Fault("dropped at MAIL", "--drop mail --times 1", 2),
    Fault("dropped at RCPT", "--script drop-rcpt,ok", 2),
    Fault("dropped at DATA", "--drop data --times 1", 2),
    Fault("dropped in the message", "--script drop-data,ok", 2),
    Fault("reply lost after the final dot", "--script drop-final,drop-final,ok", 3, said="may have arrived", saved=3),
    Fault("slow at the final dot", "--script slow=4", 1),
    Fault("slow greeting", "--banner-delay 3", 1),
    Fault("no answer to RCPT", "--script hang,ok", 2, is_slow=True),
    Fault("STARTTLS and AUTH", "--auth u:p --require-tls", 1, tls="starttls", channel=LOGIN),
    Fault("TLS and AUTH", "--auth u:p", 1, tls="implicit", channel=LOGIN),
    Fault("unknown authority", "--auth u:p", 3, tls="starttls", channel={**LOGIN, "ca_file": None},
          mended=(2, {"ca_file": "ca.pem"})),
    Fault("unknown authority, TLS", "", 2, tls="implicit", channel={**STARTTLS, "ca_file": None},
          mended=(1, {"ca_file": "ca.pem"})),
    Fault("certificate of another host", "--auth u:p", 10, "dead", tls="starttls", channel=LOGIN, other_host=True),
    Fault("wrong password", "--auth u:p", 3, tls="starttls", channel={**LOGIN, "password": {"file": "bad"}},
          said="535", mended=(2, {"password": {"file": "good"}})),
    Fault("no log-in", "--auth u:p --require-tls", 2, tls="starttls", channel=STARTTLS, said="530",
          mended=(1, LOGIN)),
    Fault("no STARTTLS", "", 2, channel=LOGIN, mended=(1, {"allow_plain": True, "user": None, "password": None})),
]


def channel(port, certificates, to, **keys):
    scheme = "smtps" if keys.pop("tls", "none") == "implicit" else "smtp"
    whole = {"id": "mail", "kind": "email", "from": "Gleaner <gleaner@lists.test>", "to": list(to),
             "server": f"{scheme}://localhost:{port}", "allow_plain": True,
             "ca_file": str(certificates / "ca.pem"), **keys}
    for key, value in whole.items():
        if isinstance(value, dict):
            whole[key] = {"file": str(certificates / value["file"])}
    if whole["ca_file"]:
        whole["ca_file"] = str(certificates / whole["ca_file"])
    return {key: value for key, value in whole.items() if value is not None}


def suffers(fault, stage):
    """Plays a fault to its end, and judges it. Answers what became of the delivery."""
    office = Office(stage.gleaner, stage.demo, stage.folder / "office")
    cert = stage.other_host if fault.other_host else stage.certificates
    tls = ["--tls", fault.tls, "--cert", str(cert / "server.pem"), "--key", str(cert / "server.key")]
    options = fault.options.split() + (tls if fault.tls != "none" else [])
    with MailSink(stage.folder / "mail", *options) as sink:
        keys = {"tls": fault.tls, **fault.channel}
        if fault.other_host:
            keys["ca_file"] = str(cert / "ca.pem")

        def configure(**more):
            made = channel(sink.port, stage.certificates, ["Ada <ada@y.test>"], **{**keys, **more})
            office.configure([made], [digest("judged", "mail")])

        configure()
        mend = (fault.mended[0], lambda: configure(**fault.mended[1])) if fault.mended else None
        row, = follow(office, "judged", mend=mend).values()
        judge(fault, office, sink, row)
    return f"{row['attempts']:2} attempts  {row['state']:5}  {len(sink.saved())} taken"


def judge(fault, office, sink, row):
    assert (row["attempts"], row["state"]) == (fault.attempts, fault.state), row
    log = judge_log(office, row)
    assert fault.said in log[0]["answer"], log[0]
    assert all(entry["outcome"] == "later" for entry in log[:-1]), log
    recipient = office.recipients()["mail", "ada@y.test"]
    assert recipient["state"] == fault.recipient, recipient
    assert recipient.get("reason") == (row["last_answer"] if fault.recipient == "disabled" else None), recipient
    connections = sink.events("connect")
    assert len(connections) == fault.attempts, f"{len(connections)} connections for {fault.attempts} attempts"
    taken, is_sent = sink.saved(), fault.state == "sent"
    assert len(taken) == (int(is_sent) if fault.saved is None else fault.saved), taken
    assert all(to == ["ada@y.test"] for to, _ in taken)
    assert fault.ends is None or len(sink.ids()) == fault.ends, sink.ids()
    assert set(sink.ids()) <= {f"<{row['key']}@lists.test>"}, f"{sink.ids()} of {row['key']}"
    bodies = {raw.partition(b"\r\n")[2] if raw.startswith(b"Date: ") else raw for raw in sink.messages()}
    assert len(bodies) <= 1, "the attempts differ in more than their dates"
    for message in sink.messages():
        judge_message(message)
    judge_secrecy(fault, sink)


def judge_message(raw, to="Ada <ada@y.test>"):
    message = email.message_from_bytes(raw, policy=email.policy.strict)
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert message["To"] == to and message["Date"] and message["List-Id"] and not message.defects


def judge_secrecy(fault, sink):
    """Nothing is told, and no password, before the connection is secure and the server is who it should be."""
    if fault.tls == "starttls":
        assert all(event["tls"] for event in sink.events("mail")), "mail in the clear"
    if fault.other_host:
        assert not sink.events("auth", "mail"), sink.events("auth", "mail")
    if fault.name == "no STARTTLS":
        assert not sink.events("auth"), "a password in the clear"
        assert len(sink.events("mail")) == 1, "only after it was allowed"


def partial(stage):
    """one of three recipients is refused: the others get theirs, and the next digest too"""
    office = Office(stage.gleaner, stage.demo, stage.folder / "office")
    to = ["ada@y.test", "bad@y.test", "Grace <grace@y.test>"]
    with MailSink(stage.folder / "mail", "--script", "reject-bad") as sink:
        office.configure([channel(sink.port, stage.certificates, to)], [digest("judged", "mail", when_empty="send")])
        states = {row["recipient"]: row["state"] for row in follow(office, "judged").values()}
        assert states == {"ada@y.test": "sent", "bad@y.test": "dead", "grace@y.test": "sent"}, states
        office.skip(days=1)
        rows = follow(office, "judged")
        assert sorted(row["recipient"] for row in rows.values()) == sorted([*states, "ada@y.test", "grace@y.test"])
        assert office.recipients()["mail", "bad@y.test"]["state"] == "disabled"
        assert "bad@y.test" in office.call("status").stdout, "status does not show who was disabled"
        refused = [event for event in sink.events("rcpt") if event["to"] == "bad@y.test"]
        assert len(refused) == 1, "somebody who is gone was tried again"
        assert len(sink.saved()) == 4 and len({id for _, id in sink.saved()}) == 4, sink.saved()
    return "4 taken with 4 ids, one recipient disabled"


def few_per_connection(stage):
    """mail: a server that takes three messages over a connection gets the others over new ones, at once"""
    office = Office(stage.gleaner, stage.demo, stage.folder / "office")
    to = [f"r{number}@y.test" for number in range(20)]
    with MailSink(stage.folder / "mail", "--most", "3") as sink:
        office.configure([channel(sink.port, stage.certificates, to)], [digest("judged", "mail")])
        rows = office.send("judged").values()
        assert {(row["state"], row["attempts"]) for row in rows} == {("sent", 1)}, rows
        assert sorted(to for (to,), _ in sink.saved()) == sorted(to), sink.saved()
        refused, connections = len(sink.events("enough")), len(sink.events("connect"))
        assert refused > 0 and connections >= 7, (refused, connections)
    return f"20 taken over {connections} connections, {refused} times after 421"


def own_certificate(stage):
    """mail: a server on this machine with a certificate of its own making gets its mail where plain is allowed"""
    keys = ["--cert", str(stage.other_host / "server.pem"), "--key", str(stage.other_host / "server.key")]
    with MailSink(stage.folder / "mail", "--tls", "starttls", *keys) as sink:
        for allowed, state, is_told in ((None, "pending", "certificate"), (True, "sent", "250")):
            office = Office(stage.gleaner, stage.demo, stage.folder / f"office-{state}")
            made = channel(sink.port, stage.certificates, ["ada@y.test"], ca_file=None, allow_plain=allowed)
            office.configure([made], [digest("judged", "mail")])
            row, = office.send("judged").values()
            assert (row["attempts"], row["state"]) == (1, state) and is_told in row["last_answer"], row
        assert [event["tls"] for event in sink.events("mail")] == [False], sink.events("mail")
    return "waits, and is taken where plain is allowed"


def cases():
    found = [(f"mail: {fault.name}", lambda stage, fault=fault: suffers(fault, stage), fault.is_slow)
             for fault in FAULTS]
    return [*found, *((case.__doc__, case, False) for case in (partial, few_per_connection, own_certificate))]
