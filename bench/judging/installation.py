"""A server of its own for these measurements: an empty data directory, one author, the problems, and submissions."""

import http.client
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "measure"))

from servers import CODEQUEST, WORK, Server, codequest_env  # noqa: E402

DATA = WORK / "judging"
CACHE = WORK / "judging-cache"
# Logs of the work itself; a line of them says when a job begins.
LOGS = "warn,platform::judging::worker=debug"
PAIRS = [(1, 2), (0, 0), (-5, 5), (7, -9), (10**9, 10**9), (-1, -1), (2**31 - 1, 1), (123, 456), (40, 2), (-8, 3)]


class Installation(Server):
    """The server with its author signed in. `logs` is where its logs go."""

    def __init__(self):
        shutil.rmtree(DATA, ignore_errors=True)
        DATA.mkdir()
        # What compilers prepare is made once for all parts.
        CACHE.mkdir(exist_ok=True)
        (DATA / "cache").symlink_to(CACHE)
        self.logs = WORK / "servers.log"
        self.logs.unlink(missing_ok=True)
        env = {**codequest_env(DATA), "LOG_LEVEL": LOGS}
        command = [CODEQUEST, "admin", "create-user", "--email", "a@example.org", "--password", "Quiet-River-42"]
        command += ["--role", "admin", "--name", "Author"]
        subprocess.run(command, env={**os.environ, **env}, check=True, stdout=subprocess.DEVNULL)
        super().__init__([CODEQUEST, "serve"], env)
        try:
            self.token = self.ask("POST", "/v1/auth/login", {"email": "a@example.org", "password": "Quiet-River-42"})["access_token"]
            while self.call("GET", "/ready")[0] != 200:
                time.sleep(0.02)
            # Nothing of the preparing must go on while something is measured.
            self.header = self.prepared("cpp-*/bits/stdc++.h.gch").parent.parent
            self.prepared("java-*/javac.jsa")
        except BaseException:
            self.stop()
            raise

    def ask(self, method, path, body=None):
        """`data` of an answer that must be a success."""
        status, answer = self.call(method, path, body, getattr(self, "token", None))
        if status >= 300:
            raise RuntimeError(f"{method} {path}: {status} {answer[:300]}")
        return json.loads(answer)["data"]

    def problem(self, slug, tests, time_limit_ms=2000):
        """Makes and publishes a problem; returns its id. `tests` are pairs of input and answer."""
        cases = [{"input": given, "expected_output": answer, "is_sample": i == 0} for i, (given, answer) in enumerate(tests)]
        new = {"slug": slug, "title": slug, "description_markdown": "For measuring.", "difficulty": 1,
               "test_cases": cases, "time_limit_ms": time_limit_ms}  # fmt: skip
        made = self.ask("POST", "/v1/problems", new)["id"]
        self.ask("POST", f"/v1/admin/content/problem/{made}/approve", {})
        return made

    def ten_sums(self):
        """The problem with ten tests: add two numbers."""
        return self.problem("ten-sums", [(f"{a} {b}\n", f"{a + b}\n") for a, b in PAIRS])

    def prepared(self, name):
        """Waits for a file that a compiler prepares; returns it."""
        end = time.monotonic() + 120
        while time.monotonic() < end:
            for made in CACHE.glob(name):
                return made
            time.sleep(0.05)
        raise RuntimeError(f"{name} was not prepared; see {self.logs}")

    def submit(self, problem, language, code):
        """Hands in; returns the id, and the time of the system clock before."""
        now = time.time()
        body = {"problem_id": problem, "language": language, "code": code}
        return self.ask("POST", "/v1/submissions", body)["submission_id"], now

    def judged(self, submission):
        """Waits for the end of a submission and returns it."""
        status, body = self.call("GET", f"/v1/submissions/{submission}/events", None, self.token)
        if status != 200:
            raise RuntimeError(f"the events of {submission}: {status} {body[:300]}")
        return self.ask("GET", f"/v1/submissions/{submission}")

    def verdict_ms(self, problem, language, code):
        """Milliseconds from the call to the last event of an accepted program, over one connection."""
        headers = {"authorization": f"Bearer {self.token}", "content-type": "application/json"}
        connection = http.client.HTTPConnection(self.address, timeout=120)
        connection.connect()
        body = json.dumps({"problem_id": problem, "language": language, "code": code})
        started = time.monotonic()
        connection.request("POST", "/v1/submissions", body, headers)
        answer = json.loads(connection.getresponse().read())
        connection.request("GET", f"/v1/submissions/{answer['data']['submission_id']}/events", headers=headers)
        stream, last = connection.getresponse(), b""
        while line := stream.readline():
            if line.startswith(b"data:"):
                last = line
                if b'"ACCEPTED"' in line:
                    took = (time.monotonic() - started) * 1000
                    connection.close()
                    return took
        raise RuntimeError(f"the program was not accepted: {last!r}")

    def sandboxes_cpu_s(self):
        """CPU seconds, user and system, of everything that ran in the sandboxes of this server, those that are gone too."""
        for pid in self.descendants():
            for root in ("/sys/fs/cgroup", "/sys/fs/cgroup/cpuacct", "/sys/fs/cgroup/cpu,cpuacct"):
                for tree in Path(root).glob(f"**/codequest-sandbox-{pid}-*"):
                    if (usage := tree / "cpuacct.usage").exists():
                        return int(usage.read_text()) / 1e9
                    stat = tree / "cpu.stat"
                    if stat.exists() and (words := stat.read_text().split())[0] == "usage_usec":
                        return int(words[1]) / 1e6
        raise RuntimeError("CPU time is not charged to sandboxes here: that needs cgroups")
