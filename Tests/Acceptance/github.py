#!/usr/bin/env python3
"""A small GitHub: as much of its REST API as a list needs, for one repository, in memory.

    github.py --port 0 --file README.md=list.md [--repository owner/list] [--token secret]
              [--fault 'POST /pulls' 500] [--fault 'PUT /contents' lost]…

Prints `listening PORT`. Each --fault is for the next request whose method and path begin so, in the order given: a
status, `STATUS:SECONDS` for one with Retry-After, or `lost` for a request that takes effect and is not answered.
`GET /_state` answers with branches, pull requests and the requests so far, which the API itself would not; `GET /_token?TOKEN`
makes another token the right one.
"""
import argparse
import base64
import hashlib
import json
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from urllib.parse import parse_qs, unquote, urlsplit


def sha(data):
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


class Repository:
    def __init__(self, name, token, files, faults):
        self.name, self.token, self.faults = name, token, faults
        self.branches = {"main": {"files": dict(files), "commits": []}}
        self.pulls, self.log, self.lock = [], [], Lock()

    def fault(self, method, path):
        for place, (prefix, what) in enumerate(self.faults):
            if f"{method} {path}".startswith(prefix):
                del self.faults[place]
                return what
        return None

    def answer(self, method, path, query, body):
        """(status, JSON) of a request below /repos/OWNER/NAME."""
        if (method, path) == ("GET", ""):
            return 200, {"full_name": self.name, "default_branch": "main"}
        if method == "GET" and path.startswith("/git/ref/heads/"):
            return self.reference(path.removeprefix("/git/ref/heads/"))
        if method == "GET" and path.startswith("/git/blobs/"):
            return self.blob(path.removeprefix("/git/blobs/"))
        if (method, path) == ("POST", "/git/refs"):
            return self.make_branch(body)
        if path.startswith("/contents/") and method in ("GET", "PUT"):
            name = path.removeprefix("/contents/")
            return self.contents(name, query) if method == "GET" else self.put(name, body)
        if path == "/pulls" and method in ("GET", "POST"):
            return self.find_pulls(query) if method == "GET" else self.open_pull(body)
        return 404, {"message": "Not Found"}

    def head(self, branch):
        return sha(json.dumps([branch["commits"], sorted(branch["files"])]).encode())

    def reference(self, name):
        if name not in self.branches:
            return 404, {"message": "Not Found"}
        return 200, {"ref": f"refs/heads/{name}", "object": {"type": "commit", "sha": self.head(self.branches[name])}}

    def blob(self, wanted):
        for branch in self.branches.values():
            for data in branch["files"].values():
                if sha(data) == wanted:
                    return 200, {"sha": wanted, "encoding": "base64", "content": base64.encodebytes(data).decode()}
        return 404, {"message": "Not Found"}

    def make_branch(self, body):
        match = re.fullmatch(r"refs/heads/([\w./-]+)", body.get("ref", ""))
        base = [b for b in self.branches.values() if self.head(b) == body.get("sha")]
        if not match or not base:
            return 422, {"message": "Object does not exist"}
        if match[1] in self.branches:
            return 422, {"message": "Reference already exists"}
        self.branches[match[1]] = {"files": dict(base[0]["files"]), "commits": list(base[0]["commits"])}
        return 201, {"ref": match[0], "object": {"sha": body["sha"]}}

    def contents(self, name, query):
        branch = self.branches.get(query.get("ref", ["main"])[0])
        if branch is None or name not in branch["files"]:
            return 404, {"message": "Not Found"}
        data = branch["files"][name]
        large = len(data) > 1 << 20
        return 200, {
            "path": name, "sha": sha(data), "size": len(data), "encoding": "none" if large else "base64",
            "content": "" if large else base64.encodebytes(data).decode(),
        }

    def put(self, name, body):
        branch = self.branches.get(body.get("branch", "main"))
        if branch is None:
            return 404, {"message": "Branch not found"}
        if name in branch["files"] and body.get("sha") != sha(branch["files"][name]):
            return 409, {"message": f"{name} does not match {body.get('sha')}"}
        branch["files"][name] = base64.b64decode(body["content"], validate=True)
        branch["commits"].append(body["message"])
        return 200, {"content": {"path": name, "sha": sha(branch["files"][name])}}

    def find_pulls(self, query):
        state, head = query.get("state", ["open"])[0], query.get("head", [None])[0]
        owner = self.name.split("/")[0]
        found = [p for p in self.pulls if head in (None, f"{owner}:{p['head']['ref']}")]
        return 200, [p for p in reversed(found) if state in ("all", p["state"])]

    def open_pull(self, body):
        head, base = body.get("head"), body.get("base")
        if head not in self.branches or base not in self.branches:
            return 422, {"message": "Validation Failed", "errors": [{"field": "head", "code": "invalid"}]}
        if any(p["head"]["ref"] == head and p["state"] == "open" for p in self.pulls):
            return 422, {"message": "Validation Failed", "errors": [{"message": "A pull request already exists"}]}
        number = len(self.pulls) + 1
        self.pulls.append({
            "number": number, "html_url": f"https://github.example/{self.name}/pull/{number}", "state": "open",
            "merged_at": None, "title": body.get("title"), "body": body.get("body"),
            "head": {"ref": head}, "base": {"ref": base},
        })
        return 201, self.pulls[-1]

    def shown(self):
        branches = {
            name: {"commits": b["commits"], "files": {f: d.decode("utf-8", "replace") for f, d in b["files"].items()}}
            for name, b in self.branches.items()
        }
        return {"branches": branches, "pulls": self.pulls, "log": self.log, "faults": self.faults}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    repository = None

    def handle_request(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        with self.repository.lock:
            if parts.path == "/_state":
                return self.reply(200, self.repository.shown())
            if parts.path == "/_token":
                self.repository.token = parts.query
                return self.reply(200, {})
            self.respond(unquote(parts.path), parse_qs(parts.query), body)

    do_GET = do_POST = do_PUT = handle_request

    def respond(self, path, query, body):
        here, prefix = self.repository, f"/repos/{self.repository.name}"
        below = path.removeprefix(prefix)
        here.log.append(f"{self.command} {self.path}")
        if here.token and self.headers.get("Authorization") != f"Bearer {here.token}":
            return self.reply(401, {"message": "Bad credentials"})
        if not path.startswith(prefix) or self.headers.get("X-GitHub-Api-Version") is None:
            return self.reply(404, {"message": "Not Found"})
        fault = here.fault(self.command, below)
        if fault and fault != "lost":
            status, _, seconds = fault.partition(":")
            return self.reply(int(status), {"message": "a fault"}, seconds)
        try:
            status, answer = here.answer(self.command, below, query, json.loads(body or b"{}"))
        except (KeyError, ValueError) as error:
            status, answer = 400, {"message": f"Problems parsing JSON: {error}"}
        if fault == "lost":
            self.close_connection = True
            return self.connection.close()
        self.reply(status, answer)

    def reply(self, status, value, retry_after=""):
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        if retry_after:
            self.send_header("Retry-After", retry_after)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    def handle_error(self, request, address):
        """Who asks may be killed meanwhile; all else is worth a word."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, address)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--repository", default="owner/list")
    parser.add_argument("--token", default="")
    parser.add_argument("--file", action="append", default=[], metavar="NAME=PATH")
    parser.add_argument("--fault", action="append", nargs=2, default=[], metavar=("REQUEST", "FAULT"))
    arguments = parser.parse_args()
    files = {}
    for pair in arguments.file:
        name, _, path = pair.partition("=")
        with open(path, "rb") as file:
            files[name] = file.read()
    Handler.repository = Repository(arguments.repository, arguments.token, files, arguments.fault)
    server = Server(("127.0.0.1", arguments.port), Handler)
    print("listening", server.server_address[1], flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main()
