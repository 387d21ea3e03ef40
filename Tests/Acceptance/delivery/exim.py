"""The same against a real mail server, Debian's exim4, which runs beside and knows nothing of the system's own."""
import email, email.policy, grp, os, pwd, shutil, smtplib, socket, subprocess, time
from dataclasses import dataclass, field

from .mail import LOGIN, STARTTLS, channel, judge_message
from .office import Office, digest, follow, judge_log
from .sinks import SINKS

EXIM = shutil.which("exim4", path=os.environ.get("PATH", "") + ":/usr/sbin")


class Exim:
    """Use as a context. `/grey` in its folder lets it greylist."""

    def __init__(self, folder, certificates):
        self.folder = folder
        for name in ("spool", "log", "Maildir"):
            (folder / name).mkdir(parents=True)
        for name in ("server.pem", "server.key"):
            shutil.copy(certificates / name, folder)
        (folder / "grey").touch()
        self.port, self.tls_port = free_ports(2)
        is_root = os.geteuid() == 0
        user = pwd.getpwnam("Debian-exim") if is_root else pwd.getpwuid(os.geteuid())
        values = {"DIR": folder, "USER": user.pw_name, "GROUP": grp.getgrgid(user.pw_gid).gr_name,
                  "PORT": self.port, "TLSPORT": self.tls_port}
        text = (SINKS / "exim.conf.in").read_text()
        for key, value in values.items():
            text = text.replace(f"@{key}@", str(value))
        (folder / "exim.conf").write_text(text)
        if is_root:
            self.give_to(user.pw_name)

    def give_to(self, user):
        for path in [self.folder, *(path for path in self.folder.rglob("*") if path.name != "exim.conf")]:
            shutil.chown(path, user)

    def __enter__(self):
        with open(self.folder / "said.log", "wb") as log:
            command = [EXIM, "-C", self.folder / "exim.conf", "-bdf", "-q1m"]
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        until = time.monotonic() + 30
        while not self.greets():
            said = (self.folder / "said.log").read_text()
            assert self.process.poll() is None and time.monotonic() < until, f"exim does not start: {said}"
            time.sleep(0.1)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def greets(self):
        try:
            with smtplib.SMTP("127.0.0.1", self.port, timeout=5):
                return True
        except OSError:
            return False

    def messages(self, count, seconds=20):
        """What lies in the Maildir, once there are so many."""
        until, new = time.monotonic() + seconds, self.folder / "Maildir/new"
        while not new.exists() or len(list(new.iterdir())) < count:
            if time.monotonic() > until or count == 0:
                break
            time.sleep(0.1)
        time.sleep(0.3)         # for one too many
        return [path.read_bytes() for path in sorted(new.iterdir())] if new.exists() else []


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


@dataclass
class Fault:
    """One way in which exim turns a message away, and what has to come of it."""
    name: str
    attempts: int
    state: str = "sent"
    recipient: str = "active"
    to: str = "ada"
    sender: str = "gleaner"
    said: str = ""
    tls: str = "starttls"
    channel: dict = field(default_factory=lambda: LOGIN)
    mended: dict = None                 # what the channel has after the first attempt
    accepts: bool = False               # the greylist ends after the second attempt
    other_host: bool = False


FAULTS = [
    Fault("STARTTLS", 1),
    Fault("TLS", 1, tls="implicit"),
    Fault("greylisted", 3, to="grey", said="451", accepts=True),
    Fault("recipient refused", 1, "dead", "disabled", to="bad", said="550"),
    Fault("no log-in", 1, "dead", channel=STARTTLS, said="550"),
    Fault("wrong password", 2, channel={**LOGIN, "password": {"file": "bad"}}, said="535",
          mended={"password": {"file": "good"}}),
    Fault("4xx at MAIL", 10, "dead", sender="defer", said="451"),
    Fault("5xx at MAIL", 1, "dead", sender="deny", said="550"),
    Fault("4xx at the final dot", 3, to="full", said="451", accepts=True),
    Fault("5xx at the final dot", 1, "dead", to="spam", said="550"),
    Fault("unknown authority", 2, channel={**LOGIN, "ca_file": None}, mended={"ca_file": "ca.pem"}),
    Fault("certificate of another host", 10, "dead", other_host=True),
]


def suffers(fault, stage):
    """Plays a fault to its end, and judges it. Answers what became of the delivery."""
    if not EXIM:
        return "SKIP: exim4 is not installed (apt-get install exim4-daemon-light)"
    office = Office(stage.gleaner, stage.demo, stage.folder / "office")
    certificates = stage.other_host if fault.other_host else stage.certificates
    with Exim(stage.folder / "exim", certificates) as exim:
        exim_port = exim.tls_port if fault.tls == "implicit" else exim.port
        address = f"{fault.to}@y.test"
        keys = {"tls": fault.tls, "from": f"Gleaner <{fault.sender}@lists.test>", **fault.channel}
        if fault.other_host:
            keys["ca_file"] = str(certificates / "ca.pem")

        def configure(**more):
            made = channel(exim_port, stage.certificates, [f"Ada <{address}>"], **{**keys, **more})
            office.configure([made], [digest("judged", "mail")])

        configure()
        mend = None
        if fault.accepts:
            mend = (2, (exim.folder / "grey").unlink)
        elif fault.mended:
            mend = (1, lambda: configure(**fault.mended))
        row, = follow(office, "judged", mend=mend).values()
        judge(fault, office, row, address)
        judge_messages(exim.messages(int(fault.state == "sent")), row)
    return f"{row['attempts']:2} attempts  {row['state']}"


def judge(fault, office, row, address):
    assert (row["attempts"], row["state"]) == (fault.attempts, fault.state), row
    log = judge_log(office, row)
    assert fault.said in log[0]["answer"], log[0]
    assert office.recipients()["mail", address]["state"] == fault.recipient


def judge_messages(messages, row):
    assert len(messages) == int(row["state"] == "sent"), f"{len(messages)} messages"
    for raw in messages:
        message = email.message_from_bytes(raw, policy=email.policy.strict)
        assert message["Message-ID"] == f"<{row['key']}@lists.test>"
        assert message["Envelope-To"] == row["recipient"] and message["Return-Path"] is None
        judge_message(raw, message["To"])


def cases():
    return [(f"exim: {fault.name}", lambda stage, fault=fault: suffers(fault, stage), False) for fault in FAULTS]
