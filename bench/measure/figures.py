"""What is measured. Every figure goes through its rounds with all servers in turn, and reports medians."""

import http.client
import json
import os
import re
import shutil
import signal
import sqlite3
import statistics
import subprocess
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import seed
from load import CONNECTIONS, load, requests_file
from servers import CODEQUEST, WORK, Server, axum_bytes, codequest, codequest_env, express, fastapi

# The interpreter that judges Python here.
PYTHON = "/usr/bin/python3"
SUM = "a, b = map(int, input().split())\nprint(a + b)\n"
LOCAL = "CodeQuest on SQLite"
SHARED = "CodeQuest on PostgreSQL"
BARE = "bare axum handler"


@dataclass(frozen=True)
class Line:
    """One figure beside its peer. `goal` bounds the ratio ours / peer: from below when more is better."""

    name: str
    ours: float
    peer: float
    unit: str
    peer_name: str
    goal: float
    more_is_better: bool
    note: str = ""

    @property
    def ratio(self):
        return self.ours / self.peer

    @property
    def holds(self):
        return self.ratio >= self.goal if self.more_is_better else self.ratio <= self.goal

    def __str__(self):
        sign = ">=" if self.more_is_better else "<="
        verdict = "holds" if self.holds else "MISSED"
        return (
            f"{self.name}: ours {number(self.ours)} {self.unit} peer {number(self.peer)} {self.unit} ({self.peer_name}) "
            f"ratio {self.ratio:.2f} (goal {sign} {self.goal:.2f}, {verdict}){self.note}"
        )


def number(value):
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


class Bench:
    """The seeded databases and the rounds."""

    def __init__(self, postgres, archive, people, rounds, seconds):
        self.postgres, self.archive, self.people = postgres, archive, people
        self.rounds, self.seconds = rounds, seconds
        self.tables = []
        self.data = WORK / "data"

    # Reading

    def reads(self):
        """`GET /v1/problems/{id}` and `GET /v1/leaderboard`."""
        pg = self.postgres
        with ExitStack() as running:
            local = running.enter_context(codequest(self.data))
            ids = problem_ids(local)
            folder = WORK / "bytes"
            folder.mkdir(exist_ok=True)
            for old in folder.iterdir():
                old.unlink()
            for problem in ids:
                (folder / f"{problem}.json").write_bytes(local.get(f"/v1/problems/{problem}"))
            (folder / "leaderboard.json").write_bytes(local.get("/v1/leaderboard"))
            peers_url = pg.database("peers")
            servers = {
                LOCAL: local,
                SHARED: running.enter_context(codequest(WORK / "data-pg", pg.database("ours"))),
                BARE: running.enter_context(axum_bytes(folder)),
                "Express + pg, 1 process": running.enter_context(express(peers_url, 1)),
                "Express + pg, 2 processes": running.enter_context(express(peers_url, 2)),
                "FastAPI + asyncpg, 1 worker": running.enter_context(fastapi(peers_url, 1)),
                "FastAPI + asyncpg, 2 workers": running.enter_context(fastapi(peers_url, 2)),
            }
            paths = {
                "GET /v1/problems/{id}": [f"/v1/problems/{problem}" for problem in ids],
                "GET /v1/leaderboard": ["/v1/leaderboard"],
            }
            for path in sum(paths.values(), []):
                expected = comparable(local.get(path))
                for name, server in servers.items():
                    if comparable(server.get(path)) != expected:
                        raise RuntimeError(f"{name} answers GET {path} otherwise")
            for name, places in paths.items():
                requests = requests_file("get", places)
                seen = self._rounds(servers, lambda server: load(server, "GET", requests, self.seconds), warm=True)
                yield from self._read_lines(name, seen)

    def _rounds(self, servers, measure, warm=False):
        seen = {name: [] for name in servers}
        for turn in range(self.rounds):
            for name, server in servers.items():
                if warm and turn == 0:
                    measure(server)
                seen[name].append(measure(server))
        return seen

    def _read_lines(self, name, seen):
        self._keep(name, seen)
        rate = medians(seen)
        stacks = {peer: value for peer, value in rate.items() if " + " in peer}
        best = max(stacks, key=stacks.get)
        for server, times, share in ((LOCAL, 8, 0.6), (SHARED, 4, 0.5)):
            ours = rate[server]
            against_stack = Line(f"{name}, {server}", ours, stacks[best], "requests/s", best, times, True)
            against_bare = Line(f"{name}, {server}", ours, rate[BARE], "requests/s", BARE, share, True)
            # The goal is the smaller of the two bounds: either is enough.
            if against_stack.goal * against_stack.peer <= against_bare.goal * against_bare.peer:
                yield against_stack
            else:
                yield against_bare

    # Handing in

    def submissions(self):
        """`POST /v1/submissions`, each acknowledged after a flush to the disk."""
        problem = self.problem
        body = json.dumps({"problem_id": problem, "language": "python", "code": SUM})
        requests = requests_file("post", [f"/v1/submissions\t{seed.token(user)}\t{body}" for user in self.people])


        def fresh(template):
            return self.postgres.create("round", template)

        # How to start each on a fresh copy of its database, and how to count what is in it.
        starts = {
            LOCAL: (lambda: codequest(self._fresh_data()), self._written_to_sqlite),
            SHARED: (lambda: codequest(WORK / "data-pg", fresh("ours")), self._written_to_postgres),
            "Express + pg, 1 process": (lambda: express(fresh("peers"), 1), self._written_to_postgres),
            "Express + pg, 2 processes": (lambda: express(fresh("peers"), 2), self._written_to_postgres),
            "FastAPI + asyncpg, 1 worker": (lambda: fastapi(fresh("peers"), 1), self._written_to_postgres),
            "FastAPI + asyncpg, 2 workers": (lambda: fastapi(fresh("peers"), 2), self._written_to_postgres),
        }
        rounds = self._rounds(starts, lambda start: self._submission_round(*start, requests))
        seen = {server: [window for _, window in windows] for server, windows in rounds.items()}
        rate = medians(seen)
        # For the reader, not for the comparison: the first second of each round, in which our judge is at work.
        judging = {f"{server}, judging meanwhile": [first for first, _ in rounds[server]] for server in (LOCAL, SHARED)}
        name = "POST /v1/submissions"
        self._keep(name, {**seen, **judging})
        stacks = {peer: value for peer, value in rate.items() if " + " in peer}
        best = max(stacks, key=stacks.get)
        for server in (LOCAL, SHARED):
            yield Line(f"{name}, {server}", rate[server], stacks[best], "acknowledged/s", best, 2, True)

    def _fresh_data(self):
        copy = WORK / "data-round"
        shutil.rmtree(copy, ignore_errors=True)
        # What compilers prepared is shared: a server that prepares is busy for seconds.
        shutil.copytree(self.data, copy, ignore=shutil.ignore_patterns("cache"))
        (copy / "cache").symlink_to(self.data / "cache")
        return copy

    def _submission_round(self, start, written, requests):
        server = start()
        try:
            before = written()
            first = load(server, "POST", requests, 1)
            between = written()
            # The peers judge nothing, so ours is held while the clock runs: it has what it claimed, and gets no
            # processor for it.
            for pid in server.descendants():
                if b"sandboxd" in command_of(pid):
                    os.kill(pid, signal.SIGSTOP)
            window = load(server, "POST", requests, self.seconds)
            added = written() - between
            # What was on its way when the window ended is written too, and not counted.
            if not window.requests <= added <= window.requests + 2 * CONNECTIONS or between <= before:
                raise RuntimeError(f"{window.requests} acknowledged, {added} written")
            return first, window
        finally:
            # The waiting jobs go away with their database.
            server.kill()

    def _written_to_sqlite(self):
        connection = sqlite3.connect(f"file:{WORK / 'data-round/codequest.sqlite'}?mode=ro", uri=True)
        try:
            return connection.execute("SELECT COUNT(*) FROM submissions").fetchone()[0]
        finally:
            connection.close()

    def _written_to_postgres(self):
        return int(self.postgres.sql("round", "SELECT COUNT(*) FROM submissions;"))

    # One program

    def verdict(self):
        """From POST to the final event, beside the same program run ten times without a server."""
        program = WORK / "sum.py"
        program.write_text(SUM)
        ours, bare = [], []
        with codequest(self.data) as server:
            token = seed.token(self.people[0])
            for turn in range(2 + 3 * self.rounds):
                one_bare, one_ours = bare_runs(program), submit_and_wait(server, token, self.problem)
                # The first two rounds warm the page cache and the pools.
                if turn >= 2:
                    bare.append(one_bare)
                    ours.append(one_ours)
        self.tables.append((
            "Verdict of a correct ten-test Python program",
            [("from POST to the final event", f"{statistics.median(ours):.0f} ms", f"{max(ours):.0f} ms at most"),
             ("ten bare runs", f"{statistics.median(bare):.0f} ms", f"{max(bare):.0f} ms at most")],
        ))  # fmt: skip
        yield Line("Verdict of ten tests in Python", statistics.median(ours), statistics.median(bare), "ms",
                   "ten bare runs", 1.5, False)  # fmt: skip

    # At rest

    def start(self):
        """From the start of the process to the first answer, on a database that is there."""
        took = []
        for _ in range(2 * self.rounds + 1):
            with codequest(self.data) as server:
                server.get(f"/v1/problems/{self.problem}")
                took.append(time.monotonic() - server.started)
        yield Line("Start to first answer", statistics.median(took), 1, "s", "goal", 1, False)

    def memory(self):
        """Memory of the server and of everything below it, ten seconds after it was ready."""
        with codequest(self.data) as server:
            while server.call("GET", "/ready")[0] != 200:
                time.sleep(0.02)
            time.sleep(10)
            shares = {pid: pss_mb(pid) for pid in server.descendants()}
            note = f" ({len(shares)} processes, the server itself {shares[server.process.pid]:.1f} MB)"
        yield Line("Memory at rest (PSS)", sum(shares.values()), 80, "MB", "goal", 1, False, note)

    def second_make_run(self):
        """From `make run`, when nothing changed, to the first page."""
        root = CODEQUEST.parent.parent.parent
        if subprocess.run(["make", "-q", str(CODEQUEST.relative_to(root))], cwd=root, capture_output=True).returncode:
            print("Second make run: left out, because something changed since the binary was built")
            return
        took = []
        for _ in range(self.rounds):
            with Server(["make", "-s", "run"], codequest_env(self.data), cwd=root) as server:
                if b"<html" not in server.get("/"):
                    raise RuntimeError("the first page is no page; was the binary built with the web app?")
                took.append(time.monotonic() - server.started)
        yield Line("Second make run to the first page", statistics.median(took), 2, "s", "goal", 1, False)

    # What is there before

    def add_problem(self):
        """Makes the problem with ten tests through the API, as an author would, and publishes it. Then gives the peers
        what our server answers."""
        pairs = [(1, 2), (0, 0), (-5, 5), (7, -9), (10**9, 10**9), (-1, -1), (2**31 - 1, 1), (123, 456), (40, 2), (-8, 3)]
        tests = [{"input": f"{a} {b}\n", "expected_output": f"{a + b}\n", "is_sample": i < 2} for i, (a, b) in enumerate(pairs)]
        new = {"slug": "ten-sums", "title": "Ten Sums", "description_markdown": "Print the sum of two integers.",
               "difficulty": 1, "test_cases": tests}  # fmt: skip
        admin = seed.token(seed.ADMIN, "admin")
        with codequest(self.data) as server:
            status, answer = server.call("POST", "/v1/problems", new, admin)
            if status != 201:
                raise RuntimeError(f"the problem was refused: {status} {answer}")
            self.problem = json.loads(answer)["data"]["id"]
            status, answer = server.call("POST", f"/v1/admin/content/problem/{self.problem}/approve", {}, admin)
            if status != 200:
                raise RuntimeError(f"the problem was not published: {status} {answer}")
            # The first start prepares for the compilers, which must not go on while something is measured.
            deadline = time.monotonic() + 120
            while not all(any(self.data.glob(f"cache/*/{file}")) for file in ("bits/stdc++.h.gch", "javac.jsa")):
                if time.monotonic() > deadline:
                    raise RuntimeError(f"the compilers prepared nothing; see {WORK / 'servers.log'}")
                time.sleep(0.1)
            problems = [json.loads(server.get(f"/v1/problems/{id}"))["data"] for id in problem_ids(server)]
            board, page = [], 1
            while rows := json.loads(server.get(f"/v1/leaderboard?page={page}"))["data"]:
                board, page = board + rows, page + 1
        self.postgres.create("peers")
        seed.fill_peers(self.postgres, "peers", problems, board)

    def _keep(self, name, seen):
        rows = []
        for server, windows in seen.items():
            rates = [window.per_second for window in windows]
            p99 = statistics.median(window.p99_ms for window in windows)
            spread = f"{min(rates):.0f} to {max(rates):.0f}"
            rows.append((server, f"{statistics.median(rates):.0f}", spread, f"{p99:.1f} ms"))
        self.tables.append((name, rows))


def problem_ids(server):
    return [row["id"] for row in json.loads(server.get("/v1/problems?limit=100"))["data"]]


def medians(seen):
    return {name: statistics.median(window.per_second for window in windows) for name, windows in seen.items()}


def comparable(body):
    """An answer without the number of the board's state, which only our server has."""
    return re.sub(r'"seq":\d+', '"seq":0', json.dumps(json.loads(body), sort_keys=True, separators=(",", ":")))


def command_of(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        # A program that was being judged and has ended.
        return b""


def pss_mb(pid):
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def bare_runs(program):
    """Ten runs of a program as the shell would start it, in milliseconds."""
    inputs = WORK / "sum.in"
    inputs.write_text("1234 5678\n")
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, str(inputs), os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0),
    ]
    started = time.monotonic()
    for _ in range(10):
        pid = os.posix_spawn(PYTHON, [PYTHON, str(program)], os.environ, file_actions=actions)
        if os.waitpid(pid, 0)[1] != 0:
            raise RuntimeError("the program failed")
    return (time.monotonic() - started) * 1000


def submit_and_wait(server, token, problem):
    """From the call to the event with the verdict, in milliseconds."""
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    connection = http.client.HTTPConnection(server.address, timeout=30)
    connection.connect()
    started = time.monotonic()
    connection.request("POST", "/v1/submissions", json.dumps({"problem_id": problem, "language": "python", "code": SUM}), headers)
    answer = json.loads(connection.getresponse().read())
    connection.request("GET", f"/v1/submissions/{answer['data']['submission_id']}/events", headers=headers)
    stream = connection.getresponse()
    last = ""
    while line := stream.readline():
        if line.startswith(b"data:"):
            last = line.decode()
            if '"ACCEPTED"' in last:
                took = (time.monotonic() - started) * 1000
                connection.close()
                return took
    raise RuntimeError(f"the program was not accepted: {last}")
