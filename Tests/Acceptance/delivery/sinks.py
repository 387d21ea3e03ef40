"""The scripted receivers of `sinks/`, each a process on a free port of loopback."""
import base64, functools, hashlib, hmac, json, pathlib, subprocess, sys, time

SINKS = pathlib.Path(__file__).resolve().parent.parent / "sinks"


@functools.cache
def python_with_aiosmtpd():
    """This Python or Debian's, whichever has aiosmtpd."""
    for python in (sys.executable, "/usr/bin/python3"):
        probe = [python, "-c", "import aiosmtpd, cryptography"]
        if subprocess.run(probe, capture_output=True).returncode == 0:
            return python
    raise SystemExit("aiosmtpd is missing: apt-get install python3-aiosmtpd python3-cryptography")


def make_certificates(folder, host=None):
    command = [python_with_aiosmtpd(), SINKS / "smtp-sink.py", "--make-cert", folder]
    subprocess.run(command + (["--cert-host", host] if host else []), check=True)


def records(path):
    """The JSON Lines of a file that somebody is still writing to, but for a last line that is not all there yet."""
    text = path.read_text() if path.exists() else ""
    return [json.loads(line) for line in text[:text.rfind("\n") + 1].splitlines()]


class Sink:
    """Use as a context. `port` 0 is a free one, which another process may be given later."""

    script, python = None, sys.executable

    def __init__(self, folder, *options, port=0):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.options, self.port = options, port

    def __enter__(self):
        said = self.folder / "sink.log"
        with open(said, "wb") as log:
            command = [self.python, SINKS / self.script, "--port", str(self.port), *self.options]
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        until = time.monotonic() + 60
        while "listening" not in said.read_text():
            assert self.process.poll() is None and time.monotonic() < until, said.read_text()
            time.sleep(0.05)
        self.port = int(said.read_text().partition("listening ")[2].split("\n")[0].rpartition(":")[2])
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def wait(self, holds, seconds=25):
        until = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < until, "the receiver did not get what it waits for"
            time.sleep(0.05)


class MailSink(Sink):
    script = "smtp-sink.py"

    def __init__(self, folder, *options, port=0):
        self.python = python_with_aiosmtpd()
        super().__init__(folder, "--dir", str(folder), *options, port=port)

    def events(self, *kinds):
        return [event for event in records(self.folder / "events.jsonl") if event["event"] in kinds]

    def ids(self):
        """The Message-ID of each message that came to its end, whatever was answered."""
        return [event["message_id"] for event in self.events("saved", "data-refused")]

    def saved(self):
        """Recipient and Message-ID of each message that was taken."""
        return [(event["to"], event["message_id"]) for event in self.events("saved")]

    def messages(self):
        return [path.read_bytes() for path in sorted(self.folder.glob("*.eml"))]


class WebhookSink(Sink):
    script = "webhook-sink.py"

    def __init__(self, folder, *options, port=0):
        super().__init__(folder, "--out", str(pathlib.Path(folder) / "requests.jsonl"), *options, port=port)

    def requests(self):
        return records(self.folder / "requests.jsonl")


def is_signed(request, secret):
    """By Standard Webhooks 1.0, and not long ago."""
    headers = request["headers"]
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{request['body']}".encode()
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return headers["webhook-signature"] == expected and abs(int(headers["webhook-timestamp"]) - request["t"]) < 300
