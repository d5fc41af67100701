import sys

goal, best = (int(open(name).read()) for name in sys.argv[1:3])
at = steps = 0
for word in sys.stdin.read().split():
    if not word.isdigit() or len(word) > 10 or int(word) not in (at + 1, 2 * at):
        sys.exit(43)
    at = int(word)
    steps += 1
if at != goal:
    sys.exit(43)
if goal > 100 and steps > best:
    open(sys.argv[3] + "score_multiplier.txt", "w").write("0.5")
sys.exit(42)
