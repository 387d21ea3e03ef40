"""A curator's desk for one case: the demo's store and list, the list in a git working copy, and what must agree."""
import json, os, re, shutil, subprocess
from pathlib import Path

TOPIC = "rl-multimodal-reasoning"
NOW = "2025-05-30T12:00:00Z"
GIT = ["git", "-c", "core.autocrlf=false", "-c", "user.name=A Curator", "-c", "user.email=curator@example.org"]


class Desk:
    def __init__(self, folder, gleaner, way="commit: true", change=lambda data: data):
        self.gleaner, self.folder = gleaner, Path(folder)
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([gleaner, "demo", "--directory", str(folder)], check=True, capture_output=True)
        self.copy = self.folder / "copy"
        self.list = self.copy / "README.md"
        self.copy.mkdir()
        (self.folder / "list.md").rename(self.list)
        self.list.write_bytes(change(self.list.read_bytes()))
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "user.name", "A Curator")
        self.git("config", "user.email", "curator@example.org")
        self.git("add", "README.md")
        self.git("commit", "--quiet", "-m", "The list")
        self.first = self.list.read_bytes()
        self.config = self.folder / "config.yml"
        self.configure("file: list.md", "file: copy/README.md\n      " + way)
        self.said = ""

    def configure(self, old, new):
        text = self.config.read_text()
        assert old in text, f"{old} is not in the configuration"
        self.config.write_text(text.replace(old, new, 1))

    def command(self, *words, now=NOW):
        return [self.gleaner, *words, "--config", str(self.config), "--now", now]

    def run(self, *words, expect=0, input=None, now=NOW, **options):
        done = subprocess.run(self.command(*words, now=now), capture_output=True, text=True, input=input,
                              timeout=300, **options)
        self.said += done.stdout + done.stderr
        allowed = expect if isinstance(expect, tuple) else (expect,)
        assert done.returncode in allowed, f"{words[0]}: exit {done.returncode}: {done.stdout}{done.stderr}"
        return done.stdout

    def hear(self, *words, **options):
        """As `run`, with what went to standard error."""
        before = len(self.said)
        self.run(*words, **options)
        return self.said[before:]

    def json(self, *words):
        return json.loads(self.run(*words, "--json"))

    def git(self, *words):
        done = subprocess.run([*GIT, "-C", str(self.copy), *words], capture_output=True, text=True)
        assert done.returncode == 0, f"git {words}: {done.stderr}"
        return done.stdout

    def commits(self):
        return self.git("log", "--format=%s").splitlines()[::-1]

    def states(self):
        return {row["id"]: row["state"] for row in self.json("queue", "list", "--state", "all", "--limit", "0")}

    def pending(self):
        return [id for id, state in self.states().items() if state == "pending"]

    def stored(self):
        """Every paper that can be accepted, those that the rules passed over too."""
        below = self.json("queue", "list", "--below", "--limit", "0")
        return self.pending() + [row["id"] for row in below]

    def listed(self):
        rows = json.loads(subprocess.run([self.gleaner, "list", "show", str(self.list), "--json"],
                                         capture_output=True, text=True, check=True).stdout)
        return [row["arxiv_id"] for row in rows if row.get("arxiv_id")]

    def feed(self):
        text = (self.folder / f"feeds/{TOPIC}/accepted.atom").read_text()
        return re.findall(rf"<id>[^<]*{TOPIC}/accepted/([^<]+)</id>", text)

    def agree(self):
        """Queue, log, list, git and feed tell the same."""
        states = self.states()
        accepted = sorted(id for id, state in states.items() if state == "accepted" and re.match(r"\d{4}\.", id))
        assert sorted(self.listed()) == accepted, "the list is not what was accepted"
        fed = sorted(id for id in self.feed() if re.match(r"\d{4}\.", id))
        assert fed == accepted, "the feed is not what was accepted"
        last = {row["id"]: row["after"] for row in self.json("log")}
        assert all(states[id] == state for id, state in last.items()), "the log ends elsewhere than the queue"
        if (self.copy / ".git").exists() and "commit: true" in self.config.read_text():
            assert self.git("status", "--porcelain", "README.md") == "", "the list is not committed"

    def copy_of(self, folder):
        """The same configuration with an empty store and the list as it is now."""
        shutil.copytree(self.folder, folder, symlinks=True)
        for path in Path(folder).glob("gleaner.sqlite*"):
            path.unlink()
        shutil.rmtree(Path(folder) / "feeds")
        other = object.__new__(Desk)
        other.__dict__.update(self.__dict__)
        other.folder = Path(folder)
        other.copy, other.list = other.folder / "copy", other.folder / "copy/README.md"
        other.config = other.folder / "config.yml"
        return other


def without_root(folder):
    """Options that run a program as nobody when the tests run as root, who may write everything."""
    if os.getuid() != 0:
        return {}
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, 65534, 65534, follow_symlinks=False)
    for path in folder.parents:
        if path.stat().st_mode & 0o1 == 0:
            path.chmod(path.stat().st_mode | 0o11)
    return {"user": 65534, "group": 65534, "extra_groups": [],
            "env": {**os.environ, "HOME": str(folder), "GIT_CONFIG_GLOBAL": "/dev/null"}}
