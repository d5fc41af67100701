"""Measures judging; see run."""

import argparse
import os
import re
import subprocess
import time
from pathlib import Path

import parts
from installation import CODEQUEST

PARTS = ("cpp", "python", "service", "share", "fairness")
RESULTS = Path(__file__).resolve().parent.parent / "RESULTS.md"


def main():
    parser = argparse.ArgumentParser(prog="bench/judging/run", description="Compares judging with bare runs.")
    parser.add_argument("part", choices=PARTS, nargs="*", help="all when none is named")
    parser.add_argument("--quick", action="store_true", help="a few rounds")
    parser.add_argument("--record", action="store_true", help="put the figures into bench/RESULTS.md")
    arguments = parser.parse_args()
    holds = True
    for part in arguments.part or PARTS:
        began, others, lines = time.monotonic(), os.getloadavg()[0], []
        for line in getattr(parts, part)(arguments.quick):
            print(line, flush=True)
            lines.append(str(line))
            holds = holds and line.holds
        print(f"{part}: {time.monotonic() - began:.0f} s, load average {others:.1f} before", flush=True)
        if arguments.record:
            record(part, lines, others)
    return 0 if holds else 1


def record(part, lines, others):
    """Replaces what stands between the two marks of a part, in RESULTS.md."""
    commit = subprocess.run(["git", "-C", CODEQUEST.parent, "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    when = (
        f"{time.strftime('%Y-%m-%d')}, commit {commit.stdout.strip()}, load average {others:.1f} before, "
        f"{os.cpu_count()} processors ({cpu[1] if cpu else os.uname().machine}), Linux {os.uname().release}"
    )
    marked = re.compile(rf"(<!-- judging {part} -->\n).*?(<!-- end of judging {part} -->)", re.DOTALL)
    text = "\n".join([f"{when}:", "", "```", *lines, "```", ""])
    RESULTS.write_text(marked.sub(lambda found: found[1] + text + found[2], RESULTS.read_text()))


if __name__ == "__main__":
    raise SystemExit(main())
