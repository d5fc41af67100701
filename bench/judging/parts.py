"""What is measured; ours and the bare runs take turns."""

import collections
import datetime
import json
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

from installation import Installation
from programs import (
    PYTHON, Neighbours, burn, check_header, compile_bare, cpp_sum, one_run_cpu_ms, python_sum, ten_runs, write,
)  # fmt: skip


class Line:
    """One figure with its goal."""

    def __init__(self, name, ours, peer, shown, goal, holds):
        self.name, self.ours, self.peer, self.shown, self.goal, self.holds = name, ours, peer, shown, goal, holds

    def __str__(self):
        return f"{self.name}: ours {self.ours} peer {self.peer} {self.shown} (goal {self.goal}, {'holds' if self.holds else 'MISSED'})"


def told(times):
    return f"{statistics.median(times):.2f} ms (least {min(times):.2f})"


def ratio(name, ours, bare, peer, goal):
    of_medians = statistics.median(ours) / statistics.median(bare)
    shown = f"ratio {of_medians:.3f}, of the least {min(ours) / min(bare):.3f}, {len(ours)} rounds"
    return Line(name, told(ours), f"{told(bare)} ({peer})", shown, f"<= {goal:.2f}", of_medians <= goal)


def cpp(quick):
    """A new ten-test program with the whole library, then the same one again and again."""
    rounds, again = (3, 5) if quick else (21, 200)
    with Installation() as server:
        problem, prepared = server.ten_sums(), server.header
        check_header(prepared)
        ours, bare = [], []
        for turn in range(rounds + 1):
            source = cpp_sum(f"round {turn} of {time.time()}")
            took = server.verdict_ms(problem, "cpp", source)
            program, compiling = compile_bare(write("bare.cpp", source), prepared)
            running = ten_runs([str(program)])
            # The first round warms the page cache.
            if turn:
                ours.append(took)
                bare.append(compiling + running)
        yield ratio("A new C++ program, ten tests", ours, bare, "bare compile with the header + ten bare runs", 1.15)
        ours, bare = [], []
        for _ in range(again):
            ours.append(server.verdict_ms(problem, "cpp", source))
            bare.append(ten_runs([str(program)]))
        more = statistics.median(ours) - statistics.median(bare)
        of_medians = statistics.median(ours) / statistics.median(bare)
        shown = f"ratio {of_medians:.3f}, difference {more:.2f} ms, of the least {min(ours) - min(bare):.2f} ms, {again} rounds"
        yield Line("The same C++ program again", told(ours), f"{told(bare)} (ten bare runs)", shown, "<= 15 ms more", more <= 15)


def python(quick):
    """A new ten-test program each round, so that nothing of it is in a cache."""
    with Installation() as server:
        problem = server.ten_sums()
        ours, bare = [], []
        for turn in range(5 if quick else 103):
            source = python_sum(f"round {turn} of {time.time()}")
            took = server.verdict_ms(problem, "python", source)
            running = ten_runs([PYTHON, str(write("bare.py", source))])
            if turn > 2:
                ours.append(took)
                bare.append(running)
        yield ratio("A new Python program, ten tests", ours, bare, "ten bare runs", 1.10)


def service(quick):
    """From the call to the line of the log with which the judge begins; one submission at a time."""
    with Installation() as server:
        problem = server.problem("one-sum", [("1 2\n", "3\n")])
        calls = []
        for turn in range(25 if quick else 520):
            submission, called = server.submit(problem, "python", python_sum(turn))
            server.judged(submission)
            calls.append(called)
        logs = server.logs
    began = [begin for line in logs.read_text().splitlines() if (begin := begin_of(line))]
    if len(began) != len(calls):
        raise RuntimeError(f"{len(calls)} submissions, but {len(began)} jobs began; see {logs}")
    costs = sorted((begin - called) * 1000 for called, begin in zip(calls, began, strict=True))
    p50 = statistics.median(costs)
    shown = f"ratio {p50 / 2:.3f}, p90 {costs[len(costs) * 9 // 10]:.2f} ms, {len(costs)} submissions"
    yield Line("From the call to the begin of the job, p50", told(costs), "2 ms (goal)", shown, "<= 2 ms", p50 <= 2)


def begin_of(line):
    """The time at which a job began, if this line of the log says that one did."""
    if not line.startswith("{"):
        return None
    told = json.loads(line)
    if told.get("fields", {}).get("message") != "a job begins":
        return None
    return datetime.datetime.fromisoformat(told["timestamp"].replace("Z", "+00:00")).timestamp()


def share(quick):
    """CPU time in sandboxes while more than a hundred submissions wait, beside what two processors have."""
    window = 3 if quick else 20
    kinds = {"C++": ("cpp", cpp_sum), "Python": ("python", python_sum)}
    for name, (language, source) in kinds.items():
        with Installation() as server:
            problem = server.ten_sums()
            hand_in = lambda mark: server.submit(problem, language, source(f"{mark} of {time.time()}"))  # noqa: E731
            with ThreadPoolExecutor(16) as pool:
                list(pool.map(hand_in, range(110 + window * (6 if language == "cpp" else 40))))
            began, used = time.monotonic(), server.sandboxes_cpu_s()
            time.sleep(window)
            took, used = time.monotonic() - began, server.sandboxes_cpu_s() - used
            waiting = waiting_jobs(server)
            part = used / (2 * took)
            # What still waits goes away with the data directory.
            server.kill()
        if waiting < 100:
            raise RuntimeError(f"only {waiting} submissions were still waiting: hand in more")
        shown = f"ratio {part:.3f}, {waiting:.0f} still waiting"
        yield Line(f"CPU time in sandboxes under load, {name}", f"{used:.1f} s", f"{2 * took:.1f} s (twice the wall time)",
                   shown, ">= 0.90", part >= 0.90)  # fmt: skip


def waiting_jobs(server):
    lines = server.get("/metrics").decode().splitlines()
    return sum(float(line.split()[-1]) for line in lines if line.startswith("codequest_jobs_waiting{"))


def fairness(quick):
    """The same two programs again and again while every processor is busy twice over: one that keeps the limit by half,
    one that needs twice the limit."""
    times = 5 if quick else 200
    with Installation() as server:
        limit = 150
        problem = server.problem("burn", [("", "1\n")], limit)
        quiet = server.judged(server.submit(problem, "cpp", burn(0.1))[0])
        per_second = 0.1 / max(quiet["execution_summary"]["max_execution_time_ms"] / 1000, 0.001)
        right, slow = burn(0.5 * limit / 1000 * per_second), burn(2 * limit / 1000 * per_second)
        program, _ = compile_bare(write("burn.cpp", right), server.header)
        ours, bare, verdicts = [], [], {"right": collections.Counter(), "slow": collections.Counter()}
        with Neighbours():
            for _ in range(times):
                both = [server.submit(problem, "cpp", source)[0] for source in (right, slow)]
                first, second = map(server.judged, both)
                verdicts["right"][first["verdict"]] += 1
                verdicts["slow"][second["verdict"]] += 1
                ours.append(first["execution_summary"]["max_execution_time_ms"])
                bare.append(one_run_cpu_ms(program))
    for name, expected in (("right", "accepted"), ("slow", "time_limit_exceeded")):
        said = verdicts[name]
        counted = ", ".join(f"{count} times {verdict}" for verdict, count in said.items())
        shown = f"ratio {said[expected] / times:.3f}, {counted}"
        yield Line(f"The {name} program {times} times on a busy machine", f"{said[expected]} times {expected}",
                   f"{times} (all)", shown, "no verdict changes", said[expected] == times)  # fmt: skip
    yield Line("Reported time of the right program on a busy machine", spread(ours), f"{spread(bare)} (bare runs)",
               f"ratio {statistics.median(ours) / statistics.median(bare):.3f}, limit {limit} ms", "within the limit", max(ours) <= limit)  # fmt: skip


def spread(times):
    cuts = statistics.quantiles(times, n=20)
    return f"median {statistics.median(times):.0f} ms, {min(times):.0f} to {max(times):.0f}, nine tenths in {cuts[0]:.0f} to {cuts[-1]:.0f}"
