what, text = input().split()
print("word" if what == "tell" else 7)
