import sys

secret = int(open(sys.argv[1]).read())
message = open(sys.argv[3] + "judgemessage.txt", "w")


def end(code, text):
    message.write(text + "\n")
    message.close()
    sys.exit(code)


for question in range(1, 11):
    line = sys.stdin.readline()
    if not line:
        end(43, "no guess")
    try:
        guess = int(line)
    except ValueError:
        end(43, "not a number")
    if guess == secret:
        print("correct", flush=True)
        end(42, f"{question} questions")
    print("lower" if secret < guess else "higher", flush=True)
end(43, "more than 10 questions")
