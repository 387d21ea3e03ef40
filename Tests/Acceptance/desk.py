#!/usr/bin/env python3
"""The curator's desk through the plain commands: queue, list, git, feed and log agree, whatever happens in between.

usage: desk.py GLEANER [CASE...]
"""
import fcntl, os, random, shutil, subprocess, sys, tempfile, threading, time, traceback
from pathlib import Path

from curator import Desk, without_root

SECRET = "ghp_neverprintthistoken"


def one_after_another(gleaner, folder):
    """accept, reject, defer, undo, move, and many at once: each is one line and one commit"""
    desk = Desk(folder, gleaner)
    first, second, third, *rest = desk.pending()
    desk.agree()
    desk.run("accept", first)
    desk.agree()
    assert len(desk.commits()) == 2 and first in desk.commits()[-1], desk.commits()
    desk.run("reject", second, "--why", "too far off")
    desk.run("defer", third, "--until", "2025-06-20")
    desk.agree()
    assert desk.states()[second] == "rejected" and desk.states()[third] == "deferred"
    assert len(desk.commits()) == 2, "a reject is no commit"
    desk.run("undo", first)
    desk.agree()
    assert desk.list.read_bytes() == desk.first, "undo leaves the bytes as they were"
    desk.run("accept", "-", input="\n".join(rest[:5]))
    desk.agree()
    assert len(desk.commits()) == 8, desk.commits()
    whole = (desk.list.read_bytes(), desk.feed(), desk.commits())
    desk.run("accept", "-", input="\n".join(rest[:5]), expect=1)
    desk.run("publish")
    assert (desk.list.read_bytes(), desk.feed(), desk.commits()) == whole, "a second time changed something"
    for id in reversed(rest[:5]):
        desk.run("undo", id)
    desk.agree()
    assert desk.list.read_bytes() == desk.first


def obstacles(gleaner, folder):
    """a dirty working copy and a read-only list keep their bytes, say why, and are made up for"""
    desk = Desk(f"{folder}/dirty", gleaner)
    first, second = desk.pending()[:2]
    dirty = desk.first + b"\nA word of somebody else.\n"
    desk.list.write_bytes(dirty)
    said = desk.hear("accept", first, expect=75)
    assert "not listed yet" in said and "not committed" in said, said
    assert desk.list.read_bytes() == dirty and len(desk.commits()) == 1
    desk.git("commit", "--quiet", "-am", "A word")
    said = desk.run("publish")
    assert f"{first}: added, line " in said, said
    desk.agree()
    assert len(desk.commits()) == 3 and b"A word of somebody else." in desk.list.read_bytes()

    (desk.copy / "other").write_text("x")
    desk.git("add", "other")
    said = desk.hear("accept", second, expect=75)
    assert "staged for the next commit: other" in said, said
    desk.git("reset", "--quiet")
    desk.run("publish")
    desk.agree()

    desk = Desk(f"{folder}/readonly", gleaner, way="commit: false")
    options = without_root(desk.folder)
    desk.list.chmod(0o444)
    said = desk.hear("accept", first, expect=75, **options)
    assert "not listed yet" in said and "cannot write the file" in said, said
    assert desk.list.read_bytes() == desk.first
    desk.list.chmod(0o644)
    desk.run("publish", **options)
    desk.agree()


def kinds_of_files(gleaner, folder):
    """a link stays a link; CRLF and a missing final newline stay; an undo gives the bytes back"""
    shapes = {
        "crlf": lambda data: data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
        "open": lambda data: data.rstrip(b"\n"),
        "plain": lambda data: data,
    }
    for name, change in shapes.items():
        desk = Desk(f"{folder}/{name}", gleaner, way="commit: false", change=change)
        target = desk.copy / "real.md"
        desk.list.rename(target)
        desk.list.symlink_to("real.md")
        ids = desk.pending()[:6]
        desk.run("accept", *ids)
        desk.agree()
        assert desk.list.is_symlink() and not target.is_symlink()
        now, lines = target.read_bytes(), desk.first.splitlines(keepends=True)
        assert now.endswith(b"\n") == desk.first.endswith(b"\n")
        assert name != "crlf" or now.count(b"\n") == now.count(b"\r\n")
        assert [line for line in now.splitlines() if line.strip() and not any(id.encode() in line for id in ids)] \
            == [line.rstrip(b"\r\n") for line in lines if line.strip()], "another line changed"
        for id in reversed(ids):
            desk.run("undo", id)
        assert target.read_bytes() == desk.first, f"{name}: undo does not give the bytes back"


def somebody_else_writes(gleaner, folder):
    """another program that adds lines while twenty papers are accepted loses none, and we lose none"""
    for polite in (True, False):
        desk = Desk(f"{folder}/{polite}", gleaner, way="commit: false")
        stop, written = threading.Event(), []

        def write():
            while not stop.is_set():
                line = f"<!-- {len(written)} of somebody else -->\n"
                if polite:
                    replace(desk.list, line.encode())
                else:
                    with open(desk.list, "ab") as file:
                        file.write(line.encode())
                written.append(line)
                time.sleep(0.005)

        other = threading.Thread(target=write)
        ids = desk.stored()[:20]
        other.start()
        try:
            for id in ids:
                desk.run("accept", id, expect=0 if polite else (0, 75))
        finally:
            stop.set()
            other.join()
        desk.run("publish")
        text = desk.list.read_text()
        lost = [line for line in written if text.count(line) != 1]
        assert not lost, f"{len(lost)} of {len(written)} lines of the other program: {lost[:3]}"
        desk.agree()
        assert [id for id in ids if desk.listed().count(id) != 1] == []


def replace(path, line):
    """Adds a line as a careful program does: in turn with others, whole or not at all."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        new = path.with_name(".other")
        new.write_bytes(path.read_bytes() + line)
        new.rename(path)
    finally:
        os.close(folder)


def kills(gleaner, folder):
    """accept is killed thirty times; one publish later each accepted paper has one line and one commit"""
    desk = Desk(folder, gleaner)
    chance = random.Random(20250530)
    sample, *ids = desk.stored()[:31]
    length = duration(lambda: desk.run("accept", sample))
    for id in ids:
        process = subprocess.Popen(desk.command("accept", id), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, 1.2 * length))
        process.kill()
        process.wait()
    wait_for_git(desk)
    desk.run("publish")
    accepted = [id for id in ids if desk.states().get(id) == "accepted"]
    assert 5 < len(accepted) <= 30, f"{len(accepted)} were accepted: the moments are badly chosen"
    desk.agree()
    for id in ids:
        added = [subject for subject in desk.commits() if subject.startswith("Add ") and f"({id})" in subject]
        assert len(added) == (id in accepted), f"{id}: {added}"
        assert desk.listed().count(id) == (id in accepted), id
    left = {path.name for path in desk.copy.iterdir()} - {".git", "README.md", ".README.md.gleaner"}
    assert not left, f"left behind: {left}"
    before = (desk.list.read_bytes(), desk.commits())
    desk.run("publish")
    assert (desk.list.read_bytes(), desk.commits()) == before


def duration(act):
    began = time.monotonic()
    act()
    return time.monotonic() - began


def wait_for_git(desk):
    """The git that a killed process had started goes on alone, and ends by itself."""
    until = time.monotonic() + 30
    quiet = 0
    while quiet < 20 and time.monotonic() < until:
        time.sleep(0.05)
        quiet = 0 if (desk.copy / ".git/index.lock").exists() else quiet + 1


def together(gleaner, folder):
    """six accepts at the same time do not get into each other's way for longer than a round"""
    desk = Desk(folder, gleaner)
    ids = desk.pending()[:6]
    processes = [subprocess.Popen(desk.command("accept", id), stdout=subprocess.DEVNULL) for id in ids]
    assert [process.wait(timeout=60) for process in processes] == [0] * 6
    desk.run("publish")
    desk.agree()
    assert sorted(desk.commits()[1:]) == sorted(set(desk.commits()[1:])) and len(desk.commits()) == 7, desk.commits()


def another_store(gleaner, folder):
    """what export --all writes makes the same store, the same feeds and the same work to do elsewhere"""
    desk = Desk(f"{folder}/here", gleaner)
    first, second, third, fourth, fifth, *_ = desk.pending()
    desk.run("accept", first, second)
    desk.run("undo", second)
    desk.run("reject", third)
    desk.run("defer", fourth, "--until", "2025-06-20")
    desk.run("accept", fifth, "--section", "Nowhere", expect=75)
    whole = desk.run("export", "--all")
    copy = desk.copy_of(f"{folder}/there")
    copy.run("import", "--format", "jsonl", "-", input=whole)
    assert copy.run("export", "--all") == whole, "the export of the copy differs"
    copy.run("publish")
    for name in ("accepted", "candidates"):
        path = f"feeds/rl-multimodal-reasoning/{name}.atom"
        assert (copy.folder / path).read_bytes() == (desk.folder / path).read_bytes(), f"{name} differs"
    copy.run("undo", first)
    assert first not in copy.listed() and f"({first})" in copy.commits()[-1], "its line is not known as ours"


def pull_requests(gleaner, folder):
    """faults, lost answers and kills on the way to GitHub: one pull request a paper, and the token stays secret"""
    desk = Desk(folder, gleaner)
    faults = [("GET /pulls", "500"), ("POST /git/refs", "lost"), ("PUT /contents", "lost"), ("POST /pulls", "lost"),
              ("GET ", "429:1"), ("PUT /contents", "502"), ("POST /pulls", "500"), ("GET /contents", "lost")]
    hub = GitHub(desk.list, faults)
    try:
        Path(desk.folder / "token").write_text(SECRET + "\n")
        desk.configure("commit: true", "pull_request: { repository: owner/list, token: { file: token }, "
                       f"api: 'http://127.0.0.1:{hub.port}' }}")
        ids = desk.pending()[:9]
        desk.run("accept", *ids[:3])
        length = duration(lambda: desk.run("accept", ids[3]))
        desk.run("publish")
        for id in ids[4:]:
            process = subprocess.Popen(desk.command("accept", id), stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
            time.sleep(random.Random(id).uniform(0.2, 1) * length)
            process.kill()
            process.wait()
        desk.run("publish")
        desk.run("publish")
        wanted = [id for id in ids if desk.states()[id] == "accepted"]
        state = hub.state()
        assert state["faults"] == [], f"never asked for: {state['faults']}"
        assert sorted(pull["head"]["ref"] for pull in state["pulls"]) == sorted(f"gleaner/{id}" for id in wanted)
        for id in wanted:
            branch = state["branches"][f"gleaner/{id}"]
            assert len(branch["commits"]) == 1, f"{id}: {branch['commits']}"
            assert branch["files"]["README.md"].count(f"/{id})") == 1, id
        assert desk.list.read_bytes() == desk.first and state["branches"]["main"]["commits"] == []
        asked = len(state["log"])
        desk.run("publish")
        assert len(hub.state()["log"]) == asked, "what is done is asked for again"
        said = desk.hear("undo", wanted[0])
        assert "/pull/" in said and "close that" in said, said
        hub.token("wrong")
        said = desk.hear("accept", desk.pending()[-1], expect=75)
        assert "does not take the token" in said, said
    finally:
        hub.stop()
    stores = b"".join(path.read_bytes() for path in desk.folder.rglob("*") if path.is_file() and path.name != "token")
    assert SECRET not in desk.said and SECRET.encode() not in stores, "the token stands somewhere"


class GitHub:
    def __init__(self, path, faults):
        words = [word for fault in faults for word in ("--fault", *fault)]
        here = Path(__file__).parent / "github.py"
        self.process = subprocess.Popen([sys.executable, str(here), "--file", f"README.md={path}", "--token", SECRET,
                                         *words], stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline().split()[1])

    def ask(self, path):
        import json, urllib.request
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}") as answer:
            return json.load(answer)

    def state(self):
        return self.ask("/_state")

    def token(self, token):
        self.ask(f"/_token?{token}")

    def stop(self):
        self.process.terminate()
        self.process.wait()


CASES = [one_after_another, obstacles, kinds_of_files, somebody_else_writes, kills, together, another_store, pull_requests]


def main():
    gleaner = os.path.abspath(shutil.which(sys.argv[1]))
    wanted = sys.argv[2:]
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="gleaner-desk-") as folder:
        for case in CASES:
            if wanted and case.__name__ not in wanted:
                continue
            started = time.monotonic()
            try:
                case(gleaner, f"{folder}/{case.__name__}")
            except (AssertionError, KeyError, ValueError, subprocess.SubprocessError, OSError) as error:
                failed += 1
                print(f"FAIL {case.__doc__}: {error}", flush=True)
                traceback.print_exc()
            else:
                passed += 1
                print(f"pass {case.__doc__} ({time.monotonic() - started:.0f} s)", flush=True)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
