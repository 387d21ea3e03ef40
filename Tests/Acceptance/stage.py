"""A simulated arXiv that is set up anew for each scenario, and a gleaner beside it."""
import contextlib, json, pathlib, sqlite3, subprocess, sys, threading, time, urllib.error, urllib.parse, urllib.request

HERE = pathlib.Path(__file__).resolve().parent
CONTACT = "mailto:judge@example.net"
RATE = 0.05                     # stands for the 3 s that arXiv asks for
CONFIGURATION = """\
instance:
  contact: {contact}
  authority: example.net,2026
storage:
  database: var/gleaner.sqlite
arxiv:
  oai: {base}/oai
  api: {base}/api/query
  rss: {base}
  sources: {sources}
  categories: [{categories}]
  pace: {pace}s
  lookback: {lookback}d
topics:
  - id: judged
    title: What is judged
    rules:
      threshold: 1
      daily: 5
      groups:
        every:
          points: 1
          any: [polling, paper, robust, moderation]
    feeds:
      directory: feeds
      formats: [atom]
"""


class Simulator:
    """Use as a context: one process on a free port of loopback, for many scenarios."""

    def __init__(self, folder, options=()):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.log = self.folder / "requests.jsonl"
        for stale in (self.log, self.folder / "port"):
            stale.unlink(missing_ok=True)
        self.command = [sys.executable, str(HERE / "arxivsim.py"), "--rate", str(RATE), "--log", str(self.log),
                        "--now", "2025-06-03T04:30:00Z", "--portfile", str(self.folder / "port"), *options]
        self.seen = 0

    def __enter__(self):
        with open(self.folder / "simulator.log", "wb") as log:
            self.process = subprocess.Popen(self.command, stdout=log, stderr=log)
        port = self.folder / "port"
        while not (port.exists() and port.read_text().strip()):
            if self.process.poll() is not None:
                raise RuntimeError((self.folder / "simulator.log").read_text())
            time.sleep(0.02)
        self.port = port.read_text().strip()
        self.base = f"http://127.0.0.1:{self.port}"
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def ask(self, name, body=None, **params):
        url = f"{self.base}/_sim/{name}" + ("?" + urllib.parse.urlencode(params) if params else "")
        data = None if body is None else json.dumps(body).encode()
        try:
            with urllib.request.urlopen(urllib.request.Request(url, data), timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise ValueError(json.load(error)["error"]) from None

    def load(self, spec):
        """Everything as at the start, then the scenario; `{port}` in it is the simulator's own."""
        self.drain()
        self.seen = len(self.lines())
        self.ask("scenario", json.loads(json.dumps(spec).replace("{port}", self.port)))

    def now(self):
        return self.ask("now")["now"]

    def move(self, now):
        return self.ask("now", {"now": now})["now"]

    def advance(self, span):
        return self.ask("now", {"advance": span})["now"]

    def stats(self):
        return self.ask("stats")

    def lines(self):
        text = self.log.read_text() if self.log.exists() else ""
        return text[:text.rfind("\n") + 1].splitlines()  # the simulator may be in the middle of the last one

    def requests(self):
        """What was asked since the scenario was loaded, oldest first."""
        self.drain()
        return [json.loads(line) for line in self.lines()[self.seen:]]

    def drain(self, patience=25):
        """Waits for answers that are still on their way to somebody who may be gone."""
        until = time.monotonic() + patience
        while len(self.lines()) - self.seen < self.stats()["requests"] and time.monotonic() < until:
            time.sleep(0.02)


class Program:
    """A gleaner with a folder, a configuration and a store of its own."""

    def __init__(self, gleaner, folder, base, sources, categories, pace=RATE, lookback=21):
        self.gleaner, self.folder = gleaner, pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.configuration = self.folder / "config.yml"
        self.database = self.folder / "var/gleaner.sqlite"
        self.configuration.write_text(CONFIGURATION.format(
            contact=CONTACT, base=base, sources=sources, pace=pace, lookback=lookback,
            categories=", ".join(categories)))

    def arguments(self, *words, now):
        return [self.gleaner, *words, "--config", str(self.configuration), "--now", now]

    def call(self, *words, now, timeout=120):
        done = subprocess.run(self.arguments(*words, now=now), capture_output=True, text=True, timeout=timeout)
        with open(self.folder / "said.log", "a", encoding="utf-8") as log:
            log.write(f"$ gleaner {' '.join(words)} --now {now}   -> {done.returncode}\n{done.stderr}")
            log.write("" if "--json" in words or words[0] == "export" else done.stdout)
        return done

    def run(self, now):
        return self.call("run", "--patience", "0s", now=now)

    def run_killed(self, now, when):
        """A run that is killed with -9 as soon as `when()` holds."""
        process = subprocess.Popen(self.arguments("run", "--patience", "0s", now=now),
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None and not when():
            time.sleep(0.01)
        process.kill()
        process.wait()

    def rows(self, now):
        """Every stored paper, as exported."""
        done = self.call("export", "--papers", now=now)
        if done.returncode:
            raise AssertionError(f"export: exit {done.returncode}, {done.stderr.strip()}")
        return [json.loads(line) for line in done.stdout.splitlines()]

    def status(self, now):
        """What `status --json` says; None when there is no such command."""
        done = self.call("status", "--json", now=now)
        if done.returncode == 64:
            return None
        try:
            return json.loads(done.stdout)
        except ValueError:
            raise AssertionError(f"status --json: exit {done.returncode}, {done.stdout[:200]} "
                                 f"{done.stderr[:200]}") from None

    def events(self):
        """What happened to known papers, `kind id detail`; empty when the store does not record it."""
        with contextlib.closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as store:
            try:
                rows = store.execute("SELECT kind, paper, detail FROM paperEvent ORDER BY 1, 2, 3").fetchall()
            except sqlite3.OperationalError:
                return []
        return [" ".join(row).strip() for row in rows]

    def integrity(self):
        with contextlib.closing(sqlite3.connect(self.database)) as store:
            return store.execute("PRAGMA integrity_check").fetchone()[0]

    def queue(self, now):
        done = self.call("queue", "list", "--state", "all", "--json", now=now)
        return json.loads(done.stdout or "[]")

    def feeds(self):
        return {path.name: path.read_bytes() for path in sorted((self.folder / "feeds").rglob("*.atom"))}


class Pool:
    """Simulators that several threads take turns with."""

    def __init__(self, folder, options=()):
        self.folder, self.options = pathlib.Path(folder), options
        self.idle, self.all, self.lock = [], [], threading.Lock()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for simulator in self.all:
            simulator.__exit__()

    def take(self):
        with self.lock:
            if self.idle:
                return self.idle.pop()
            simulator = Simulator(self.folder / f"simulator-{len(self.all)}", self.options)
            self.all.append(simulator)
        return simulator.__enter__()

    def give(self, simulator):
        with self.lock:
            self.idle.append(simulator)
