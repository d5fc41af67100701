# A word for the next run: in folders that all can write, in shared memory, in the file that was put.
import os
import sys

from attack import attempt, refused, worked

what, path = sys.argv[1], sys.argv[2]
if what == "leave":
    attempt(lambda: open(path, "w").write("word"))
if what == "find":
    worked() if os.path.exists(path) and open(path).read() == "word" else refused()
if what == "replace":
    # By taking the name away, where the file itself cannot be written.
    def replace():
        open("other", "w").write("print('worked')")
        os.rename("other", path)
    attempt(replace)
