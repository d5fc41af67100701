# Forgets to turn the text into numbers.
a, b = input().split()
print(a + b)
