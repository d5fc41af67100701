# Hidden test data: read where it is known to be, or found by walking over everything that can be seen.
import os
import sys

from attack import attempt, reach, refused, worked


def show(path):
    with open(path, errors="replace") as file:
        print(file.read())


if sys.argv[1] == "open":
    attempt(lambda: show(reach(sys.argv[2])))
name = os.path.basename(sys.argv[2])
for top in ["/workspace", "/tmp", "/var", "/etc", "/opt", "/srv", "/home", "/root", "/host/var/tmp"]:
    for folder, _, files in os.walk(top):
        if name in files:
            show(os.path.join(folder, name))
            worked()
refused()
