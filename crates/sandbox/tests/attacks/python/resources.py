# Memory, files and output, more than is allowed but only so much of it.
import mmap
import os
import sys

from attack import attempt, refused, worked

what, many = sys.argv[1], int(sys.argv[2])
if what == "memory":
    try:
        hoard = bytearray(many << 20)
        for at in range(0, len(hoard), 4096):
            hoard[at] = 1
    except MemoryError:
        refused()
    worked()
if what == "mmap":
    area = mmap.mmap(-1, many << 20)
    for at in range(0, many << 20, 4096):
        area[at] = 1
    worked()
if what == "disk":
    def fill():
        with open("/workspace/big", "wb") as file:
            for _ in range(many):
                file.write(b"x" * (1 << 20))
    attempt(fill)
if what == "inodes":
    def make():
        for at in range(many):
            os.mkdir(f"/tmp/d{at}")
    attempt(make)
if what == "output":
    for _ in range(many):
        print("y" * 1023)
    sys.stdout.flush()
    print(end="", file=sys.stderr)
    worked()
