"""The programs that are judged, and bare runs of them."""

import os
import subprocess
import time

from installation import PAIRS, WORK

PYTHON = "/usr/bin/python3"
# As the judge compiles, see crates/judge/languages.toml.
COMPILE = ["/usr/bin/g++", "-std=c++17", "-O2", "-static", "-s", "-pipe", "-fmax-errors=20", "-fdiagnostics-color=never"]


def python_sum(mark):
    """Another program for each mark."""
    return f"# {mark}\na, b = map(int, input().split())\nprint(a + b)\n"


def cpp_sum(mark):
    """A typical short solution: the whole library is included, some of it is used."""
    return f"""#include <bits/stdc++.h>
using namespace std;
// {mark}
int main() {{
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    map<string, vector<long long>> seen;
    long long a, b;
    while (cin >> a >> b) seen["sum"].push_back(a + b);
    sort(seen["sum"].begin(), seen["sum"].end());
    priority_queue<long long> queue(seen["sum"].begin(), seen["sum"].end());
    unordered_set<long long> once;
    while (!queue.empty()) {{
        if (once.insert(queue.top()).second) cout << queue.top() << '\\n';
        queue.pop();
    }}
}}
"""


def burn(seconds_of_cpu):
    """C++ that computes for about so long on a quiet machine of two gigahertz or more, whatever the clock says."""
    return f"""#include <cstdint>
#include <cstdio>
int main() {{
    uint64_t x = 88172645463325252ull;
    for (uint64_t i = 0; i < {int(seconds_of_cpu * 500e6)}ull; ++i) {{ x ^= x << 13; x ^= x >> 7; x ^= x << 17; }}
    std::printf("%d\\n", x != 0);
}}
"""


def write(name, text):
    path = WORK / name
    path.write_text(text)
    return path


def check_header(prepared):
    """Makes sure that the bare compiler takes the prepared header, too: it says so with an exclamation mark."""
    source = write("header.cpp", "#include <bits/stdc++.h>\n")
    command = [*COMPILE, f"-I{prepared}", "-H", "-c", "-o", "/dev/null", str(source)]
    said = subprocess.run(command, check=True, stderr=subprocess.PIPE, text=True).stderr
    if not said.startswith("! "):
        raise RuntimeError(f"the compiler does not take the prepared header: {said[:300]}")


def compile_bare(source, prepared):
    """The compiler without a sandbox, with the same prepared header; returns the program and the milliseconds."""
    program = WORK / "bare-main"
    program.unlink(missing_ok=True)
    command = [*COMPILE, f"-I{prepared}", "-o", str(program), str(source)]
    started = time.monotonic()
    pid = os.posix_spawn(command[0], command, os.environ)
    if os.waitpid(pid, 0)[1] != 0:
        raise RuntimeError("the compiler failed")
    return program, (time.monotonic() - started) * 1000


def ten_runs(command):
    """The ten tests as the shell would run them, in milliseconds."""
    inputs = [write(f"sum-{i}.in", f"{a} {b}\n") for i, (a, b) in enumerate(PAIRS)]
    started = time.monotonic()
    for given in inputs:
        actions = [
            (os.POSIX_SPAWN_OPEN, 0, str(given), os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0),
        ]
        pid = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
        if os.waitpid(pid, 0)[1] != 0:
            raise RuntimeError("the program failed")
    return (time.monotonic() - started) * 1000


def one_run_cpu_ms(program):
    """CPU milliseconds of one bare run, as the kernel tells its parent."""
    actions = [(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)]
    pid = os.posix_spawn(str(program), [str(program)], os.environ, file_actions=actions)
    _, status, used = os.wait4(pid, 0)
    if status != 0:
        raise RuntimeError("the program failed")
    return (used.ru_utime + used.ru_stime) * 1000


class Neighbours:
    """Programs that keep every processor busy, twice over."""

    def __enter__(self):
        spin = "x = list(range(200000))\nwhile True:\n    x.sort(key=lambda v: -v)\n"
        self.processes = [subprocess.Popen([PYTHON, "-c", spin]) for _ in range(2 * (os.cpu_count() or 1))]

    def __exit__(self, *_):
        for process in self.processes:
            process.kill()
            process.wait()
