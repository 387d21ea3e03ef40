"""A simulated arXiv and a gleaner beside it, for one acceptance case."""
import json, os, pathlib, subprocess, sys, time, urllib.request

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
REPLAY = ROOT / "Sources/Assembly/Demo/replay.jsonl"
NOW = "2025-05-30T06:00:00Z"


class World:
    """Use as a context: the simulator runs inside, on a free port of loopback."""

    def __init__(self, folder, gleaner, sources="[oai]", pace="0.02s", rate="0", options=()):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.gleaner, self.sources, self.pace = gleaner, sources, pace
        self.command = [sys.executable, str(HERE / "arxivsim.py"), "--data", str(REPLAY), "--now", NOW,
                        "--rate", rate, "--oai-page", "12", "--portfile", str(self.folder / "port"), *options]

    def __enter__(self):
        with open(self.folder / "sim.log", "wb") as log:
            self.sim = subprocess.Popen(self.command, stdout=log, stderr=log)
        port = self.folder / "port"
        for _ in range(600):
            if port.exists() and port.read_text().strip():
                break
            time.sleep(0.05)
        self.base = f"http://127.0.0.1:{port.read_text().strip()}"
        self.write_configuration()
        return self

    def __exit__(self, *_):
        self.sim.terminate()
        self.sim.wait()

    def write_configuration(self):
        text = (ROOT / "config.yml").read_text()
        for old, new in [
            ("https://oaipmh.arxiv.org/oai", f"{self.base}/oai"),
            ("https://export.arxiv.org/api/query", f"{self.base}/api/query"),
            ("https://rss.arxiv.org", self.base),
            ("sources: [oai, rss, api]", f"sources: {self.sources}"),
            ("pace: 3.5s", f"pace: {self.pace}"),
            ("file: lists/README.md", f"file: {ROOT}/lists/README.md"),
        ]:
            assert old in text, f"config.yml has no “{old}”"
            text = text.replace(old, new)
        (self.folder / "config.yml").write_text(text)

    # the simulator

    def ask(self, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(urllib.request.Request(self.base + path, data), timeout=30) as answer:
            return json.load(answer)

    def scenario(self, *rules):
        self.ask("/_sim/scenario", {"name": "acceptance", "rules": list(rules)} if rules else {})

    def stats(self):
        return self.ask("/_sim/stats")

    def move(self, now):
        self.ask("/_sim/now", {"now": now})

    # the program

    def arguments(self, *words, now=NOW):
        return [self.gleaner, *words, "--config", str(self.folder / "config.yml"), "--now", now]

    def call(self, *words, now=NOW):
        done = subprocess.run(self.arguments(*words, now=now), capture_output=True, text=True, timeout=120)
        return done

    def run(self, *words, now=NOW):
        return self.call("run", "--patience", "0s", *words, now=now)

    def start(self, *words):
        return subprocess.Popen(self.arguments("run", "--patience", "0s", *words),
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def papers(self):
        rows = [json.loads(line) for line in self.call("export", "--papers").stdout.splitlines()]
        ids = [row["id"] for row in rows]
        assert len(ids) == len(set(ids)), "a paper is stored twice"
        return ids

    def queue(self, now=NOW):
        return json.loads(self.call("queue", "list", "--state", "all", "--json", now=now).stdout)

    def feeds(self):
        return {str(path.relative_to(self.folder)): path.read_bytes()
                for path in sorted((self.folder / "feeds").rglob("*.atom"))}


def replay_ids(until="2025-05-30"):
    rows = [json.loads(line) for line in REPLAY.read_text().splitlines()]
    return {row["id"] for row in rows if row["announced"] <= until}
