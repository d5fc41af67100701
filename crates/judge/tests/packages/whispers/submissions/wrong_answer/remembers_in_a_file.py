import os

what, text = input().split()
if what == "tell":
    open("secret", "w").write(text)
    print("word")
else:
    print(open("secret").read() if os.path.exists("secret") else "gone")
