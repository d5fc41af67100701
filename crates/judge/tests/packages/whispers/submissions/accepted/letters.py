what, text = input().split()
letters = "abcdefghij"
print("".join(letters[int(c)] for c in text) if what == "tell" else "".join(str(letters.index(c)) for c in text))
