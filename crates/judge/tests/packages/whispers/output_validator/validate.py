import os
import sys

feedback = sys.argv[3]
assert not os.path.exists(feedback + "nextpass.in")
said = sys.stdin.read().split()


def reject(why):
    open(feedback + "judgemessage.txt", "a").write(why)
    sys.exit(43)


if os.path.exists(feedback + "told"):
    if said != open(sys.argv[2]).read().split():
        reject("heard something else")
    open(feedback + "judgemessage.txt", "a").write("heard")
    sys.exit(42)
if len(said) != 1 or not said[0].isalpha() or len(said[0]) > 1000:
    reject("that is not a word")
open(feedback + "told", "w").write(said[0])
open(feedback + "judgemessage.txt", "a").write("told, ")
open(feedback + "nextpass.in", "w").write(f"hear {said[0]}\n")
sys.exit(42)
