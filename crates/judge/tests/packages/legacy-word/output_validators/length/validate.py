import sys

from bounds import bounds

shortest, longest = bounds(sys.argv[4:])
length = len(sys.stdin.read().strip())
if not shortest <= length <= longest:
    open(sys.argv[3] + "judgemessage.txt", "w").write(f"{length} letters are not {shortest} to {longest}")
    sys.exit(43)
sys.exit(42)
