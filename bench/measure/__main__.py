"""Measures everything; see ../run."""

import argparse
import os
import platform
import re
import shutil
import subprocess
import time
from pathlib import Path

import seed
from figures import Bench
from servers import BENCH, CODEQUEST, WORK, Postgres, codequest_command

FIGURES = ("reads", "submissions", "verdict", "start", "memory", "second_make_run")


def main():
    parser = argparse.ArgumentParser(prog="bench/run", description="Compares CodeQuest with named peers.")
    parser.add_argument("--quick", action="store_true", help="one short round")
    parser.add_argument("--record", action="store_true", help="put the figures into bench/RESULTS.md")
    parser.add_argument("--only", choices=FIGURES, action="append", help="only this part; may be repeated")
    arguments = parser.parse_args()
    began, others = time.monotonic(), os.getloadavg()[0]
    rounds, seconds = (1, 1) if arguments.quick else (3, 3)
    postgres = Postgres()
    archive, people = seed.make_archive()
    bench = Bench(postgres, archive, people, rounds, seconds)
    prepare(bench)
    lines = []
    for name in arguments.only or FIGURES:
        for line in getattr(bench, name)():
            print(line, flush=True)
            lines.append(line)
    for title, rows in bench.tables:
        print(f"\n{title}")
        for row in rows:
            print("  " + "  ".join(f"{cell:<30}" if i == 0 else f"{cell:>16}" for i, cell in enumerate(row)))
    print(f"\n{time.monotonic() - began:.0f} s")
    if arguments.record:
        record(lines, bench.tables, others)
    return 0 if all(line.holds for line in lines) else 1


def prepare(bench):
    """Databases with the same people and problems, for our server on both, and for the peers."""
    shutil.rmtree(bench.data, ignore_errors=True)
    shutil.rmtree(WORK / "data-pg", ignore_errors=True)
    bench.data.mkdir()
    (WORK / "data-pg").mkdir()
    codequest_command(bench.data, "restore", bench.archive)
    bench.add_problem()
    whole = WORK / "whole.tar.gz"
    whole.unlink(missing_ok=True)
    codequest_command(bench.data, "backup", whole)
    codequest_command(WORK / "data-pg", "restore", whole, database_url=bench.postgres.create("ours"))
    (WORK / "data-pg/cache").symlink_to(bench.data / "cache")
    bench.postgres.sql("ours", "ANALYZE;")


def record(lines, tables, others):
    """Replaces what stands between the two marks of RESULTS.md. `others` is the load of the machine before the run."""
    when = f"Measured on {time.strftime('%Y-%m-%d')}, the machine's load average being {others:.1f} before the run."
    text = [when, f"With {machine()}.", "", "```"]
    text += [*map(str, lines), "```"]
    for title, rows in tables:
        heads = ("", "median per second", "lowest to highest", "p99") if len(rows[0]) == 4 else ("", "median", "highest")
        text += ["", f"### {title}", "", " | ".join(("", *heads, "")).strip(), "|" + "---|" * len(heads)]
        text += [f"| {' | '.join(row)} |" for row in rows]
    path = BENCH / "RESULTS.md"
    page = path.read_text()
    marked = re.compile(r"(<!-- figures -->\n).*(<!-- end of figures -->)", re.DOTALL)
    path.write_text(marked.sub(lambda found: found[1] + "\n".join(text) + "\n" + found[2], page))


def machine():
    """The machine and the versions, in words."""
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())

    def said(*command):
        return subprocess.run(command, capture_output=True, text=True).stdout.strip()

    node, python = said("node", "--version"), said(str(WORK / "venv/bin/python"), "--version")
    commit = said("git", "-C", str(CODEQUEST.parent), "rev-parse", "--short", "HEAD")
    processors = said("nproc")
    return (
        f"CodeQuest at commit {commit}, Node {node.lstrip('v')}, {python}, {said('psql', '--version')}, "
        f"wrk {said('dpkg-query', '-W', '-f', '${Version}', 'wrk')}; {processors} processors "
        f"({cpu[1] if cpu else platform.machine()}), Linux {platform.release()}"
    )


if __name__ == "__main__":
    raise SystemExit(main())
