"""The load client: wrk, the same for all servers."""

import json
import subprocess
from dataclasses import dataclass

from servers import BENCH, WORK

CONNECTIONS = 64
THREADS = 2


@dataclass(frozen=True)
class Load:
    """What one window of load showed."""

    requests: int
    per_second: float
    p99_ms: float


def requests_file(name, lines):
    """Writes what wrk sends, a request a line."""
    path = WORK / f"{name}.requests"
    path.write_text("\n".join(lines) + "\n")
    return path


def load(server, method, requests, seconds):
    """Puts load on a server for some seconds. An answer that is no success ends the benchmark."""
    command = ["wrk", "-t", THREADS, "-c", CONNECTIONS, "-d", f"{seconds}s", "--latency", "--timeout", "10s"]
    command += ["-s", BENCH / "measure/load.lua", f"http://{server.address}", "--", method, requests]
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, text=True, check=True)
    seen = json.loads(done.stdout.strip().splitlines()[-1])
    if seen["refused"] or seen["broken"] or not seen["requests"]:
        raise RuntimeError(f"not every answer was a success: {seen}")
    return Load(seen["requests"], seen["requests"] * 1e6 / seen["duration_us"], seen["p99_us"] / 1000)
