#!/usr/bin/env python3
"""The review session on a pseudo-terminal: what keys do, and what is left whatever ends it.

usage: review.py GLEANER [CASE...]
"""
import fcntl, json, os, pty, re, select, shutil, signal, struct, subprocess, sys, tempfile, termios, time, traceback

LEAVE = b"\x1b[?1049l"


class Session:
    """gleaner review on a terminal of its own"""

    def __init__(self, gleaner, folder, rows=24, columns=80, **environment):
        self.master, self.slave = pty.openpty()
        self.size(rows, columns)
        self.before = termios.tcgetattr(self.slave)
        self.text = b""
        env = {**os.environ, "TERM": "xterm-256color", **environment}
        self.process = subprocess.Popen([gleaner, "review", "--config", f"{folder}/config.yml"], env=env,
                                        stdin=self.slave, stdout=self.slave, stderr=self.slave,
                                        start_new_session=True)
        self.wait("help")

    def size(self, rows, columns):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, seconds):
        """what is written until the terminal is quiet for so long"""
        fresh = b""
        while select.select([self.master], [], [], seconds)[0]:
            try:
                fresh += os.read(self.master, 65536)
            except OSError:
                break
        self.text += fresh
        return fresh

    def wait(self, words, seconds=20):
        """until the words are written"""
        fresh, end = b"", time.monotonic() + seconds
        while words.encode() not in fresh:
            assert time.monotonic() < end, f"“{words}” did not come; there is {fresh[-2000:]!r}"
            fresh += self.read(0.05)
        return fresh.decode(errors="replace")

    def press(self, keys, words):
        os.write(self.master, keys.encode())
        return self.wait(words)

    def end(self, seconds=20):
        self.process.wait(seconds)
        self.read(0.1)
        return self.process.returncode

    def is_restored(self):
        now = termios.tcgetattr(self.slave)
        return now == self.before and LEAVE in self.text and b"\x1b[?25h" in self.text


def ask(gleaner, folder, *words):
    done = subprocess.run([gleaner, *words, "--json", "--config", f"{folder}/config.yml"], capture_output=True, text=True)
    return json.loads(done.stdout) if done.stdout.strip() else []


def states(gleaner, folder):
    return {row["id"]: row["state"] for row in ask(gleaner, folder, "queue", "list", "--state", "all")}


def pending(gleaner, folder):
    return [row["id"] for row in ask(gleaner, folder, "queue", "list")]


def lines(folder):
    return open(f"{folder}/list.md").read().split("\n")


def script(path, text):
    """a program of one line"""
    with open(path, "w") as file:
        file.write(f"#!/bin/sh\n{text}\n")
    os.chmod(path, 0o755)
    return path


def a_session(gleaner, folder):
    """accept, reject, defer, undo, note, edit and quit; queue, log, list and feed agree afterwards"""
    rows = ask(gleaner, folder, "queue", "list")
    ids = [row["id"] for row in rows]
    line = f"* [{ids[2][:4]}] [Edited] [{rows[2]['title']}](https://arxiv.org/abs/{ids[2]})"
    before = lines(folder)
    with open(f"{folder}/line.md", "w") as file:
        file.write(line + "\n")
    editor = script(f"{folder}/editor.sh", f'cat "{folder}/line.md" > "$1"')
    session = Session(gleaner, folder, VISUAL=editor)
    session.press("a", f"accepted: {ids[0]}")
    session.press("n", "note: ")
    session.press("off topic\r", "noted")
    session.press("r", f"rejected: {ids[1]}")
    session.press("d", f"deferred: {ids[2]}")
    session.press("u", f"undone: {ids[2]}")
    session.press("e", "the draft is kept")
    session.press("a", f"accepted: {ids[2]}")
    session.press("s", f"skipped {ids[3]}")
    session.press("?", "this page")
    session.press("x", ids[4])
    session.press("q", "decisions")
    assert session.end() == 0 and session.is_restored()
    now = states(gleaner, folder)
    assert [now[id] for id in ids[:4]] == ["accepted", "rejected", "accepted", "pending"], now
    log = [(row["id"], row["verdict"], row.get("why")) for row in ask(gleaner, folder, "log")]
    assert log[-5:] == [(ids[0], "accept", None), (ids[1], "reject", "off topic"), (ids[2], "defer", None),
                        (ids[2], "undo", None), (ids[2], "accept", None)], log[-5:]
    new = [text for text in lines(folder) if text.strip() and text not in before]
    assert line in new and len(new) == 2 and sum(ids[2] in text for text in new) == 1, new
    assert any(ids[0] in text for text in new), new
    feed = open(f"{folder}/feeds/rl-multimodal-reasoning/accepted.atom").read()
    assert ids[0] in feed and ids[1] not in feed


def ends(gleaner, folder):
    """whatever ends it, the decision is stored and the terminal is given back, but for kill -9, which cannot"""
    for number, status in [(signal.SIGTERM, 130), (signal.SIGINT, 130), (signal.SIGHUP, -1), (signal.SIGSEGV, -11),
                           (signal.SIGABRT, -6), (signal.SIGKILL, -9)]:
        id = pending(gleaner, folder)[0]
        session = Session(gleaner, folder)
        session.press("r", f"rejected: {id}")
        session.process.send_signal(number)
        assert session.end() == status, f"{number.name}: {session.process.returncode}"
        assert number == signal.SIGKILL or session.is_restored(), f"{number.name} leaves the terminal as it was"
        assert states(gleaner, folder)[id] == "rejected", f"{number.name} lost a decision"
    session = Session(gleaner, folder)
    os.write(session.master, b"\x03")
    assert session.end() == 130 and session.is_restored()


def pastes(gleaner, folder):
    """what is pasted decides nothing, however slowly it comes"""
    session = Session(gleaner, folder)
    before = states(gleaner, folder)
    for piece in ["\x1b[200~aa", "ra", "d\x1b", "[201~"]:
        os.write(session.master, piece.encode())
        time.sleep(0.3)
    session.press("?", "this page")
    session.press("x", pending(gleaner, folder)[0])
    session.press("q", "0 decisions")
    assert session.end() == 0 and states(gleaner, folder) == before


def quitting(gleaner, folder):
    """^C does not wait for a slow commit, and the decision is stored"""
    config = f"{folder}/config.yml"
    text = open(config).read()
    with open(config, "w") as file:
        file.write(text.replace("file: list.md", "file: list.md\n      commit: true"))
    for words in [["init", "--quiet"], ["config", "user.name", "A"], ["config", "user.email", "a@example.org"],
                  ["add", "list.md"], ["commit", "--quiet", "-m", "The list"]]:
        subprocess.run(["git", *words], cwd=folder, check=True)
    script(f"{folder}/.git/hooks/pre-commit", "exec sleep 12")
    for number in [None, signal.SIGTERM]:
        # The git of the session before goes on alone, and holds the repository as long.
        limit = time.monotonic() + 60
        while os.path.exists(f"{folder}/.git/index.lock") and time.monotonic() < limit:
            time.sleep(0.2)
        id = pending(gleaner, folder)[0]
        session = Session(gleaner, folder)
        session.press("a", f"accepted: {id}")
        session.press("q", "up to date")
        began = time.monotonic()
        if number:
            session.process.send_signal(number)
        else:
            os.write(session.master, b"\x03")
        assert session.end() == 130 and session.is_restored()
        assert time.monotonic() - began < 8, "it waited for the commit"
        assert states(gleaner, folder)[id] == "accepted"


def sizes(gleaner, folder):
    """any size, no colours where none are wanted, and no session where there is no terminal"""
    session = Session(gleaner, folder, NO_COLOR="1")
    session.size(20, 60)
    session.process.send_signal(signal.SIGWINCH)
    session.wait("accept")
    session.size(8, 30)
    session.process.send_signal(signal.SIGWINCH)
    session.wait("too small")
    session.size(24, 80)
    session.process.send_signal(signal.SIGWINCH)
    session.wait("accept")
    session.press("q", "decisions")
    assert session.end() == 0
    codes = set(re.findall(rb"\x1b\[([0-9;]*)m", session.text))
    assert codes <= {b"0", b"1", b"4", b"7", b"1;4"}, f"colours: {codes}"
    command = [gleaner, "review", "--config", f"{folder}/config.yml"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert done.returncode == 64 and "queue list" in done.stderr and not done.stdout, done


def edit_and_interrupt(gleaner, folder):
    """^C in an editor is the editor's, TERM waits for it, and what was written is kept"""
    for name, end in [("^C", None), ("TERM", signal.SIGTERM)]:
        id = pending(gleaner, folder)[0]
        line = f"* [{id[:4]}] [{name}] [A title](https://arxiv.org/abs/{id})"
        steps = ["trap '' INT", "echo ready", "read answer", f"echo '{line}' > \"$1\"", f"echo \"$1\" > '{folder}/path'"]
        editor = script(f"{folder}/editor.sh", "\n".join(steps))
        session = Session(gleaner, folder, VISUAL=editor)
        session.press("e", "ready")
        if end:
            session.process.send_signal(end)
        else:
            # As a terminal does at ^C: to the whole group.
            os.killpg(session.process.pid, signal.SIGINT)
        time.sleep(0.5)
        os.write(session.master, b"go\n")
        if not end:
            session.wait("the draft is kept")
            session.press("q", "0 decisions")
        assert session.end() == (130 if end else 0) and session.is_restored(), name
        assert ask(gleaner, folder, "queue", "show", id)["draft"] == line, name
        assert not os.path.exists(open(f"{folder}/path").read().strip()), "the file is gone once the line is stored"
        subprocess.run([gleaner, "reject", id, "--config", f"{folder}/config.yml"], check=True, stdout=subprocess.DEVNULL)


def refused_draft(gleaner, folder):
    """what was written and refused is offered again, named before another line is taken, and kept in a file"""
    id = pending(gleaner, folder)[0]
    editor = script(f"{folder}/editor.sh", "printf 'one\\ntwo\\n' > \"$1\"")
    session = Session(gleaner, folder, VISUAL=editor)
    session.press("e", "e edits it again")
    session.press("a", "a takes the line below")
    session.press("q", "0 decisions")
    assert session.end() == 0
    path = re.search(rb"it is in (\S+)", session.text).group(1).decode()
    assert open(path).read() == "one\ntwo\n" and states(gleaner, folder)[id] == "pending"
    os.remove(path)


def colleagues(gleaner, folder):
    """nobody decides over or takes back what somebody else has decided meanwhile"""
    first, second = pending(gleaner, folder)[:2]
    session = Session(gleaner, folder, columns=120)
    session.press("a", f"accepted: {first}")
    reject = ["--why", "off topic", "--config", f"{folder}/config.yml"]
    subprocess.run([gleaner, "reject", first, *reject], check=True, stdout=subprocess.DEVNULL)
    session.press("u", f"not undone: {first} is rejected since")
    subprocess.run([gleaner, "reject", second, *reject], check=True, stdout=subprocess.DEVNULL)
    session.press("a", f"not decided: {second} is rejected since")
    session.press("a", f"accepted: {second}")
    session.press("q", "2 decisions")
    assert session.end() == 0
    now = states(gleaner, folder)
    assert (now[first], now[second]) == ("rejected", "accepted"), now


def a_list_that_waits(gleaner, folder):
    """the status and the last words are those of accept when the line is not in the list, also after keys typed ahead"""
    os.remove(f"{folder}/list.md")
    id = pending(gleaner, folder)[0]
    session = Session(gleaner, folder)
    session.press("aq", "1 decision")
    assert session.end() == 65, session.process.returncode
    said = session.text.split(LEAVE)[-1].decode()
    assert f"{id}: not listed yet" in said and "decided, but not published yet" in said, said
    failed = subprocess.run([gleaner, "accept", pending(gleaner, folder)[0], "--config", f"{folder}/config.yml"],
                            capture_output=True, text=True)
    assert failed.returncode == 65 and "not published yet" in failed.stderr, failed
    empty = subprocess.run([gleaner, "accept", "-", "--config", f"{folder}/config.yml"], stdin=subprocess.DEVNULL,
                           capture_output=True, text=True)
    assert empty.returncode == 1 and "no id" in empty.stderr, empty


def typed_ahead(gleaner, folder):
    """what was typed ahead of a failure does nothing, and the message stays"""
    before = states(gleaner, folder)
    session = Session(gleaner, folder)
    session.press("D\x15yesterday\rrrr", "is no coming day")
    assert b"rejected" not in session.read(0.5) and states(gleaner, folder) == before
    session.press("q", "0 decisions")
    assert session.end() == 0


def small(gleaner, folder):
    """on a small terminal every key of the help page and all of a long note can be read"""
    session = Session(gleaner, folder, rows=10, columns=40)
    text = session.press("?", "lines 1")
    for _ in range(9):
        os.write(session.master, b" ")
        text += session.read(0.3).decode(errors="replace")
    for words in ["quit", "^L", "sort by"]:
        assert words in text, words
    session.press("x", "score")
    session.press("n" + "word " * 30 + "END", "END")
    session.press("\r", "noted")
    session.press("q", "0 decisions")
    assert session.end() == 0


CASES = [a_session, ends, pastes, quitting, sizes, edit_and_interrupt, refused_draft, colleagues, a_list_that_waits,
         typed_ahead, small]


def main(gleaner, names):
    failed = 0
    with tempfile.TemporaryDirectory() as base:
        made = subprocess.run([gleaner, "demo", "--directory", f"{base}/demo"], capture_output=True, text=True)
        assert made.returncode == 0, made.stderr
        for case in [case for case in CASES if not names or case.__name__ in names]:
            folder = f"{base}/{case.__name__}"
            shutil.copytree(f"{base}/demo", folder)
            try:
                case(gleaner, folder)
                print(f"ok      {case.__doc__}", flush=True)
            except Exception:
                failed += 1
                print(f"FAILED  {case.__doc__}", flush=True)
                traceback.print_exc()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1]), sys.argv[2:]))
