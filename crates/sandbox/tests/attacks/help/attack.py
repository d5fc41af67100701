"""What every attack in Python says: `worked` with exit code 0, or `refused` with the error's name and exit code 1."""
import errno
import os
import sys


def worked():
    print("worked", flush=True)
    sys.exit(0)


def refused(error=None):
    number = getattr(error, "errno", None)
    print("refused", errno.errorcode.get(number, "without effect"), flush=True)
    sys.exit(1)


def reach(path):
    return path if os.path.lexists(path) else "/host" + path


def attempt(action):
    try:
        action()
    except OSError as error:
        refused(error)
    worked()
