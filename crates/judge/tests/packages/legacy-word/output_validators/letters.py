import sys

word, letters = sys.stdin.read().split(), set(open(sys.argv[1]).read().strip())
if len(word) != 1 or not set(word[0]) <= letters:
    open(sys.argv[3] + "judgemessage.txt", "w").write("letters that are not in the word")
    sys.exit(43)
sys.exit(42)
