# Many processes, a daemon that stays, signals to whoever is there.
import os
import signal
import sys
import time

from attack import refused, worked

what = sys.argv[1]
try:
    if what == "many":
        for _ in range(int(sys.argv[2])):
            if os.fork() == 0:
                signal.pause()
        worked()
    if what == "daemon":
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.closerange(0, 64)
                signal.pause()
            os._exit(0)
        os.wait()
        sys.exit(0)
    if what == "find":
        others = [pid for pid in os.listdir("/proc") if pid.isdigit() and int(pid) not in (1, int(os.readlink("/proc/self")))]
        worked() if others else refused()
    if what == "signal":
        for pid in range(2, 4000):
            if pid not in (os.getpid(), os.getppid()):
                try:
                    os.kill(pid, signal.SIGCONT)
                except ProcessLookupError:
                    continue
                except PermissionError:
                    continue
                # A process of the host, not one that another sandbox runs.
                if "Uid:\t0\t" in open(f"/proc/{pid}/status").read():
                    worked()
        refused()
    if what == "sleep":
        time.sleep(float(sys.argv[2]))
        worked()
except OSError as error:
    refused(error)
