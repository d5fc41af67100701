"""Starting and stopping the servers that are compared, all on 127.0.0.1."""

import http.client
import json
import os
import queue
import re
import signal
import socket
import subprocess
import threading
import time
import urllib.parse
from pathlib import Path

BENCH = Path(__file__).resolve().parent.parent
WORK = BENCH / ".work"
CODEQUEST = Path(os.environ["CODEQUEST"])
JWT_SECRET = "a secret for benchmarks, known to all of the servers"
ENCRYPTION_KEY = "0123456789abcdef" * 4


class Server:
    """A process that says its address on its output, or listens on the port it was given."""

    def __init__(self, command, env=None, port=None, cwd=None):
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [str(part) for part in command],
            env={**os.environ, **(env or {})},
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=open(WORK / "servers.log", "ab"),
            start_new_session=True,
            text=True,
        )
        try:
            self.address = self._said_address() if port is None else self._listening(port)
        except BaseException:
            self.stop()
            raise

    def _said_address(self):
        said = queue.Queue()

        def read():
            for line in self.process.stdout:
                said.put(line)
            said.put(None)

        threading.Thread(target=read, daemon=True).start()
        while True:
            line = said.get(timeout=60)
            if line is None:
                raise RuntimeError(f"{self.process.args[0]} ended; see {WORK / 'servers.log'}")
            found = re.search(r"(?:ready|listening on) http://([\d.]+:\d+)", line)
            if found:
                return found[1]

    def _listening(self, port):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return f"127.0.0.1:{port}"
            time.sleep(0.05)
        raise RuntimeError(f"{self.process.args} does not listen; see {WORK / 'servers.log'}")

    def call(self, method, path, body=None, token=None):
        """One call; returns the status and the bytes of the answer."""
        connection = http.client.HTTPConnection(self.address, timeout=30)
        headers = {"content-type": "application/json"}
        if token:
            headers["authorization"] = f"Bearer {token}"
        try:
            connection.request(method, path, json.dumps(body) if body is not None else None, headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def get(self, path):
        """The bytes of an answer that must be there."""
        status, body = self.call("GET", path)
        if status != 200:
            raise RuntimeError(f"GET {path}: {status} {body[:300]}")
        return body

    def descendants(self):
        """The ids of the process and of all below it."""
        children = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                except OSError:
                    continue
                children.setdefault(parent, []).append(int(entry.name))
        found = [self.process.pid]
        for pid in found:
            found.extend(children.get(pid, []))
        return found

    def kill(self):
        """Ends everything at once; for servers whose database is thrown away."""
        for pid in reversed(self.descendants()):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.process.wait()

    def stop(self):
        """Asks for an end and waits for it."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def codequest_env(data, database_url=None):
    """The environment of our server: a data directory, keys that are the same for all, no limits of calls."""
    env = {
        "CODEQUEST_DATA": str(data),
        "JWT_SECRET": JWT_SECRET,
        "ENCRYPTION_KEY": ENCRYPTION_KEY,
        "ENABLE_RATE_LIMITING": "false",
        "PORT": "0",
    }
    if database_url:
        env["DATABASE_URL"] = database_url
    return env


def codequest(data, database_url=None):
    """Our server on SQLite in the data directory, or on PostgreSQL."""
    return Server([CODEQUEST, "serve"], codequest_env(data, database_url))


def codequest_command(data, *arguments, database_url=None):
    """Runs one of our commands and waits for its end."""
    subprocess.run(
        [CODEQUEST, *arguments], env={**os.environ, **codequest_env(data, database_url)}, check=True,
        stdout=subprocess.DEVNULL,
    )


def axum_bytes(folder):
    """The bare handler that answers with the files of a folder."""
    return Server([WORK / "axum-bytes/release/axum-bytes", folder])


def express(database_url, workers):
    """Express and node-postgres."""
    env = {"DATABASE_URL": database_url, "JWT_SECRET": JWT_SECRET, "WORKERS": str(workers), "PORT": str(free_port())}
    return Server(["node", WORK / "express/server.js"], {**env, "NODE_ENV": "production"})


def fastapi(database_url, workers):
    """FastAPI and asyncpg on uvicorn with uvloop and httptools."""
    port = free_port()
    command = [WORK / "venv/bin/uvicorn", "--port", str(port), "--loop", "uvloop", "--http", "httptools"]
    command += ["--no-access-log", "--log-level", "warning", "--workers", str(workers), "service:app"]
    env = {"DATABASE_URL": database_url, "JWT_SECRET": JWT_SECRET}
    return Server(command, env, port, BENCH / "peers/fastapi")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Postgres:
    """The private PostgreSQL that scripts/with-postgres started."""

    def __init__(self):
        self.url = os.environ["TEST_POSTGRES_URL"]

    def database(self, name):
        """The address of a database."""
        return f"{self.url}/{urllib.parse.quote(name)}"

    def sql(self, database, text):
        """Runs statements; returns what they print."""
        command = ["psql", "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", "-d", self.database(database)]
        return subprocess.run(command, input=text, text=True, check=True, stdout=subprocess.PIPE).stdout.strip()

    def create(self, name, template="template1"):
        """Makes a database, in place of one that may be there; returns its address."""
        self.sql("postgres", f"DROP DATABASE IF EXISTS {name} WITH (FORCE);\nCREATE DATABASE {name} TEMPLATE {template};")
        return self.database(name)
